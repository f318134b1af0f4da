"""One word of another language inside a sentence.

How common a word is cannot tell a leftover from a loan, so this warns only of words that are on a list of those that no
language borrows, that have letters which the text's alphabet lacks, or that stand in another script; the rest are remarks.
Translate the word, or let it stay with the option ``allow``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "“{text}” is {language}: translate it, or allow it if it is a term here."


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "word", MESSAGE)


RULE = Rule(
    name="language/untranslated-word",
    summary="A word was never translated.",
    check=check,
    severity="warning",
    needs=("residue.loanwords",),
    options=Residue,
    examples=(
        Bad(
            "de",
            "Im ⟦average⟧ verloren sie zwei Kilo.",
            severity="warning",
            message="“average” is English: translate it, or allow it if it is a term here.",
        ),
        Bad("sv", "Vi har strikta ⟦sourcing⟧ riktlinjer för alla texter.", severity="warning"),
        Bad("sv", "Artikeln är ⟦peer⟧ granskad av en läkare.", severity="warning"),
        Bad("zh", "研究发现，运动可以 ⟦improve⟧ 睡眠质量。", severity="warning"),
        Bad("ru", "Учёные считают, что ⟦sleep⟧ важен для здоровья.", severity="warning"),
        Bad("da", "Det er den ⟦högst⟧ målte temperatur i år.", severity="warning"),
        Good("da", "Hun er coach, holder en workshop og drikker en smoothie."),
        Good("sv", "Hon spelar in en podcast om mindfulness."),
        Good("de", "Der Smoothie war teuer."),
        Good("ru", "Он включил Wi-Fi на своём iPhone."),
        Good("de", "Im average verloren sie zwei Kilo.", options={"allow": ("averag*",)}),
        Good("da", "De havde goitre og goiterens følger.", options={"allow": ("goiter", "goitre")}),
    ),
)
