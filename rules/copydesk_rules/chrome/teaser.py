"""Links to other articles: "Read also", "Most read", and the titles below them.

They lead nowhere in your publication and interrupt the text. Delete them with their titles.

Source: trafilatura and Readability remove the same lists by the page's structure, https://trafilatura.readthedocs.io/
"""

from __future__ import annotations

from copydesk import Bad, Good, Rule
from copydesk_rules.chrome.ledger import reports

RULE = Rule(
    name="chrome/teaser",
    summary="A link to another article stands in the text.",
    check=reports("teaser"),
    severity="error",
    stage="structure",
    examples=(
        Bad(
            "da",
            "Broen åbnede i maj.\n\n⟦Læs også: Syv gamle broer og deres bygmestre⟧\n",
            fixed="Broen åbnede i maj.\n",
            message="A link to another article is left in the text. Delete it.",
        ),
        Bad("es", "El puente se abrió.\n\n⟦Te puede interesar: Los puentes del río⟧\n"),
        Bad("pl", "Most otwarto w maju.\n\n⟦Czytaj także: Siedem starych mostów⟧\n"),
        Good("en", "Related questions were put to the minister in June."),
        Good("fr", "Lisez aussi les petits caractères avant de signer."),
        Good("ru", "Читайте также мелкий шрифт, советует юрист."),
    ),
)
