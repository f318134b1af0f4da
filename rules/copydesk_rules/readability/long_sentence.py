"""Past forty words most readers have lost the beginning of a sentence when they reach its end. Split it.

Source: Government Digital Service, "Sentence length: why 25 words is our limit", 2014,
https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.readability import measure, report


@dataclass(frozen=True, slots=True)
class Options:
    """The longest sentence: ``words``, or ``signs`` in Chinese and Japanese."""

    words: int = 45
    signs: int = 120


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    document.fact(report.FACT)  # the scores stand in the reports
    least = min(2 * options.words, options.signs)
    for index, block in enumerate(document.blocks):
        if block.end - block.start <= least or not document.pack_at(block.start).get("sentences.stops", True):
            continue
        if not measure.too_long(document, block.start, block.end, options.words, options.signs):
            continue
        for start, end in document.sentences_of(index):
            length = measure.too_long(document, start, end, options.words, options.signs) if end - start > least else ""
            if length and measure.is_prose(document, start, block.kind):
                yield Hit(Span(start, end), f"This sentence has {length}. Split it.")


_LONG = "The tram stops at the mill and at the old harbour and " * 5 + "goes home."
_WIDE = "電車は古い水車小屋と港に止まり、" * 9 + "家に帰る。"

RULE = Rule(
    name="readability/long-sentence",
    summary="A sentence is too long to hold in mind.",
    check=check,
    severity="info",
    options=Options,
    examples=(
        Bad("en", f"⟦{_LONG}⟧ It is red.", message="This sentence has 62 words. Split it."),
        Bad("ja", f"⟦{_WIDE}⟧赤い。", message=f"This sentence has {len(_WIDE)} signs. Split it."),
        Bad("en", "⟦The tram is red.⟧", options={"words": 3}),
        Good("en", "The tram stops at the mill. " * 20),
        Good("ja", "電車は港に止まる。" * 20),
        Good("en", _LONG, options={"words": 70}),
    ),
)
