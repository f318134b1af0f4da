"""A patient or a citizen gives up on a text that reads like a statute. Shorten its sentences, replace its long words.

LIX is the words of a sentence plus the share of words of seven letters or more: 40 is a newspaper, 50 a textbook, 60 a
statute. A language pack says from where on a text is hard in its language; the settings may say otherwise. For languages
with a formula of their own (Flesch and its kin), ``reading_ease`` sets the least that it may give.
Source: C. H. Björnsson, Läsbarhet, 1968; https://textstat.readthedocs.io. Off by default.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.readability import formulas, report, scores

_EASE = ("flesch_reading_ease", "fernandez_huerta", "szigriszt_pazos")


@dataclass(frozen=True, slots=True)
class Options:
    """``lix``: the most by language ("default" for all); ``reading_ease``: the least; ``least``: words that a text needs."""

    lix: Mapping[str, float] = field(default_factory=dict)
    reading_ease: Mapping[str, float] = field(default_factory=dict)
    least: int = 60


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    document.fact(report.FACT)  # the scores stand in the reports
    counted: scores.Scores = document.fact(scores.FACT)
    special: Mapping[str, float] = document.fact(formulas.FACT)
    if counted.words < options.least:
        return
    data = {"words": counted.words, "sentences": counted.sentences, "lix": counted.lix, "rix": counted.rix, **special}
    limit = _limit(options.lix, document, float(document.pack.get("readability.lix", 55)))
    if limit is not None and counted.lix > limit:
        message = f"This text is hard to read: LIX {counted.lix:.0f}, and {limit:.0f} is the limit. Shorten sentences and words."
        yield Hit(Span(0, 0), message, data=data)
        return
    ease = _limit(options.reading_ease, document, None)
    value = next((special[name] for name in _EASE if name in special), None)
    if ease is not None and value is not None and value < ease:
        message = (
            f"This text is hard to read: reading ease {value:.0f}, and {ease:.0f} is the least. Shorten sentences and words."
        )
        yield Hit(Span(0, 0), message, data=data)


def _limit(limits: Mapping[str, float], document: Document, otherwise: float | None) -> float | None:
    return limits.get(document.language, limits.get("default", otherwise))


_HARD = (
    "notwithstanding considerations concerning municipal infrastructure developments and international transportation agreements "
)
_EASY = "The tram stops at the mill. It is red and old. We like it a lot. Come and see it. "

RULE = Rule(
    name="readability/too-hard",
    summary="The text is harder to read than its readers should bear.",
    check=check,
    severity="warning",
    needs=("readability.lix",),
    options=Options,
    default=False,
    examples=(
        Bad("en", f"⟦⟧The council decided {_HARD * 8}today."),
        Bad("en", f"⟦⟧{_EASY * 6}", options={"lix": {"default": 4}}),
        Good("en", _EASY * 6),
        Good("en", f"The council decided {_HARD * 8}today.", options={"lix": {"en": 300, "default": 4}}),
        Good("en", "Notwithstanding infrastructure considerations."),
    ),
)
