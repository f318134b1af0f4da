"""Knowledge ages: a text that nobody has looked at for a year may say what is no longer held true.

Have it reviewed and date the review, or take it down. How long a text stays fresh depends on what it is about: set
``months`` by glob, topic or language.

Source: NHS, Content style guide and standards for creating health content: review at least every three years, sooner for
what changes, https://service-manual.nhs.uk/content/standard-for-creating-health-content
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.dates.ledger import FACT, REVISION, Ledger

_TOPIC_KEYS = frozenset(("topic", "topics", "category", "categories", "section", "tags", "article:section", "keywords"))


@dataclass(frozen=True, slots=True)
class Options:
    """``months`` that a text stays fresh; ``globs``, ``topics`` and ``languages`` set others: the first that fits counts.

    Topics are what the front matter or the HTML meta calls topic, category, section or tag. 0 means for ever.
    """

    months: int = 12
    globs: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    dates = [date for date in ledger.of(*REVISION) if date.sound and date.precision != "no year"]
    months = _months(document, options)
    if not dates or not months:
        return
    newest = max(dates, key=lambda date: max(date.readings))
    day = max(newest.readings)
    if newest.precision == "year":
        day = day.replace(month=12, day=31)
    if any(min(date.readings) > day for date in ledger.of("published") if date.sound and date.precision == "day"):
        return  # revised before it was published: another rule's finding
    age = (as_of.year - day.year) * 12 + as_of.month - day.month - (as_of.day < day.day)
    if age >= months and day < as_of:
        yield Hit(
            newest.span,
            f"Last revised {age} months ago; the limit is {months}. Review the text and date the review.",
            data={"months": age, "limit": months, "date": newest.iso},
        )


def _months(document: Document, options: Options) -> int:
    for pattern, months in options.globs.items():
        if fnmatchcase(document.path, pattern):
            return months
    if options.topics:
        topics = {
            part.strip(" []\"'").lower()
            for meta in document.metadata
            if meta.key in _TOPIC_KEYS
            for part in meta.value.split(",")
        }
        for topic, months in options.topics.items():
            if topic.lower() in topics:
                return months
    return options.languages.get(document.language, options.months)


RULE = Rule(
    name="dates/stale-revision",
    summary="The text was last revised longer ago than its kind of text may be.",
    check=check,
    severity="warning",
    options=Options,
    examples=(
        Bad(
            "en",
            "Last reviewed: ⟦3 May 2025⟧",
            message="Last revised 18 months ago; the limit is 12. Review the text and date the review.",
        ),
        Bad("de", "Stand: ⟦März 2021⟧"),
        Bad("sv", "Senast granskad: ⟦3 maj 2026⟧", options={"languages": {"sv": 6}}),
        Good("en", "Last reviewed: 3 May 2025", options={"globs": {"*.txt": 24}}),
        Good("fr", "Publié le 3 mai 2019, mis à jour le 3 mai 2026"),
        Good("en", "Published: 3 May 2019"),
        Good("en", "Published: 8 May 2026\nLast reviewed: 3 May 2019"),
    ),
)
