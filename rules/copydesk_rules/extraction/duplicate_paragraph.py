"""The same paragraph twice in one text: a teaser that is also the lede, a pull quote, a block copied for phones. Keep one.

Pages repeat text for layouts and excerpts: boilerplate and duplicates in web text, https://aclanthology.org/2022.acl-long.577/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Related, Rule, Span
from copydesk_rules.extraction.signs import scripts

_LEAST, _LEAST_WIDE = 60, 24
_LONG, _LONG_WIDE = 200, 80
_NEAR, _HEAD = 2, 3
_KEY = 32


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    any_wide = "wide" in scripts(document)
    seen: dict[tuple[int, str, str], tuple[int, Span]] = {}
    for index, block in enumerate(document.blocks):
        size = block.end - block.start
        if size < _LEAST_WIDE or block.kind == "table":
            continue
        if size < _LEAST and not any_wide:
            continue
        wide = any_wide and "\u3001" <= text[block.start] <= "\ud7a3"
        if size < _LEAST and not wide:
            continue
        span = Span(block.start, block.end)
        key = (size, text[block.start : min(block.start + _KEY, block.end)], text[max(block.start, block.end - _KEY) : block.end])
        place, first = seen.setdefault(key, (index, span))
        if first is span or text[first.start : first.end] != (piece := text[block.start : block.end]):
            continue
        if piece.count("_") + piece.count("|") < 3:
            end = block.end
            while end < len(text) and text[end] in "\r\n":
                end += 1
            fix = Fix((Edit(Span(block.start, end), ""),), safe=False, title="Delete the repetition")
            related = (Related(first, "the same paragraph, first time"),)
            # A step of one set of instructions may come back in another: a long paragraph, a neighbour or the lede may not.
            sure = size >= (_LONG_WIDE if wide else _LONG) or index - place <= _NEAR or place < _HEAD
            message = "This paragraph has stood above already: keep one of them."
            yield Hit(span, message, fix, severity=None if sure else "info", related=related)


RULE = Rule(
    name="extraction/duplicate-paragraph",
    summary="The same paragraph stands twice in one text.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "Sleep protects the memory of those who learn, a study shows today.\n\nMore.\n\n"
            "⟦Sleep protects the memory of those who learn, a study shows today.⟧\n\nThe end.",
            message="This paragraph has stood above already: keep one of them.",
            fixed="Sleep protects the memory of those who learn, a study shows today.\n\nMore.\n\nThe end.",
        ),
        Bad(
            "zh",
            "睡眠能够保护记忆，今天发表的一项研究这样说明了它的作用。\n⟦睡眠能够保护记忆，今天发表的一项研究这样说明了它的作用。⟧",
        ),
        Good("en", "Sleep, baby, sleep.\nYour father tends the sheep.\n\nSleep, baby, sleep.\nYour mother shakes the tree."),
        Good("ru", "Сон важен.\n\nСон важен."),
    ),
)
