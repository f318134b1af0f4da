"""x"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Document, Hit, Rule

from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "quote", "'{text}' is {language} and nothing translates it.")


RULE = Rule(
    name="language/half-translated",
    summary="A quotation stands only in its original language.",
    check=check,
    severity="warning",
    needs=("scripts",),
    options=Residue,
    default=False,
    examples=(),
)
