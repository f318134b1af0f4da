"""Menus, paths, skip links and page links: the way through the website, left in the article.

They tell the reader of rooms that are not there. Delete the lines. A path is known by its first name ("Home › …") or by two
known names; a row of unknown words is left alone, for it may be a table. Names that also head a paragraph ("Health") count only
in a run of such names or beside sure chrome.

Source: WAI-ARIA Authoring Practices on landmarks, https://www.w3.org/WAI/ARIA/apg/patterns/landmarks/
"""

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
        Bad(
            "da",
            "⟦Forside › Sundhed › Søvn⟧\n\nBroen åbnede i maj.\n",
            fixed="Broen åbnede i maj.\n",
            message="The path of the page on the website is left in the text. Delete it.",
        ),
        Bad("fi", "⟦Siirry sisältöön⟧\n\nSilta avattiin.\n"),
        Bad("es", "El puente se abrió.\n\n⟦Entradas más antiguas⟧\n"),
        Bad("ja", "⟦トップ ＞ 健康 ＞ 食事⟧\n\n橋は五月に開通した。\n"),
        Good("en", "Health\n\nThe town has built a new hospital.\n"),
        Good("en", "Age | Share | Change\n18–24 | 12 % | +3\n"),
        Good("sv", "Hälsa\n\nStaden har byggt ett nytt sjukhus.\n"),
        Good("pl", "Strona główna gazety z tego dnia zaginęła."),
    ),
)
