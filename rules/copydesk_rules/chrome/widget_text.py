"""Buttons, counters and players: what the page did, not what the article says.

A reader who meets "Share on Facebook", "7 comments", a row of A A A or "The video could not be loaded" in a text sees at once
that nobody read it. Delete the lines. An embedded post should be quoted, or linked in a sentence.
Labels are known in all languages whatever the document's own, and some need no language: lines of one letter, clocks of
players, stars. A label that is also an ordinary word ("Print", "Duration") counts only beside other chrome.

Sources: the WordPress and Drupal handbooks name the parts of a page that are no content,
https://developer.wordpress.org/themes/core-concepts/templates/ , https://www.w3.org/WAI/ARIA/apg/patterns/landmarks/
"""

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
        Bad(
            "sv",
            "⟦^\nA\nA\nA⟧\n\nBron öppnade i maj.\n",
            fixed="Bron öppnade i maj.\n",
            message="Font-size buttons of the website are left in the text. Delete them.",
        ),
        Bad("de", "Die Brücke ist offen.\n\n⟦Teilen · Merken · Drucken · E-Mail⟧\n", fixed="Die Brücke ist offen.\n"),
        Bad("en", "The bridge is open.\n\n⟦^ A A A⟧\n", fixed="The bridge is open.\n"),
        Bad("ru", "⟦00:00 / 02:37⟧\n\nМост открыли в мае.\n"),
        Bad("nl", "⟦3 min leestijd⟧\n\nDe brug ging in mei open.\n"),
        Good("en", "Old media\n\nPrint\nRadio\nTelevision\n"),
        Good("fr", "Elle a partagé la photo sur Facebook, et trois amis l'ont imprimée."),
        Good("en", "How to share a calendar\n\nPress the share button and choose a colleague."),
    ),
)
