"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/widget-text",
    summary="Words of a button, counter or player of the website stand in the text.",
    check=reports("widget-text"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
