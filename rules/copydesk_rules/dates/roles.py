"""Which label speaks of which date: before it, after it, on the line above, in the cell above."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from copydesk import Document, Span
from copydesk_rules.dates import labels, names
from copydesk_rules.dates.labels import Label, Words
from copydesk_rules.dates.names import Names
from copydesk_rules.dates.partial import empty_labels, partial_date
from copydesk_rules.dates.patterns import lazily
from copydesk_rules.dates.values import REVISION, Date, Empty

LONG_LINE = 100
_PROSE = 60
_REACH, _CLOSE = 220, 8
"""How far before a date its label may stand, and how many labels are tried."""
_DIGIT = lazily(r"\d")
_LETTERS = lazily(r"[^\W\d_]{2,}")


def labelled(document: Document, dates: list[Date], tags: tuple[str, ...], near: Names) -> tuple[list[Date], list[Empty]]:
    """The dates with their roles, with those that only a label makes a date, and the labels that have none."""
    text = document.text
    lines = document.lines
    by_line: dict[int, list[Date]] = {}
    if dates:
        starts = [start for start, _ in lines]
        for date in dates:
            by_line.setdefault(bisect.bisect_right(starts, date.span.start) - 1, []).append(date)
    words = labels.near(tags)
    found = _labels_by_line(text, lines, by_line, words)
    if not dates and not found:
        return [], []
    out: list[Date] = []
    empties: list[Empty] = []
    for index in sorted({*by_line, *found}):
        here, left = _line(text, lines[index], by_line.get(index, []), found.get(index, []), words, near, index)
        start, end = lines[index]
        if any(not date.role and (date.stamp or end - start <= LONG_LINE) for date in here):
            every = labels.everywhere()
            line = text[start:end]
            more = labels.find(line, labels.folded(line), every, start)
            if more:
                here, left = _line(text, lines[index], by_line.get(index, []), more, every, near, index)
        out += here
        empties += left
    out.sort(key=lambda date: date.span.start)
    return _across_lines(text, lines, out, empties, found, words, near)


def _labels_by_line(
    text: str, lines: Sequence[tuple[int, int]], dated: dict[int, list[Date]], words: Words
) -> dict[int, list[Label]]:
    """The labels of the lines that have a date or are short, by line."""
    picked: list[tuple[int, int]] = []
    pieces: list[str] = []
    for index, (start, end) in enumerate(lines):
        if 3 < end - start <= LONG_LINE or (index in dated and end - start <= 3 * LONG_LINE):
            picked.append((index, start))
            pieces.append(text[start:end])
        elif index in dated:
            edge = start
            for date in dated[index]:
                begin, stop = max(edge, date.span.start - 130), min(end, date.span.end + 70)
                picked.append((index, begin))
                pieces.append(text[begin:stop])
                edge = stop
    if not pieces:
        return {}
    joined = "\n".join(pieces)
    told = labels.find(joined, labels.folded(joined), words)
    if not told:
        return {}
    at: list[int] = []
    offset = 0
    for piece in pieces:
        at.append(offset)
        offset += len(piece) + 1
    found: dict[int, list[Label]] = {}
    for label in told:
        place = bisect.bisect_right(at, label.start) - 1
        index, begin = picked[place]
        move = begin - at[place]
        moved = Label(label.start + move, label.end + move, label.role, label.kind, label.language)
        found.setdefault(index, []).append(moved)
    return found


def _line(
    text: str, line: tuple[int, int], dates: list[Date], found: list[Label], words: Words, near: Names, index: int
) -> tuple[list[Date], list[Empty]]:
    """One line's dates with the roles that its labels give, and its labels that have no date."""
    start, end = line
    found = _outside(found, dates)
    starts = [label.start for label in found]
    used: set[Label] = set()
    out: list[Date] = []
    edge = start
    for date in dates:
        first = bisect.bisect_left(starts, max(edge, date.span.start - _REACH))
        close = found[first : bisect.bisect_left(starts, date.span.start)][-_CLOSE:]
        fitting = [
            label
            for label in reversed(close)
            if label not in used
            and label.end <= date.span.start
            and _fits(text, label, date.span.start, edge, line, words, near, close)
        ]
        label = next((label for label in fitting if label.kind != "nouns"), fitting[0] if fitting else None)
        if label is not None:
            used.add(label)
            date = date._replace(role=label.role, label=Span(label.start, label.end), label_text=text[label.start : label.end])
        elif out and out[-1].role in ("event", "due") and date.span.start - out[-1].span.end <= 12:
            date = date._replace(role=out[-1].role)
        out.append(date)
        edge = date.span.end
    for number, date in enumerate(out):
        stop = out[number + 1].span.start if number + 1 < len(out) else end
        if not date.role:
            after = found[(at := bisect.bisect_left(starts, date.span.end)) : at + 1]
            label = after[0] if after and after[0] not in used and after[0].end <= stop else None
            if label is not None and _follows(text, label, date.span.end, stop, words, near):
                used.add(label)
                date = date._replace(
                    role=label.role, label=Span(label.start, label.end), label_text=text[label.start : label.end]
                )
        out[number] = _framed(text, date, line, words, near, index)
    empties: list[Empty] = []
    if end - start <= 3 * LONG_LINE:
        for label in found:
            if label.end == end or label in used or label.role not in (*REVISION, "published"):
                continue
            if not _opens(text, label, start, line, words, near):
                continue
            partial = partial_date(text, label, end, words, near) or _same_day(text, label, end, out, words, near)
            if partial is not None:
                if all(partial.span.end <= date.span.start or date.span.end <= partial.span.start for date in out):
                    out.append(partial._replace(line=index))
            elif not any(label.end <= date.span.start for date in out):
                empties += empty_labels(text, label, line, words)
    return out, empties


def _outside(found: list[Label], dates: list[Date]) -> list[Label]:
    """The labels that are no part of a date."""
    ends = [date.span.end for date in dates]
    out = []
    for label in found:
        at = bisect.bisect_right(ends, label.start)
        if at == len(dates) or label.start < dates[at].span.start:
            out.append(label)
    return out


def _same_day(text: str, label: Label, stop: int, dates: list[Date], words: Words, near: Names) -> Date | None:
    """A time of day alone after a label, on the day of the date before it: "Published 3 May 2026 09:00, updated 11:30"."""
    before = [date for date in dates if date.span.end <= label.start and date.role in ("published", "")]
    clock = labels.CLOCK().search(text, label.end, min(stop, label.end + 24)) if before and label.kind != "nouns" else None
    if clock is None or not labels.is_filler(text[label.end : clock.start()], words, near):
        return None
    span, mark = Span(*clock.span()), Span(label.start, label.end)
    return before[-1]._replace(
        span=span,
        text=clock.group(),
        kind="time",
        role=label.role,
        label=mark,
        label_text=text[mark.start : mark.end],
        rest=span.end,
        weekday=None,
        stamp=True,
    )


def _fits(
    text: str, label: Label, at: int, edge: int, line: tuple[int, int], words: Words, near: Names, found: Sequence[Label]
) -> bool:
    """Whether a label before a date speaks of it."""
    between = text[label.end : at]
    if len(between) > 120:
        return False
    for other in reversed(found):
        if label.end <= other.start and other.end <= at:
            between = between[: other.start - label.end] + " " + between[other.end - label.end :]
    if not labels.is_filler(between, words, near):
        told = labels.folded(between)
        lead = told.lstrip(" :.-–—\u00a0")
        named = any(lead.startswith(by) and not lead[len(by) : len(by) + 1].isalpha() for by in words.by)
        ago = len(told) <= 30 and any(phrase in told for phrase in words.relative if len(phrase) > 1)
        signed = label.role == "reviewed" and told.lstrip()[:1] in (":", "：") and len(told) <= 45 and not _DIGIT().search(told)
        if label.kind == "nouns" or not (named or ago or signed or told.startswith((" by", " av", " por", " von"))):
            return False
    if (
        label.kind == "nouns"
        and ":" not in between
        and "：" not in between
        and text.find("\n", at, at + 70) < 0 < line[1] - at - 70
    ):
        return False
    if _opens(text, label, edge, line, words, near):
        return True
    first = next((other for other in reversed(found) if edge <= other.start and other.end <= label.start), None)
    joined = first is not None and label.start - first.end <= 7 and _opens(text, first, edge, line, words, near)
    return joined and label.kind != "nouns" and first is not None and first.kind != "nouns"


def _opens(text: str, label: Label, edge: int, line: tuple[int, int], words: Words, near: Names) -> bool:
    """Whether a label stands where labels stand, and not in the middle of a sentence about something else."""
    head = labels.at_head(text, label.start, edge, words, near)
    if label.kind == "nouns":
        before = text[edge : label.start].rstrip()
        return head and not (before.endswith(("(", "（")) and before[:-1].strip())
    if head or text[label.end : label.end + 2].lstrip(" \u00a0")[:1] in (":", "："):
        return True
    if text[label.start].isupper():
        return True
    if labels.opens_with_self(text, line[0], label.start, words):
        return True
    if line[1] - line[0] > 3 * LONG_LINE:
        return False
    whole = text[line[0] : line[1]].rstrip()
    if len(whole) <= _PROSE and " " not in text[line[0] : label.start].strip() and whole[-1:].isdecimal():
        return True
    return label.kind == "labels" and len(whole) <= _PROSE and not whole.endswith((".", "。"))


def _follows(text: str, label: Label, at: int, stop: int, words: Words, near: Names) -> bool:
    """Whether a label after a date speaks of it: "3 May 2026 (updated)", "2026年5月3日更新"."""
    between = text[at : label.start]
    if len(between) > 60 or label.kind == "nouns":
        return False
    own = frozenset(token for phrase in words.self_ for token in names.TOKEN().findall(phrase))
    told = frozenset(names.fold(token) for token in names.TOKEN().findall(labels.without_clock(between)))
    said = bool(told & own)
    if not labels.is_filler(between, words, near, own | {"have", "has", "been", "was"} if said else frozenset()):
        return False
    rest = text[label.end : stop].lstrip()
    if said:
        return True
    return not rest or rest[0] in ")]}|.,;·•/–—。）】、" or text[label.end] in "\n\r"


def _framed(text: str, date: Date, line: tuple[int, int], words: Words, near: Names, index: int) -> Date:
    """A date with what its line says of it: whether it is a stamp, and where the time after it ends."""
    start, end = line
    begin = max(start, date.span.start - 3 * LONG_LINE)
    before, after = text[begin : date.span.start], text[date.span.end : min(end, date.span.end + 2 * LONG_LINE)]
    if not before and not after:
        return date._replace(line=index, rest=date.span.end, alone=True, stamp=True)
    if date.label is not None and not after:
        return date._replace(line=index, rest=date.span.end, stamp=True)
    clock = labels.CLOCK().match(after[:40].lstrip(" ,·|@–-•")) if after else None
    rest = date.span.end
    if clock is not None:
        rest = date.span.end + len(after) - len(after.lstrip(" ,·|@–-•")) + clock.end()
    if end - start > 2 * LONG_LINE:
        return date._replace(line=index, rest=rest)
    if date.label is not None:
        return date._replace(line=index, rest=rest, stamp=True)
    if before and not before.isspace() and end - start > LONG_LINE + 60 and after.strip():
        return date._replace(line=index, rest=rest)
    outside = len("".join(_LETTERS().findall(labels.without_clock(before) + " " + labels.without_clock(after))))
    alone = labels.is_filler(before, words, near) and labels.is_filler(after, words, near)
    sentence = text[start:end].rstrip().endswith((".", "!", "?", "。", "।")) and outside > 40
    at_edge = not before.strip() or not after.strip() or alone or not outside
    edge = at_edge or labels.is_filler(before, words, near) or labels.is_filler(after, words, near)
    return date._replace(line=index, rest=rest, alone=alone, stamp=alone or (edge and outside <= _PROSE and not sentence))


def _across_lines(
    text: str,
    lines: Sequence[tuple[int, int]],
    dates: list[Date],
    empties: list[Empty],
    found: dict[int, list[Label]],
    words: Words,
    near: Names,
) -> tuple[list[Date], list[Empty]]:
    """Gives dates at the start of a line the labels of the line above (or, for a date alone, of the line below)."""
    taken: set[int] = set()
    out: list[Date] = []
    row: dict[int, int] = {}
    for date in dates:
        if date.role or not date.stamp:
            out.append(date)
            continue
        number = row.get(date.line, 0)
        row[date.line] = number + 1
        label = _above(text, lines, date, found, number, words, near)
        if label is None and date.alone and date.line + 1 < len(lines):
            label = next(iter(found.get(date.line + 1, ())), None)
            if label is not None and (
                label.kind == "nouns" or text[slice(*lines[date.line + 1])].strip() != text[label.start : label.end]
                or (date.line + 2 < len(lines) and text[slice(*lines[date.line + 2])][:1].isdecimal())
            ):  # fmt: skip
                label = None
        if label is not None:
            taken.add(label.start)
            date = date._replace(role=label.role, label=Span(label.start, label.end), label_text=text[label.start : label.end])
        out.append(date)
    return out, [empty for empty in empties if empty.span.start not in taken]


def _above(
    text: str, lines: Sequence[tuple[int, int]], date: Date, found: dict[int, list[Label]], number: int, words: Words, near: Names
) -> Label | None:
    """The label on the line above a date: the line's last words, or the cell of the same number."""
    index = date.line - 1
    for _ in range(2):
        if index >= 0 and not text[slice(*lines[index])].strip(" \t|:-–—"):
            index -= 1
    if index < 0 or lines[index][1] - lines[index][0] > LONG_LINE or text[lines[date.line][0] : date.span.start].count("\n"):
        return None
    start, end = lines[index]
    here = found.get(index, [])
    line = text[start:end]
    cells = [label for label in here if label.kind != "nouns" or _is_cell(line, label, start)]
    if any(sign in line for sign in "|\t") and len(cells) > 1:
        return cells[number] if number < len(cells) else None
    if not here or number:
        return None
    label = here[-1]
    if not labels.is_filler(text[label.end : end].strip(" \t:：.|–—-()"), words, near):
        return None
    opens = not line[: label.start - start].strip(" \t|–—-•·*#(") or label.kind == "labels" or text[label.start].isupper()
    return label if opens and (label.kind != "nouns" or _is_cell(line, label, start)) else None


def _is_cell(line: str, label: Label, start: int) -> bool:
    return any(cell.strip(" :：*#") == line[label.start - start : label.end - start] for cell in re.split(r"[|\t]", line))
