"""A reader who meets "a new study" must know when it was written.

Give the day of first publication with a label ("Published: 3 May 2026") or as a line of its own under the headline.

Source: BBC Editorial Guidelines, section 3, accuracy: archive and online content,
https://www.bbc.co.uk/editorialguidelines/guidelines/accuracy/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.dates.ledger import FACT, PUBLICATION, Ledger

MESSAGE = "No publication date: say when the text was first published."


@dataclass(frozen=True, slots=True)
class Options:
    """``globs`` of the paths that must have the date; without any, every text must."""

    globs: tuple[str, ...] = ()


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    if options.globs and not any(fnmatchcase(document.path, pattern) for pattern in options.globs):
        return
    if not any(sign.isalpha() for sign in document.text):
        return
    ledger: Ledger = document.fact(FACT)
    empties = [empty for empty in ledger.empties if empty.role in PUBLICATION]
    if ledger.of(*PUBLICATION):
        return
    relative = next((empty for empty in empties if empty.relative), None)
    if relative is not None:
        yield Hit(Span(0, 0), f"No publication date: “{relative.relative}” says none to a later reader. Give the day.")
    elif not empties:
        yield Hit(Span(0, 0), MESSAGE)


RULE = Rule(
    name="dates/missing-publication-date",
    summary="Nothing says when the text was published.",
    check=check,
    severity="warning",
    needs=("dates.labels.published",),
    options=Options,
    examples=(
        Good("en", "Sleep and memory", options={"globs": ("news/*.md",)}),
        Bad("en", "⟦⟧Sleep and memory\nLast reviewed: 3 May 2026", message=MESSAGE),
        Bad("da", "⟦⟧Søvn og hukommelse\nSidst revideret: 02.07.2025"),
        Good("en", "Sleep and memory\nPublished: 14 August 2026"),
        Good("de", "Schlaf und Gedächtnis\n14. August 2026, 10:30 Uhr"),
        Good("zh", "睡眠与记忆\n发布日期：2026年5月3日"),
        Good("en", "Nold J, Fadai T\nPain. 2025 Aug 6;14:102. doi: 10.1000/182"),
    ),
)
