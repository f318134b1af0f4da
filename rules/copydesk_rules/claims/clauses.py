"""Cuts a sentence into clauses, so that a hedge covers what it is said of and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_SIGNS = re.compile(r"[;；؛]|[:：](?=\s|$|[^\x00-\x7f])|\s[–—-]+\s|—+|[()（）\[\]]")
_SIGN = re.compile(r"[;；:：()（）\[\]–—-]")
_COMMA = re.compile(r",(?!\d)|[，、،]")
_BEFORE_RELATIVE = re.compile(r"[,，،]\s*(?:\S{1,5}\s+)?$")


@dataclass(slots=True)
class Clause:
    """A clause in one or more pieces. A hedge frame reaches through its ``block``; ``parent`` is what a relative hangs on."""

    pieces: list[tuple[int, int]]
    block: int
    parent: Clause | None = None
    bracketed: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def covers(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.pieces)


def clauses(
    text: str,
    start: int,
    end: int,
    *,
    breakers: Sequence[int],
    relatives: Sequence[int],
    subordinates: Sequence[int],
    coordinators: frozenset[str],
    opened: bool,
    predicate_before: Callable[[int, int], bool],
) -> list[Clause]:
    """The clauses of ``text[start:end]``.

    ``breakers`` and ``relatives`` are where such words begin; ``opened`` says that the sentence begins with a conjunction
    whose clause ends at the first comma; ``predicate_before(a, b)`` says whether a predicate of interest stands in a stretch.
    """
    marks: dict[int, str] = {}
    signs = (
        [(match.start(), match.group().strip()) for match in _SIGNS.finditer(text, start, end)]
        if _SIGN.search(text, start, end)
        else []
    )
    dashes = [at for at, sign in signs if sign and sign[0] in "–—-"]
    paired = dashes if len(dashes) == 2 else []
    for at, sign in signs:
        if sign in "([（":
            marks[at] = "open"
        elif sign in ")]）":
            marks[at] = "close"
        elif at in paired:
            marks[at] = "open" if at == paired[0] else "close"
        else:
            marks[at] = "block" if sign in ";；" else "cut"
    for at in subordinates:
        marks[at] = "cut"
    for at in breakers:
        marks[at] = "block"
    if opened and (comma := _COMMA.search(text, start, end)) and comma.start() > start + 3:
        marks[comma.start()] = "block"
    for at in relatives:
        before = _BEFORE_RELATIVE.search(text, max(start, at - 12), at)
        if before and (not (word := before.group().strip(",，، \n")) or word.lower() in coordinators):
            marks.setdefault(before.start(), "relative")

    if not marks:
        return [Clause([(start, end)], 0)] if end > start else []
    block = 0
    main = Clause([], block)
    current = main
    found = [main]
    outer: list[Clause] = []
    begin = start
    returns = -1

    def close(at: int) -> None:
        nonlocal begin
        if at > begin:
            current.pieces.append((begin, at))
        begin = at

    order = sorted(marks)
    for index, at in enumerate(order):
        kind = marks[at]
        if 0 <= returns <= at and not (returns == at and kind == "relative"):
            close(returns)
            current = main
            returns = -1
        if kind == "relative" and current.parent is not None and returns == at:
            returns = _next_comma(text, at + 1, end)
            continue
        close(at)
        if kind in ("cut", "block"):
            block += kind == "block"
            main = current = Clause([], block)
            found.append(main)
            returns = -1
        elif kind == "open":
            outer.append(current)
            current = Clause([], block, current, bracketed=True)
            found.append(current)
        elif kind == "close":
            current = outer.pop() if outer else main
        else:
            inside = not any(predicate_before(a, b) for a, b in main.pieces)
            current = Clause([], block, main)
            found.append(current)
            returns = _next_comma(text, at + 1, end) if inside else -1
            if index + 1 < len(order) and returns > order[index + 1] and marks[order[index + 1]] in ("cut", "block"):
                returns = -1
    if 0 <= returns < end:
        close(returns)
        current = main
    close(end)
    return [clause for clause in found if clause.pieces]


def _next_comma(text: str, start: int, end: int) -> int:
    match = _COMMA.search(text, start, end)
    return match.start() if match else -1
