"""On a screen a paragraph of two hundred words is a grey wall, and readers skip it. Break it where the thought turns.

Source: J. Nielsen, "How Users Read on the Web", 1997, https://www.nngroup.com/articles/how-users-read-on-the-web/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.readability import measure


@dataclass(frozen=True, slots=True)
class Options:
    """The longest paragraph: ``words``, or ``signs`` in Chinese, Japanese and Thai."""

    words: int = 220
    signs: int = 600


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    for block in document.blocks:
        if block.end - block.start <= min(2 * options.words, options.signs):
            continue
        length = measure.too_long(document, block.start, block.end, options.words, options.signs)
        if length and measure.is_prose(document, block.start, block.kind):
            yield Hit(Span(block.start, block.end), f"This paragraph has {length}. Break it where the thought turns.")


_LINE = "The tram stops at the old mill and goes home. "

RULE = Rule(
    name="readability/long-paragraph",
    summary="A paragraph is too long for a screen.",
    check=check,
    severity="info",
    options=Options,
    examples=(
        Bad(
            "en",
            f"⟦{(_LINE * 25).strip()}⟧\n\n{_LINE}",
            message="This paragraph has 250 words. Break it where the thought turns.",
        ),
        Bad("zh", f"⟦{'电车停在老磨坊，然后回家。' * 50}⟧"),
        Good("en", "\n\n".join([_LINE * 10] * 5)),
        Good("zh", "电车停在老磨坊，然后回家。" * 20),
    ),
)
