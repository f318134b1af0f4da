"""Notices on cookies and privacy, and the buttons below them.

They were shown to a visitor of another site and promise something that your publication cannot keep. Delete them. The notice
speaks in the first person ("we use cookies") or of "this website"; an article about cookies does neither.

Source: Article 5(3) of Directive 2002/58/EC asks sites for the notice, https://eur-lex.europa.eu/eli/dir/2002/58/oj
"""

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
        Bad(
            "da",
            "⟦Vi bruger cookies for at forbedre siden. Accepter alle⟧\n\nBroen åbnede i maj.\n",
            fixed="Broen åbnede i maj.\n",
            message="The website's notice on cookies or privacy is left in the text. Delete it.",
        ),
        Bad("fr", "⟦Tout accepter⟧\n\nLe pont a ouvert.\n"),
        Bad("ru", "⟦Мы используем файлы cookie, чтобы сайт работал лучше.⟧\n\nМост открыли.\n"),
        Good("en", "Cookies\n\nMost websites store cookies, and few visitors read what they accept.\n"),
        Good("es", "La ley obliga a pedir permiso antes de instalar cookies."),
        Good("it", "Secondo il garante, troppi siti nascondono il pulsante per rifiutare."),
    ),
)
