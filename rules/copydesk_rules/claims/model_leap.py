"""What happens in mice or in a dish often doesn't happen in people. Say in the headline or opening where it was seen.

Source: M. Triunfol, F. C. Gouveia, "What's not in the news headlines or titles of Alzheimer disease articles? #InMice",
PLoS Biology 19 (2021), https://doi.org/10.1371/journal.pbio.3001260
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "model-leap",
        "This states “{cue}” without saying that it was seen in animals, cells or tissue. Name the model here.",
        "This is where the result comes from.",
    )


RULE = Rule(
    name="claims/model-leap",
    summary="A result from animals, cells or tissue is told as if it held for people.",
    check=check,
    severity="warning",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad(
            "en",
            "⟦Garlic protects the heart⟧\n\nThe team fed garlic extract to mice for twelve weeks and examined their arteries.",
        ),
        Good(
            "en",
            "Garlic protects the hearts of mice, one small experiment hints\n\nThe mice ate garlic for twelve weeks.",
        ),
    ),
)
