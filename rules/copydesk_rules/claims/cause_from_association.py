"""People who drink tea may differ in much else. A text that reports a link and then says "lowers" has lost a step.

Keep the weaker wording in both places. The finding shows the sentence that reports the link.

Source: N. A. Haber et al., "Causal and associational language in observational health research: a systematic evaluation",
American Journal of Epidemiology 191 (2022), https://doi.org/10.1093/aje/kwac137
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule

from .verdicts import hits


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    return hits(
        document,
        "cause-from-association",
        "“{cue}” makes a cause of what the text elsewhere only calls a link. Keep the weaker wording.",
        "Here it is only a link.",
    )


RULE = Rule(
    name="claims/cause-from-association",
    summary="A link that one sentence reports comes back as a cause in another.",
    check=check,
    severity="warning",
    needs=("claims.cues", "claims.outcomes"),
    examples=(
        Bad(
            "en",
            "Daily garlic eaters had a lower risk of stroke, and garlic was associated with lower blood pressure. "
            "⟦Garlic lowers blood pressure at any age.⟧",
        ),
        Good("en", "Garlic was associated with lower blood pressure. It may lower blood pressure at any age."),
    ),
)
