"""Two words or more of another language inside a sentence.

Names, titles of works, Latin terms, the long form of an abbreviation in brackets and quotations stay as they are; what is
left was skipped. Translate it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "“{text}” is {language}: translate it."


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "phrase", MESSAGE)


RULE = Rule(
    name="language/untranslated-phrase",
    summary="Some words inside a sentence were never translated.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(
        Bad(
            "sv",
            "Patienterna följdes ⟦over a period of⟧ tolv månader på två sjukhus.",
            message="“over a period of” is English: translate it.",
        ),
        Bad("da", "Artiklen er ⟦peer reviewed⟧ af en læge."),
        Bad("zh", "研究发现 ⟦moderate exercise⟧ 可以改善睡眠。"),
        Bad("ar", "أظهرت الدراسة أن ⟦regular exercise⟧ يحسن النوم لدى البالغين."),
        Bad("es", "Los voluntarios ⟦dormiram melhor do⟧ que antes, según los autores del trabajo."),
        Good("sv", "REM-sömn (rapid eye movement) infaller flera gånger per natt."),
        Good("de", "Das Buch „The Obesity Code“ liegt beim Coach neben dem Smoothie."),
        Good("fr", "Le syndrome SOPK (polycystic ovary syndrome) touche une femme sur dix."),
        Good("ru", "Бактерия Escherichia coli и блуждающий нерв (nervus vagus) связаны."),
        Good("zh", "这项研究采用功能磁共振成像（functional magnetic resonance imaging，fMRI）。"),
        Good("pl", "Badanie opublikowano w British Medical Journal, a autorzy pracują w Mayo Clinic."),
        Good("da", "Patienterne fik standard of care på afdelingen.", options={"allow": ("standard of care",)}),
        Good("sv", "Patienterna följdes over a period of tolv månader.", options={"min_words": 6}),
    ),
)
