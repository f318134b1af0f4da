"""Most readers see the headline alone, and a heading such as "Why sleep calms" presupposes what it explains.

Soften the verb ("may calm"), say what was found ("linked to"), or ask a question that the text answers.

Source: P. Sumner et al., BMJ 349 (2014), https://doi.org/10.1136/bmj.g7015; R. C. Adams et al., "Claims of causality in
health news: a randomised trial", BMC Medicine 17 (2019), https://doi.org/10.1186/s12916-019-1324-7.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "unhedged-headline",
        "The headline or opening states “{cue}” as a fact. Soften the verb, or say what was found (“linked to”).",
    )


RULE = Rule(
    name="claims/unhedged-headline",
    summary="A headline, lede or why-heading states a cause as fact.",
    check=check,
    severity="warning",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad("en", "⟦Why garlic lowers cholesterol⟧", severity="warning"),
        Good("en", "Garlic may lower cholesterol"),
        Good("en", "Does garlic lower cholesterol?"),
    ),
)
