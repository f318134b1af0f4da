"""TODO"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/navigation",
    summary="Menus, paths and page links of the website stand in the text.",
    check=reports("navigation"),
    severity="error",
    stage="structure",
    examples=(
    ),
)
