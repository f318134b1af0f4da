"""Brackets with nothing in them, or that open on a comma, have lost a link, a reference or a word. Put back what stood there,
or delete the brackets where the text can do without.

Wikipedia's and other templates leave them when a text is taken out: https://www.mediawiki.org/wiki/Extension:TextExtracts
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import PLACEHOLDER, line, signs, technical

_EMPTY = re.compile(
    r"(?<![\w)\]>.$])(?:\(\s?[,;]?\s?\)|\[\s?[,;]?\s?\])(?![(\[{=;:])|（\s?[，,；]?\s?）|【\s?】|〔\s?〕|「」|『』|《》|“”|„“|«\s?»"
)
_OPENS = re.compile(r"(?<=[\w\s])[(\[]\s?[,;](?= ?\w)(?! ?[A-Za-z]\))|（\s?[，、；](?=\s?\w)")
_ENDS = re.compile(r"(?<=\w)[,;] [)\]](?![\w)])|(?<=\w)[，、；]\s?）")


_OPENING, _CLOSING = "([（【〔「『《“„«", ")]）"
_NEXT = frozenset(" )],;，、；）】〕」』》”“»\u00a0")
_BEFORE = frozenset(" ,;，、；")


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    found = signs(document)
    for at in sorted(at for sign in _OPENING for at in found.at(sign) if text[at + 1 : at + 2] in _NEXT):
        if match := _EMPTY.match(text, at):
            if not _deliberate(text, match):
                start = at - (text[at - 1 : at] in (" ", "\u00a0"))
                fix = Fix((Edit(Span(start, match.end()), ""),), safe=False, title="Delete the empty brackets")
                yield Hit(Span(*match.span()), "There is nothing in these brackets: put back what was lost, or delete them.", fix)
        elif (match := _OPENS.match(text, at)) and not technical(text, at):
            yield Hit(Span(*match.span()), "Something was lost at the start of these brackets: put it back.")
    for at in (at for sign in _CLOSING for at in found.at(sign) if text[at - 1 : at] in _BEFORE):
        match = _ENDS.search(text, max(0, at - 3), at + 2)
        if match and not technical(text, at) and not _call(text, match.start()):
            yield Hit(Span(*match.span()), "Something was lost at the end of these brackets: put it back, or delete the comma.")


def _deliberate(text: str, match: re.Match[str]) -> bool:
    """Tick boxes, forms, code and talk about the signs themselves."""
    start, end = line(text, match.start())
    piece = text[start:end]
    if PLACEHOLDER in piece or technical(text, match.start()):
        return True
    if text[start : match.start()].strip(" \t-*•") == "" and match.group()[0] in "([":
        return True
    return piece.count(match.group()) > 1 or len(piece.strip()) <= 4


def _call(text: str, at: int) -> bool:
    """Whether the bracket that ends after ``at`` opens straight behind a name, as in code."""
    opened = text.rfind("(", 0, at)
    return opened > 0 and text[opened - 1].isalnum() and text[opened - 1].isascii()


RULE = Rule(
    name="extraction/empty-brackets",
    summary="Brackets or quotation marks with nothing in them, or that open on a comma.",
    check=check,
    severity="warning",
    examples=(
        Bad("en", "The vagus nerve ⟦()⟧ slows the heart.", fixed="The vagus nerve slows the heart."),
        Bad("sv", "Studien ⟦( )⟧ följde 40 personer.", fixed="Studien följde 40 personer."),
        Bad("zh", "海马体⟦（）⟧与记忆有关。", fixed="海马体与记忆有关。"),
        Bad("de", "Das zeigte eine Arbeit ⟦(,⟧ 2019) aus Bonn."),
        Bad("ru", "Книга ⟦«»⟧ вышла в мае."),
        Bad("en", "Several teams (Hall, 2019⟦; )⟧ agree."),
        Good("en", "Call init() or build(a, ) first."),
        Good("en", "- [ ] call the clinic"),
        Good("nl", "Ja ( ) Nee ( )"),
        Good("fr", "un clin d'œil ;) et un sourire (;"),
        Good("ja", "海馬（かいば）は「記憶」に関わる。"),
    ),
)
