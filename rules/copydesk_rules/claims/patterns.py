"""Compiles the words of a pack's ``[claims]`` section; README.md beside this file says how they are written."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_GROUP = re.compile(r"\(([^()]*)\)")
_NOT_PATTERN = re.compile(r"\.\.\.|[^\w*+()| ]")
_SIGNS = re.compile(r"[^\w ]")
_MANY, _HEADS, _RESTS = 5000, 2500, 3
_NEEDS, _OFTEN = 6, 10
_WORD_END = re.compile(r"[ *_.]+")
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
    table: int = -1
    needs: tuple[str, ...] = ()  # a tail can match only where one of these follows


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


def _split(pattern: str) -> tuple[list[str], list[str]] | None:
    """The first words of a plain entry of many combinations, and what may follow them; None for any other entry.

    As many words stand in the first part as leave it a tolerable number, since common first words alone would match often.
    """
    if pattern.count("|") < 8 or any(sign in pattern for sign in ("*", "_", "+", "...")):
        return None
    sizes = [group.count("|") + 1 for group in _GROUP.findall(pattern)]
    if math.prod(sizes) < _MANY:
        return None
    depth = groups = cut = 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        groups += sign == ")"
        if sign == " " and not depth and at and math.prod(sizes[:groups]) <= _HEADS and math.prod(sizes[groups:]) >= _RESTS:
            cut = at
    if not cut:
        return None
    heads = [head.lstrip() for head in expand(pattern[:cut], {})]
    return (heads, [rest.rstrip() for rest in expand(pattern[cut + 1 :], {})]) if all(heads) else None


class Words:
    """The words of several categories in one automaton: ``find(folded, start, end)``."""

    def __init__(
        self,
        lists: Mapping[str, Iterable[str]],
        endings: Mapping[str, Sequence[str]],
        fold: Fold,
        continuous: bool = False,
        ordered: bool = True,
    ) -> None:
        """``ordered=False`` lets matches come in any order, and entries of many combinations compile much faster."""
        uses: dict[str, dict[_Use, None]] = {}
        self._tables: list[tuple[frozenset[str], int]] = []
        endings = {name: [fold.pattern(ending) for ending in ends] for name, ends in endings.items()}
        for category, entries in lists.items():
            closed = _Use(category, 1, "", 1)
            for entry in entries:
                pattern = fold.pattern(entry)
                if not ordered and not continuous and (split := _split(pattern)):
                    heads, rests = split
                    if "" not in rests:
                        self._tables.append((frozenset(rests), 1 + max(rest.count(" ") for rest in rests)))
                        use = _Use(category, 1, "", 1, len(self._tables) - 1)
                        for head in heads:
                            uses.setdefault(f" {head} ", {})[use] = None
                        continue
                for plain in expand(pattern, endings):
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
        self._asked: dict[str, int] = {}

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
            longest = max(parts[1:], key=len, default="")
            needs = (longest,) if longest else ()
            return parts[0], _Use(category, 0, _ANY_WIDE.join(["", *map(re.escape, parts[1:])]), 0, needs=needs)
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
        longest = max(_WORD_END.split(rest), key=len)
        return (" " if left else "") + literal, _Use(category, int(left), _tail(rest), 0, needs=(longest,) if longest else ())

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Match]:
        """All matches in ``text[start:end]``, where ``folded`` is the whole text folded; in the coordinates of the text."""
        if self._automaton is None:
            return []
        stop = len(folded) - 2 if end is None else end
        part = folded if end is None and not start else f" {folded[start + 1 : stop + 1]} "
        out: list[Match] = []
        uses, tails, base = self._uses, self._tails, start - 1
        for index, at, to in self._automaton.find_matches_as_indexes(part, overlapping=True):
            for category, lead, tail, trail, table, needs in uses[index]:
                if table >= 0:
                    out += [Match(base + at + lead, base + stop, category, base + stop) for stop in self._listed(part, to, table)]
                elif not tail:
                    out.append(Match(base + at + lead, base + to - trail, category, base + to - trail))
                elif (pattern := tails.get(tail) or self._expression(part, to, tail, needs)) and (
                    match := pattern.match(part, to)
                ):
                    out.append(Match(base + at + lead, base + match.end(), category, base + to))
        return out

    def _listed(self, part: str, at: int, table: int) -> Iterator[int]:
        """Where the rests of a table end that stand right at ``at``."""
        rests, most = self._tables[table]
        stop = at - 1
        for _ in range(most):
            stop = part.find(" ", stop + 1)
            if stop < 0:
                return
            if part[at:stop] in rests:
                yield stop

    def _expression(self, part: str, at: int, tail: str, needs: Sequence[str]) -> re.Pattern[str] | None:
        """The expression of a tail, compiled once a text has what it needs or it is asked for often; else None: no match."""
        asked = self._asked[tail] = self._asked.get(tail, 0) + 1
        if asked < _OFTEN and needs and not any(part.find(word, at) >= 0 for word in needs):
            return None
        self._tails[tail] = re.compile(tail)
        return self._tails[tail]


def _merged(uses: Iterable[_Use]) -> Iterator[_Use]:
    """Uses of one literal, with the tails of a category that begin with the same gap in one expression."""
    tails: dict[tuple[str, int, int, str], list[_Use]] = {}
    for use in uses:
        if use.table >= 0:
            yield use
            continue
        gap = next((gap for gap in (_ANY, _ANY_WIDE) if use.tail.startswith(gap)), "")
        tails.setdefault((use.category, use.lead, use.trail, gap if use.tail else "\0"), []).append(use)
    for (category, lead, trail, gap), same in tails.items():
        if gap == "\0":
            yield _Use(category, lead, "", trail)
        elif len(same) == 1:
            yield same[0]
        else:
            needs = tuple(dict.fromkeys(word for use in same for word in use.needs))
            if len(needs) > _NEEDS or not all(use.needs for use in same):
                needs = ()
            yield _Use(category, lead, f"{gap}(?:{'|'.join(use.tail[len(gap) :] for use in same)})", trail, needs=needs)


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
