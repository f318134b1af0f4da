"""A bracket that opens on an operator has lost the symbol before it: "( = 39" was "(n = 39". A reader takes the number for
something else, or for nothing. Put the symbol back from the original.

Italic symbols are the ones that get lost, because they stand in a tag of their own: AMA Manual of Style, section 22.5,
https://academic.oup.com/amamanualofstyle
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import PLACEHOLDER, line, shown

_NUMBER = r"[-−]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:\s?%)?"
_SYMBOL_LOST = re.compile(
    rf"(?:[(（\[]\s+[=＝<>≤≥]|（[=＝<>≤≥]|(?<=\w)[,;，；] +=)\s*{_NUMBER}"
    rf"|[(（]\s+(?:or|OR|HR|RR)?\s*=\s*[^\W\d_]"
)
_SIGN_LOST = re.compile(r"(?<=[(（;,，；]) ?[pP] +0?[.,]\d{2,4}(?=[)）;,，；])")
_VALUE_LOST = re.compile(r"[(（](?:[^()（）\n]{0,40}[,;，；]\s?)?[^\W\d_]{1,12}\s?[=<≤≥]\s*(?:[)）]|[,;，；](?=\s))")


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if "p " in text or "P " in text:
        for match in _SIGN_LOST.finditer(text):
            start = match.end() - len(match.group().lstrip())
            found = shown(match.group())
            yield Hit(
                Span(start, match.end()), f"“{found}” has lost the sign between symbol and number: put it back, for example “<”."
            )
    if not any(sign in text for sign in "=<>≤≥＝"):
        return
    for match in _SYMBOL_LOST.finditer(text):
        if not _code(text, match.start()):
            found = shown(match.group())
            yield Hit(Span(*match.span()), f"“{found}” has lost the symbol before its sign: put it back, for example “n”.")
    for match in _VALUE_LOST.finditer(text):
        if not _code(text, match.start()):
            found = shown(match.group())
            yield Hit(Span(*match.span()), f"“{found}” has lost the value behind its sign: put it back from the original.")


def _code(text: str, at: int) -> bool:
    """Whether the line is a piece of code or a formula, where brackets open on operators."""
    start, end = line(text, at)
    piece = text[start:end]
    return PLACEHOLDER in piece or any(sign in piece for sign in ("==", "!=", "&&", "||", "();", "=>", "){"))


RULE = Rule(
    name="extraction/lost-variable",
    summary="A bracket opens on an operator: the symbol before it was lost.",
    check=check,
    severity="error",
    examples=(
        Bad(
            "en",
            "The nurses ⟦( = 39⟧, 21 women) slept longer.",
            message="“( = 39” has lost the symbol before its sign: put it back, for example “n”.",
        ),
        Bad("da", "De ældste ⟦( = 12⟧) gik hjem, og forskellen var lille ⟦( < 0,05⟧)."),
        Bad("zh", "参加者⟦（ = 52⟧，其中女性33人）完成了测验。"),
        Bad("de", "Der Effekt war deutlich (F = 3,2⟦, = 0,04⟧)."),
        Bad("en", "The groups did not differ ⟦(p = )⟧ at the end."),
        Bad("sv", "Skillnaden var tydlig (⟦p 0,001⟧) i alla grupper."),
        Good("en", "The nurses (n = 39, 21 women) slept longer (p < 0.05)."),
        Good("de", "Erwachsene (≥ 65 Jahre) und Kinder (<18 Jahre) zahlen drei Euro (= 60 Prozent)."),
        Good("fr", "l' (=) et le signe (=) seul, ou =)"),
        Good("en", "if ( = 3) { x == 2 }"),
        Good("ru", "Пациенты (n = 40; p = 0,03) и контроль (> 60 лет)."),
    ),
)
