"""A date with the month of another language, or in the order of another country, shows that nobody read the text through.

Write it as the text's language does. The fix follows CLDR's long form for the language.

Source: Unicode CLDR, Date and time patterns, https://cldr.unicode.org/translation/date-time/date-time-patterns
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, SourceSpan, Span
from copydesk_rules.dates.format import localised
from copydesk_rules.dates.ledger import FACT, Date, Ledger

_SAME = ({"nb", "nn", "no"}, {"hr", "bs", "sr"})


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    if not document.language:
        return
    for date in ledger.dates:
        if isinstance(date.span, SourceSpan) or not date.sound or date.role in ("study", "citation"):
            continue
        own = {document.language_at(date.span.start), *document.languages}
        for group in _SAME:
            own |= group if own & group else set()
        if not _is_foreign(date, own) or document.zone_at(date.span.start, "reference") is not None:
            continue
        yield Hit(
            date.span,
            f"“{date.text}” is not how {_name(document)} writes a date: write it as the text's language does.",
            _fix(document, date),
            data={"language": date.language, "iso": date.iso},
        )


def _name(document: Document) -> str:
    return str(document.pack.get("english", "") or "the language")


def _is_foreign(date: Date, own: set[str]) -> bool:
    if date.kind == "named":
        return bool(date.language) and date.language not in own and (date.precision == "day" or date.label is not None)
    return (
        date.kind == "numeric" and date.order == "mdy" and len(date.readings) == 1 and "en" not in own and date.separator == "/"
    )


def _fix(document: Document, date: Date) -> Fix | None:
    day = date.certain
    pack = document.pack_at(date.span.start)
    if day is None or not pack.get("dates.calendar.long"):
        return None
    edits = [Edit(Span(*date.span), localised(day, pack))]
    if date.weekday is not None:
        start, end, number = date.weekday
        edits.append(Edit(Span(start, end), str(pack.get("dates.calendar.weekdays")[number])))
    return Fix(tuple(edits), safe=False, title="Write the date as the language does")


RULE = Rule(
    name="dates/foreign-format",
    summary="A date is written in the way of another language.",
    check=check,
    severity="warning",
    needs=("dates.calendar.months",),
    examples=(
        Bad(
            "sv",
            "Sömn och minne\n⟦19 May 2024⟧, 21:26",
            fixed="Sömn och minne\n19 maj 2024, 21:26",
            message="“19 May 2024” is not how Swedish writes a date: write it as the text's language does.",
        ),
        Bad("de", "Zuletzt geändert: Friday, ⟦October 3, 2025⟧", fixed="Zuletzt geändert: Freitag, 3. Oktober 2025"),
        Bad("en", "Published: ⟦3 października 2025⟧", fixed="Published: October 3, 2025"),
        Bad("fr", "Publié le ⟦12/31/2025⟧", fixed="Publié le 31 décembre 2025"),
        Good("sv", "Senast uppdaterad 19 maj 2024"),
        Good("zh", "Nold J. Pain. 2025 Aug 6;14:102. 运动可能会减轻疼痛。"),
        Good("nb", "Oppdatert 3. mars 2026"),
    ),
)
