"""The calendar has no such day: 31 February, a thirteenth month. Look the right one up and put it in.

Source: ISO 8601-1:2019, 5.2.2, calendar date, https://www.iso.org/standard/70907.html
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.dates.ledger import FACT, Ledger


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    for date in ledger.dates:
        if not date.sound:
            yield Hit(date.span, f"The calendar has no “{date.text}”: put the right day.", data={"role": date.role})


RULE = Rule(
    name="dates/impossible-date",
    summary="The calendar has no such day.",
    check=check,
    severity="error",
    examples=(
        Bad("sv", "Senast granskad: ⟦31.02.2025⟧", message="The calendar has no “31.02.2025”: put the right day."),
        Bad("en", "Published: ⟦31 April 2026⟧"),
        Bad("ja", "公開日：⟦2026年2月30日⟧"),
        Bad("ru", "Опубликовано: ⟦31 июня 2025⟧ г."),
        Good("en", "Published: 29 February 2024"),
        Good("en", "Version 10.14.2019 runs on 192.168.30.14."),
        Good("de", "Kapitel 31.02 und Seite 30"),
    ),
)
