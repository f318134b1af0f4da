"""Is 02/07/2025 in February or in July? One reader in two will get it wrong. Write the month as a word, or use ISO 8601.

A date counts as settled where the text's language or region has one order, where its weekday fits one reading only, or
where another date of the text shows the order. Of the dates that are neither of publication nor of revision the first is told.

Source: W3C, Date formats, https://www.w3.org/International/questions/qa-date-format
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, SourceSpan, Span
from copydesk_rules.dates.format import localised
from copydesk_rules.dates.ledger import FACT, PUBLICATION, REVISION, Ledger, pack_of

_OWN = (*PUBLICATION, *REVISION)


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    known = {
        day for date in ledger.dates if len(date.readings) == 1 and isinstance(date.span, SourceSpan) for day in date.readings
    }
    told = False
    for date in ledger.dates:
        if len(date.readings) < 2 or isinstance(date.span, SourceSpan) or (told and date.role not in _OWN):
            continue
        told = told or date.role not in _OWN
        pack = pack_of(document, date)
        words = [localised(day, pack) for day in date.readings]
        stated = [day for day in date.readings if day in known]
        fix = None
        if len(stated) == 1:
            edit = Edit(Span(*date.span), localised(stated[0], pack))
            fix = Fix((edit,), safe=False, title="Write the month as a word")
        yield Hit(
            date.span,
            f"“{date.text}” can be {words[0]} or {words[1]}: write the month as a word.",
            fix,
            severity=None if date.role in _OWN else "info",
            data={"readings": [day.isoformat() for day in date.readings]},
        )


RULE = Rule(
    name="dates/ambiguous-date",
    summary="A date of numbers can be read with the day first or the month first.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "Last reviewed: ⟦02.07.2025⟧",
            message="“02.07.2025” can be July 2, 2025 or February 7, 2025: write the month as a word.",
        ),
        Bad("en", "It opened on ⟦04/05/2026⟧ in Leeds.", severity="info"),
        Good("da", "Sidst revideret: 02.07.2025"),
        Good("en", "Published 25/04/2026, updated 04/05/2026"),
        Good("en", "Monday, 04/05/2026"),
        Good("en", "Updated: 2026-05-04"),
        Good("en", "Updated: 05/05/2026"),
    ),
)
