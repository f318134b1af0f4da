"""Lines that hold a lone sign: a close button, a bullet, an icon, or nothing that one can see.

They are what is left of boxes and buttons. Delete the line. Signs that part sections in print (*, —) are left alone; an
invisible sign alone on its line is only noted.

Source: The Unicode Standard 16.0, sections 6.2 (spaces) and 23.5 (private use), https://www.unicode.org/versions/Unicode16.0.0/
"""

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
        Bad(
            "sv",
            "⟦х⟧\n\nBron öppnade i maj.\n",
            fixed="Bron öppnade i maj.\n",
            message="A lone sign of the page's layout is left in the text. Delete the line.",
        ),
        Bad("en", "The bridge is open.\n\n⟦×⟧\n"),
        Bad("da", "Broen er åben.\n\n⟦\xa0⟧\n\nByen kom.\n", severity="info", fixed="Broen er åben.\n\nByen kom.\n"),
        Good("en", "The first night passed.\n\n*\n\nThe second did not."),
        Good("de", "A\n\nAal, der: ein Fisch.\n\nB\n\nBach, der: ein Fluss.\n"),
    ),
)
