"""U+FFFD stands where a decoder met bytes it could not read: a letter is lost. Restore it from the original.

Source: The Unicode Standard 16.0, section 23.8, https://www.unicode.org/versions/Unicode16.0.0/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, Span

_LOST = re.compile("\ufffd+")


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    if "\ufffd" not in document.text:
        return
    for match in _LOST.finditer(document.text):
        yield Hit(Span(*match.span()), "A letter was lost here: put back what the original has.")


RULE = Rule(
    name="extraction/replacement-character",
    summary="A letter was lost in decoding and a � stands in its place.",
    check=check,
    severity="error",
    examples=(
        Bad("da", "S⟦\ufffd⟧vn er sundt.", message="A letter was lost here: put back what the original has."),
        Good("da", "Søvn er sundt."),
    ),
)
