"""Calls to the website's visitors: subscribe, log in, buy, install, donate, read on.

They speak for the site they came from, often in its voice ("our newsletter"), and ask the reader for something that the
publication does not offer. Delete them; where your own publication wants such a call, its template sets it.

Source: FTC, .com Disclosures, on telling offers from content, https://www.ftc.gov/business-guidance/resources
"""

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
        Bad(
            "es",
            "El puente se abrió en mayo.\n\n⟦Suscríbete a nuestro boletín⟧\n",
            fixed="El puente se abrió en mayo.\n",
            message="A call to subscribe to the website's newsletter is left in the text. Delete it.",
        ),
        Bad("en", "⟦Log in | Create an account⟧\n\nThe bridge is open.\n"),
        Bad("sv", "Bron är öppen.\n\n⟦Läs hela artikeln⟧\n"),
        Bad("zh", "大桥通车了。\n\n⟦下载APP⟧\n"),
        Good("en", "Newsletters\n\nOne reader in four subscribes to a newsletter, the survey found.\n"),
        Good("de", "Wer Mitglied werden will, muss zwei Bürgen nennen."),
        Good("da", "Museet beder gæsterne om at hente en app, før de går ind."),
    ),
)
