"""A document: what a reader sees, where it stands in the source, and what is known about it.

``text`` is the visible text and the only coordinate system of rules. For plain text it is the source itself; for Markdown
and HTML an ``OffsetMap`` leads back, through entities and inline tags, to the source as decoded from disk. A byte order
mark stays in the source as its first code point; columns do not count it, as in editors.
"""

from __future__ import annotations

import bisect
import copy
import datetime
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from copydesk.language import segment
from copydesk.language.pack import Pack, load
from copydesk.model import AnySpan, Fact, Position, SourceSpan, Zone

PLACEHOLDER = "\ufdd0"
"""Stands in the visible text, one for each code point, where a reader kept something that is no prose: inline code."""


class Block(NamedTuple):
    """A paragraph, heading, item, quote, caption, table row or line of the visible text; ``level`` is a heading's, 1 to 6.

    ``kind`` is "paragraph", "heading", "item", "quote", "caption", "table" or "line" (plain text knows "paragraph" only).
    """

    start: int
    end: int
    kind: str = "paragraph"
    level: int = 0


class Sentence(NamedTuple):
    """A sentence; ``block`` is the index of its block in ``Document.blocks``."""

    start: int
    end: int
    block: int


class Run(NamedTuple):
    """A stretch of text in one language; ``score`` is the evidence in nats for it against the document's language."""

    start: int
    end: int
    language: str
    score: float


class Meta(NamedTuple):
    """A fact that the file states about itself; ``origin`` is "front-matter", "html", "meta", "json-ld" or "time".

    ``key`` is lower case as the file has it ("date", "article:modified_time", "datepublished", "title", "lang").
    """

    key: str
    value: str
    span: SourceSpan
    origin: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Pieces of visible text and the source they come from, in order.

    Piece i covers visible ``[visible[i], visible[i+1])`` (the last one to ``length``) and source
    ``[source[i], source_end[i])``. Where both are equally long each code point maps to its own; else the piece is one unit
    (an entity, the break that a tag makes).
    """

    visible: Sequence[int]
    source: Sequence[int]
    source_end: Sequence[int]
    length: int

    def start(self, offset: int) -> int:
        """The source offset at which visible code point ``offset`` begins."""
        if not self.visible:
            return 0
        index = max(0, bisect.bisect_right(self.visible, offset) - 1)
        begin = self.visible[index]
        if offset >= self.length:
            return self.source_end[-1]
        return self.source[index] + (offset - begin if self._linear(index) else 0)

    def end(self, offset: int) -> int:
        """The source offset at which the visible code point before ``offset`` ends."""
        if offset <= 0 or not self.visible:
            return self.start(0)
        index = max(0, bisect.bisect_right(self.visible, offset - 1) - 1)
        if self._linear(index):
            return self.source[index] + offset - self.visible[index]
        return self.source_end[index]

    def _linear(self, index: int) -> bool:
        stop = self.visible[index + 1] if index + 1 < len(self.visible) else self.length
        return stop - self.visible[index] == self.source_end[index] - self.source[index]


@dataclass(frozen=True, slots=True)
class History:
    """What the engine knows of a document from git: when its normalised text last changed, and by which commit."""

    changed: datetime.date
    commit: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reader makes of a source; see ``Document`` for the fields."""

    text: str
    map: OffsetMap | None = None
    blocks: tuple[Block, ...] | None = None
    metadata: tuple[Meta, ...] = ()
    ignored: tuple[SourceSpan, ...] = ()
    comments: tuple[tuple[SourceSpan, str], ...] = ()


class Document:
    """One text to check. Built by ``copydesk.readers``; rules only read it.

    ``language`` is the tag of a pack ("en"), ``locale`` the tag as it was given, region and all ("en-GB").
    """

    def __init__(
        self,
        source: str,
        parts: Parts,
        *,
        path: str,
        format: str = "text",
        language: str = "",
        languages: tuple[str, ...] = (),
        language_from: str = "",
        locale: str = "",
        encoding: str = "utf-8",
        history: History | Callable[[], History | None] | None = None,
    ) -> None:
        self.source = source
        self.text = parts.text
        self.map = parts.map
        self.metadata = parts.metadata
        self.comments = parts.comments
        self.path = path
        self.format = format
        self.language = language
        self.languages = languages or ((language,) if language else ())
        self.language_from = language_from
        self.locale = locale or language
        self.encoding = encoding
        self._history = history
        self._find_zones: Callable[[], tuple[Zone, ...]] | None = None
        self._given_blocks = parts.blocks
        self._facts: dict[str, Any] = {}

    @property
    def history(self) -> History | None:
        """What git knows of the document, asked for on first use; None where it knows nothing."""
        return self._history() if callable(self._history) else self._history

    @property
    def pack(self) -> Pack:
        """The language pack of the main language; an empty one where there is none."""
        return load(self.language)

    @functools.cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Lines of the visible text as (start, end) without their line break, blank ones included."""
        out = []
        at = 0
        for line in _LINE_BREAK.split(self.text) if "\r" in self.text else ():
            out.append((at, at + len(line)))
            at += len(line)
            at += 2 if self.text.startswith("\r\n", at) else 1
        if out:
            return tuple(out)
        for line in self.text.split("\n"):
            out.append((at, at + len(line)))
            at += len(line) + 1
        return tuple(out)

    @functools.cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that show anything, in order. In plain text a block is a line, or the lines of a wrapped paragraph."""
        if self._given_blocks is not None:
            text = self.text
            return tuple(block for block in self._given_blocks if text[block.start : block.end].strip())
        return tuple(plain_blocks(self.text))

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all blocks, in order."""
        text = self.text
        return tuple(
            Sentence(start, end, index)
            for index, block in enumerate(self.blocks)
            for start, end in segment.sentences(text, block.start, block.end, self.pack_at(block.start))
        )

    def sentences_of(self, index: int) -> list[tuple[int, int]]:
        """The sentences of one block as (start, end), found without those of the others."""
        block = self.blocks[index]
        return list(segment.sentences(self.text, block.start, block.end, self.pack_at(block.start)))

    @functools.cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """The words of the visible text as (start, end), in order."""
        return tuple(segment.words(self.text, 0, len(self.text)))

    @functools.cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Chrome, title, lede, bylines, quotes, captions, references: found on first use, in order of place."""
        return self._find_zones() if self._find_zones is not None else ()

    @functools.cached_property
    def runs(self) -> tuple[Run, ...]:
        """The stretches of a bilingual record in each of its languages, in order; none in a text of one language."""
        if len(self.languages) < 2:
            return ()
        from copydesk.language.identify import runs

        return tuple(Run(*run) for run in runs(self.text, self.blocks, self.languages))

    def language_at(self, offset: int) -> str:
        """The language of the text at an offset: the main one but in the runs of another main language."""
        for run in self.runs:
            if run.start <= offset < run.end:
                return run.language
        return self.language

    def pack_at(self, offset: int) -> Pack:
        """The language pack for the text at an offset."""
        return load(self.language_at(offset))

    def zone_at(self, offset: int, *kinds: str) -> Zone | None:
        """The innermost zone of one of the kinds (any, where none is named) that covers the code point at ``offset``."""
        index = self._zone_indexes.get(kinds)
        if index is None:
            wanted = self.zones_of(*kinds) if kinds else self.zones
            reach = list(itertools.accumulate((zone.end for zone in wanted), max))
            index = self._zone_indexes[kinds] = ([zone.start for zone in wanted], reach, wanted)
        starts, reach, zones = index
        at = bisect.bisect_right(starts, offset) - 1
        while at >= 0 and reach[at] > offset:
            if zones[at].end > offset:
                return zones[at]
            at -= 1
        return None

    @functools.cached_property
    def _zone_indexes(self) -> dict[tuple[str, ...], tuple[list[int], list[int], Sequence[Zone]]]:
        return {}

    def zones_of(self, *kinds: str) -> tuple[Zone, ...]:
        return tuple(zone for zone in self.zones if zone.kind in kinds)

    def fact(self, fact: Fact) -> Any:
        """The value of a fact, computed on first use and kept."""
        if fact.name not in self._facts:
            self._facts[fact.name] = fact.compute(self)
        return self._facts[fact.name]

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts computed so far, by name."""
        return self._facts

    def masked(self, spans: Iterable[tuple[int, int]], find_zones: Callable[[], tuple[Zone, ...]] | None = None) -> Document:
        """This document with stretches of its text turned to blanks (line breaks kept), and a way to find its zones."""
        pieces = sorted(spans)
        out = copy.copy(self)
        out._facts = {}
        out._find_zones = find_zones
        for name in ("zones", "_zone_indexes"):
            out.__dict__.pop(name, None)
        if pieces:
            out._given_blocks = self.blocks
            for name in ("lines", "blocks", "sentences", "words"):
                out.__dict__.pop(name, None)
            out.text = blanked(self.text, pieces)
        return out

    def to_source(self, span: AnySpan) -> SourceSpan:
        """Where a span stands in the source. An empty span stays empty."""
        if isinstance(span, SourceSpan):
            return span
        start, end = span
        if self.map is None:
            return SourceSpan(start, end)
        if start >= end:
            at = self.map.start(start)
            return SourceSpan(at, at)
        return SourceSpan(self.map.start(start), self.map.end(end))

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.source))]

    def position(self, offset: int) -> Position:
        """1-based line and column of a source offset; columns count code points and no byte order mark."""
        line = bisect.bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        if line == 1 and self.source.startswith("\ufeff"):
            column = max(1, column - 1)
        return Position(line, column)

    def offset(self, position: Position) -> int:
        """The source offset of a position; the inverse of ``position``."""
        at = self._line_starts[position.line - 1] + position.column - 1
        return at + (position.line == 1 and self.source.startswith("\ufeff"))


_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_ENDS_SENTENCE = tuple('.!?…:;。！？؟।"”»)')
_WRAP_MIN, _WRAP_MAX = 45, 110
_SHOWN = re.compile(r"\S.*")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with every code point of the spans but line breaks turned into a space: same length, same lines."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        start = max(start, at)
        if end <= start:
            continue
        out.append(text[at:start])
        piece = text[start:end]
        out.append(_NOT_BREAK.sub(" ", piece))
        at = end
    out.append(text[at:])
    return "".join(out)


_NOT_BREAK = re.compile(r"[^\r\n]")


def plain_blocks(text: str) -> Iterable[Block]:
    """The blocks of plain text: each line is one, but a hard-wrapped paragraph is one block.

    Lines between two blank ones are one wrapped paragraph when all but the last are 45 to 110 code points long and
    most of those do not end a sentence. Of two lines, a short one that begins with a capital is a line of its own: a title
    and the date below it.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    group: list[tuple[int, int]] = []
    last = -2
    for match in _SHOWN.finditer(text):
        start, end = match.span()
        if group and start - last != 1 and text.count("\n", last, start) > 1:
            yield from _group_blocks(text, group)
            group = []
        last = end
        if text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        group.append((start, end))
    yield from _group_blocks(text, group)


def _group_blocks(text: str, group: list[tuple[int, int]]) -> Iterable[Block]:
    body = group[:-1]
    if body and all(_WRAP_MIN <= end - start <= _WRAP_MAX for start, end in body):
        open_lines = sum(not text.endswith(_ENDS_SENTENCE, start, end) for start, end in body)
        start, end = group[-1]
        label = len(body) == 1 and end - start < _WRAP_MIN and text[start].isupper()
        if open_lines * 2 > len(body) and not label:
            yield Block(group[0][0], end)
            return
    for start, end in group:
        yield Block(start, end)
