"""What a label has instead of a whole date: a month, a year, a day without its year, a relative time, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copydesk import Span
from copydesk_rules.dates import labels, names
from copydesk_rules.dates.calendars import day_of
from copydesk_rules.dates.labels import Label, Words
from copydesk_rules.dates.names import Names
from copydesk_rules.dates.patterns import lazily
from copydesk_rules.dates.values import Date, Empty

_PLACEHOLDER = lazily(
    r"(?i:[-–—./_…?\s]*|tb[ad]|n/?a|none|null|nan|undefined|unknown|invalid date|todo|pending|\{\{?.*\}\}?|<.*>|\[.*\]|%\S+%"
    r"|\$\S+|(?:[dmyjat]{1,4}[./ -]){2}[dmyjat]{2,4}|(?:xx?|00|__?)[./-](?:xx?|00|__?)[./-](?:x{2,4}|0{2,4}|_{2,4}))"
)
_PARTIAL = lazily(
    r"(?P<my>\d\d?[-/.](?:19|20)\d\d(?!\d))|(?P<ym>\d{4}[-/.]\d\d?(?!\d))|(?P<y>(?:19|20)\d\d)(?!\d)|(?P<dm>\d\d?[./-]\d\d?)\.?(?![\d])"
)
_DAY_FIRST = lazily(
    rf"(\d\d?)(?:\.|º|st|nd|rd|th|er)?\s?(?:de |of )?"
    rf"({names.WORD}{{3,}}|{names.WORD}{{1,3}}\.{names.WORD}{{1,2}}\.)"
)
_DAY_LAST = lazily(rf"({names.WORD}{{3,}})\.?\s(\d\d?)(?:st|nd|rd|th)?(?!\d)")
_CJK_DAY = lazily(r"(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")


def partial_date(text: str, label: Label, stop: int, words: Words, near: Names) -> Date | None:
    """A month, a year or a day without its year that stands right after a label."""
    piece = text[label.end : min(stop, label.end + 40)]
    digit = next((index for index, sign in enumerate(piece) if sign.isdecimal()), -1)
    if digit < 0:
        return None
    at = label.end + digit
    common = {"role": label.role, "label": Span(label.start, label.end), "label_text": text[label.start : label.end]}
    if labels.is_filler(piece[:digit], words, near) and (label.kind != "nouns" or ":" in piece[:digit]):
        match: re.Match[str] | None
        if match := _CJK_DAY().match(text, at):
            return _yearless(text, match, int(match[1]), int(match[2]), common)
        if (match := _DAY_FIRST().match(text, at)) and (month := near.month(names.key(match[2]))) is not None:
            return _yearless(text, match, month.number, int(match[1]), common)
        if (match := _PARTIAL().match(text, at)) and (not match["y"] or label.kind == "labels" or ":" in piece[:digit]):
            return _part(text, match, common)
    elif label.kind != "nouns" and (match := _DAY_LAST().match(piece.lstrip(" :\u00a0"))):
        begin = label.end + len(piece) - len(piece.lstrip(" :\u00a0"))
        if (month := near.month(names.fold(match[1]))) is not None and (
            day := day_of("gregorian", 2000, month.number, int(match[2]))
        ):
            span = Span(begin, begin + match.end())
            return Date(span, text[span.start : span.end], "named", (day,), precision="no year", stamp=True, **common)  # type: ignore[arg-type]
    return None


def _yearless(text: str, match: re.Match[str], month: int, day: int, common: dict[str, Any]) -> Date | None:
    value = day_of("gregorian", 2000, month, day)
    if value is None:
        return None
    return Date(Span(*match.span()), match.group(), "named", (value,), precision="no year", stamp=True, **common)


def _part(text: str, match: re.Match[str], common: dict[str, Any]) -> Date | None:
    numbers = [int(number) for number in re.findall(r"\d+", match.group())]
    if match["my"]:
        value, precision = day_of("gregorian", numbers[1], numbers[0], 1), "month"
    elif match["ym"]:
        value, precision = day_of("gregorian", numbers[0], numbers[1], 1), "month"
    elif match["y"]:
        value, precision = day_of("gregorian", numbers[0], 1, 1), "year"
    else:
        value, precision = day_of("gregorian", 2000, numbers[1], numbers[0]) or day_of("gregorian", 2000, *numbers), "no year"
    if value is None:
        return None
    return Date(Span(*match.span()), match.group(), "numeric", (value,), precision=precision, stamp=True, **common)


def empty_labels(text: str, label: Label, line: tuple[int, int], words: Words) -> Iterator[Empty]:
    """A label with nothing, a placeholder or a relative time where its date belongs."""
    after = text[label.end : line[1]]
    value = after.lstrip(" \t:：\u00a0")
    segment = re.split(r"[|·•]|\s[-–—/]\s", value, maxsplit=1)[0].strip(" \t.,()\u00a0")
    colon = after.lstrip(" \u00a0")[:1] in (":", "：")
    tokens = labels.folded(segment)
    if label.kind == "nouns" and not colon:
        return
    if (
        segment
        and len(segment) <= 40
        and any(f" {ago} " in f" {tokens} " or (ago[0] > "\u0e00" and ago in tokens) for ago in words.relative)
    ):
        yield Empty(Span(label.start, label.end), label.role, text[label.start : label.end], segment, label.language)
        return
    if label.kind != "nouns" and (colon or (segment and _is_dated(label))) and _PLACEHOLDER().fullmatch(segment):
        yield Empty(Span(label.start, label.end), label.role, text[label.start : label.end], "", label.language)


def _is_dated(label: Label) -> bool:
    """Whether a label without a colon promises a date; "medically reviewed" may be all that a badge says."""
    return label.kind == "labels" and label.role == "updated"
