"""The fix of a chrome finding: delete its lines and the blank line that goes with them; nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk import Document, Edit, Fix, SourceSpan, Span

SURE = 0.9
"""From this confidence on deleting whole lines is safe."""


def removals(document: Document, found: Sequence[tuple[Span, float]]) -> list[Fix | None]:
    """A fix for each finding, in order of place; their edits never overlap. None where markup stands between its words."""
    source = document.source
    places = [document.to_source(span) for span, _ in found]
    lines = [_whole_lines(source, place) for place in places]
    tail = _tail(source, lines)
    out: list[Fix | None] = []
    free = 0
    opened = True
    for index, ((span, confidence), place) in enumerate(zip(found, places, strict=True)):
        line = lines[index]
        if document.map is not None and source[place.start : place.end] != document.text[span.start : span.end]:
            out.append(None)
            continue
        if line is None:
            start = place.start
            while start > free and source[start - 1] in " \t" and source[place.end : place.end + 1] in ("", "\n", "\r"):
                start -= 1
            out.append(Fix((Edit(SourceSpan(start, place.end), ""),), False, "Delete the words"))
            free = place.end
            continue
        start, end = line
        if start != free:
            opened = _opens(source, start)
        if index >= tail:
            start = _with_blank_before(source, start, free)
        elif opened:
            end = _with_blank_after(source, end)
        title = "Delete the line" if "\n" not in source[place.start : place.end].strip() else "Delete the lines"
        out.append(Fix((Edit(SourceSpan(start, end), ""),), confidence >= SURE, title))
        free = end
    return out


def _whole_lines(source: str, place: SourceSpan) -> tuple[int, int] | None:
    """The lines of a place with their last line break, or None where something else stands on them."""
    start, end = source.rfind("\n", 0, place.start) + 1, source.find("\n", place.end)
    end = len(source) if end < 0 else end - (source[end - 1 : end] == "\r" and end > place.end)
    if "\r" in source[start:end]:  # a line break of its own, as old systems wrote it
        start = max(start, source.rfind("\r", start, place.start) + 1)
        stop = source.find("\r", place.end, end)
        end = stop if stop >= 0 else end
    if start == 0 and source.startswith("\ufeff"):
        start = min(1, place.start)
    if source[start : place.start].strip() or source[place.end : end].strip():
        return None
    return start, end + (2 if source.startswith("\r\n", end) else 1 if end < len(source) else 0)


def _tail(source: str, lines: Sequence[tuple[int, int] | None]) -> int:
    """The index of the first finding after which nothing but chrome follows to the end of the text."""
    limit = len(source)
    index = len(lines)
    while index > 0:
        line = lines[index - 1]
        if line is None or source[line[1] : limit].strip():
            break
        index -= 1
        limit = line[0]
    return index


def _opens(source: str, start: int) -> bool:
    """Whether nothing or a blank line stands before an offset at the start of a line."""
    before = source[max(0, start - 4) : start].replace("\r\n", "\n")
    return before.endswith("\n\n") or (start <= 4 and not before.strip("\ufeff\n"))


def _with_blank_after(source: str, end: int) -> int:
    """The end moved past one blank line, where one follows."""
    stop = source.find("\n", end)
    return stop + 1 if stop >= 0 and not source[end:stop].strip(" \t\r") else end


def _with_blank_before(source: str, start: int, free: int) -> int:
    """The start moved back over the blank lines before it, and over the line break too where the text ends without one."""
    at = start
    while at > free and source[at - 1] in "\r\n \t":
        at -= 1
    if at == 0 or at == start:
        return start if at == start else at
    if at <= free:
        return at
    if source.endswith(("\n", "\r")):
        at += 2 if source.startswith("\r\n", at) else 1
    return min(at, start)
