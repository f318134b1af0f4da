"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/teaser",
    summary="A link to another article stands in the text.",
    check=reports("teaser"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
