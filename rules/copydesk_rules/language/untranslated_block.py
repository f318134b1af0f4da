"""x"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Document, Hit, Rule

from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "block", "This paragraph is in {language}: translate it, or take it out.")


RULE = Rule(
    name="language/untranslated-block",
    summary="A paragraph, heading or line was never translated.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(),
)
