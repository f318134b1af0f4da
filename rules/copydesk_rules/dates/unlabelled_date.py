"""A date that stands alone and does not say what it is the date of. Label it: "Published", "Updated", "Event".

The first such stamp in the head of an article is taken for its publication date and is not reported.

Source: Google Search Central, Provide a publication date: label it, https://developers.google.com/search/docs/appearance/publication-dates
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, SourceSpan
from copydesk_rules.dates.ledger import FACT, Ledger


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    for date in ledger.dates:
        if date.role or not date.stamp or isinstance(date.span, SourceSpan) or not date.sound:
            continue
        if document.zone_at(date.span.start, "reference") is None:
            yield Hit(date.span, f"Nothing says what “{date.text}” is the date of: label it.", data={"iso": date.iso})


RULE = Rule(
    name="dates/unlabelled-date",
    summary="A date stands alone and does not say what it is the date of.",
    check=check,
    severity="info",
    needs=("dates.labels.updated",),
    examples=(
        Bad(
            "en",
            "Published: 3 May 2026\nSleep helps the memory.\n⟦4 June 2026⟧",
            message="Nothing says what “4 June 2026” is the date of: label it.",
        ),
        Good("en", "Sleep and memory\n3 May 2026\nSleep helps the memory."),
        Good("en", "Published: 3 May 2026\nThe study began on 4 June 2025 in Leeds and ended in autumn."),
    ),
)
