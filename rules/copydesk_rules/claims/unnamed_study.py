"""A reader can't check "a new study". Name the journal, the institution or the authors, or link the DOI.

Source: Association of Health Care Journalists, Statement of Principles, https://healthjournalism.org/about-us/statement-of-principles/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "unnamed-study",
        "A study is the authority here, but nothing says which. Name the journal or the institution, or give the DOI.",
    )


RULE = Rule(
    name="claims/unnamed-study",
    summary="A text leans on a study that it never names.",
    check=check,
    severity="info",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad("en", "⟦A new study shows that coffee drinkers may have a lower risk of stroke.⟧"),
        Good("en", "A new study in the journal Stroke shows that coffee drinkers may have a lower risk of stroke."),
    ),
)
