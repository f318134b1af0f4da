"""A quotation that stands only in its original language.

Where a site translates what it quotes, a reader needs the translation beside the original or instead of it. Off unless
selected, because many desks let a short foreign quotation stand.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language import context, ledger
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "This quotation is only in {language}: give it in {host} too."
LEAST = 4


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    quotes = [one for one in document.fact(ledger.FACT).of("quote", options) if one.words >= LEAST]
    alone = {(one.start, one.end) for one in quotes if not context.is_followed_by_translation(document, one.start, one.end)}
    yield from (hit for hit in hits(document, options, "quote", MESSAGE) if (hit.span.start, hit.span.end) in alone)


RULE = Rule(
    name="language/half-translated",
    summary="A quotation stands only in its original language.",
    check=check,
    severity="warning",
    needs=("scripts",),
    options=Residue,
    default=False,
    examples=(
        Bad(
            "sv",
            "”⟦We were surprised by the size of it⟧”, säger hon.",
            message="This quotation is only in English: give it in Swedish too.",
        ),
        Good("sv", "”We were surprised by the size of it”, det vill säga ”vi blev förvånade över hur stort det var”."),
        Good("de", "„We were surprised by the size of it“ (auf Deutsch: Wir waren von der Größe überrascht), sagt sie."),
        Good("sv", "Filmen ”The Age of Allergies” går att se."),
    ),
)
