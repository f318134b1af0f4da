"""The documents of the HTML report as data for its script: visible text, blocks, findings and facts.

Spans count UTF-16 code units of the text that the page shows, as the script does.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from copydesk import registry
from copydesk.document import Document, OffsetMap, Parts
from copydesk.model import DocumentReport, Finding, Related, Report, Suppressed
from copydesk.reporters.positions import Positions, excerpt
from copydesk.reporters.text import language_name, one_line, right_to_left

WHOLE = 400_000
"""Code points of a document that is shown whole; of a longer one only what stands round its findings."""

_ROUND = 1_500
_FACT_ROWS = 500


def data(report: Report) -> dict[str, Any]:
    """What the page's script reads."""
    names = {finding.rule for finding in report.findings}
    passed = report.verdict.documents if report.verdict is not None else {}
    return {
        "documents": [_document(document, passed.get(document.path)) for document in report.documents],
        "rules": {name: _rule(name) for name in sorted(names)},
    }


def _rule(name: str) -> dict[str, Any]:
    try:
        rule = registry.rule(name)
    except (registry.UnknownName, registry.PluginError):
        return {"waivable": True, "why": ""}
    why = " ".join(rule.summary.split())
    return {"waivable": rule.waivable, "why": "\n\n".join(part.strip() for part in (why, rule.explanation) if part.strip())}


class _Shown(NamedTuple):
    """The text of a document as the page shows it, and its blocks: (start, end, kind) in code points of that text.

    ``windows``: the stretches of the visible text that are shown, each (start, end, where it begins in ``text``).
    """

    text: str
    blocks: list[tuple[int, int, str]]
    map: OffsetMap | None
    windows: list[tuple[int, int, int]]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a source span stands in ``text``; None for what no reader sees (metadata) or the page leaves out."""
        span = visible_span(start, end, self.map)
        if span is None:
            return None
        for first, last, at in self.windows[max(0, bisect.bisect_right(self.windows, (span[0], len(self.text) + 1, 0)) - 1) :][
            :2
        ]:
            if first <= span[0] <= last:
                return at + span[0] - first, at + min(span[1], last) - first
        return None


def visible_span(start: int, end: int, map: OffsetMap | None) -> tuple[int, int] | None:
    """The part of the visible text that comes from a span of the source; None where there is none."""
    if map is None:
        return start, end
    index = bisect.bisect_right(map.source_end, start)
    if index >= len(map.source) or map.source[index] >= max(end, start + 1):
        return None

    def size(piece: int) -> int:
        return (map.visible[piece + 1] if piece + 1 < len(map.visible) else map.length) - map.visible[piece]

    def linear(piece: int) -> bool:
        return size(piece) == map.source_end[piece] - map.source[piece]

    first = map.visible[index] + (max(0, start - map.source[index]) if linear(index) else 0)
    if end <= start:
        return first, first
    final = bisect.bisect_left(map.source, end) - 1
    last = map.visible[final] + (min(end, map.source_end[final]) - map.source[final] if linear(final) else size(final))
    return (first, last) if last > first else None


def _document(document: DocumentReport, passed: bool | None) -> dict[str, Any]:
    shown = _shown(document)
    units = Positions(shown.text)
    ends = [end for _, end, _ in shown.blocks]
    return {
        "path": document.path,
        "language": document.language,
        "languageName": language_name(document.language),
        "rtl": right_to_left(document.language),
        "passed": passed,
        "text": shown.text,
        "blocks": [[*_in_units((start, end), units), kind] for start, end, kind in shown.blocks],
        "findings": [_finding(finding, document.source, shown, units, ends) for finding in document.findings],
        "suppressed": [_suppressed(entry) for entry in document.suppressed],
        "failures": [f"{failure.rule + ': ' if failure.rule else ''}{failure.message}" for failure in document.failures],
        "notChecked": [f"{entry.rule}: {entry.reason}" for entry in document.not_checked],
        "notes": list(document.notes),
        "facts": [table for name in sorted(document.facts) if (table := _fact(name, document.facts[name], document.source))],
    }


def _shown(document: DocumentReport) -> _Shown:
    """The visible text of a document in blocks; of a very long one its beginning and what stands round its findings."""
    from copydesk.readers import read

    if not document.source:
        return _Shown("", [], None, [])
    try:
        parts = read(document.source, document.format)
    except Exception:  # a reader of a plugin that is gone or broken: the source is shown as it is
        parts = Parts(document.source)
    whole = Document(document.source, parts, path=document.path, format=document.format)
    blocks = [(block.start, block.end, block.kind) for block in whole.blocks]
    if len(whole.text) <= WHOLE:
        return _Shown(whole.text, _with_blanks(blocks, document, parts.map), parts.map, [(0, len(whole.text), 0)])
    wanted = [(0, _ROUND)]
    for finding in document.findings:
        if span := visible_span(finding.start, finding.end, parts.map):
            wanted.append((span[0] - _ROUND, min(span[1], span[0] + _ROUND) + _ROUND))
    return _in_windows(whole.text, blocks, parts.map, wanted)


def _with_blanks(
    blocks: list[tuple[int, int, str]], document: DocumentReport, map: OffsetMap | None
) -> list[tuple[int, int, str]]:
    """The blocks, and one of kind "blank" for each finding in what stands between them: an invisible sign, say."""
    starts, ends = [start for start, _, _ in blocks], [end for _, end, _ in blocks]
    extra = set()
    for finding in document.findings:
        span = visible_span(finding.start, finding.end, map)
        if span is not None and span[1] > span[0] and bisect.bisect_right(ends, span[0]) == bisect.bisect_left(starts, span[1]):
            extra.add((*span, "blank"))
    merged: list[tuple[int, int, str]] = []
    for block in sorted([*blocks, *extra]):
        if not merged or block[0] >= merged[-1][1]:
            merged.append(block)
    return merged


def _in_windows(
    text: str, blocks: Sequence[tuple[int, int, str]], map: OffsetMap | None, wanted: Iterable[tuple[int, int]]
) -> _Shown:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(len(text), end)) for start, end in wanted):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    windows: list[tuple[int, int, int]] = []
    out: list[tuple[int, int, str]] = []
    pieces: list[str] = []
    at, block = 0, 0
    for start, end in merged:
        if at > WHOLE:
            break
        windows.append((start, end, at))
        pieces.append(text[start:end])
        while block < len(blocks) and blocks[block][1] <= start:
            block += 1
        here = block
        while here < len(blocks) and blocks[here][0] < end:
            first, last, kind = blocks[here]
            out.append((at + max(first, start) - start, at + min(last, end) - start, kind))
            here += 1
        at += end - start
        out.append((at, at, "skip"))
    return _Shown("".join(pieces), out, map, windows)


def _in_units(span: tuple[int, int], units: Positions) -> list[int]:
    """A span in UTF-16 code units, as the page's script counts."""
    return [units.size(span[0], "utf-16"), units.size(span[1], "utf-16")]


def _finding(finding: Finding, source: str, shown: _Shown, units: Positions, ends: Sequence[int]) -> dict[str, Any]:
    span = shown.place(finding.start, finding.end)
    fix = finding.fix
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "message": finding.message,
        "language": finding.language,
        "line": finding.line,
        "fingerprint": finding.fingerprint,
        "text": one_line(excerpt(finding, source), 160),
        "span": _in_units(span, units) if span is not None and span[1] > span[0] else None,
        "block": _block_of(span, shown, ends),
        "fix": f"{fix.title} ({'safe to apply' if fix.safe else 'look at it first'})" if fix is not None else "",
        "related": [_related(other, source, shown, units) for other in finding.related],
    }


def _related(other: Related, source: str, shown: _Shown, units: Positions) -> dict[str, Any]:
    start, end = other.span
    span = shown.place(start, end)
    return {
        "message": other.message,
        "text": one_line(source[start : min(end, start + 400)], 160),
        "span": _in_units(span, units) if span is not None and span[1] > span[0] else None,
    }


def _block_of(span: tuple[int, int] | None, shown: _Shown, ends: Sequence[int]) -> int:
    """The index of the block (given by where each ends) whose margin holds the note; -1 for the file as a whole.

    What covers nothing and stands before all text is about the file: a missing date, a missing byline.
    """
    if span is None or not ends or (span[0] == span[1] and span[0] <= shown.blocks[0][0]):
        return -1
    return min(bisect.bisect_right(ends, span[0]), len(ends) - 1)


def _fact(name: str, value: Any, source: str) -> dict[str, Any] | None:
    """A fact as a table for people: spans as the text they cover, columns that say nothing left out; None for an empty one."""
    entries = value if isinstance(value, list | tuple) else [value]
    rows = [entry if isinstance(entry, Mapping) else {"value": entry} for entry in entries]
    every = dict.fromkeys(str(key) for row in rows for key in row)
    keys = [key for key in every if key not in ("start", "end", "clause") and key.removesuffix("_text") not in {*every} - {key}]
    cells = [[_told(row.get(key), source) for key in keys] for row in rows]
    used = [n for n in range(len(keys)) if any(row[n] for row in cells)]
    if not used:
        return None
    columns = [str(keys[n]).replace("_", " ") for n in used]
    return {"name": name, "columns": columns, "rows": [[row[n] for n in used] for row in cells[:_FACT_ROWS]]}


def _told(value: Any, source: str) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return ": ".join(filter(None, (_told(one, source) for one in value.values())))
    if isinstance(value, list | tuple):
        if len(value) == 2 and all(type(one) is int for one in value) and 0 <= value[0] < value[1] <= len(source):
            return one_line(source[value[0] : value[1]], 120)
        return "; ".join(filter(None, (_told(one, source) for one in value)))
    return "yes" if value is True else one_line(str(value), 300)


def _suppressed(entry: Suppressed) -> str:
    finding = entry.finding
    owner = f", {entry.owner}" if entry.owner else ""
    until = f", until {entry.until.isoformat()}" if entry.until else ""
    return f"line {finding.line}, {finding.rule}: {finding.message} ({entry.kind}{owner}{until}: {entry.reason})"
