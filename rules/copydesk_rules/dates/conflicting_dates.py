"""What the file says of itself and what the reader sees must be the same day; search engines show the one, readers the other.

Correct the one that is wrong. One day apart is taken for a difference of time zones.

Source: Google Search Central, Provide a publication date: be consistent in what is visible and in the markup,
https://developers.google.com/search/docs/appearance/publication-dates
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Related, Rule, SourceSpan
from copydesk_rules.dates.ledger import FACT, Ledger

_SOURCES = {
    "front-matter": "the front matter",
    "meta": "the page's meta data",
    "json-ld": "the page's JSON-LD",
    "html": "the page",
}


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    if not document.metadata:
        return
    ledger: Ledger = document.fact(FACT)
    for role in ("published", "updated", "reviewed"):
        dates = [date for date in ledger.of(role) if date.precision == "day" and date.sound]
        seen = [date for date in dates if not isinstance(date.span, SourceSpan)]
        stated = [date for date in dates if isinstance(date.span, SourceSpan) and date.origin != "time"]
        days = {day for date in stated for day in date.readings}
        if (
            not seen
            or not stated
            or any(abs((day - other).days) <= 1 for date in seen for day in date.readings for other in days)
        ):
            continue
        first, other = seen[0], stated[0]
        source = _SOURCES.get(other.origin, "the file")
        yield Hit(
            first.span,
            f"The text says “{first.text}”, {source} says “{other.text}”: correct the one that is wrong.",
            related=(Related(other.span, f"{source[0].upper()}{source[1:]} says another day."),),
            data={"text": first.iso, "stated": other.iso},
        )


RULE = Rule(
    name="dates/conflicting-dates",
    summary="The text and its front matter or markup give different dates for the same thing.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "---\nlastmod: 2026-06-04\n---\n# Sleep\n\nLast updated: ⟦3 May 2026⟧\n",
            path="sleep.md",
            message="The text says “3 May 2026”, the front matter says “2026-06-04”: correct the one that is wrong.",
        ),
        Good("en", "---\nlastmod: 2026-05-04\n---\n# Sleep\n\nLast updated: 3 May 2026\n", path="sleep.md"),
        Good("en", "---\ndate: 2026-01-04\n---\n# Sleep\n\nLast updated: 3 May 2026\n", path="sleep.md"),
    ),
)
