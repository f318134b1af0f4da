"""Compiles the words of a pack's ``[claims]`` section; README.md beside this file says how they are written."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_GROUP = re.compile(r"\(([^()]*)\)")
_NOT_PATTERN = re.compile(r"\.\.\.|[^\w*+()| ]")
_SIGNS = re.compile(r"[^\w ]")
_ANY = r" (?:.{0,60}? )??"
_ANY_WIDE = r".{0,20}?"


class Match(NamedTuple):
    """Words of one category in a text, in its coordinates; ``head`` is where the words before the first gap end."""

    start: int
    end: int
    category: str
    head: int


class _Use(NamedTuple):
    category: str
    lead: int
    tail: str
    trail: int


class Fold:
    """Turns a text into what patterns are compared with: lower case, blanks for punctuation, one blank put before it."""

    def __init__(self, pairs: Iterable[str] = (), continuous: bool = False) -> None:
        self._pairs = tuple((pair[0], pair[1]) for pair in pairs)
        self._continuous = continuous
        self._known: dict[str, bool] = {}

    def __call__(self, text: str) -> str:
        """The folded text: code point i of ``text`` stands at i + 1, and a blank at both ends."""
        for old, new in self._pairs:
            text = text.replace(old, new)
        low = text.lower()
        if len(low) != len(text):
            low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
        if not self._continuous:
            for sign in set(_SIGNS.findall(low)):
                if not self._is_word(sign):
                    low = low.replace(sign, " ")
        return f" {low} "

    def pattern(self, text: str) -> str:
        """A pattern's words in the same form; the signs that patterns use are kept."""
        for old, new in self._pairs:
            text = text.replace(old, new)
        low = text.lower()
        if self._continuous:
            return low
        return _NOT_PATTERN.sub(lambda m: m.group() if m.group() == "..." or self._is_word(m.group()) else " ", low)

    def _is_word(self, sign: str) -> bool:
        if sign not in self._known:
            self._known[sign] = sign in "%\u200c\u200d" or unicodedata.category(sign)[0] == "M"
        return self._known[sign]


def expand(entry: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """An entry without its alternatives and classes of endings: one plain pattern for each combination."""
    waiting = {entry: None}
    plain: dict[str, None] = {}
    while waiting:
        text, _ = waiting.popitem()
        group = _GROUP.search(text)
        if group is None:
            plain[text] = None
            continue
        for option in group.group(1).split("|"):
            waiting[text[: group.start()] + option + text[group.end() :]] = None
    for text in plain:
        if "(" in text or ")" in text:
            raise ValueError(f"{entry!r} has a bracket without its partner")
        if "+" not in text:
            yield text
            continue
        parts: list[Sequence[str]] = []
        for word in text.split(" "):
            stem, plus, name = word.partition("+")
            if plus and name not in endings:
                raise ValueError(f"{entry!r} names the endings {name!r}, which [claims.endings] does not have")
            parts.append([stem + ending for ending in endings[name]] if plus else [word])
        for words in itertools.product(*parts):
            yield " ".join(words)


class Words:
    """The words of several categories in one automaton: ``find(folded, start, end)``."""

    def __init__(
        self, lists: Mapping[str, Iterable[str]], endings: Mapping[str, Sequence[str]], fold: Fold, continuous: bool = False
    ) -> None:
        uses: dict[str, dict[_Use, None]] = {}
        endings = {name: [fold.pattern(ending) for ending in ends] for name, ends in endings.items()}
        for category, entries in lists.items():
            closed = _Use(category, 1, "", 1)
            for entry in entries:
                for plain in expand(fold.pattern(entry), endings):
                    if continuous or "*" in plain or "_" in plain or "..." in plain:
                        literal, use = self._compile(plain, category, continuous)
                    else:
                        literal, use = f" {plain.strip()} ", closed
                    if literal.strip():
                        uses.setdefault(literal, {})[use] = None
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._uses = [tuple(found) if len(found) == 1 else tuple(_merged(found)) for found in uses.values()]
        self._automaton = AhoCorasick(list(uses), matchkind=MatchKind.Standard) if uses else None
        self._literals = list(uses)
        self._first: AhoCorasick | None = None
        self._tails: dict[str, re.Pattern[str]] = {}

    def starts(self, folded: str) -> list[int]:
        """Where, in a whole folded text, first words of patterns stand; a superset of the matches, and much faster than those."""
        if not self._literals:
            return []
        if self._first is None:
            from ahocorasick_rs import AhoCorasick, MatchKind

            self._first = AhoCorasick(self._literals, matchkind=MatchKind.LeftmostFirst)
        return [start for _, start, _ in self._first.find_matches_as_indexes(folded)]

    @staticmethod
    def _compile(pattern: str, category: str, continuous: bool) -> tuple[str, _Use]:
        pattern = pattern.strip()
        if continuous:
            parts = [part.strip() for part in pattern.replace("*", "").split("...")]
            return parts[0], _Use(category, 0, _ANY_WIDE.join(["", *map(re.escape, parts[1:])]), 0)
        left = not pattern.startswith("*")
        pattern = pattern.lstrip("*")
        cut = len(pattern)
        for sign in ("*", " ... ", " _ "):
            at = pattern.find(sign)
            cut = at if 0 <= at < cut else cut
        literal, rest = pattern[:cut], pattern[cut:]
        if rest in ("", "*"):
            closed = not rest
            return (" " if left else "") + literal + (" " if closed else ""), _Use(category, int(left), "", int(closed))
        return (" " if left else "") + literal, _Use(category, int(left), _tail(rest), 0)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Match]:
        """All matches in ``text[start:end]``, where ``folded`` is the whole text folded; in the coordinates of the text."""
        if self._automaton is None:
            return []
        stop = len(folded) - 2 if end is None else end
        part = folded if end is None and not start else f" {folded[start + 1 : stop + 1]} "
        out: list[Match] = []
        uses, base = self._uses, start - 1
        for index, at, to in self._automaton.find_matches_as_indexes(part, overlapping=True):
            for category, lead, tail, trail in uses[index]:
                if not tail:
                    out.append(Match(base + at + lead, base + to - trail, category, base + to - trail))
                elif match := self._tail(tail).match(part, to):
                    out.append(Match(base + at + lead, base + match.end(), category, base + to))
        return out

    def _tail(self, tail: str) -> re.Pattern[str]:
        if tail not in self._tails:
            self._tails[tail] = re.compile(tail)
        return self._tails[tail]


def _merged(uses: Iterable[_Use]) -> Iterator[_Use]:
    """Uses of one literal, with the tails of a category that begin with the same gap in one expression."""
    tails: dict[tuple[str, int, int, str], list[str]] = {}
    for use in uses:
        gap = next((gap for gap in (_ANY, _ANY_WIDE) if use.tail.startswith(gap)), "")
        tails.setdefault((use.category, use.lead, use.trail, gap if use.tail else "\0"), []).append(use.tail[len(gap) :])
    for (category, lead, trail, gap), rests in tails.items():
        if gap == "\0":
            yield _Use(category, lead, "", trail)
        else:
            yield _Use(category, lead, f"{gap}(?:{'|'.join(rests)})" if len(rests) > 1 else gap + rests[0], trail)


def _tail(rest: str) -> str:
    """A regular expression for what follows a pattern's first literal: gaps, single words, open ends."""
    out: list[str] = []
    for part in re.split(r"( \.\.\. | _ |\*| )", rest):
        if part == "*":
            out.append(r"\S*")
        elif part == " ... ":
            out.append(_ANY)
        elif part == " _ ":
            out.append(r" +\S+ +")
        elif part == " ":
            out.append(" ")
        elif part:
            out.append(re.escape(part))
    if not rest.endswith("*"):
        out.append(r"(?= )")
    return "".join(out)
