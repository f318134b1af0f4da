"""The ledger: every date of a document, where it stands, what it says and what it is for.

A date's role comes from the label before or after it, on its line or the one above, in any language that has a pack, from
the key of the metadata, or from its place: an unlabelled stamp in the head of an article is its publication date.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from copydesk import Document, Fact, Meta, Pack, SourceSpan, Span

from copydesk_rules.dates import labels, names, shapes
from copydesk_rules.dates.calendars import day_of
from copydesk_rules.dates.labels import Label, Words
from copydesk_rules.dates.names import Names
from copydesk_rules.dates.patterns import lazily

REVISION = ("updated", "reviewed")
PUBLICATION = ("published", "created", "citation")
HEAD = 1500
"""How many visible code points from the first the head of an article has at most."""

_LONG_LINE = 100
_PROSE = 60
_LETTERS = lazily(r"[^\W\d_]{2,}")
_CITATION = lazily(r"\s?(?:[;:]\s?e?\d|\.\s?(?i:doi|pmid|vol))")
_META_KEY = lazily(r"[^a-z]+")
_META_ROLES = {
    **dict.fromkeys(
        [
            "updated",
            "lastmod",
            "lastmodified",
            "modified",
            "datemodified",
            "articlemodifiedtime",
            "ogupdatedtime",
            "dateupdated",
            "updatedat",
            "lastupdated",
            "updatedate",
            "updateddate",
            "dctermsmodified",
            "dcmodified",
            "dcdatemodified",
            "modifieddate",
            "modifiedtime",
            "revised",
            "revision",
            "revisiondate",
            "lastrevised",
            "lastupdate",
            "datelastmodified",
            "modificationdate",
            "updatedtime",
            "lastedited",
            "uppdaterad",
            "opdateret",
            "oppdatert",
            "aktualisiert",
            "actualizado",
            "lastchange",
            "changed",
            "articleupdated",
            "parselyupdated",
            "msdate",
        ],
        "updated",
    ),
    **dict.fromkeys(
        [
            "reviewed",
            "lastreviewed",
            "datereviewed",
            "reviewdate",
            "lastreview",
            "reviewedon",
            "reviewedat",
            "factchecked",
            "lastchecked",
            "medicallyreviewed",
            "citationreviewdate",
            "granskad",
            "senastgranskad",
        ],
        "reviewed",
    ),
    **dict.fromkeys(
        [
            "date",
            "published",
            "datepublished",
            "publishdate",
            "pubdate",
            "publishedat",
            "articlepublishedtime",
            "publicationdate",
            "dcdate",
            "dctermsdate",
            "dcdateissued",
            "dctermsissued",
            "dctermsavailable",
            "dcdatepublished",
            "issued",
            "publishedon",
            "publishedtime",
            "articledate",
            "parselypubdate",
            "sailthrudate",
            "citationdate",
            "citationpublicationdate",
            "citationonlinedate",
            "originalpublicationdate",
            "releasedate",
            "dateposted",
            "posted",
            "publicerad",
            "datum",
            "publisheddate",
            "firstpublished",
            "dateissued",
            "bloggerdate",
        ],
        "published",
    ),
    **dict.fromkeys(
        ["created", "datecreated", "createdat", "creationdate", "dctermscreated", "dcdatecreated", "creation", "uploaddate"],
        "created",
    ),
    **dict.fromkeys(["expires", "expirydate", "validthrough", "expirationdate", "nextreview", "reviewby", "dateexpires"], "due"),
    **dict.fromkeys(["startdate", "enddate", "eventdate", "birthdate", "deathdate", "doortime"], "event"),
}
_ISO = lazily(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_PLACEHOLDER = lazily(
    r"(?i:[-–—./_…?\s]*|tb[ad]|n/?a|none|null|nan|undefined|unknown|invalid date|todo|pending|\{\{?.*\}\}?|<.*>|\[.*\]|%\S+%"
    r"|\$\S+|(?:[dmyjat]{1,4}[./ -]){2}[dmyjat]{2,4}|(?:xx?|00|__?)[./-](?:xx?|00|__?)[./-](?:x{2,4}|0{2,4}|_{2,4}))"
)


class Date(NamedTuple):
    """One date. ``readings`` are the days that it can mean, the likeliest first; none where there is no such day.

    ``precision`` is "day", "month" or "year" (a reading is then its first day) or "no year"; ``stamp`` where it stands in a
    short line, ``alone`` where that line says nothing else; ``rest`` is the end of the time that follows it.
    """

    span: Span | SourceSpan
    text: str
    kind: str
    readings: tuple[datetime.date, ...]
    role: str = ""
    language: str = ""
    calendar: str = "gregorian"
    precision: str = "day"
    separator: str = ""
    order: str = ""
    origin: str = "text"
    label: Span | None = None
    label_text: str = ""
    weekday: tuple[int, int, int] | None = None
    line: int = -1
    rest: int = 0
    stamp: bool = False
    alone: bool = False
    shown: bool = False

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as the date is; "" where there is no such day."""
        if not self.readings:
            return ""
        value = self.readings[0].isoformat()
        return {"month": value[:7], "year": value[:4], "no year": "-" + value[4:]}.get(self.precision, value)

    @property
    def sound(self) -> bool:
        return bool(self.readings)

    @property
    def certain(self) -> datetime.date | None:
        """The one day that it means, or None."""
        return self.readings[0] if len(self.readings) == 1 and self.precision == "day" else None


@dataclass(frozen=True, slots=True)
class Empty:
    """A label with no date: ``relative`` is what stands there instead ("2 days ago"), "" where nothing does."""

    span: Span
    role: str
    text: str
    relative: str
    language: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All dates in order, those of the metadata last, and the labels that have none."""

    dates: tuple[Date, ...]
    empties: tuple[Empty, ...]

    def of(self, *roles: str) -> list[Date]:
        return [date for date in self.dates if date.role in roles]


def compute(document: Document) -> Ledger:
    """The ledger of a document."""
    text = document.text
    tags = tuple(document.languages) or ((document.language,) if document.language else ())
    near = names.near(tags)
    orders = _Orders(document)
    found = [
        date for shape in shapes.scan(text, near, names.everywhere) if (date := _read(text, shape, document, orders)) is not None
    ]
    found.sort(key=lambda date: date.span.start)
    found, empties = _label(document, found, tags, near)
    found = [date for date in found if _plausible(text, date)]
    found = _agreed(found)
    found += [date for meta in document.metadata if (date := _from_meta(meta, document)) is not None]
    return Ledger(tuple(found), tuple(empties))


class _Orders:
    """In which order a text of some language writes the three numbers of a date whose year is last."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.weekdays = names.near(document.languages or (document.language,)).weekdays
        self.region = next(
            (meta.value for meta in document.metadata if meta.key in ("lang", "language", "locale", "og:locale")), ""
        )

    def of(self, start: int, separator: str, short: bool) -> tuple[str, ...]:
        """The plausible orders, the likeliest first."""
        pack = self.document.pack_at(start)
        pattern = pack.get("dates.calendar.numeric", "")
        first = "".join(dict.fromkeys(sign.lower() for sign in pattern if sign in "dMy"))
        if pack.tag == "en" or not first:
            region = self.region.replace("_", "-").upper().rpartition("-")[2] if self.region else ""
            if region in ("GB", "AU", "NZ", "IE", "IN", "ZA"):
                return ("dmy",)
            if region == "US":
                return ("mdy",)
            return ("dmy", "mdy") if separator == "." else ("mdy", "dmy")
        if first == "ymd" and short:
            return ("ymd", "dmy")
        if first == "ymd" and pack.tag in ("zh", "ja", "ko") and separator != ".":
            return ("mdy", "dmy")
        return ("dmy",)


def _read(text: str, shape: shapes.Shape, document: Document, orders: _Orders) -> Date | None:
    start, end = shape.start, shape.end
    calendar = shape.calendar or "gregorian"
    months = shape.month
    order = shape.order
    readings: list[datetime.date] = []
    if shape.order == "?":
        numbers = shape.fields
        choices = orders.of(start, shape.separator, shape.short_year)
        order = choices[0]
        for choice in (*choices, *(("mdy",) if choices == ("dmy",) else ())):
            if readings and choice not in choices:
                break
            fields = dict(zip(choice, numbers, strict=True))
            year, kind = _year(fields["y"], shape.short_year, document, text, start)
            if not year:
                return None
            day = day_of(kind, year, fields["m"], fields["d"])
            if day is not None and day not in readings:
                calendar, order = (kind, choice) if not readings else (calendar, order)
                readings.append(day)
        language = ""
    else:
        year, month, day_number = shape.fields
        if shape.kind in ("iso", "numeric"):
            year, calendar = _year(year, False, document, text, start)
            if not year:
                return None
        reckoned = "gregorian" if calendar in ("japanese", "minguo") else calendar
        day = day_of(reckoned, year, month, day_number or 1)
        if day is not None:
            readings.append(day)
        language = months.language if months is not None else ""
    weekday = _weekday(text, start, end, orders.weekdays)
    if weekday is not None and len(readings) > 1:
        right = [day for day in readings if day.weekday() == weekday[2]]
        readings = right or readings
    precision = "month" if shape.order == "ymd" and shape.kind in ("named", "cjk") and not shape.fields[2] else "day"
    return Date(
        Span(start, end), text[start:end], shape.kind, tuple(readings), "", language, calendar, precision, shape.separator, order,
        weekday=weekday,
    )  # fmt: skip


def _year(number: int, short: bool, document: Document, text: str, start: int) -> tuple[int, str]:
    """The year that a number means and its calendar; 0 where it is none."""
    tag = document.language_at(start)
    if short:
        if tag == "th" and number >= 43:
            return 2500 + number, "buddhist"
        return (2000 if number < 50 else 1900) + number, "gregorian"
    if 1500 < number <= 2199:
        return number, "gregorian"
    if 2400 <= number <= 2600:
        return number, "buddhist"
    if 1300 <= number <= 1500:
        if tag == "fa" or "\u06f0" <= text[start] <= "\u06f9":
            return number, "persian"
        if tag == "ar":
            return number, "islamic"
    return 0, ""


_LINKS = frozenset(["den", "the", "de", "ngày", "ที่", "dne", "dňa", "el", "am", "le", "il", "lo"])
_AFTER_DAY = lazily(rf"(?:\s?(?:d|г|р|g|god|года)\.)?[.,،]{{0,2}}\s?[(（【\[]?({names.WORD}+(?: {names.WORD}+)?)")


def _weekday(text: str, start: int, end: int, days: Mapping[str, int]) -> tuple[int, int, int] | None:
    """The weekday beside a date as (start, end, day), Monday 0."""
    begin = max(0, start - 32)
    before = text[begin:start].rpartition("\n")[2].rstrip(" ,.(،（\u00a0")
    if before and before[-1] not in ":：|/-–—·":
        found = _word_before(before, days)
        if found is None and " " in before and names.fold(before.rpartition(" ")[2]) in _LINKS:
            before = before.rpartition(" ")[0].rstrip(" ,.")
            found = _word_before(before, days)
        if found is not None:
            at = text.rfind(before, begin, start) + len(before)
            return at - found[0], at, found[1]
    match = _AFTER_DAY().match(text, end, min(len(text), end + 40)) if text[end : end + 1] not in ("\n", "") else None
    if match is not None and "\n" not in match.group():
        bracket = match.group().lstrip()[:1] in ("(", "（", "[")
        for word in (match[1], match[1].partition(" ")[0]):
            day = days.get(names.key(word))
            if day is not None and (
                len(word) > 2 or (len(word) > 1 and word[0] > "\u2e80") or (bracket and text[match.end()] in ")）]")
            ):
                return match.start(1), match.start(1) + len(word), day
    return None


def _word_before(before: str, days: Mapping[str, int]) -> tuple[int, int] | None:
    """The length of the weekday that ends a piece of text, and its number."""
    words = before.rsplit(None, 2)
    for word in (" ".join(words[-2:]), words[-1], words[-1].rpartition("ที่")[0]) if words else ():
        day = days.get(names.key(word)) if len(word) > 1 else None
        if day is not None and (len(word) > 2 or word[0] > "\u2e80" or not word.islower()):
            return len(word) if word != words[-1].rpartition("ที่")[0] or not word else len(words[-1]), day
    return None


def _label(document: Document, dates: list[Date], tags: tuple[str, ...], near: Names) -> tuple[list[Date], list[Empty]]:
    """The dates with their roles, with those that only a label makes a date, and the labels that have none."""
    text = document.text
    lines = document.lines
    starts = [start for start, _ in lines]
    by_line: dict[int, list[Date]] = {}
    for date in dates:
        by_line.setdefault(bisect.bisect_right(starts, date.span.start) - 1, []).append(date)
    words = labels.near(tags)
    found = _labels_by_line(text, lines, by_line, words)
    out: list[Date] = []
    empties: list[Empty] = []
    for index in sorted({*by_line, *found}):
        here, left = _line(text, lines[index], by_line.get(index, []), found.get(index, []), words, near, index)
        start, end = lines[index]
        if any(not date.role and (date.stamp or end - start <= _LONG_LINE) for date in here):
            every = labels.everywhere()
            line = text[start:end]
            more = labels.find(line, labels.folded(line), every, start)
            if more:
                here, left = _line(text, lines[index], by_line.get(index, []), more, every, near, index)
        out += here
        empties += left
    out.sort(key=lambda date: date.span.start)
    out, empties = _across_lines(text, lines, out, empties, found, words, near)
    return _placed(document, out), empties


def _labels_by_line(
    text: str, lines: Sequence[tuple[int, int]], dated: dict[int, list[Date]], words: Words
) -> dict[int, list[Label]]:
    """The labels of the lines that have a date or are short, by line."""
    picked: list[tuple[int, int]] = []
    pieces: list[str] = []
    for index, (start, end) in enumerate(lines):
        if 3 < end - start <= _LONG_LINE or (index in dated and end - start <= 3 * _LONG_LINE):
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
    at: list[int] = []
    offset = 0
    for piece in pieces:
        at.append(offset)
        offset += len(piece) + 1
    found: dict[int, list[Label]] = {}
    for label in labels.find(joined, labels.folded(joined), words):
        place = bisect.bisect_right(at, label.start) - 1
        index, begin = picked[place]
        move = begin - at[place]
        found.setdefault(index, []).append(label._replace(start=label.start + move, end=label.end + move))
    return found


def _line(
    text: str, line: tuple[int, int], dates: list[Date], found: list[Label], words: Words, near: Names, index: int
) -> tuple[list[Date], list[Empty]]:
    """One line's dates with the roles that its labels give, and its labels that have no date."""
    start, end = line
    found = [label for label in found if not any(date.span.start <= label.start < date.span.end for date in dates)]
    used: set[Label] = set()
    out: list[Date] = []
    edge = start
    for date in dates:
        fitting = [
            label
            for label in reversed(found)
            if label not in used
            and edge <= label.start
            and label.end <= date.span.start
            and _fits(text, label, date.span.start, edge, line, words, near, found)
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
            label = next(
                (label for label in found if label not in used and date.span.end <= label.start and label.end <= stop), None
            )
            if label is not None and _follows(text, label, date.span.end, stop, words, near):
                used.add(label)
                date = date._replace(
                    role=label.role, label=Span(label.start, label.end), label_text=text[label.start : label.end]
                )
        out[number] = _framed(text, date, line, words, near, index)
    empties: list[Empty] = []
    if end - start <= 3 * _LONG_LINE:
        for label in found:
            if label in used or label.role not in (*REVISION, "published") or not _opens(text, label, start, line, words, near):
                continue
            partial = _partial(text, label, end, words, near)
            if partial is not None and any(
                partial.span.start < date.span.end and date.span.start < partial.span.end for date in out
            ):
                continue
            if partial is not None:
                out.append(partial._replace(line=index))
            elif not any(label.end <= date.span.start for date in out):
                empties += _empty(text, label, line, words)
    return out, empties


def _fits(
    text: str, label: Label, at: int, edge: int, line: tuple[int, int], words: Words, near: Names, found: Sequence[Label]
) -> bool:
    """Whether a label before a date speaks of it."""
    between = text[label.end : at]
    if len(between) > 120:
        return False
    if not labels.is_filler(between, words, near):
        told = labels.folded(between)
        lead = told.lstrip(" :.-–—\u00a0")
        named = any(lead.startswith(by) and not lead[len(by) : len(by) + 1].isalpha() for by in words.by)
        ago = len(told) <= 30 and any(phrase in told for phrase in words.relative if len(phrase) > 1)
        if label.kind == "nouns" or not (
            named or ago or text[label.start : label.end].lower().endswith((" by", " av", " por", " von"))
        ):
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
    return label.kind == "labels" and line[1] - line[0] <= _PROSE and not text[line[0] : line[1]].rstrip().endswith((".", "。"))


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
    before, after = text[start : date.span.start], text[date.span.end : min(end, date.span.end + 2 * _LONG_LINE)]
    if not before and not after:
        return date._replace(line=index, rest=date.span.end, alone=True, stamp=True)
    if date.label is not None and not after:
        return date._replace(line=index, rest=date.span.end, stamp=True)
    clock = labels.CLOCK().match(after[:40].lstrip(" ,·|@–-•")) if after else None
    rest = date.span.end
    if clock is not None:
        rest = date.span.end + len(after) - len(after.lstrip(" ,·|@–-•")) + clock.end()
    if end - start > 2 * _LONG_LINE:
        return date._replace(line=index, rest=rest)
    if date.label is not None:
        return date._replace(line=index, rest=rest, stamp=True)
    if before and not before.isspace() and end - start > _LONG_LINE + 60 and after.strip():
        return date._replace(line=index, rest=rest)
    outside = len("".join(_LETTERS().findall(labels.without_clock(before) + " " + labels.without_clock(after))))
    alone = labels.is_filler(before, words, near) and labels.is_filler(after, words, near)
    sentence = text[start:end].rstrip().endswith((".", "!", "?", "。", "।")) and outside > 40
    at_edge = not before.strip() or not after.strip() or alone or not outside
    edge = at_edge or labels.is_filler(before, words, near) or labels.is_filler(after, words, near)
    return date._replace(line=index, rest=rest, alone=alone, stamp=alone or (edge and outside <= _PROSE and not sentence))


_PARTIAL = lazily(
    r"(?P<my>\d\d?[-/.](?:19|20)\d\d(?!\d))|(?P<ym>\d{4}[-/.]\d\d?(?!\d))|(?P<y>(?:19|20)\d\d)(?!\d)|(?P<dm>\d\d?[./-]\d\d?)\.?(?![\d])"
)
_DAY_FIRST = lazily(rf"(\d\d?)(?:\.|º|st|nd|rd|th|er)?\s?(?:de |of )?({names.WORD}{{3,}})")
_DAY_LAST = lazily(rf"({names.WORD}{{3,}})\.?\s(\d\d?)(?:st|nd|rd|th)?(?!\d)")
_CJK_DAY = lazily(r"(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")


def _partial(text: str, label: Label, stop: int, words: Words, near: Names) -> Date | None:
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
        if (match := _DAY_FIRST().match(text, at)) and (month := near.month(names.fold(match[2]))) is not None:
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


def _empty(text: str, label: Label, line: tuple[int, int], words: Words) -> Iterator[Empty]:
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
    elif label.kind != "nouns" and (colon or _is_dated(label)) and _PLACEHOLDER().fullmatch(segment):
        if segment or colon or not text[line[0] : label.start].strip():
            yield Empty(Span(label.start, label.end), label.role, text[label.start : label.end], "", label.language)


def _is_dated(label: Label) -> bool:
    """Whether a label without a colon promises a date; "medically reviewed" may be all that a badge says."""
    return label.kind == "labels" and label.role == "updated"


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
    if index < 0 or lines[index][1] - lines[index][0] > _LONG_LINE or text[lines[date.line][0] : date.span.start].count("\n"):
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


def _placed(document: Document, dates: list[Date]) -> list[Date]:
    """Roles that come from a place: a stamp in the head is the publication date, a citation's date the study's."""
    text = document.text
    first = len(text) - len(text.lstrip())
    out: list[Date] = []
    known = any(date.role in PUBLICATION for date in dates)
    for date in dates:
        at = date.span.start
        if not date.role:
            if _CITATION().match(text, date.span.end):
                role = "study" if known or _squeezed(text, first, at) > HEAD else "citation"
                known = known or role == "citation"
            elif text.rfind("©", max(0, at - 30), at) >= 0 or "opyright" in text[max(0, at - 30) : at]:
                role = "copyright"
            elif date.stamp and not known and date.precision == "day" and _squeezed(text, first, at) <= HEAD:
                role = "published"
                known = True
            elif not date.stamp:
                role = "event"
            else:
                role = ""
            date = date._replace(role=role)
        out.append(date)
    return out


def _squeezed(text: str, first: int, at: int) -> int:
    """How many visible code points stand between two offsets; long blanks are chrome that was taken out."""
    return at - first if at - first <= HEAD else len(" ".join(text[first:at].split())) if at - first < 40 * HEAD else at - first


def _plausible(text: str, date: Date) -> bool:
    """Whether a reader would call it a date: short years and days that are none want a label, a time or a line of their own."""
    short = date.kind == "numeric" and len(re.findall(r"\d+", date.text)[-1]) == 2 and len(re.findall(r"\d+", date.text)[0]) <= 2
    marked = date.label is not None or date.weekday is not None or date.rest > date.span.end or date.alone
    if short and not marked:
        numbers = re.findall(r"\d+", date.text)
        spaced = ". " in date.text or text[date.span.end : date.span.end + 2].strip("\u202f ")[:1] in ("г", "р")
        even = spaced or all(len(number) == 2 for number in numbers)
        if not date.sound or date.separator == "-" or (not even and date.separator == ".") or _UNIT().match(text, date.span.end):
            return False
        before = text[max(0, date.span.start - 14) : date.span.start].lower()
        return not _CODE().search(before)
    if not date.sound and not marked and date.kind in ("numeric", "iso"):
        numbers = sorted(int(number) for number in re.findall(r"\d+", date.text))[:2]
        return (
            1 <= numbers[0] <= 12
            and 1 <= numbers[1] <= 31
            and not _CODE().search(text[max(0, date.span.start - 14) : date.span.start].lower())
        )
    if date.kind in ("numeric", "iso") and not marked:
        return not _CODE().search(text[max(0, date.span.start - 14) : date.span.start].lower())
    return date.sound or marked or date.kind in ("named", "cjk")


_UNIT = lazily(r"\s?(?:mg|g|ml|kg|cm|mm|km|m|l|%|°|pt|px|bar)\b")
_CODE = lazily(
    r"(?:version|verze|versio|verzió|wersja|версия|版本|v|ver|build|release|rev|ip|iso|doi|isbn|issn|tel|phone|§|nr|no|kap|chapter|kapitel|"
    r"section|abschnitt|art|ios|android|windows|firefox|chrome|python|kernel|firmware)[.:#]?\s?$"
)


def _agreed(dates: list[Date]) -> list[Date]:
    """Dates with two readings, settled where another date of the same shape in the text has but one order."""
    settled = {
        (date.separator, date.order)
        for date in dates
        if date.kind == "numeric" and len(date.readings) == 1 and date.order in ("dmy", "mdy") and max(_two(date)) > 12
    }
    if not settled:
        return dates
    out = []
    for date in dates:
        orders = {order for separator, order in settled if separator == date.separator}
        if len(date.readings) == 2 and len(orders) == 1:
            keep = 0 if date.order in orders else 1
            date = date._replace(readings=(date.readings[keep],), order=orders.pop())
        out.append(date)
    return out


def _two(date: Date) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", date.text)]
    return numbers[0], numbers[1]


def _from_meta(meta: Meta, document: Document) -> Date | None:
    """A date of the metadata; a visible <time> counts by what its text says and not here."""
    role = _META_ROLES.get(_META_KEY().sub("", meta.key.lower()), "")
    if meta.origin == "time":
        role = role if role not in ("published",) or "publish" in meta.key else ""
    elif not role:
        return None
    value = meta.value.strip()
    if not value or not any(sign.isdecimal() for sign in value):
        return None
    common: dict[str, Any] = {"role": role, "origin": meta.origin, "label_text": meta.key}
    if match := _ISO().match(value):
        year, month, number = int(match[1]), int(match[2]), int(match[3])
        day = day_of("gregorian", year, month, number)
        return Date(meta.span, value, "iso", (day,) if day else (), **common)
    shape = next(shapes.scan(value, names.near(document.languages), names.everywhere), None)
    if shape is not None:
        date = _read(value, shape, document, _Orders(document))
        if date is not None:
            return date._replace(span=meta.span, **common)
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?", value):
        day = day_of("gregorian", int(match[1]), int(match[2] or 1), 1)
        return Date(meta.span, value, "iso", (day,) if day else (), precision="month" if match[2] else "year", **common)
    return None


def to_json(ledger: Ledger, document: Document) -> list[dict[str, Any]]:
    """The ledger for the reports: spans in source coordinates."""
    out = []
    for date in ledger.dates:
        span = document.to_source(date.span)
        out.append(
            {
                "start": span.start,
                "end": span.end,
                "text": date.text,
                "role": date.role,
                "language": date.language or document.language,
                "format": date.kind,
                "calendar": date.calendar,
                "precision": date.precision,
                "origin": date.origin,
                "label": date.label_text,
                "iso": date.iso,
                "readings": [day.isoformat() for day in date.readings],
            }
        )
    return out


def pack_of(document: Document, date: Date) -> Pack:
    """The language pack for the place of a date."""
    return document.pack if isinstance(date.span, SourceSpan) else document.pack_at(date.span.start)


FACT = Fact("dates/ledger", compute, to_json)
