"""The whole text is in another language than the one it is filed under.

It will be shown to the wrong readers, spoken by the wrong voice and searched for in vain: a screen reader pronounces a page
by its declared language (WCAG 2.2, 3.1.1, https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html). File the text
under its own language, or put the translation in its place.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "The text is in {language} but filed as {host}: file it as {language}, or put the {host} text here."


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "document", MESSAGE)


RULE = Rule(
    name="language/wrong-language",
    summary="The document is not in the language that it is said to be in.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(
        Bad(
            "sv",
            "⟦Most people sleep less in summer. The nights are short, and the light keeps them awake.⟧",
            message="The text is in English but filed as Swedish: file it as English, or put the Swedish text here.",
        ),
        Bad("fr", "⟦Die meisten Menschen schlafen im Sommer weniger, denn die Nächte sind kurz und hell.⟧"),
        Bad("da", "⟦De fleste sover mindre om sommeren. Forskerne vet ikke hvorfor noen våkner tidligere enn andre.⟧"),
        Bad("en", "⟦Большинство людей летом спит меньше: ночи короткие, и свет мешает уснуть.⟧"),
        Good("sv", "De flesta sover mindre på sommaren. Nätterna är korta och ljuset håller dem vakna."),
        Good("nb", "De fleste sover mindre om sommeren. Nettene er korte, og lyset holder dem våkne."),
        Good("zh", "大多数人夏天睡得比较少。夜晚很短，光线让人难以入睡。"),
    ),
)
