"""Nothing in medicine cures everyone, works always or lasts for ever; wording that says so is advertising, and in many
countries unlawful for food. Say for whom it worked, how often, and by which study.

Source: Regulation (EC) No 1924/2006 on nutrition and health claims, articles 3 and 12, https://eur-lex.europa.eu/eli/reg/2006/1924/oj
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "absolute-claim",
        "“{cue}” promises too much: say for whom, how much and by which study, or take it out.",
    )


RULE = Rule(
    name="claims/absolute-claim",
    summary="A text promises a cure, a guarantee or a certain effect.",
    check=check,
    severity="error",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad("en", "⟦Garlic cures high blood pressure.⟧", severity="error"),
        Good("en", "No herb cures high blood pressure."),
    ),
)
