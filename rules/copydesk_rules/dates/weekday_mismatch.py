"""The weekday and the date contradict each other: one of the two is wrong, and readers plan by both.

Look at the calendar and correct the one that is wrong.

Source: ISO 8601-1:2019, week days, https://www.iso.org/standard/70907.html
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.dates.ledger import FACT, Ledger

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    for date in ledger.dates:
        if date.weekday is None or not date.sound or date.precision != "day" or date.calendar == "islamic":
            continue
        start, end, number = date.weekday
        if any(day.weekday() == number for day in date.readings) or date.readings[0].year < 1900:
            continue
        span = Span(min(start, date.span.start), max(end, date.span.end))
        names = document.pack_at(start).get("dates.calendar.weekdays", _ENGLISH)
        right = " or ".join(dict.fromkeys(names[day.weekday()] for day in date.readings))
        said = document.text[start:end]
        yield Hit(
            span,
            f"“{date.text}” is a {right}, not “{said}”: correct the one that is wrong.",
            data={"iso": date.iso, "weekday": _ENGLISH[date.readings[0].weekday()]},
        )


RULE = Rule(
    name="dates/weekday-mismatch",
    summary="A date does not fall on the weekday that stands beside it.",
    check=check,
    severity="warning",
    needs=("dates.calendar.weekdays",),
    examples=(
        Bad(
            "en",
            "Published: ⟦Monday, 3 May 2026⟧",
            message="“3 May 2026” is a Sunday, not “Monday”: correct the one that is wrong.",
        ),
        Bad("de", "Am ⟦Freitag, den 3. Mai 2026⟧, tagt der Rat."),
        Bad("ja", "公開日：⟦2026年5月3日（月⟧）"),
        Good("en", "Published: Sunday, 3 May 2026"),
        Good("hu", "2026. május 3., vasárnap"),
        Good("zh", "2026年5月3日 星期日"),
        Good("pt", "Domingo, 3 de maio de 2026"),
    ),
)
