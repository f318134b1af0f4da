"""What a shape means: its calendar, the order of its numbers, the weekday beside it, and whether it is a date at all."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from copydesk import Document, Span
from copydesk_rules.dates import names, shapes
from copydesk_rules.dates.calendars import day_of
from copydesk_rules.dates.patterns import lazily
from copydesk_rules.dates.values import Date

_LINKS = frozenset(["den", "the", "de", "ngày", "ที่", "dne", "dňa", "el", "am", "le", "il", "lo"])
_AFTER_DAY = lazily(rf"(?:\s?(?:d|г|р|g|god|года)\.)?[.,،]{{0,2}}\s?[(（【\[]?({names.WORD}+(?: {names.WORD}+)?)")
_UNIT = lazily(r"\s?(?:mg|g|ml|kg|cm|mm|km|m|l|%|°|pt|px|bar)\b")
_CODE = lazily(
    r"(?:version|verze|versio|verzió|wersja|версия|版本|v|ver|build|release|rev|ip|iso|doi|isbn|issn|tel|phone|§|nr|no|kap|chapter|kapitel|"
    r"section|abschnitt|art|ios|android|windows|firefox|chrome|python|kernel|firmware)[.:#]?\s?$"
)


class Orders:
    """In which order a text of some language writes the three numbers of a date whose year is last."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.weekdays = names.near(document.languages or (document.language,)).weekdays
        stated = next((meta.value for meta in document.metadata if meta.key in ("lang", "language", "locale", "og:locale")), "")
        locale = document.locale if "-" in document.locale else stated
        self.region = locale.replace("_", "-").upper().rpartition("-")[2]

    def of(self, start: int, separator: str, short: bool) -> tuple[str, ...]:
        """The plausible orders, the likeliest first."""
        pack = self.document.pack_at(start)
        pattern = pack.get("dates.calendar.numeric", "")
        first = "".join(dict.fromkeys(sign.lower() for sign in pattern if sign in "dMy"))
        if pack.tag == "en" or not first:
            if self.region in ("GB", "AU", "NZ", "IE", "IN", "ZA"):
                return ("dmy",)
            if self.region == "US":
                return ("mdy",)
            return ("dmy", "mdy") if separator == "." else ("mdy", "dmy")
        if first == "ymd" and short:
            return ("ymd",)
        if first == "ymd" and pack.tag in ("zh", "ja", "ko") and separator != ".":
            return ("mdy", "dmy")
        return ("dmy",)


_SECOND: Mapping[tuple[str, ...], tuple[str, ...]] = {("dmy",): ("mdy",), ("ymd",): ("dmy",)}
"""The order that is tried where a language's own gives no day."""


def read(text: str, shape: shapes.Shape, document: Document, orders: Orders) -> Date | None:
    start, end = shape.start, shape.end
    calendar = shape.calendar or "gregorian"
    months = shape.month
    order = shape.order
    readings: list[datetime.date] = []
    if shape.order == "?":
        numbers = shape.fields
        choices = orders.of(start, shape.separator, shape.short_year)
        order = choices[0]
        for choice in (*choices, *_SECOND.get(choices, ())):
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


def is_plausible(text: str, date: Date) -> bool:
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


def agreed(dates: list[Date]) -> list[Date]:
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
