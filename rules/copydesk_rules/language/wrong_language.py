"""x"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Document, Hit, Rule

from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "document", "The text is in {language}, but it is filed as {host}: file it as {language}, or put the {host} text in.")


RULE = Rule(
    name="language/wrong-language",
    summary="The document is not in the language that it is said to be in.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(),
)
