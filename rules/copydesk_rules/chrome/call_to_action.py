"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/call-to-action",
    summary="A call to subscribe, log in, buy or read on stands in the text.",
    check=reports("call-to-action"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
