"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/site-policy",
    summary="A standing paragraph or copyright line of the website stands in the text.",
    check=reports("site-policy"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
