"""Pairs quotation marks block by block, by the language's own marks and by what stands round each sign.

The same sign opens in one language and closes in another (“ in English and in German), so what stands round it decides: a mark
with a space before it and a letter after it opens. Scripts without spaces go by the sign. Marks by language:
https://en.wikipedia.org/wiki/Quotation_mark#Summary_table, CLDR delimiters, https://cldr.unicode.org/
"""

from __future__ import annotations

import bisect
from typing import NamedTuple

from copydesk import Document, Fact, Pack
from copydesk_rules.extraction.signs import signs

MARKS = '"“”„‟«»「」『』《》〈〉'
_FAMILY = {**dict.fromkeys('"“”„‟', "d"), **dict.fromkeys("«»", "g"), **dict.fromkeys("「」", "c"), **dict.fromkeys("『』", "w"),
           **dict.fromkeys("《》", "b"), **dict.fromkeys("〈〉", "a")}  # fmt: skip
_ALWAYS_OPEN, _ALWAYS_CLOSE = frozenset("「『《〈„‟"), frozenset("」』》〉")
_BEFORE = frozenset(" \t\n\r\u00a0\u2009\u202f\u200e\u200f([{-–—―/|>:…*¡¿'‘‚·•،") | frozenset(MARKS)
_AFTER = frozenset(" \t\n\r\u00a0\u2009\u202f\u200e\u200f)]}-–—―/|<:;.,!?…*'’·،؛؟।。，、！？；：%") | frozenset(MARKS)


_PLAIN_MOST = 1500
_NEST = 40


class Pair(NamedTuple):
    """A quotation: the offsets of its two marks and how many others are open round it."""

    start: int
    end: int
    depth: int


class Quotes(NamedTuple):
    """What one block holds: its index, its pairs, and the marks that stay open or close nothing (offset, sure)."""

    block: int
    pairs: tuple[Pair, ...]
    unclosed: tuple[tuple[int, bool], ...]
    unopened: tuple[tuple[int, bool], ...]


def family(sign: str) -> str:
    """The group of marks that can pair with each other."""
    return _FAMILY[sign]


def _defaults(pack: Pack) -> dict[str, str]:
    """What each sign does where its surroundings do not tell, by the pack's pairs in their order."""
    out: dict[str, str] = {}
    for pair in pack.get("typography.quotes", ()):
        if pair[0] != pair[-1]:
            out.setdefault(pair[0], "open")
            out.setdefault(pair[-1], "close")
    return {"“": "open", "”": "close", "«": "open", "»": "close"} | out


class Found(NamedTuple):
    """The quotation marks of a document: all pairs in order, and the blocks where a mark stays alone."""

    pairs: tuple[Pair, ...]
    broken: tuple[Quotes, ...]


def _simple(pack: Pack) -> frozenset[str]:
    return frozenset(pack.get("typography.quotes", ()))


def _compute(document: Document) -> Found:
    """Marks that stand in pairs of the language's own are taken as they come; a block with any others is paired with care."""
    text, found = document.text, signs(document)
    places = sorted(at for mark in MARKS for at in found.at(mark))
    if not places:
        return Found((), ())
    simple = document.pack.compiled(_simple)
    pairs: list[Pair] = []
    broken: list[Quotes] = []
    starts: list[int] = []
    at, count = 0, len(places)
    while at < count:
        first = places[at]
        last = places[at + 1] if at + 1 < count else -1
        if last > 0 and text[first] + text[last] in simple and _plain(text, first, last):
            pairs.append(Pair(first, last, 0))
            at += 2
            continue
        starts = starts or [block.start for block in document.blocks]
        index = bisect.bisect_right(starts, first) - 1
        if index < 0:
            at += 1
            continue
        block = document.blocks[index]
        while pairs and pairs[-1].start >= block.start:
            pairs.pop()
        here = places[bisect.bisect_left(places, block.start) : bisect.bisect_left(places, block.end)]
        at = max(at + 1, bisect.bisect_left(places, block.end))
        quotes_here = _pair(document, index, block.start, block.end, here)
        pairs += quotes_here.pairs
        if quotes_here.unclosed or quotes_here.unopened:
            broken.append(quotes_here)
    return Found(tuple(pairs), tuple(broken))


def _plain(text: str, first: int, last: int) -> bool:
    """Whether two marks next to each other enclose words of one line and nothing else needs a look."""
    if text[first + 1] in " \n" or text[last - 1] in " \n" or last - first > _PLAIN_MOST or text.find("\n", first, last) >= 0:
        return False
    before, after = text[first - 1 : first], text[last + 1 : last + 2]
    return not before.isalnum() and not after.isalnum() if text[first] not in "「『《〈“" or before.isascii() else True


_QUOTES = Fact("typography.quotes", _compute)


def quotes(document: Document) -> Found:
    """The quotation marks of the document, paired."""
    return document.fact(_QUOTES)  # type: ignore[no-any-return]


def quotes_of(document: Document, index: int) -> Quotes:
    """The quotation marks of one block."""
    block = document.blocks[index]
    found = signs(document)
    places: list[int] = []
    for mark in MARKS:
        at = found.at(mark)
        places += at[bisect.bisect_left(at, block.start) : bisect.bisect_left(at, block.end)]
    return _pair(document, index, block.start, block.end, sorted(places))


def _pair(document: Document, index: int, start: int, end: int, places: list[int]) -> Quotes:
    text = document.text
    pack = document.pack_at(start)
    opened: list[tuple[int, bool]] = []
    pairs: list[Pair] = []
    unclosed: list[tuple[int, bool]] = []
    unopened: list[tuple[int, bool]] = []
    for at in places:
        sign = text[at]
        if _ignored(text, at, start, end):
            continue
        role = _role(text, at, start, end, pack)
        group = _FAMILY[sign]
        top = opened[-1][0] if opened else -1
        fits = top >= 0 and _FAMILY[text[top]] == group
        if not role:
            role, sure = ("close" if fits else "open"), False
        else:
            sure = True
        if role == "open":
            opened.append((at, sure))
            continue
        matching = next(
            (i for i in range(len(opened) - 1, max(-1, len(opened) - _NEST), -1) if _FAMILY[text[opened[i][0]]] == group), -1
        )
        if matching < 0:
            before = text[at - 1 : at]
            if not (sign in '"”' and (before.isdigit() or before in "'’′")):
                unopened.append((at, sure))
            continue
        unclosed += opened[matching + 1 :]
        pairs.append(Pair(opened[matching][0], at, matching))
        del opened[matching:]
    return Quotes(index, tuple(pairs), tuple(unclosed + opened), tuple(unopened))


def _ignored(text: str, at: int, start: int, end: int) -> bool:
    """Signs that are no quotation mark: gershayim inside Hebrew words, ditto marks, arrows, inches before a cross."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    sign = text[at]
    if sign in '"”“' and before.isalpha() and after.isalpha() and ord(before) < 0x2E80:
        return True
    if sign == '"' and (
        before == "\\" or before == "=" or (before.isspace() and after.isspace()) or (before.isdigit() and after in "x×*")
    ):
        return True
    return sign in "«»" and (before == sign or after == sign)


def _role(text: str, at: int, start: int, end: int, pack: Pack) -> str:
    """ "open", "close" or "" where it cannot be told."""
    sign = text[at]
    if sign in _ALWAYS_OPEN:
        return "open"
    if sign in _ALWAYS_CLOSE:
        return "close"
    defaults = pack.compiled(_defaults)
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    spaced = (sign == "«" and after.isspace()) or (sign == "»" and before.isspace())
    if spaced and "»" in pack.get("typography.space_before", ""):
        return "open" if sign == "«" else "close"
    if sign != '"' and (pack.tag in ("zh", "ja", "th", "ko") or _wide(before) or _wide(after)):
        return "open" if sign in "“«" else "close"
    opens = before in _BEFORE and not after.isspace() and after not in ",.;:!?)]}%،؛؟" and at + 1 < end
    closes = after in _AFTER and not before.isspace() and at > start
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close"
    if at == start:
        return "open"
    if at + 1 == end:
        return "close"
    return defaults.get(sign, "")


def _wide(sign: str) -> bool:
    return "\u2e80" <= sign <= "\uffef"
