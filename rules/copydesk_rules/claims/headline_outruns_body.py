"""When the body says "this does not prove" or "may", a headline that says "does" misleads everyone who reads only that.

Bring the headline down to what the body can carry. The finding shows both places.

Source: R. C. Adams et al., BMC Medicine 17 (2019), https://doi.org/10.1186/s12916-019-1324-7
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "headline-outruns-body",
        "The headline or opening says “{cue}” as a fact, but the text takes that back or only supposes it. Bring them into line.",
        "This sentence says less.",
    )


RULE = Rule(
    name="claims/headline-outruns-body",
    summary="A headline or lede asserts what the text itself takes back or only supposes.",
    check=check,
    severity="error",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad(
            "en",
            "⟦Garlic lowers blood pressure⟧\n\n"
            "Nurses kept a diary of their meals for a year.\n\nThe study did not prove that garlic was the cause.",
            severity="error",
        ),
        Good("en", "Garlic may lower blood pressure\n\nThe study did not prove that garlic was the cause."),
    ),
)
