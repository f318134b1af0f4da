"""One decision over the whole document: which blocks are chrome, of which kind, how surely and on what evidence.

Every rule of the family reads this ledger and reports its own kind, so the lines of one widget become one finding and no
line is reported by two rules. A block's own words and shape are judged first (``judge``, ``shapes``), then its neighbours:
a label that is also an ordinary heading ("Health") counts only in a menu.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from copydesk import Block, Document, Fact, Fix, Hit, Severity, Span
from copydesk_rules.chrome import judge, shapes
from copydesk_rules.chrome.messages import message
from copydesk_rules.chrome.removal import removals
from copydesk_rules.chrome.shapes import Mark
from copydesk_rules.chrome.words import Phrase, Words, joins, load, lowered

SHORT = 110
"""A block longer than this many code points is prose unless a phrase in it says otherwise."""

_KEYS = re.compile(r"(?:ctrl|strg) ?[+-] ?(?:enter|eingabe|entr[ée]e?|intro|invio|return|[^\W\d_]{3,9})")

_PART = 32
"""Neighbouring lines up to this long are parts of one widget."""

_SENTENCE_END = (".", "!", "。", "।", "…", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Chrome:
    """A finding of the family, in coordinates of ``Document.text``; ``confidence`` from 0 to 1."""

    span: Span
    kind: str
    variant: str
    confidence: float
    evidence: tuple[str, ...]
    lines: int
    fix: Fix | None = None


def compute(document: Document) -> dict[str, tuple[Chrome, ...]]:
    """The document's chrome by kind, each kind in order of place."""
    text, words = document.text, load()
    low = lowered(text)
    blocks = _units(document)
    marks, parts = _judged(document, blocks, low, words)
    shapes.text_size_runs(text, blocks, marks)
    _neighbours(text, blocks, marks)
    _policies(low, blocks, marks)
    _teasers(text, blocks, marks)
    _between(text, blocks, marks)
    _below(text, blocks, marks)
    found = [*_merged(text, blocks, marks), *(_chrome([mark]) for mark in (*parts, *shapes.blank_lines(text)))]
    found.sort(key=lambda chrome: chrome.span)
    fixes = removals(document, [(chrome.span, chrome.confidence) for chrome in found])
    by_kind: dict[str, list[Chrome]] = {}
    for chrome, fix in zip(found, fixes, strict=True):
        by_kind.setdefault(chrome.kind, []).append(
            Chrome(chrome.span, chrome.kind, chrome.variant, chrome.confidence, chrome.evidence, chrome.lines, fix)
        )
    return {kind: tuple(items) for kind, items in by_kind.items()}


LEDGER = Fact("chrome", compute)


def reports(kind: str) -> Callable[[Document, Any, datetime.date], Iterator[Hit]]:
    """The check of the rule that reports one kind."""

    def check(document: Document, options: Any, as_of: datetime.date) -> Iterator[Hit]:
        for chrome in document.fact(LEDGER).get(kind, ()):
            severity: Severity | None = None if chrome.confidence >= 0.9 else "warning"
            if chrome.variant == "blank":
                severity = "info"
            data = {"confidence": chrome.confidence, "evidence": list(chrome.evidence), "lines": chrome.lines}
            yield Hit(chrome.span, message(kind, chrome.variant), chrome.fix, severity, data=data)

    return check


def _units(document: Document) -> Sequence[Block]:
    """The blocks to judge: the document's, but lines that only look like a wrapped paragraph apart where one is chrome."""
    if document.format != "text":
        return document.blocks
    text, out = document.text, list[Block]()
    for block in document.blocks:
        lines = text[block.start : block.end].split("\n") if block.end - block.start > SHORT // 2 else ()
        if len(lines) < 2:
            out.append(block)
            continue
        at, pieces = block.start, list[Block]()
        for line in lines:
            start = at + len(line) - len(line.lstrip())
            pieces.append(Block(start, at + len(line.rstrip())))
            at += len(line) + 1
        apart = any(
            (mark := judge.short(text[start:end], document.language, "plain")) is not None and not mark.need
            for start, end, _kind, _level in pieces
            if end - start <= SHORT
        )
        out += pieces if apart else [block]
    return out


def _judged(document: Document, blocks: Sequence[Block], low: str, words: Words) -> tuple[dict[int, Mark], list[Mark]]:
    """Each block by its own words and shape: marks by the block's index, and parts of longer blocks."""
    text, language = document.text, document.language
    plain = document.format == "text"
    marks: dict[int, Mark] = {}
    parts: list[Mark] = []
    by_block = _phrases(low, blocks, words)
    for index, (start, end, kind, _level) in enumerate(blocks):
        hits = by_block.get(index)
        if end - start <= SHORT:
            mark = judge.short(text[start:end], language, "plain" if plain else kind)
            if mark is not None and (not mark.need or hits is None):
                marks[index] = mark._replace(start=start, end=end)
                continue
        elif hits is None:
            continue
        if hits:
            for mark in judge.phrased(text, (start, end), hits):
                if (mark.start, mark.end) == (start, end):
                    marks[index] = mark
                else:
                    parts.append(mark)
    return marks, parts


def _phrases(low: str, blocks: Sequence[Block], words: Words) -> dict[int, list[judge.Found]]:
    """The usable phrases of the text by the index of their block."""
    out: dict[int, list[judge.Found]] = {}
    matches = words.automaton.find_matches_as_indexes(low)
    if not matches:
        return out
    starts = [block.start for block in blocks]
    for number, start, end in matches:
        index = bisect.bisect_right(starts, start) - 1
        if index < 0 or end > blocks[index].end:
            continue
        block = (blocks[index].start, blocks[index].end)
        for values in words.phrases[number]:
            phrase = Phrase(*values)
            if judge.usable(low, start, end, phrase, block):
                out.setdefault(index, []).append((start, end, phrase))
                break
    return out


def _neighbours(text: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> None:
    """Settles the marks that need company: kept in a run with sure chrome, or in a run of labels; else dropped."""
    if not any(mark.need for mark in marks.values()):
        return
    index, last = 0, len(blocks) - 1
    order = sorted(marks)
    while index < len(order):
        stop = index + 1
        while stop < len(order) and order[stop] == order[stop - 1] + 1 and _near(text, blocks, order[stop]):
            stop += 1
        run = order[index:stop]
        sure = [i for i in run if not marks[i].need and blocks[i].end - blocks[i].start <= 60]
        company = sum(marks[i].need == 1 for i in run)
        edge = run[0] == 0 or run[-1] == last
        for i in run:
            mark = marks[i]
            if not mark.need:
                continue
            if sure and (mark.need == 1 or min(abs(i - s) for s in sure) <= 3):
                confidence = 0.85
            elif (company >= 3 or (company >= 2 and edge)) and mark.need == 1:
                confidence = 0.75
            else:
                del marks[i]
                continue
            marks[i] = mark._replace(need=0, confidence=confidence, evidence=(*mark.evidence, "it stands beside others"))
        index = stop


def _near(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether at most two blank lines part a block from the one before it."""
    return text.count("\n", blocks[index - 1].end, blocks[index].start) <= 3


def _policies(low: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> None:
    """Recognises in any language a paragraph on clickable references that stands beside a notice to press Ctrl + Enter."""
    if "ctrl" not in low and "strg" not in low:
        return
    for index, block in enumerate(blocks):
        if block.end - block.start > 400 or not _KEYS.search(low, block.start, block.end):
            continue
        for other in (index - 1, index + 1):
            if 0 <= other < len(blocks) and blocks[other].end - blocks[other].start <= 700:
                start, end = blocks[other][:2]
                if "([1], [2]" in low[start:end] or "[1], [2]" in low[start:end]:
                    evidence = ("“([1], [2]” beside “Ctrl + Enter”",)
                    marks.setdefault(other, Mark(start, end, "site-policy", "sourcing", 0.95, evidence))
                    marks.setdefault(index, Mark(block.start, block.end, "typo-report", "", 0.95, evidence))
                    before = other - 1
                    if before == index:
                        before = index - 1
                    start, end = blocks[before][:2] if before >= 0 else (0, 0)
                    if "ilive" in low[start:end] and end - start <= 300:
                        marks.setdefault(before, Mark(start, end, "site-policy", "fact-check", 0.9, evidence))


def _teasers(text: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> None:
    """Adds the titles that follow a line such as "Related articles", where a list of them or the end of the text follows."""
    heads = [i for i, mark in marks.items() if mark.kind == "teaser" and mark.variant == "heading"]
    for head in heads:
        follow = []
        for index in range(head + 1, min(head + 13, len(blocks))):
            block = blocks[index]
            if index in marks:
                break
            piece = text[block.start : block.end]
            if not 8 <= len(piece) <= 120 or piece.endswith(_SENTENCE_END) or not _near(text, blocks, index):
                break
            follow.append(index)
        stop = head + 1 + len(follow)
        if follow and (stop == len(blocks) or (stop in marks and marks[stop].kind in _TAIL)):
            for index in follow:
                mark = Mark(*blocks[index][:2], "teaser", "", 0.75, ("a title below a list's heading",))
                marks[index] = mark


def _between(text: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> None:
    """A short line between labels, of which there are three or more near it, is a part of their menu."""
    for index in [i + 1 for i in marks if i + 1 not in marks and i + 2 in marks]:
        start, end, kind, _level = blocks[index]
        near = [i for i in range(index - 3, index + 4) if i in marks]
        small = all(marks[i].end - marks[i].start <= 40 for i in near)
        if len(near) >= 3 and small and end - start <= 40 and kind != "heading" and not text[start:end].endswith(_SENTENCE_END):
            marks[index] = Mark(start, end, "navigation", "weak", 0.75, ("a short line within a menu",))


def _below(text: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> None:
    """Below the last paragraph of a page that has left much chrome, short lines near sure chrome are the page's as well."""
    sure = sorted(marks)
    last = len(blocks) - 1
    while last >= 0 and (last in marks or not _is_paragraph(text, blocks[last])):
        last -= 1
    below = [index for index in sure if index > last]
    if len(sure) < 3 or not below or last < 0:
        return
    for index in range(below[0] + 1, len(blocks)):
        start, end, kind, _level = blocks[index]
        if index in marks or end - start > 90 or kind not in ("paragraph", "line", "item"):
            continue
        piece = text[start:end]
        if piece.endswith((*_SENTENCE_END, "?")) or piece[0].isdigit() or piece[0] in "–-•*[(":
            continue
        at = bisect.bisect_left(below, index)
        if any(0 <= i < len(below) and abs(below[i] - index) <= 5 for i in (at - 1, at)):
            marks[index] = Mark(start, end, "teaser", "below", 0.7, ("a short line below the text, among chrome",))


def _is_paragraph(text: str, block: Block) -> bool:
    return block.end - block.start > (60 if joins(text[block.start]) else 160)


_TAIL = frozenset({"teaser", "widget-text", "call-to-action", "site-policy", "consent-notice"})


def _merged(text: str, blocks: Sequence[Block], marks: MutableMapping[int, Mark]) -> Iterator[Chrome]:
    """Findings: the neighbouring short lines of one widget are one, a paragraph is one of its own."""
    group: list[Mark] = []
    last = -2
    for index in sorted(marks):
        mark = marks[index]
        if group and last == index - 1 and _together(text, group, mark):
            group.append(mark)
        else:
            if group:
                yield _chrome(group)
            group = [mark]
        last = index
    if group:
        yield _chrome(group)


def _together(text: str, group: Sequence[Mark], mark: Mark) -> bool:
    before = group[-1]
    if before.kind != mark.kind or ("\n\n" in text[before.end : mark.start].replace("\r", "") and mark.kind != "navigation"):
        return False
    if mark.kind == "site-policy":
        return False
    small = mark.end - mark.start <= _PART and before.end - before.start <= _PART
    same = mark.variant == before.variant or "weak" in (mark.variant, before.variant) or mark.kind == "navigation"
    return small and same


def _chrome(group: Sequence[Mark]) -> Chrome:
    evidence = tuple(dict.fromkeys(item for mark in group for item in mark.evidence))[:8]
    variant = next((mark.variant for mark in group if mark.variant != "weak"), "")
    confidence = min(mark.confidence for mark in group)
    return Chrome(Span(group[0].start, group[-1].end), group[0].kind, variant, confidence, evidence, len(group))
