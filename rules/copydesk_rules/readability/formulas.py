"""The readability formulas that were fitted to one language, by the textstat library, where it needs no network.

English syllable counts would be fetched from the network, so English has the formulas that count letters. What a formula
means: https://textstat.readthedocs.io/en/latest/functions.html
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from copydesk import Document, Fact
from copydesk_rules.readability import scores

_MOST = 200_000  # code points: as much as tells how hard a text is
FORMULAS: Mapping[str, tuple[str, ...]] = {
    "de": ("flesch_reading_ease", "wiener_sachtextformel"),
    "en": ("automated_readability_index", "coleman_liau_index"),
    "es": ("fernandez_huerta", "szigriszt_pazos", "gutierrez_polini", "crawford"),
    "fr": ("flesch_reading_ease",),
    "hu": ("flesch_reading_ease",),
    "it": ("flesch_reading_ease", "gulpease_index"),
    "nl": ("flesch_reading_ease",),
    "ru": ("flesch_reading_ease",),
}
"""Languages for which textstat has coefficients of their own, and which of its functions have them."""


def _compute(document: Document) -> dict[str, float]:
    names = FORMULAS.get(document.language, ())
    text = " ".join(scores.prose(document))[:_MOST]
    if not names or not text:
        return {}
    textstat = importlib.import_module("textstat")  # 1.6 s
    textstat.set_lang(document.language)
    return {name: round(_call(getattr(textstat, name), name, text), 1) for name in names}


def _call(function: object, name: str, text: str) -> float:
    assert callable(function)
    return float(function(text, 1) if name == "wiener_sachtextformel" else function(text))


FACT = Fact("readability/formulas", _compute, lambda value, document: value or None)
