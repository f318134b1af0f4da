"""A paragraph, heading or line that the translation passed over.

A reader who does not know the source language loses a step of the argument, and everyone sees that nobody read the page
before it was published. Translate it, or take it out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "This is in {language}, in a text in {host}: translate it, or take it out."


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "block", MESSAGE)


RULE = Rule(
    name="language/untranslated-block",
    summary="A paragraph, heading or line was never translated.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(
        Bad(
            "fi",
            "⟦What you should know about sleep⟧\n\nUni on tärkeää terveydelle, ja sen puute väsyttää aikuisia ja lapsia.",
            message="This is in English, in a text in Finnish: translate it, or take it out.",
        ),
        Bad("fi", "⟦What You Should Know About Sleep⟧\n\nUni on tärkeää terveydelle, ja sen puute väsyttää aikuisia ja lapsia."),
        Bad(
            "de",
            "Wer gut schläft, lebt gesünder.\n\n⟦De onderzoekers volgden de deelnemers.⟧\n\nDas zeigt eine Studie.",
        ),
        Bad("zh", "睡眠对健康很重要。\n\n⟦Ask your doctor before you take any pills.⟧\n\n研究证明了这一点。"),
        Good("fi", "Proceedings of the National Academy of Sciences\n\nUni on tärkeää terveydelle, ja sen puute väsyttää."),
        Good("sv", "Department of Systems Neuroscience, University Medical Centre, Hamburg\n\nSömnen är viktig för hälsan."),
        Good(
            "da",
            "Søvn er sundt.\n\n1. Hill A, Ford B. The effect of light on sleep: a review. Sleep Med. 2020;12:34-40.",
        ),
    ),
)
