"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/typo-report",
    summary="A request to report mistakes stands in the text.",
    check=reports("typo-report"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
