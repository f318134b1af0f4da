"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/advert-label",
    summary="The label of an advertisement stands in the text.",
    check=reports("advert-label"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
