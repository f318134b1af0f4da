"""A reader takes "X lowers Y" as settled. Most studies show less: a link, a result in one group, a possible cause.

Write what the evidence allows ("may lower", "is linked to"), or name the design that earns the verb ("in a randomised
trial of 600 adults, X lowered Y"). Quotes can't be rewritten, so a quoted claim is only noted: frame it.

Sources: L. Bott et al., "Caveats in science-based news stories communicate caution without lowering interest", Journal of
Experimental Psychology: Applied 25 (2019), https://doi.org/10.1037/xap0000232; P. Sumner et al., "The association between
exaggeration in health related science news and academic press releases", BMJ 349 (2014), https://doi.org/10.1136/bmj.g7015.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "unhedged-claim",
        "“{cue}” states this as a fact. Write what the evidence allows (“may”, “is linked to”), or name the trial that shows it.",
    )


RULE = Rule(
    name="claims/unhedged-claim",
    summary="A sentence states as fact that one thing changes, causes or prevents another, and nothing in it limits that.",
    check=check,
    severity="warning",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad("en", "⟦Green tea lowers blood pressure in older adults.⟧", severity="warning"),
        Good("en", "Green tea may lower blood pressure in older adults."),
        Good("en", "Green tea did not lower blood pressure in older adults."),
        Good("en", "In a randomised trial of 90 adults, green tea lowered blood pressure."),
    ),
)
