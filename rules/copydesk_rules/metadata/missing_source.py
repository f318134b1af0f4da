"""A text that retells a study and never says which one cannot be checked: not by the desk, not by a reader.

Name the authors and the year, or link to the paper (best by its DOI, which does not move).
Source: Association of Health Care Journalists, Statement of Principles, https://healthjournalism.org/about/our-principles/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Pack, Related, Rule, Span, load_pack
from copydesk_rules.metadata import sources

_MESSAGE = "Which study is this? Name its authors and year, or link to it."


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    """One finding a document, at the first sentence that speaks of a published study; the others are related."""
    found = []
    text = document.text
    for language in document.languages:
        pack = load_pack(language)
        if not any(word in text for word in pack.compiled(_spellings)):
            continue
        study, published = pack.compiled(sources.study), pack.compiled(sources.published)
        for sentence in document.sentences:
            if published.search(text, sentence.start, sentence.end) and study.search(text, sentence.start, sentence.end):
                if document.zone_at(sentence.start, "chrome", "reference", "caption"):
                    continue
                if sources.cited(document, sentence.start, sentence.end):
                    return
                found.append(Span(sentence.start, sentence.end))
    if found and not document.fact(sources.FACT):
        related = tuple(Related(span, "another study without a source") for span in found[1:6])
        yield Hit(found[0], _MESSAGE, related=related)


def _spellings(pack: Pack) -> tuple[str, ...]:
    words = pack.get("metadata.published", ())
    return tuple({*words, *(word[:1].upper() + word[1:] for word in words)})


RULE = Rule(
    name="metadata/missing-source",
    summary="A published study is retold, and nothing says which one.",
    check=check,
    severity="warning",
    needs=("metadata.study", "metadata.published"),
    examples=(
        Bad("en", "⟦A study published in PNAS links sleep to mood.⟧ Some read it.", message=_MESSAGE),
        Bad("sv", "⟦En studie publicerad i PNAS visar detta.⟧\n\nEn analys publicerad i Nature säger annat."),
        Bad("ja", "⟦Natureに掲載された研究がある。⟧"),
        Good("en", "A study published in PNAS links sleep to mood (doi: 10.1073/pnas.2313590121)."),
        Good("en", "A study published in PNAS in 2024 links sleep to mood."),
        Good("en", "A [study published in PNAS](https://example.org/a) links sleep to mood.", path="a.md"),
        Good("en", "A study published in PNAS links sleep to mood [1].\n\nReferences\n1. Bok A. Sleep. 2024;7:1–9."),
        Good("en", "The hall was published in the gazette."),
        Good("da", "Studiet begynder til maj."),
    ),
)
