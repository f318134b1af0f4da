"""Unrelated texts with one identical revision date: a whole site was stamped, and nobody read them.

Have each text reviewed and give each its own day. Translations of one text may share a date and are not counted, nor are
texts that were published on that day. The share is of all texts of the run that have a revision date.

Source: Google Search Central, Publication dates: don't artificially freshen a story,
https://developers.google.com/search/docs/appearance/publication-dates
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from copydesk import Document, Hit, Rule, SourceSpan, Span
from copydesk_rules.dates.ledger import FACT, PUBLICATION, REVISION, Ledger
from copydesk_rules.dates.patterns import lazily

_MARK = lazily(r"[A-Z][A-Za-z]{4,}|\d[\d.,]{2,}")
_TAG = lazily(r"(?:^|(?<=[/._-]))[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=[/._-])")


@dataclass(frozen=True, slots=True)
class Options:
    """``minimum`` texts with one date, and at least this ``share`` of all dated texts of the run, make a mass stamp."""

    minimum: int = 2
    share: float = 0.1


@dataclass(frozen=True, slots=True)
class Stamp:
    """A text's revision date, where it stands with its label, and the names and numbers by which a translation of it is known."""

    iso: str
    text: str
    span: Span | SourceSpan
    marks: frozenset[str]


def collect(document: Document, options: Options) -> Stamp | None:
    ledger: Ledger = document.fact(FACT)
    dates = [date for date in ledger.of(*REVISION) if date.certain]
    if not dates:
        return None
    newest = max(dates, key=lambda date: date.readings[0])
    if any(date.iso == newest.iso for date in ledger.of(*PUBLICATION)):
        return None
    span = newest.span
    if isinstance(span, Span) and newest.label is not None and 0 <= span.start - newest.label.start <= 120:
        span = Span(newest.label.start, span.end)
    marks = frozenset(_MARK().findall(document.text))
    return Stamp(newest.iso, newest.text, span, frozenset(sorted(marks)[:200]))


def check(facts: Sequence[tuple[str, Stamp]], options: Options, as_of: datetime.date) -> Iterator[tuple[str, Hit]]:
    by_day: dict[str, list[tuple[str, Stamp]]] = {}
    for path, stamp in facts:
        by_day.setdefault(stamp.iso, []).append((path, stamp))
    for iso, stamps in sorted(by_day.items()):
        unrelated: list[tuple[str, Stamp]] = []
        for path, stamp in stamps:
            if not any(_related(path, stamp, *other) for other in unrelated):
                unrelated.append((path, stamp))
        count = len(unrelated)
        if count < max(2, options.minimum) or count < options.share * len(facts):
            continue
        for path, stamp in stamps:
            others = [other for other, _stamp in unrelated if other != path]
            told: dict[str, Any] = {"date": iso, "documents": count, "others": others[:20]}
            yield (
                path,
                Hit(
                    stamp.span,
                    f"{count} unrelated texts carry the revision date “{stamp.text}”, {others[0]} too: review each and date it.",
                    data=told,
                ),
            )


def _related(path: str, stamp: Stamp, other_path: str, other: Stamp) -> bool:
    """Whether two texts are translations or versions of one another: by their paths or by their names and numbers."""
    if path != other_path and _TAG().sub("", path.lower()) == _TAG().sub("", other_path.lower()) and _TAG().search(path.lower()):
        return True
    shared = len(stamp.marks & other.marks)
    return shared >= 4 and shared >= 0.4 * min(len(stamp.marks), len(other.marks))


RULE = Rule(
    name="dates/mass-stamped",
    summary="Unrelated texts carry one identical revision date.",
    check=check,
    collect=collect,
    severity="warning",
    scope="corpus",
    options=Options,
)
