"""Letters of a script that the text's language is not written in.

A Russian sentence in a Swedish text, kana in a Chinese one, a lone Cyrillic 'х' where a layout had a cross. Letters in a row
are one finding, across the signs and blanks between them. Translate what was meant, or take it out. A Greek letter that names
a quantity, and a name given in its own script in brackets, stay.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "“{text}” is not in the script of {host}: translate it, or take it out."


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "script", MESSAGE)


RULE = Rule(
    name="language/foreign-script",
    summary="Letters of another script stand in the text.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(
        Bad(
            "sv",
            "Sömnen är viktig.\n\n⟦х⟧\n\nDet visar studien.",
            message=MESSAGE.format(text="х", host="Swedish") + " It seems to be left of the page's layout.",
        ),
        Bad("da", "Børnene sover ⟦в хорошем парке, 2 часа⟧ hver dag."),
        Bad("zh", "这项研究很重要。⟦次回の調査は来年の秋に行われる予定です。⟧结果尚未公布。"),
        Bad("ko", "처음으로 ⟦审查制度加剧了⟧ 사람들이 놀랐다."),
        Bad("ru", "Дети спали ⟦בפארק יפה⟧ каждый день."),
        Good("sv", "TNF-α och β-blockerare nämns, liksom vinkeln φ."),
        Good("ja", "睡眠は健康に大切だ。"),
        Good("ko", "아베 신조(安倍晋三) 총리가 말했다."),
        Good("en", "The Moscow daily (Ведомости) reported it."),
    ),
)
