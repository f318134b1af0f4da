"""Requests to report mistakes, and the dialog behind them.

They point the reader to a form that does not exist here. Delete them; if your publication takes corrections, say so where its
template does.

Source: the Orphus widget, which many sites embed, https://orphus.ru/en/
"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/typo-report",
    summary="A request to report mistakes stands in the text.",
    check=reports("typo-report"),
    severity="error",
    stage="structure",
    examples=(
        Bad(
            "ru",
            "Мост открыли в мае.\n\n⟦Нашли ошибку? Выделите её и нажмите Ctrl + Enter.⟧\n",
            fixed="Мост открыли в мае.\n",
            message="The website's request to report mistakes is left in the text. Delete it.",
        ),
        Bad("en", "The bridge is open.\n\n⟦Spotted a mistake?⟧\n"),
        Good("en", "Press Ctrl + Enter to begin a new page."),
        Good("de", "Wer einen Fehler gefunden hat, bekam vom Verlag früher fünf Mark."),
        Good("fr", "Le correcteur a trouvé une erreur à la page douze."),
    ),
)
