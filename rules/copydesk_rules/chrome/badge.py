"""A badge such as "Fact-checked" or "Verified", which claims a check that nobody here has made.

A reader takes it for your publication's word. Delete it; name the reviewer and the date where there was a review.

Source: IFCN code of principles, https://ifcncodeofprinciples.poynter.org/
"""

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
        Bad(
            "sv",
            "⟦Fact-checked⟧\n\nBron öppnade i maj.\n",
            fixed="Bron öppnade i maj.\n",
            message="A badge of the website is left in the text: it claims a check that nobody here has made. Delete it.",
        ),
        Bad("da", "⟦Faktatjekket⟧\n\nBroen åbnede i maj.\n"),
        Bad("de", "⟦Medizinisch geprüft von Anna Beispiel⟧\n\nDie Brücke ist offen.\n"),
        Good("en", "The claim was fact-checked by two newspapers."),
        Good("es", "El texto fue verificado por el notario."),
    ),
)
