"""Days of other calendars as Gregorian dates: Islamic (tabular), Persian, Buddhist, Japanese and Minguo years.

The tabular Islamic calendar may differ by a day from the one that was seen or decreed. Source of the arithmetic: E. M.
Reingold, N. Dershowitz, Calendrical Calculations, 4th edition, 2018, https://doi.org/10.1017/9781107415058
"""

from __future__ import annotations

import datetime

BUDDHIST = 543
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911, "中華民國": 1911}
"""The Gregorian year before the first one of each era."""

_ISLAMIC_EPOCH = 227015
_PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def islamic(year: int, month: int, day: int) -> datetime.date | None:
    """A day of the tabular Islamic calendar, or None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        return None
    before = sum(30 - index % 2 for index in range(month - 1))
    return datetime.date.fromordinal(day + before + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1)


def persian(year: int, month: int, day: int) -> datetime.date | None:
    """A day of the Solar Hijri calendar by its 33-year rule, right from 1799 to 2256; None where there is no such day."""
    if not (1178 <= year <= 1634 and 1 <= month <= 12):
        return None
    size = 31 if month <= 6 else 30 if month <= 11 or year % 33 in _PERSIAN_LEAPS else 29
    if not 1 <= day <= size:
        return None
    cycles, rest = divmod(year - 1, 33)
    leaps = cycles * 8 + sum(leap <= rest for leap in _PERSIAN_LEAPS)
    before = (month - 1) * 31 if month <= 7 else (month - 1) * 30 + 6
    return datetime.date.fromordinal(226894 + (year - 1) * 365 + leaps + before + day)


def gregorian(year: int, month: int, day: int) -> datetime.date | None:
    """A day of the Gregorian calendar, or None where there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def day_of(calendar: str, year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian date of a day in "gregorian", "buddhist", "islamic" or "persian"; None where there is no such day."""
    if calendar == "islamic":
        return islamic(year, month, day)
    if calendar == "persian":
        return persian(year, month, day)
    return gregorian(year - BUDDHIST if calendar == "buddhist" else year, month, day)
