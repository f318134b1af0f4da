"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/consent-notice",
    summary="A notice on cookies or privacy stands in the text.",
    check=reports("consent-notice"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
