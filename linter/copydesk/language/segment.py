"""Sentences and words with exact offsets, in any language, by the pack's sentence ends and abbreviations.

The table ``[sentences]`` of a pack has ``abbreviations`` (a full stop after one ends no sentence), ``before_number`` (the
same, where a number follows), ``units`` (abbreviations that end a sentence after a number: "in 2019 г. The"), ``ends``
(other marks that end a sentence), ``stops = false`` (a full stop ends none), ``spaces = false`` (words stand together),
``ordinals = true`` ("5." may be an ordinal) with ``before_ordinal`` and ``after_ordinal`` (words that tell), ``starters``
(words that begin a sentence after "U.S."), ``lettered`` (words that a single letter follows: "vitamin C.") and
``spaced_closers`` (quotes that close after a space).
Rules of plain prose: https://unicode.org/reports/tr29/#Sentence_Boundaries
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.language.pack import EMPTY, Pack

_CLOSERS = "\"'”’»«“„›‹)]}」』】）〉》"
_OPENERS = "\"'“„«»”‘’‚‹›([{¿¡「『（【〈《—–*-"
_STOPS = ".!?…؟۔"
_WIDE = "。！？｡।॥"
_MOST = 26  # code points before a full stop that are looked at

_MARKS = (  # combining signs of Latin, Cyrillic, Hebrew, Arabic, Indic and Thai script, which are no \w; joiners; soft hyphen
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd"
    "\u09d7\u09e2\u09e3\u0b82\u0bbe-\u0bcd\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d\u00ad"
)
_EAST = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_ROMAN = re.compile("(?=..)X{0,3}(?:IX|IV|V?I{0,3})")


# Compiled on first use: classes this wide cost milliseconds, and a run that cuts no words needs none of them.
@functools.cache
def _east() -> re.Pattern[str]:
    return re.compile(f"[{_EAST}]")


@functools.cache
def _east_word() -> re.Pattern[str]:
    return re.compile(
        "[\u3005\u3400-\u9fff\uf900-\ufaff]+|[\u3041-\u309f]+|[\u30a0-\u30ff\u31f0-\u31ff]+"
        "|(?:(?![\u3005\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff])[^\\W_])+"
    )


@functools.cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"""[^\W_][\w{_MARKS}]*+(?:(?:['’ʼ״׳·-]|(?<=[א-ת])"(?=[א-ת]))[^\W_][\w{_MARKS}]*+)*+""")


@functools.cache
def _lowercase() -> str:
    """The lowercase letters, as what stands in a character class."""
    return "".join(sign for sign in map(chr, (*range(0x61, 0x588), *range(0x1E00, 0x2000))) if sign.islower())


class _Rules(NamedTuple):
    boundary: re.Pattern[str]
    listed: frozenset[str]
    unspaced: bool
    abbreviations: frozenset[str]
    before_number: frozenset[str]
    units: frozenset[str]
    ordinals: bool
    before_ordinal: frozenset[str]
    after_ordinal: frozenset[str]
    starters: frozenset[str]
    lettered: frozenset[str]


def _rules(pack: Pack) -> _Rules:
    def words(key: str) -> frozenset[str]:
        return frozenset(word.rstrip(".") for word in pack.get(f"sentences.{key}", ()))

    ends = "".join(pack.get("sentences.ends", ()))
    stops = _STOPS if pack.get("sentences.stops", True) else _STOPS[1:]
    spaced = "".join(pack.get("sentences.spaced_closers", ()))
    closers = f"[{re.escape(_CLOSERS)}]*+" + (f"(?:[ \u00a0\u202f][{re.escape(spaced)}])?+" if spaced else "")
    plain = "".join(sorted({*stops, *ends} - {*_WIDE}))
    wide = "".join(sorted({*_WIDE, *(sign for sign in ends if sign in _WIDE)}))
    every = re.escape(plain + wide)
    # A mark, then: a wide mark among them needs no space after it; others need one, and no lowercase letter after it.
    boundary = (
        rf"[{every}](?:[{every}]{{0,8}}+(?:(?<=[{re.escape(wide)}])|(?<=[!?])(?=[\u3040-\u30ff\u3400-\u9fff]))"
        rf"[{re.escape(_CLOSERS)}]*+(?!(?<=[」』”])[とっ])"
        rf"|[{re.escape(plain)}]{{0,8}}+{closers}(?=\s++[{re.escape(_OPENERS)}]*+[^{_lowercase()}]))"
    )
    if pack.get("sentences.stops", True) is False:
        boundary = rf"(?:{boundary}|(?<=\S)(?=[ \u00a0]{{2}}))"
    single = {word for key in ("abbreviations", "before_number", "units") for word in words(key)}
    return _Rules(
        re.compile(boundary + r"(\s*+)"),
        frozenset(single),
        not pack.get("sentences.spaces", True),
        words("abbreviations"),
        words("before_number"),
        words("units"),
        bool(pack.get("sentences.ordinals", False)),
        words("before_ordinal"),
        words("after_ordinal"),
        words("starters"),
        words("lettered"),
    )


def sentences(text: str, start: int, end: int, pack: Pack = EMPTY) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end) in the coordinates of ``text``, white space left outside.

    They are in order, do not overlap, and hold all of the text that is not white space.
    """
    rules = pack.compiled(_rules)
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    listed, unspaced = rules.listed, rules.unspaced
    for match in rules.boundary.finditer(text, begin, last):
        mark = match.start()
        if text[mark] == ".":
            word = text[mark - 14 if mark > 14 else 0 : mark].rpartition(" ")[2]
            if (len(word) < 2 or unspaced or word.lower() in listed or not word.isalpha() or word.isupper()) and not _ends(
                text, begin, match, rules
            ):
                continue
        stop, after = match.span(1)
        if after >= last:
            break
        yield begin, stop
        begin = after
    if begin < last:
        yield begin, last


def _ends(text: str, begin: int, match: re.Match[str], rules: _Rules) -> bool:
    """Whether a full stop, with white space and no lowercase letter after it, ends the sentence."""
    mark, after = match.span()
    if text[mark + 1] in _STOPS or text[mark + 1] in _WIDE:
        return True
    tail = text[max(begin, mark - _MOST) : mark].rsplit(None, 2)
    if not tail:
        return True
    word = tail[-1].lstrip(_OPENERS)
    if rules.unspaced:
        word = _east().split(word)[-1]
    if len(word) > 12:
        return True
    lower = word.lower()
    following = text[after : after + _MOST].lstrip(_OPENERS)
    if lower in rules.units and len(tail) > 1 and _numeric(tail[-2]) and not following[:1].isdigit():
        return True
    if len(word) == 1 and word.isupper():
        return len(tail) > 1 and tail[-2].lower() in rules.lettered
    if lower in rules.abbreviations or word in rules.abbreviations:
        return False
    if following[:1].isdigit() and (lower in rules.before_number or (word.isdigit() and len(word) <= 2)):
        return False
    if "." in word and len(word) <= 8 and all(len(part) == 1 and part.isupper() for part in word.split(".")):
        return following.partition(" ")[0] in rules.starters
    if (word.isdigit() and len(word) <= 3) or (rules.ordinals and _ROMAN.fullmatch(word)):
        return not _ordinal(text, begin, mark - len(word), tail, following, rules)
    return True


def _numeric(word: str) -> bool:
    return word.rstrip(".")[-1:].isdigit() or _ROMAN.fullmatch(word.lstrip(_OPENERS)) is not None or word in ("I", "V", "X")


def _ordinal(text: str, begin: int, place: int, tail: list[str], following: str, rules: _Rules) -> bool:
    """Whether a number with a full stop is the number of a list or an ordinal, and the sentence goes on."""
    if begin >= place - 1:
        return True
    if not rules.ordinals:
        return False
    if not tail[-1].strip(_OPENERS).isdigit():
        return True
    next_word = following.split(None, 1)[0].rstrip(".,;:!?") if following else ""
    return next_word in rules.after_ordinal or (len(tail) > 1 and tail[-2].lower() in rules.before_ordinal)


def words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of ``text[start:end]`` as (start, end): runs of letters, digits and the signs on them.

    Inner apostrophes and hyphens are kept. Chinese and Japanese are cut where the kind of script changes.
    """
    if _east().search(text, start, end):
        for match in _east_word().finditer(text, start, end):
            yield match.span()
        return
    for match in _word().finditer(text, start, end):
        yield match.span()
