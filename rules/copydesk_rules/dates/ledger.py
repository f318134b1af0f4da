"""The ledger: every date of a document, where it stands, what it says and what it is for.

A date's role comes from the label before or after it, on its line or the one above, in any language that has a pack, from
the key of the metadata, or from its place: an unlabelled stamp in the head of an article is its publication date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from copydesk import Document, Fact, Pack, SourceSpan, Span
from copydesk_rules.dates import names, shapes
from copydesk_rules.dates.metadata import from_meta
from copydesk_rules.dates.patterns import lazily
from copydesk_rules.dates.reading import Orders, agreed, is_plausible, read
from copydesk_rules.dates.roles import labelled
from copydesk_rules.dates.values import PUBLICATION, REVISION, Date, Empty, Ledger

__all__ = ["FACT", "PUBLICATION", "REVISION", "Date", "Empty", "Ledger", "compute", "pack_of", "to_json"]


HEAD = 1500
"""How many visible code points from the first the head of an article has at most."""
_TAG_LENGTH = 60
_COPYRIGHT = lazily(r"(?:©|\(c\)|[Cc]opyright)[ ©\u00a0(c)]{0,5}((?:19|20)\d\d)(?!\d)(?:\s?[-–]\s?((?:19|20)\d\d)(?!\d))?")
_CITATION = lazily(r"\s?(?:[;:]\s?e?\d|\.\s?(?i:doi|pmid|vol))")


def compute(document: Document) -> Ledger:
    """The ledger of a document."""
    text = document.text
    tags = tuple(document.languages) or ((document.language,) if document.language else ())
    near = names.near(tags)
    orders = Orders(document)
    found = [
        date for shape in shapes.scan(text, near, names.everywhere) if (date := read(text, shape, document, orders)) is not None
    ]
    found.sort(key=lambda date: date.span.start)
    found, empties = labelled(document, found, tags, near)
    if found:
        found = _placed(document, agreed([date for date in found if is_plausible(text, date)]))
    found += [date for date in _copyright(text) if all(not _overlap(date, other) for other in found)]
    found.sort(key=lambda date: date.span.start)
    stated = [date for meta in document.metadata if (date := from_meta(meta, document)) is not None]
    stated = [_timed(document, date, found, empties) if date.origin == "time" and not date.role else date for date in stated]
    return Ledger((*found, *stated), tuple(empties))


def _copyright(text: str) -> Iterator[Date]:
    """The years of copyright notices."""
    if "©" not in text and "opyright" not in text:
        return
    for match in _COPYRIGHT().finditer(text):
        for group in (1, 2):
            if match[group]:
                span = Span(*match.span(group))
                day = datetime.date(int(match[group]), 1, 1)
                yield Date(span, match[group], "year", (day,), "copyright", precision="year")


def _overlap(date: Date, other: Date) -> bool:
    return date.span.start < other.span.end and other.span.start < date.span.end


def _timed(document: Document, date: Date, found: list[Date], empties: list[Empty]) -> Date:
    """The date of a <time> element with the role of what it shows, or of the label before it."""
    at = date.span
    for shown in found:
        if 0 <= document.to_source(shown.span).start - at.end <= _TAG_LENGTH:
            return date._replace(role=shown.role)
    for empty in empties:
        if 0 <= at.start - document.to_source(empty.span).end <= _TAG_LENGTH:
            return date._replace(role=empty.role, label=empty.span, label_text=empty.text)
    return date


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


def to_json(ledger: Ledger, document: Document) -> list[dict[str, Any]]:
    """The ledger for the reports: spans in source coordinates."""
    out = []
    for date in ledger.dates:
        span = date.span if document.map is None else document.to_source(date.span)
        out.append(
            {
                "start": span.start,
                "end": span.end,
                "text": date.text,
                "role": "published" if date.role == "citation" else date.role,
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
