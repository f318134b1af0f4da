"""Finds dates by their shape: a year and what stands beside it, or three short numbers.

Every date with a year has a run of two to four digits, so the text is scanned for those alone; month names are then looked
up beside them. Nothing here knows what a date means in its document.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from copydesk_rules.dates.calendars import ERAS
from copydesk_rules.dates.names import TOKEN, WORD, Month, Names, bare, fold
from copydesk_rules.dates.patterns import lazily

_SEP = r"[./\-\u2010\u2011]"
_JOIN = r"[ \u00a0\u202f\u200e\u200f]?"


@functools.cache
def _anchor(digits: str) -> re.Pattern[str]:
    """What every date with a year has, in digits that a class names: a year or three short numbers."""
    d = f"[{digits}]"
    year = rf"{d}{d}{d}(?:(?!{d})|(?={d}{d}?:{d}{d}))"
    numbers = rf"{d}?{_JOIN}(?P<s>{_SEP}){_JOIN}{d}{d}?{_JOIN}(?P=s){_JOIN}{d}{d}(?!{d})"
    cjk = rf"{d}{{0,2}}[ ]?[年년][ ]?{d}{d}?[ ]?[月월]"
    korean = rf"{d}\. {d}{d}?\. {d}{d}?\.(?! ?{d})"
    named = rf"{d}?-{WORD}{{3,9}}\.?-{d}{d}(?!{d})"
    return re.compile(rf"{d}(?:{year}|{numbers}|{cjk}|{korean}|{named})")


_OTHER_SIGNS = "".join(chr(zero + digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xE50, 0xFF10) for digit in (0, 1, 2))
"""The digits 0, 1 and 2 of other scripts: a text with a date of these centuries in them has one of them."""
_SPACES = frozenset(" \u00a0\u202f\u200e\u200f")
_SEPARATORS = frozenset("./-\u2010\u2011")
_SHORT = lazily(rf"(\d\d?){_JOIN}({_SEP}){_JOIN}(\d\d?){_JOIN}\2{_JOIN}(\d\d)(?!\d)")
_SHORT_CJK = lazily(r"(\d{1,3})[ ]?[年년][ ]?(\d\d?)[ ]?[月월](?:[ ]?(\d\d?)[ ]?[日일號号])?")
_SHORT_KOREAN = lazily(r"(\d\d)\. (\d\d?)\. (\d\d?)\.(?! ?\d)")
_SHORT_NAMED = lazily(rf"(\d\d?)-({WORD}{{3,9}})\.?-(\d\d)(?!\d)")
_BEFORE = lazily(rf"(?<!\d)(\d\d?){_JOIN}({_SEP}){_JOIN}(\d\d?){_JOIN}\2{_JOIN}$")
_AFTER = lazily(rf"(\d\d\d\d){_JOIN}({_SEP}){_JOIN}(\d\d?){_JOIN}\2{_JOIN}(\d\d?)(?!\d)")
_CJK = lazily(r"(\d\d\d\d)[ \u3000]?[年년][ \u3000]?(\d\d?)[ \u3000]?[月월](?:[ \u3000]?(\d\d?)[ \u3000]?[日일號号])?")
_NAMED_AFTER = lazily(
    rf"\d\d\d\d(?:[.,]? ?|-)(?:(?:m|gada|god|г|р|e)\. ?|года |gada )?"
    rf"({WORD}{{2,14}}(?: {WORD}{{2,8}})?)[. \-]{{1,2}}(\d\d?)(?!\d)"
)
_DAY_MONTH = lazily(rf"(\d\d?)\.?[ \u00a0](?:de |of )?({WORD}{{3,}})[.,]{{0,2}}[ \u00a0](?:de |del )?$")
_DIGIT = lazily(r"\d")
_DAY_NAMED_AFTER = lazily(rf"\d\d\d\d\.? ?(?:gada|g\.|год[аъ]?) (\d\d?)\. ?({WORD}{{3,14}})")
_FIRST_YEAR = lazily(r"(令和|平成|昭和|大正|明治)元年\s?(\d\d?)\s?月(?:\s?(\d\d?)\s?日)?")
_HAN = "〇零○一二三四五六七八九十"
_HAN_DATE = lazily(rf"[{_HAN}]{{4}}年([{_HAN}]{{1,3}})月(?:([{_HAN}]{{1,4}})[日号號])?")

_GAP = frozenset(" .,-–'’\u00a0\u202f\u200e\u200f،ºª")
_YEAR_WORDS_TEXT = "de del of năm г го р року год года año anno anul พ ศ ค ม gada dari din l'any tahun सन् সাল"
_YEAR_WORDS = frozenset(_YEAR_WORDS_TEXT.split())
_DAY_WORDS_TEXT = "de of di ของ من the d' tháng din den"
_DAY_WORDS = frozenset(_DAY_WORDS_TEXT.split())
_ORDINALS_TEXT = "st nd rd th er ère re º ª ος η го е е-е ste e de na án én an en a d ai ième ème o mh ті го-"
_ORDINALS = frozenset(_ORDINALS_TEXT.split())
_NOT_BEFORE = frozenset("./-_:,'’+%#=@$€£\\")


class Shape(NamedTuple):
    """Something shaped like a date. ``fields`` are its numbers in the order that ``order`` names: y, m, d.

    ``kind`` is "iso", "numeric", "named" or "cjk"; order "?" means three numbers with the year last. ``day`` is 0 where only
    a month is given.
    """

    start: int
    end: int
    kind: str
    order: str
    fields: tuple[int, int, int]
    separator: str = ""
    month: Month | None = None
    calendar: str = ""
    short_year: bool = False


def scan(text: str, near: Names, everywhere: Callable[[], Names]) -> Iterator[Shape]:
    """All shapes of a text in order of place; none overlap. ``everywhere`` is asked only where a word must be a month."""
    last = 0
    latin = text.isascii() or not any(zero in text for zero in _OTHER_SIGNS)
    for match in _anchor("0-9" if latin else r"\d").finditer(text):
        start, end = match.span()
        if start < last or (start and text[start - 1].isdecimal()):
            continue
        if end - start == 4 and text[start + 1].isdecimal() and text[start + 2].isdecimal():
            shape = _at_year(text, start, end, near, everywhere)
        else:
            shape = _short(text, start, near, everywhere)
        if shape is not None and shape.start >= last:
            last = shape.end
            yield shape
    if "元年" in text:
        for match in _FIRST_YEAR().finditer(text):
            yield Shape(*match.span(), "cjk", "ymd", (ERAS[match[1]] + 1, int(match[2]), int(match[3] or 0)), calendar="japanese")
    if "年" in text:
        for match in _HAN_DATE().finditer(text):
            year = int("".join(str(_han(sign)) for sign in match.group()[:4]))
            yield Shape(*match.span(), "cjk", "ymd", (year, _han(match[1]), _han(match[2] or "〇")))


def _han(number: str) -> int:
    """A number up to 99 in Chinese signs; digit by digit where there is no 十."""
    digits = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
    if "十" not in number:
        return int("".join(str(digits[sign]) for sign in number))
    tens, _, ones = number.partition("十")
    return 10 * digits.get(tens, 1) + digits.get(ones, 0)


def _at_year(text: str, start: int, end: int, near: Names, everywhere: Callable[[], Names]) -> Shape | None:
    before = text[start - 1] if start else " "
    after = text[end : end + 1]
    if _digit_before(text, start, before):
        found = _BEFORE().search(text, max(0, start - 16), start)
        if (
            found
            and _starts_clean(text, found.start())
            and not (after and after in "./-" and text[end + 1 : end + 2].isdecimal())
        ):
            fields = (int(found[1]), int(found[3]), int(text[start:end]))
            return Shape(found.start(), end, "numeric", "?", fields, found[2])
    if after and after in "年년./-\u2010\u2011 \u3000":
        if found := _CJK().match(text, start):
            return _cjk(text, found)
        if (found := _AFTER().match(text, start)) and _starts_clean(text, start) and not _goes_on(text, found.end(), found[2]):
            kind = "iso" if found[2] == "-" else "numeric"
            return Shape(start, found.end(), kind, "ymd", (int(found[1]), int(found[3]), int(found[4])), found[2])
    if before in "/_#@$€£\\=%" or (after and after in "%€$£"):
        return None
    shape = _named_before(text, start, end, near, everywhere)
    if shape is None and text[end : end + 3].lstrip(" .,-")[:1].isalpha():
        shape = _named_after(text, start, near)
    return shape


def _digit_before(text: str, start: int, before: str) -> bool:
    """Whether a separator and, before it, a digit lead up to an offset, with spaces between them or not."""
    at = start - 1
    if before in _SPACES:
        at -= 1
        before = text[at : at + 1]
    if before not in _SEPARATORS or at < 1:
        return False
    return text[at - 1].isdecimal() or (text[at - 1] in _SPACES and text[at - 2 : at - 1].isdecimal())


def _starts_clean(text: str, start: int) -> bool:
    """Whether nothing before an offset makes what follows part of a longer number, an address or a code."""
    if not start:
        return True
    before = text[start - 1]
    if before.isdecimal():
        return False
    return before not in _NOT_BEFORE or start == 1 or not text[start - 2].isalnum()


def _goes_on(text: str, end: int, separator: str) -> bool:
    """Whether a number with more fields goes on after ``end``: a version, an address."""
    return text[end : end + 1] in ("/", "-", separator) and text[end + 1 : end + 2].isalnum() and text[end : end + 1] != "."


def _cjk(text: str, found: re.Match[str]) -> Shape:
    era = next((name for name in ERAS if text.endswith(name, 0, found.start())), "")
    year = int(found[1])
    calendar = "buddhist" if 2400 <= year <= 2600 else "gregorian"
    return Shape(
        found.start() - len(era), found.end(), "cjk", "ymd", (year, int(found[2]), int(found[3] or 0)), calendar=calendar
    )


def _short(text: str, start: int, near: Names, everywhere: Callable[[], Names]) -> Shape | None:
    if found := _SHORT_CJK().match(text, start):
        era = next((name for name in ERAS if text.endswith(name, 0, start)), "")
        calendar = "minguo" if "國" in era or "民国" in era else "japanese" if era else ""
        if not era and len(found[1]) == 3:
            era, calendar = ("民國", "minguo") if found[1][0] == "1" else ("", "")
        if not era and not 10 <= int(found[1]) < 100:
            return None
        fields = ((ERAS[era] if era else 2000) + int(found[1]), int(found[2]), int(found[3] or 0))
        begin = start - len(era) if text.endswith(era, 0, start) else start
        return Shape(begin, found.end(), "cjk", "ymd", fields, calendar=calendar, short_year=not era)
    if not _starts_clean(text, start):
        return None
    if "4 월" in near.months and (found := _SHORT_KOREAN().match(text, start)):
        fields = (2000 + int(found[1]), int(found[2]), int(found[3]))
        return Shape(start, found.end(), "numeric", "ymd", fields, ".", short_year=True)
    if found := _SHORT().match(text, start):
        end = found.end()
        if _goes_on(text, end, found[2]) or (text[end : end + 1] == "." and text[end + 1 : end + 2].isdecimal()):
            return None
        if text[end : end + 1] in ("%", "€", "$", ":") or text[end : end + 1].isalpha():
            return None
        if text[start - 1 : start] in ("v", "V", "§"):
            return None
        return Shape(start, end, "numeric", "?", (int(found[1]), int(found[2 + 1]), int(found[4])), found[2], short_year=True)
    if found := _SHORT_NAMED().match(text, start):
        month = near.month(fold(found[2]))
        if month is not None:
            fields = (2000 + int(found[3]), month.number, int(found[1]))
            return Shape(start, found.end(), "named", "ymd", fields, "-", month, month.calendar, short_year=True)
    return None


def _lookup(names: Names, tokens: list[tuple[str, int, int]], last: int) -> tuple[Month, int] | None:
    """The month whose name ends at token ``last``, and the index of its first token."""
    end = tokens[last][0]
    if end not in names.ends and "'" not in end and bare(end) not in names.ends:
        return None
    for size in (3, 2, 1) if end in names.long_ends or bare(end) in names.long_ends else (1,):
        first = last - size + 1
        if first < 0:
            continue
        name = " ".join(token[0] for token in tokens[first : last + 1])
        if size == 1 and name.isdecimal():
            return None
        month = names.month(name) or names.month(bare(name))
        if month is not None:
            return month, first
    return None


def _named_before(text: str, start: int, end: int, near: Names, everywhere: Callable[[], Names]) -> Shape | None:
    """Day, month, year or month, day, year or month, year, by the words before the year."""
    words = text[max(0, start - 26) : start].rsplit(None, 2)
    if not words:
        return None
    tail = fold(words[-1].strip(".,،-–")) if len(words[-1]) < 24 else ""
    if not tail:
        return None
    last = tail if tail.isalpha() or tail.isdecimal() else _last(tail)
    names: Names | None = near
    if last in near.ends:
        if found := _DAY_MONTH().search(text, max(0, start - 30), start):
            month = near.months.get(fold(found[2]))
            if month is not None and not text[max(0, found.start() - 1) : found.start()].isdecimal():
                return _named(text, found.start(), end, int(text[start:end]), month, int(found[1]))
        elif last == tail and last not in near.long_ends and not _DIGIT().search(text, max(0, start - 20), start):
            word = words[-1].lstrip("([„“\"'«")
            begin = text.rindex(word, 0, start)
            if not _near(text, begin + len(word), start):
                return None
            return _named(text, begin, end, int(text[start:end]), near.months[last], 0)
    elif last in _YEAR_WORDS:
        month_word = fold(words[-2].strip(".,،")) if len(words) > 1 else ""
        known = _last(month_word) in near.ends or bare(month_word) in near.ends
        if not (known or month_word.isdecimal() or month_word in _YEAR_WORDS):
            names = _elsewhere(month_word, words, everywhere)
    elif not (last.isdecimal() or tail[0].isdecimal() or bare(last) in near.ends or "'" in last):
        names = _elsewhere(last, words, everywhere)
    if names is None:
        return None
    begin = text.rfind("\n", max(0, start - 34), start) + 1 or max(0, start - 34)
    if begin + 1 >= start:
        return None
    return _day_month(text, list(_tokens(text[begin:start], begin)), start, end, names)


def _elsewhere(word: str, words: list[str], everywhere: Callable[[], Names]) -> Names | None:
    """The names of all languages, where a word that follows a day is a month in one of them."""
    if len(words) < 2 or len(word) < 3 or not any(_day(part.strip(".,º")) for part in " ".join(words[:-1]).split()):
        return None
    names = everywhere()
    return names if word in names.ends or bare(word) in names.ends else None


def _tokens(piece: str, begin: int) -> Iterator[tuple[str, int, int]]:
    """Folded words and numbers with their offsets; a word that a capital cuts was two, glued together."""
    for found in TOKEN().finditer(piece):
        word, start = found.group(), begin + found.start()
        cut = 0
        if len(word) > 3 and not word[1:].islower() and not word.isupper():
            cut = next((index for index in range(len(word) - 1, 0, -1) if word[index].isupper() and word[index - 1].islower()), 0)
        if cut:
            yield fold(word[:cut]), start, start + cut
        yield fold(word[cut:]), start + cut, begin + found.end()


def _last(tail: str) -> str:
    found = TOKEN().findall(tail)
    return found[-1] if found else ""


def _day(token: str) -> int:
    digits = token[-2:] if token[-2:].isdecimal() else token[-1:]
    return int(digits) if digits.isdecimal() and not token[-3:-2].isdecimal() else 0


def _near(text: str, start: int, end: int) -> bool:
    """Whether only spaces and light punctuation stand between two offsets."""
    return end - start <= 4 and all(sign in _GAP for sign in text[start:end])


def _day_month(text: str, tokens: list[tuple[str, int, int]], start: int, end: int, names: Names) -> Shape | None:
    year = int(text[start:end])
    index = len(tokens) - 1
    edge = start
    skipped = 0
    while index > 0 and tokens[index][0] in _YEAR_WORDS and skipped < 2 and _near(text, tokens[index][2], edge):
        if _lookup(names, tokens, index) is not None:
            break
        edge = tokens[index][1]
        index -= 1
        skipped += 1
    if index < 0 or not _near(text, tokens[index][2], edge):
        return None
    if (found := _lookup(names, tokens, index)) is not None:
        month, first = found
        begin, day = _day_before(text, tokens, first)
        return _named(text, begin if day else tokens[first][1], end, year, month, day)
    number = index
    if tokens[number][0] in _ORDINALS and number > 0:
        number -= 1
    token = tokens[number][0]
    if token.isdecimal() and len(token) <= 2 and number > 0 and (found := _lookup(names, tokens, number - 1)) is not None:
        month, first = found
        if _near(text, tokens[number - 1][2], tokens[number][1]):
            return _named(text, tokens[first][1], end, year, month, int(token))
    return None


def _day_before(text: str, tokens: list[tuple[str, int, int]], first: int) -> tuple[int, int]:
    """Where the day before a month's name begins, and the day; 0 where there is none."""
    index = first - 1
    edge = tokens[first][1]
    while index >= 0 and (tokens[index][0] in _DAY_WORDS or tokens[index][0] in _ORDINALS):
        if not _near(text, tokens[index][2], edge):
            return 0, 0
        edge = tokens[index][1]
        index -= 1
    if index < 0 or not tokens[index][0].isdecimal() or len(tokens[index][0]) > 2 or not _near(text, tokens[index][2], edge):
        return 0, 0
    return tokens[index][1], int(tokens[index][0])


def _named(text: str, start: int, end: int, year: int, month: Month, day: int) -> Shape | None:
    calendar = month.calendar
    if calendar == "gregorian":
        if 2400 <= year <= 2600:
            calendar = "buddhist"
        elif not 1000 <= year <= 2199:
            return None
    elif not 1200 <= year <= 1500:
        return None
    return Shape(start, end, "named", "ymd", (year, month.number, day), "", month, calendar)


def _named_after(text: str, start: int, near: Names) -> Shape | None:
    """Year, month, day with a month's name, as in Hungarian, Lithuanian, Latvian and in citations."""
    if found := _NAMED_AFTER().match(text, start):
        words = fold(found[1])
        month = near.month(words) or near.month(words.partition(" ")[0]) or near.month(words.rpartition(" ")[2])
        if month is not None:
            return _named(text, start, found.end(), int(text[start : start + 4]), month, int(found[2]))
    if found := _DAY_NAMED_AFTER().match(text, start):
        month = near.month(fold(found[2]))
        if month is not None:
            return _named(text, start, found.end(), int(text[start : start + 4]), month, int(found[1]))
    return None
