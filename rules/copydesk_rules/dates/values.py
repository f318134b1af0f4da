"""What the ledger holds: dates, labels without one, and the roles that mean publication or revision."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from copydesk import SourceSpan, Span

REVISION = ("updated", "reviewed")
PUBLICATION = ("published", "created", "citation")


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
