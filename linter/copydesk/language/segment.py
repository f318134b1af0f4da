"""Sentences and words with exact offsets, in any language, by the pack's sentence ends and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.language.pack import EMPTY, Pack

_CLOSERS = "\"'”’»«“„›‹)]}」』】）〉》"
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’ʼ\u00ad\u200c\u200d·-][^\W_]+)*", re.UNICODE)


def _abbreviations(pack: Pack) -> frozenset[str]:
    return frozenset(word.rstrip(".").lower() for word in pack.get("sentences.abbreviations", ()))


def _boundary(pack: Pack) -> re.Pattern[str]:
    marks = "".join(pack.get("sentences.ends", ())) + ".!?…。！？؟۔।॥"
    marks = re.escape("".join(sorted(set(marks))))
    return re.compile(rf"[{marks}]+[{re.escape(_CLOSERS)}]*")


_WIDE = frozenset("。！？॥।")


def sentences(text: str, start: int, end: int, pack: Pack = EMPTY) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end) in the coordinates of ``text``, white space left outside.

    A full stop ends a sentence when white space and no lowercase letter follows and the word before it is neither an
    abbreviation of the pack, an initial nor an ordinal.
    """
    abbreviations = pack.compiled(_abbreviations)
    begin = start
    for match in pack.compiled(_boundary).finditer(text, start, end):
        at = match.end()
        if at < end and not _ends(text, match, end, abbreviations):
            continue
        yield from _trimmed(text, begin, at)
        begin = at
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    size = len(piece.strip())
    if size:
        yield start + lead, start + lead + size


def _ends(text: str, match: re.Match[str], end: int, abbreviations: frozenset[str]) -> bool:
    mark = match.group()
    if any(sign in _WIDE for sign in mark):
        return True
    at = match.end()
    if not text[at].isspace():
        return False
    following = text[at:end].lstrip()[:3].lstrip("\"'“„«»”([¿¡‘’")
    if following and following[0].islower():
        return False
    if mark != ".":
        return True
    before = re.search(r"[^\W_]+(?:\.[^\W_]+)*$", text[max(0, match.start() - 24) : match.start()])
    if before is None:
        return True
    word = before.group()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return False
    if word.lower() in abbreviations or (word.rpartition(".")[2].lower() in abbreviations and "." in word):
        return False
    return not (word.isdigit() and len(word) <= 2 and following[:1].isdigit())


def words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of ``text[start:end]`` as (start, end); a run of letters and digits, inner apostrophes and hyphens kept."""
    for match in _PLAIN_WORD.finditer(text, start, end):
        yield match.span()
