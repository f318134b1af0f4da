"""Shapes of chrome that need no language: font-size buttons, players' clocks, stars, copyright lines, lone glyphs."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import NamedTuple

from copydesk import Block


class Mark(NamedTuple):
    """What a block, or a stretch of it, was judged to be. ``need`` 0: chrome; 1: with company; 2: beside sure chrome."""

    start: int
    end: int
    kind: str
    variant: str
    confidence: float
    evidence: tuple[str, ...]
    need: int = 0


CLOCKS = re.compile(r"\(?-?\d{1,2}:\d\d(?::\d\d)?\s*[/／|]\s*-?\d{1,2}:\d\d(?::\d\d)?\)?")
STARS = re.compile(r"[★☆⭐✩✭]{2,}")

_TRIGGER = re.compile(r"[\d©★☆⭐@\ue000-\uf8ff]|\(c\)")
_TEXT_SIZE = re.compile(r"(?:\^\s*|[^\W\d_][^:：\n]{1,24}[:：]\s*)?(?:[AaАа]{1,2}[ ]?[+\-−–]{0,2}[\s|/·]*){3,5}")
_STAR_LINE = re.compile(r"[★☆⭐✩✭\s\d.,/()]{3,40}")
_SLIDE = re.compile(r"\d{1,3} ?[/／] ?\d{1,3}")
_RIGHTS = re.compile(r"(?:©|ⓒ|\(c\)|copyright\b)[\s:,©(c)]*(?:[^\W\d_][^\n]{0,60}?[\s,])?(?:19|20)\d\d", re.IGNORECASE)
_FEEBLE = re.compile(
    r"(?P<clock>-?\d{1,2}:\d\d(?::\d\d)?)|(?P<page>\d{1,3})|(?P<minutes>\d{1,3}\s?(?:min|m|'|′)\.?)"
    r"|(?P<percent>\d{1,3}\s?%)|(?P<handle>@[\w.]{2,30})|(?P<count>\d[\d.,]*\s?[kKmM])"
)
_ICONS = re.compile(r"[\ue000-\uf8ff\s]+")

_CROSSES = frozenset("xXхХχΧ×✕✖✗✘⨯☰≡⋮⋯▲▼△▽►◄▶◀▸◂▾▴›‹»«→←↑↓↗⟶|¦•·●○■□▪▫◦^")
_SIZE_LETTERS = frozenset("AaАаΑα")
_SIZE_SIGNS = frozenset("^+-−–AaАаΑα")


def line(text: str, start: int, end: int) -> Mark | None:
    """What the shape of a short block says, ``None`` where it says nothing."""
    piece = text[start:end]
    if len(piece) <= 2:
        return _glyph(piece, start, end)
    if piece[-1] in "+-−–AА" and len(piece) <= 40 and _TEXT_SIZE.fullmatch(piece):
        return Mark(start, end, "widget-text", "text-size", 0.97, ("letters of a font-size switch",))
    if not _TRIGGER.search(piece):
        return None
    if CLOCKS.fullmatch(piece):
        return Mark(start, end, "widget-text", "player", 0.97, ("clock of a player",))
    if STARS.search(piece) and _STAR_LINE.fullmatch(piece):
        return Mark(start, end, "widget-text", "rating", 0.95, ("stars of a rating",))
    if _SLIDE.fullmatch(piece):
        return Mark(start, end, "widget-text", "slides", 0.7, ("counter of a slide show",), 2)
    if _RIGHTS.match(piece):
        return Mark(start, end, "site-policy", "rights", 0.95, ("copyright sign and year",))
    if "[email" in piece and piece.replace("\xa0", " ") in ("[email protected]", "[email protected]"):
        return Mark(start, end, "widget-text", "hidden-address", 0.97, ("an address that the site hid",))
    if _ICONS.fullmatch(piece):
        return Mark(start, end, "empty-layout", "icon", 0.95, ("signs of an icon font",))
    if found := _FEEBLE.fullmatch(piece):
        kind = "navigation" if found.lastgroup == "page" else "widget-text"
        return Mark(start, end, kind, found.lastgroup or "", 0.7, ("a bare figure beside chrome",), 2)
    return None


def _glyph(piece: str, start: int, end: int) -> Mark | None:
    if len(piece) == 2:
        if piece.isdigit():
            return Mark(start, end, "navigation", "page", 0.7, ("a bare figure beside chrome",), 2)
        if piece[0] != piece[1] or piece[0] not in _CROSSES or piece.isalpha():
            return None
    if piece[0] in _CROSSES:
        return Mark(start, end, "empty-layout", "glyph", 0.92, ("a lone sign",))
    if "\ue000" <= piece[0] <= "\uf8ff":
        return Mark(start, end, "empty-layout", "icon", 0.95, ("signs of an icon font",))
    return Mark(start, end, "empty-layout", "glyph", 0.7, ("a lone sign beside chrome",), 2)


def text_size_runs(text: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> None:
    """Turns runs of one-character lines such as ``^`` ``A`` ``A`` ``A`` into one font-size widget."""
    small = [i for i, mark in marks.items() if mark.kind in ("empty-layout", "widget-text") and mark.end - mark.start <= 2]
    run: list[int] = []
    for index in (*sorted(i for i in small if text[blocks[i].start] in _SIZE_SIGNS), -2):
        if run and index != run[-1] + 1:
            if sum(text[blocks[i].start] in _SIZE_LETTERS for i in run) >= 2:
                evidence = ("lines of one letter: a font-size switch",)
                for i in run:
                    marks[i] = Mark(*blocks[i][:2], "widget-text", "text-size", 0.97, evidence)
            run = []
        run.append(index)


_EMPTY_LINE = re.compile(
    r"^[ \t]*[\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff][\s\xad\u200b-\u200f\u2060-\u2064\ufeff]*?$", re.M
)
_EMPTY_SIGNS = ("\xa0", "\u200b", "\u3000", "\u2003", "\u2009", "\xad", "\u2060", "\ufeff")


def blank_lines(text: str) -> list[Mark]:
    """Lines that look empty and hold a no-break space or another invisible sign."""
    if text.isascii() or not any(sign in text for sign in _EMPTY_SIGNS):
        return []
    return [
        Mark(*found.span(), "empty-layout", "blank", 0.9, ("an invisible sign alone on its line",))
        for found in _EMPTY_LINE.finditer(text)
        if found.start() > 0 or not found.group().startswith("\ufeff")
    ]
