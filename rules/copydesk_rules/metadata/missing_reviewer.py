"""Health and legal texts need a second, qualified reader whose name the reader can see.

Source: HON Foundation, HONcode principle 1 (authoritative), https://www.hon.ch/HONcode/Guidelines/guidelines.html
Off by default: switch it on for the folders that need it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.metadata import people, sources

_MESSAGE = "No reviewer is named. Say who checked this text."
_LINE_MAX = 200


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    if people.stated(document, people.REVIEWER_KEYS):
        return
    text = document.text
    reviewer = document.pack.compiled(sources.reviewer)
    for block in document.blocks:
        if block.end - block.start > _LINE_MAX:
            continue
        match = reviewer.search(text, block.start, block.end)
        if match and any(sign.isalpha() for sign in text[match.end() : block.end]):
            return
    yield Hit(Span(0, 0), _MESSAGE)


RULE = Rule(
    name="metadata/missing-reviewer",
    summary="No one is named who checked the text.",
    check=check,
    severity="warning",
    needs=("metadata.reviewer",),
    default=False,
    examples=(
        Bad("en", "⟦⟧By Anna Bok\n\nTea is a drink.", message=_MESSAGE),
        Bad("en", "⟦⟧Reviewed by:\n\nTea is a drink."),
        Good("en", "By Anna Bok\nMedically reviewed by Dr. Bo Ek\n\nTea is a drink."),
        Good("en", "---\nreviewed_by: Bo Ek\n---\nTea is a drink.", path="a.md"),
    ),
)
