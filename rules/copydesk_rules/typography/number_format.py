"""A decimal point where the language writes a decimal comma, or both in one text: "3.8 kg" in German reads as three thousand
eight hundred to some and as a slip to others. Write numbers as the language does, and one way throughout.

Source: CLDR number symbols, https://cldr.unicode.org/translation/number-currency-formats/number-symbols
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Pack, Related, Rule, Span

_UNIT = (
    "(?:%|‰|°C|°F|kg|mg|µg|μg|g|km|cm|mm|m|ml|mL|dl|l|L|kcal|kJ|mmol|mmHg|Hz|kHz|MHz|GB|MB|TB|kW|kWh|MW|€|\\$|£|kr|Kč|zł|Ft|лв|грн|₽|"
    "мг|кг|км|см|мм|г|м|л|мл)"
)
_MEASURE = re.compile(rf"(?<![\w.,/:-])\d{{1,6}}(?P<sign>[.,])\d{{1,2}}(?=[\s\u00a0\u202f]?{_UNIT}(?!\w|\.\d))")
_GROUPED = re.compile(r"(?<![\w.,/:-])[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*(?![\w.,/:-]*\d)(?![.,]\d)")
_NEAR = {".": re.compile(r"\.(?=\d)(?<=\d\.)"), ",": re.compile(r",(?=\d)(?<=\d,)")}
_PLURAL = 20


def _decimals(pack: Pack) -> str:
    return str(pack.get("typography.decimal", ""))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    decimals = _decimals(document.pack)
    if not decimals or not ("%" in text or "." in text):
        return
    right = decimals[0]
    wrong = "," if right == "." else "."
    if wrong not in text or not _NEAR[wrong].search(text):
        return
    found: dict[str, list[re.Match[str]]] = {right: [], wrong: []}
    for sign in (right, wrong):
        for near in _NEAR[sign].finditer(text):
            match = _MEASURE.search(text, max(0, near.start() - 7), near.end() + 12)
            if match and match.start("sign") == near.start() and _decimals(document.pack_at(match.start()))[:1] == right:
                found[sign].append(match)
    if found[wrong] and (not found[right] or len(found[wrong]) <= len(found[right]) or wrong not in decimals):
        both = bool(found[right])
        if both or wrong not in decimals:
            yield _hit(text, found[wrong], right, "decimal", certain=both)
    if len(decimals) > 1:
        return
    grouped: dict[str, list[re.Match[str]]] = {".": [], ",": []}
    for sign in ".,":
        for near in _NEAR[sign].finditer(text):
            match = _GROUPED.search(text, max(0, near.start() - 4), near.end() + 24)
            if match and match.start("sign") == near.start():
                grouped[sign].append(match)
    if len(grouped[right]) > 0 and len(grouped[wrong]) > 1:
        several = [match for match in grouped[right] if match.group().count(right) > 1]
        if several:
            yield _hit(text, several, wrong, "thousands", certain=True)


def _hit(text: str, found: list[re.Match[str]], right: str, what: str, certain: bool) -> Hit:
    first = found[0]
    wanted = first.group().replace(first["sign"], right)
    edits = tuple(
        Edit(Span(match.start() + i, match.start() + i + 1), right)
        for match in found
        for i, sign in enumerate(match.group())
        if sign == match["sign"]
    )
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    why = "this text writes other numbers with" if certain else "the language writes"
    return Hit(
        Span(*first.span()),
        f"“{first.group()}”{more}: {why} “{right}” as the {what} sign, so write “{wanted}”.",
        Fix(edits, safe=False, title=f"Write “{wanted}”"),
        severity="warning" if certain else "info",
        related=tuple(Related(Span(*match.span()), f"“{match.group()}”") for match in found[1:_PLURAL]),
    )


RULE = Rule(
    name="typography/number-format",
    summary="Numbers written in another language's way, or in two ways in one text.",
    check=check,
    severity="info",
    examples=(
        Bad(
            "de",
            "Sie verloren 3,8 kg und später ⟦1.2⟧ kg.",
            fixed="Sie verloren 3,8 kg und später 1,2 kg.",
            severity="warning",
            message="“1.2”: this text writes other numbers with “,” as the decimal sign, so write “1,2”.",
        ),
        Bad("sv", "Risken sjönk med ⟦3.5⟧ % på ett år.", severity="info"),
        Bad("en", "The risk fell by 2.5 % and then by ⟦3,5⟧ %.", severity="warning"),
        Bad("ru", "Вес снизился на ⟦3.5⟧ кг.", severity="info"),
        Good("de", "Am 12.03. um 21.30 Uhr kamen 18.400 Menschen, Version 2.1, 3,8 kg, DOI 10.1038/s41583."),
        Good("en", "In 2024, 18,400 people walked 2.5 km on 12.03.2024."),
        Good("es", "El peso bajó 3.5 kg en México."),
        Good("ja", "体重は3.5kg減った。1,200人が参加した。"),
    ),
)
