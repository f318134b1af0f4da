"""The label of an advertisement, without the advertisement.

It tells the reader that what follows is paid for, which is untrue of your text, or breaks it in two. Delete it. Where your own
text is paid for, its template must say so.

Source: ICC Advertising and Marketing Communications Code, article 7, https://iccwbo.org/business-solutions/the-icc-code/
"""

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
        Bad(
            "sv",
            "Bron öppnade i maj.\n\n⟦ANNONS⟧\n\nHela staden kom.\n",
            fixed="Bron öppnade i maj.\n\nHela staden kom.\n",
            message="The label of an advertisement is left in the text. Delete it.",
        ),
        Bad("en", "The bridge is open.\n\n⟦Advertisement – continue reading below⟧\n\nThe town came.\n"),
        Bad("ja", "橋は開通した。\n\n⟦【広告】⟧\n\n町の人が来た。\n"),
        Good("en", "The advertisement cost twelve pence."),
        Good("de", "Anzeige erstattete am Montag der Nachbar."),
    ),
)
