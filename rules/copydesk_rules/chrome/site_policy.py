"""Standing paragraphs of the website: how it checks facts, what it disclaims, whose copyright it is.

A fact-check note claims a check that your editors have not made; a copyright line names another owner. Delete them, and give
sources and medical cautions in the article's own words where it needs them.

Source: IFCN code of principles, on what a publisher may claim of its checks, https://ifcncodeofprinciples.poynter.org/
"""

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
        Bad(
            "sv",
            "Bron öppnade i maj.\n\n⟦© 2023 Älvposten. Alla rättigheter förbehållna.⟧\n",
            fixed="Bron öppnade i maj.\n",
            message="The website's copyright line is left in the text. Delete it.",
        ),
        Bad(
            "en",
            "The bridge is open.\n\n⟦All content on this site is for informational purposes only and is not a substitute for "
            "professional medical advice.⟧\n",
        ),
        Bad("de", "Die Brücke ist offen.\n\n⟦Alle Rechte vorbehalten.⟧\n"),
        Good("en", "Copyright\n\nThe photographer kept the rights to the picture until 1990.\n"),
        Good("en", "Photo: Jane Roe"),
        Good("da", "Lægen siger, at rådene ikke kan erstatte en samtale med egen læge."),
    ),
)
