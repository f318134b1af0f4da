"""Nobody can have published or reviewed a text tomorrow. Often day and month are swapped, or the year is a slip.

Events, deadlines and next reviews may lie ahead; only dates of publication, creation and revision are judged.

Source: Schema.org, dateModified: "the date on which the CreativeWork was most recently modified",
https://schema.org/dateModified
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Good, Hit, Rule, SourceSpan
from copydesk_rules.dates.ledger import FACT, PUBLICATION, REVISION, Ledger


@dataclass(frozen=True, slots=True)
class Options:
    """``days``: so many days after the as-of date are still today, for desks in other time zones."""

    days: int = 0


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    limit = as_of + datetime.timedelta(days=options.days)
    told = set()
    for date in ledger.of(*PUBLICATION, *REVISION):
        if not date.sound or min(date.readings) <= limit or date.precision == "no year":
            continue
        if date.role == "published" and date.label is None and not date.alone and date.origin == "text":
            continue
        if isinstance(date.span, SourceSpan) and (date.role, date.iso) in told:
            continue
        told.add((date.role, date.iso))
        yield Hit(date.span, f"“{date.text}” lies in the future: put the day on which it happened.", data={"role": date.role})


RULE = Rule(
    name="dates/future-date",
    summary="A date of publication or revision lies in the future.",
    check=check,
    severity="error",
    options=Options,
    examples=(
        Bad("en", "Last updated: ⟦3 May 2027⟧", message="“3 May 2027” lies in the future: put the day on which it happened."),
        Bad("de", "Veröffentlicht: ⟦24.12.2026⟧"),
        Bad("zh", "最后审阅：⟦2027年2月19日⟧"),
        Good("en", "Last updated: 22 November 2026"),
        Good("en", "The next meeting is on 3 May 2027."),
        Good("en", "Next review due: 3 May 2027"),
        Good("en", "Last updated: 24 November 2026", options={"days": 2}),
    ),
)
