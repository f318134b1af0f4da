"""Screen readers, translators and search engines go by the language that a page states. State it.

Source: W3C, WCAG 2.2, success criterion 3.1.1, https://www.w3.org/TR/WCAG22/#language-of-page
Off by default. Only Markdown and HTML files can state a language.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, SourceSpan

_KEYS = frozenset(("lang", "language", "locale", "params.lang", "params.language", "inlanguage", "content-language", "og:locale"))
_MESSAGE = "The file does not say which language it is in. Add lang."


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    if document.format not in ("markdown", "html") or document.language_from == "path":
        return
    if not any(meta.key in _KEYS and meta.value.strip() for meta in document.metadata):
        yield Hit(SourceSpan(0, 0), _MESSAGE)


RULE = Rule(
    name="metadata/missing-language",
    summary="The file does not state its language.",
    check=check,
    severity="warning",
    default=False,
    examples=(
        Bad("en", "⟦⟧<html><p>Tea is a drink.</html>", path="a.html", message=_MESSAGE),
        Bad("en", "⟦⟧---\ntitle: Tea\n---\nTea is a drink.", path="a.md"),
        Good("en", '<html lang="en"><p>Tea is a drink.</html>', path="a.html"),
        Good("en", "---\nlang: en\n---\nTea is a drink.", path="a.md"),
        Good("en", "Tea is a drink."),
    ),
)
