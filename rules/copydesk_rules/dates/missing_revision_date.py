"""A reader of health, law or technical text must be able to see when somebody last looked at it.

Say when the text was last updated or reviewed, with a label and a date: "Last reviewed: 14 August 2026". A relative time
("2 days ago") is none: it is wrong as soon as the page is stored, printed or quoted.

Sources: HONcode principle 4, https://www.hon.ch/HONcode/Guidelines/guidelines.html;
W3C, Tips for writing dates, https://www.w3.org/International/questions/qa-date-format
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.dates.format import localised
from copydesk_rules.dates.ledger import FACT, REVISION, Ledger

MESSAGE = "No revision date: say when the text was last updated or reviewed."


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
    if ledger.of(*REVISION):
        return
    empties = [empty for empty in ledger.empties if empty.role in REVISION]
    relative = next((empty for empty in empties if empty.relative), None)
    if relative is not None:
        yield Hit(Span(0, 0), f"No revision date: “{relative.relative}” says none to a later reader. Give the day.")
    elif not empties:
        yield Hit(Span(0, 0), MESSAGE, _dated(document, ledger))


def _dated(document: Document, ledger: Ledger) -> Fix | None:
    """Adds a line with the day on which the text last changed, where that is known."""
    history = getattr(document, "history", None)
    if history is None or document.format != "text":
        return None
    label = next(iter(document.pack.get("dates.labels.updated", ())), "")
    if not label:
        return None
    from copydesk_rules.dates.labels import expand

    day = localised(history.changed, document.pack)
    phrase = next(expand(label))
    published = next((date for date in ledger.of("published") if isinstance(date.span, Span)), None)
    at = document.lines[published.line][1] if published is not None else document.lines[0][1]
    line = f"\n{phrase[0].upper()}{phrase[1:]}: {day}"
    return Fix((Edit(Span(at, at), line),), safe=False, title="Add the day of the last change")


RULE = Rule(
    name="dates/missing-revision-date",
    summary="Nothing says when the text was last updated or reviewed.",
    check=check,
    severity="error",
    needs=("dates.labels.updated",),
    options=Options,
    examples=(
        Good("en", "Sleep and memory", options={"globs": ("news/*.md",)}),
        Bad("en", "⟦⟧Sleep and memory\nPublished: 3 May 2026", message=MESSAGE),
        Bad("en", "⟦⟧Updated 2 days ago", message="No revision date: “2 days ago” says none to a later reader. Give the day."),
        Good("en", "Sleep and memory\nLast reviewed: 14 August 2026"),
        Good("de", "Schlaf und Gedächtnis\nStand: März 2026"),
        Good("ja", "睡眠と記憶\n2026年5月3日更新"),
        Bad("ru", "⟦⟧Опубликовано: 3 мая 2026 г."),
    ),
)
