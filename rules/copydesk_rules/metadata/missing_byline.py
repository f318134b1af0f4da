"""Readers and search engines ask who answers for a text. Name its author, reviewer or translator.

A role without a name (", Medical editor") is no byline: the name was lost on the way.
Source: Journalism Trust Initiative, CEN CWA 17493:2019, https://www.journalismtrustinitiative.org
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Good, Hit, Related, Rule, Span
from copydesk_rules.metadata import people

_MESSAGE = "Nobody is named as author or reviewer. Add a byline."
_BODY = "The tram stops at the harbour and at the old mill. In winter it runs every half hour, in summer every ten minutes. "


@dataclass(frozen=True, slots=True)
class Options:
    """``least``: how many code points a text has at least to need a byline."""

    least: int = 400


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    if not people.is_article(document, options.least):
        return
    bylines = document.zones_of("byline")
    if any(zone.data is None or zone.data.get("named") for zone in bylines):
        return
    if people.stated(document, people.AUTHOR_KEYS | people.REVIEWER_KEYS):
        return
    related = tuple(Related(Span(zone.start, zone.end), "a role without a name") for zone in bylines[:1])
    yield Hit(Span(0, 0), _MESSAGE, related=related)


RULE = Rule(
    name="metadata/missing-byline",
    summary="No author or reviewer is named.",
    check=check,
    severity="warning",
    options=Options,
    examples=(
        Bad("en", f"⟦⟧The tram is back\n\n{_BODY * 4}", message=_MESSAGE),
        Bad("en", f"⟦⟧The tram is back\n\n, Transport editor\n\n{_BODY * 4}"),
        Bad("en", f"---\ntitle: The tram is back\nauthor: admin\n---\n⟦⟧{_BODY * 4}", path="a.md"),
        Good("en", f"The tram is back\n\nBy Anna Bok, transport reporter\n\n{_BODY * 4}"),
        Good("en", f"Bok Anna, Ek Bo, Alm Ida\n\n{_BODY * 4}"),
        Good("da", f"Sporvognen er tilbage\n\nAf Anna Bæk\n\n{_BODY * 4}"),
        Good("en", f"---\nauthor: Anna Bok\n---\n{_BODY * 4}", path="a.md"),
        Good("en", f'<html><meta name="author" content="Anna Bok"><p>{_BODY * 4}</html>', path="a.html"),
        Good("en", "The tram is back."),
    ),
)
