"""x"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Document, Hit, Rule

from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "word", "'{text}' is {language}: translate it, or allow it if it is a term here.")


RULE = Rule(
    name="language/untranslated-word",
    summary="A word was never translated.",
    check=check,
    severity="warning",
    needs=("scripts",),
    options=Residue,
    examples=(),
)
