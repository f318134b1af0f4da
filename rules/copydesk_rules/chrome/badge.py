"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/badge",
    summary="A badge such as “Fact-checked” stands in the text.",
    check=reports("badge"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
