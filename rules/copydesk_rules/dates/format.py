"""Writes a day the way a language writes it, by the long pattern of CLDR in its pack."""

from __future__ import annotations

import datetime
import re

from copydesk import Pack
from copydesk_rules.dates.patterns import lazily

_FIELD = lazily(r"'([^']*)'|MMMM|MMM|MM|M|dd|d|yyyy|y|EEEE|G")


def localised(day: datetime.date, pack: Pack) -> str:
    """``day`` in the long form of the pack's language; ISO where it has none."""
    pattern = pack.get("dates.calendar.long", "")
    if not pattern:
        return day.isoformat()

    def field(match: re.Match[str]) -> str:
        token = match.group()
        if token[0] == "'":
            return match[1]
        if token in ("MMMM", "MMM"):
            return str(pack.get("dates.calendar.months")[day.month - 1])
        if token == "EEEE":
            return str(pack.get("dates.calendar.weekdays")[day.weekday()])
        return {"MM": f"{day.month:02}", "M": str(day.month), "dd": f"{day.day:02}", "d": str(day.day), "G": "ค.ศ."}.get(
            token, str(day.year)
        )

    return _FIELD().sub(field, pattern)
