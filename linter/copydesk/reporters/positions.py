"""Lines and columns of a source in the unit that a format declares.

Lines end at CR LF, CR or LF and at nothing else; columns are 1-based, and a byte order mark at the start of the source
does not count, as in editors.
"""

from __future__ import annotations

import bisect
import functools
import re
from typing import Literal

from copydesk.model import Edit, Finding, Fix, Position, SourceSpan

Unit = Literal["code points", "utf-16", "utf-8"]

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_STEP = 4096
_MERGE_LIMIT = 4000


class Positions:
    """Positions in one source. A column costs at most a step of some thousand code points, however long the line is."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._tables: dict[Unit, list[int]] = {}

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.source))]

    def line_span(self, line: int) -> tuple[int, int]:
        """Start and end of a line (1-based) without its break and without a byte order mark."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.source)
        if line < len(self._starts):
            end -= 2 if self.source.startswith("\r\n", end - 2) and end - 2 >= start else 1
        return (start + 1 if self._marked and line == 1 else start), end

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect.bisect_right(self._starts, offset)

    def at(self, offset: int, unit: Unit = "code points") -> Position:
        """The position of an offset with its column in the unit."""
        line = self.line_of(offset)
        start = self._starts[line - 1]
        if self._marked and line == 1:
            start = 1
        return Position(line, max(0, self.size(offset, unit) - self.size(start, unit)) + 1)

    def size(self, offset: int, unit: Unit) -> int:
        """How many units the source has before an offset."""
        if unit == "code points" or self._plain or (unit == "utf-16" and self._flat):
            return offset
        table = self._table(unit)
        step = offset // _STEP
        return table[step] + _units(self.source[step * _STEP : offset], unit)

    def anchor(self, start: int, end: int) -> tuple[int, int]:
        """A span that is not empty: itself, else the first line at or after it that shows anything, else the one before."""
        if end > start or not self.source.removeprefix("\ufeff").strip():
            return start, end
        first = self.line_of(start)
        for line in (*range(first, len(self._starts) + 1), *range(first - 1, 0, -1)):
            begin, stop = self.line_span(line)
            piece = self.source[begin:stop]
            if piece.strip():
                return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
        return start, end

    @functools.cached_property
    def _marked(self) -> bool:
        return self.source.startswith("\ufeff")

    @functools.cached_property
    def _plain(self) -> bool:
        return self.source.isascii()

    @functools.cached_property
    def _flat(self) -> bool:
        return not self.source or max(self.source) < "\U00010000"

    def _table(self, unit: Unit) -> list[int]:
        if unit not in self._tables:
            total, table = 0, [0]
            for at in range(0, len(self.source), _STEP):
                total += _units(self.source[at : at + _STEP], unit)
                table.append(total)
            self._tables[unit] = table
        return self._tables[unit]


def _units(text: str, unit: Unit) -> int:
    if unit == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def merged(fix: Fix, source: str) -> Edit | None:
    """A fix as one edit, with the text between its edits kept; None where they overlap, lie far apart or have no source."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    if len(edits) == 1:
        return edits[0]
    if not edits or not source or edits[-1].span.end - edits[0].span.start > _MERGE_LIMIT:
        return None
    pieces, at = [], edits[0].span.start
    for edit in edits:
        if edit.span.start < at:
            return None
        pieces += [source[at : edit.span.start], edit.text]
        at = edit.span.end
    return Edit(SourceSpan(edits[0].span.start, at), "".join(pieces))


def excerpt(finding: Finding, source: str, limit: int = 400) -> str:
    """What a finding's span covers, at most ``limit`` code points of it; "" for an empty span or no source."""
    return source[finding.start : min(finding.end, finding.start + limit)]
