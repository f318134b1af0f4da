"""A text without a title cannot be linked to, listed or found. Give it back the one that was lost.

Source: W3C, WCAG 2.2, success criterion 2.4.2, https://www.w3.org/TR/WCAG22/#page-titled
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.metadata import people

_KEYS = frozenset(("title", "headline", "og:title", "twitter:title", "dc.title", "citation_title"))
_MESSAGE = "There is no title. Give the text one."
_BODY = "The tram stops at the harbour and at the old mill. In winter it runs every half hour, in summer every ten minutes. "


@dataclass(frozen=True, slots=True)
class Options:
    """``least``: how many code points a text has at least to need a title."""

    least: int = 400


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    if not people.is_article(document, options.least) or document.zones_of("title"):
        return
    if any(meta.key.removeprefix("params.") in _KEYS and meta.value.strip() for meta in document.metadata):
        return
    if any(block.kind == "heading" for block in document.blocks):
        return
    yield Hit(Span(0, 0), _MESSAGE)


RULE = Rule(
    name="metadata/missing-title",
    summary="The text has no title.",
    check=check,
    severity="warning",
    options=Options,
    examples=(
        Bad("en", f"⟦⟧{_BODY * 4}", message=_MESSAGE),
        Bad("en", f"⟦⟧Bok Anna, Ek Bo, Alm Ida\n\n{_BODY * 4}\n\n{_BODY * 3}"),
        Good("en", f"The tram is back\n\n{_BODY * 4}"),
        Good("en", f"---\ntitle: The tram is back\n---\n{_BODY * 4}", path="a.md"),
        Good("en", f"<title>The tram is back</title><p>{_BODY * 4}", path="a.html"),
        Good("en", "A short note."),
    ),
)
