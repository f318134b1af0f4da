"""Traditional characters in a text in Simplified Chinese, or the other way round.

Mixed characters betray that a passage came from another edition. Convert it to the characters of the text. A remark only:
names and quotations keep theirs. The pairs follow the Unihan database, kSimplifiedVariant and kTraditionalVariant,
https://www.unicode.org/reports/tr38/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk import Bad, Document, Good, Hit, Pack, Rule, Span
from copydesk_rules.language import context
from copydesk_rules.language.settings import Residue

MAJORITY = 3
MESSAGE = "“{text}” is in {minor} characters, in a text in {major} ones: convert it."


class _Variants(NamedTuple):
    simplified: re.Pattern[str]
    traditional: re.Pattern[str]


def _variants(pack: Pack) -> _Variants:
    """Patterns for the characters that only one of the two writings has, and what joins them into a stretch."""
    simplified, traditional = pack.get("residue.simplified"), pack.get("residue.traditional")

    def stretch(own: str, other: str) -> re.Pattern[str]:
        return re.compile(f"[{own}](?:[^{other}\\W\\da-zA-Z]{{0,6}}[{own}])*")

    return _Variants(stretch(simplified, traditional), stretch(traditional, simplified))


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    if not document.pack.has("residue.simplified"):
        return  # a language that is written in one way only
    variants = document.pack.compiled(_variants)
    text = document.text
    simple = sum(len(match.group()) for match in variants.simplified.finditer(text))
    full = sum(len(match.group()) for match in variants.traditional.finditer(text))
    if not simple or not full or max(simple, full) < MAJORITY * min(simple, full):
        return
    pattern, minor, major = (
        (variants.traditional, "Traditional", "Simplified")
        if simple > full
        else (variants.simplified, "Simplified", "Traditional")
    )
    for block in document.blocks:
        quoted = context.pairs(text, block.start, block.end)
        for match in pattern.finditer(text, block.start, block.end):
            if document.language_at(match.start()) == document.language and not context.enclosing(quoted, *match.span()):
                message = MESSAGE.format(text=match.group(), minor=minor, major=major)
                yield Hit(Span(*match.span()), message, data={"language": document.language, "cause": "another edition"})


RULE = Rule(
    name="language/variant",
    summary="Characters of another written variant stand in the text.",
    check=check,
    severity="info",
    options=Residue,
    examples=(
        Bad(
            "zh",
            "这项研究说明，运动对睡眠有帮助，我们应该重视这个问题。⟦醫師們⟧也这样认为。",
            message="“醫師們” is in Traditional characters, in a text in Simplified ones: convert it.",
        ),
        Bad("zh", "這項研究說明，運動對睡眠有幫助，我們應該重視這個問題。⟦医师们⟧也這樣認為。"),
        Good("zh", "这项研究说明，运动对睡眠有帮助，我们应该重视这个问题。"),
        Good("zh", "這項研究說明，運動對睡眠有幫助，我們應該重視這個問題。"),
    ),
)
