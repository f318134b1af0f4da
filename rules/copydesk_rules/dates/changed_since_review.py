"""The text has changed since the day that it gives as its last revision: the stamp vouches for words that nobody reviewed.

Have the change reviewed and put the new day. Moving or reformatting a text does not count as a change; the day comes from
git, and without its history this is not computed.

Source: HONcode principle 4, https://www.hon.ch/HONcode/Guidelines/guidelines.html
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, SourceSpan, Span
from copydesk_rules.dates.format import localised
from copydesk_rules.dates.ledger import FACT, REVISION, Ledger


@dataclass(frozen=True, slots=True)
class Options:
    """``days`` that may lie between the revision date and the commit that brings it in."""

    days: int = 0


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    dates = [date for date in ledger.of(*REVISION) if date.sound and date.precision == "day" and len(date.readings) == 1]
    if not dates:
        return
    newest = max(dates, key=lambda date: (date.readings[0], isinstance(date.span, Span)))
    history = document.history
    if history is None:
        return
    if history.changed <= newest.readings[0] + datetime.timedelta(days=options.days):
        return
    pack = document.pack
    fix = None
    if newest.role == "updated":
        iso = isinstance(newest.span, SourceSpan) or newest.kind == "iso"
        day = history.changed.isoformat() if iso else localised(history.changed, pack)
        fix = Fix((Edit(newest.span, day),), safe=False, title="Put the day of the last change")
    yield Hit(
        newest.span,
        f"The text last changed on {history.changed.isoformat()}, after this date: review the change and put the new day.",
        fix,
        data={"changed": history.changed.isoformat(), "commit": history.commit, "revised": newest.iso},
    )


RULE = Rule(
    name="dates/changed-since-review",
    summary="The text has changed since its revision date.",
    check=check,
    severity="warning",
    options=Options,
    examples=(
        Good("en", "Last reviewed: 3 May 2026"),
        Good("en", "Last reviewed: 3 May 2026", changed="2026-05-03"),
        Bad(
            "en",
            "Last reviewed: ⟦3 May 2026⟧",
            changed="2026-06-01",
            message="The text last changed on 2026-06-01, after this date: review the change and put the new day.",
        ),
        Bad("da", "Opdateret: ⟦3. maj 2026⟧", changed="2026-06-01", fixed="Opdateret: 1. juni 2026"),
    ),
)
