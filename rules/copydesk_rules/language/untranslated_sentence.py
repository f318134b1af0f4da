"""x"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Document, Hit, Rule

from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "sentence", "This sentence is in {language}: translate it.")


RULE = Rule(
    name="language/untranslated-sentence",
    summary="A sentence was never translated.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(),
)
