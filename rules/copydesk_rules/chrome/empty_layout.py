"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/empty-layout",
    summary="A line holds nothing but a sign of the page’s layout.",
    check=reports("empty-layout"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
