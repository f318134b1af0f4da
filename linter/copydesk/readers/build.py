"""Puts the visible text of a marked-up source together, piece by piece, and keeps where each piece comes from."""

from __future__ import annotations

from copydesk.document import Block, Meta, OffsetMap, Parts
from copydesk.model import SourceSpan


class Builder:
    """Collects pieces of visible text with their source, block by block.

    ``size`` is the length of the visible text so far. A break between blocks is asked for by ``end_block`` and made only
    when more text comes, so the text never ends or begins with one.
    """

    __slots__ = (
        "_begin",
        "_break",
        "_ends",
        "_kind",
        "_linear",
        "_out",
        "_sources",
        "_visibles",
        "blocks",
        "comments",
        "meta",
        "size",
    )

    def __init__(self) -> None:
        self.size = 0
        self.blocks: list[Block] = []
        self.meta: list[Meta] = []
        self.comments: list[tuple[SourceSpan, str]] = []
        self._out: list[str] = []
        self._visibles: list[int] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._linear = False
        self._break = ""
        self._begin = -1
        self._kind = ("paragraph", 0)

    @property
    def open(self) -> bool:
        """Whether the current block has text yet."""
        return self._begin >= 0

    def add(self, text: str, start: int, end: int, kind: tuple[str, int]) -> None:
        """Adds text that stands in the source at [start, end): code point for code point where the lengths agree, else a unit.

        ``kind`` (with a heading's level) is taken where this is the first text of its block.
        """
        if self._begin < 0:
            if self._break and self.size:
                self._piece(self._break, self._ends[-1], start, False)
            self._break = ""
            self._begin = self.size
            self._kind = kind
        self._piece(text, start, end, len(text) == end - start)

    def end_block(self, separator: str) -> None:
        """Ends the block. The longest separator asked for between two blocks stands between them."""
        if self._begin >= 0:
            self.blocks.append(Block(self._begin, self.size, *self._kind))
            self._begin = -1
            self._break = separator
        elif _WEIGHT[separator] > _WEIGHT[self._break]:
            self._break = separator

    def trim(self) -> None:
        """Takes the last code point of the text off again."""
        self.size -= 1
        self._out[-1] = self._out[-1][:-1]
        if self._visibles[-1] == self.size:
            for pieces in (self._visibles, self._sources, self._ends):
                pieces.pop()
            self._linear = False
        else:
            self._ends[-1] -= 1

    def parts(self) -> Parts:
        """All that was collected."""
        self.end_block("")
        offsets = OffsetMap(self._visibles, self._sources, self._ends, self.size)
        return Parts("".join(self._out), offsets, tuple(self.blocks), tuple(self.meta), (), tuple(self.comments))

    def _piece(self, text: str, start: int, end: int, linear: bool) -> None:
        if linear and self._linear and self._ends[-1] == start:
            self._ends[-1] = end
        else:
            self._visibles.append(self.size)
            self._sources.append(start)
            self._ends.append(end)
            self._linear = linear
        self._out.append(text)
        self.size += len(text)


_WEIGHT = {"": 0, "\t": 1, "\n": 2, "\n\n": 3}
