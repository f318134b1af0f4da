"""x"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Document, Hit, Rule

from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "script", "'{text}' is in another script: translate it or take it out.")


RULE = Rule(
    name="language/foreign-script",
    summary="Letters of another script stand in the text.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(),
)
