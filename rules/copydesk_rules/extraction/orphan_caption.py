"""A caption whose figure is gone ("Figure 2. Sleep by age", "Photo: Getty Images") points at nothing. Put the figure back or
delete the caption; where it names a source, keep the source in the text.

Source: Web Content Accessibility Guidelines, text that depends on a figure, https://www.w3.org/WAI/tutorials/images/
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk import Bad, Block, Document, Good, Hit, Pack, Rule, Span, load_pack
from copydesk_rules.extraction.signs import signs

_MOST = 320
_IMAGE = re.compile(r"!\[|<(?:img|figure|svg|picture|video|iframe|table|canvas)\b", re.I)
_REACH = 800
_FIRST_SENTENCE_WORDS = 16


class _Labels(NamedTuple):
    figures: tuple[str, ...]
    numbered: re.Pattern[str]
    credits: tuple[str, ...]
    sources: tuple[str, ...]


def _labels(pack: Pack) -> _Labels:
    packs = (pack, load_pack("en"))

    def words(key: str) -> list[str]:
        return sorted({word for one in packs for word in one.get(f"extraction.{key}", ())}, key=len, reverse=True)

    def cased(found: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form for word in found for form in (word, word.lower(), word.upper())))

    figures = "|".join(re.escape(word) for word in words("figure"))
    behind = "|".join(re.escape(word) for word in words("figure") if word[0].islower()) or "(?!)"
    numbered = re.compile(
        rf"(?:{figures})\s?\d{{1,3}}[a-zA-Z]?\s*[.:：–—|)-]\s*\S|(?:図|图|圖)\s?\d{{1,2}}\s?[^\d\s]"
        rf"|\d{{1,3}}\.?\s(?:{behind})[.:]?\s\S"
    )
    digits = tuple("123456789") if any(word[0].islower() for word in words("figure")) else ()
    return _Labels((*words("figure"), *digits), numbered, cased(words("credit")), cased(words("source")))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    blocks = document.blocks
    labels = document.pack.compiled(_labels)
    figures = labels.figures
    for index, block in enumerate(blocks):
        if not text.startswith(figures, block.start) or not _may_be(block):
            continue
        found = labels.numbered.match(text, block.start, block.end)
        if found and not _has_figure(document, block) and not _rows_follow(text, blocks, index):
            span = Span(block.start, block.end)
            yield Hit(span, "This caption has lost its figure: put the figure back, or delete the caption.")
    starts: list[int] = []
    named = labels.credits + labels.sources
    for at in sorted(at for sign in ":：©" for at in signs(document).at(sign)):
        before = text[max(0, at - 32) : at].rstrip(" \u00a0")
        if not before.endswith(named):
            continue
        starts = starts or [block.start for block in blocks]
        index = bisect.bisect_right(starts, at) - 1
        if index < 0 or not _may_be(blocks[index]) or labels.numbered.match(text, blocks[index].start):
            continue
        yield from _credit_or_source(document, labels, index, at)


def _may_be(block: Block) -> bool:
    return block.end - block.start <= _MOST and block.kind not in ("heading", "table", "item")


def _credit_or_source(document: Document, labels: _Labels, index: int, at: int) -> Iterator[Hit]:
    """Judges a block in which a picture word or "Source" stands before the colon at ``at``."""
    text, blocks = document.text, document.blocks
    block = blocks[index]
    first = text[block.start : at].strip(" \u00a0([（")
    span = Span(block.start, block.end)
    if first in labels.credits:
        if _is_credit(text, block, at) and not _has_figure(document, block):
            yield Hit(span, "This credit belongs to a picture that is gone: put it back, or delete the line.")
        return
    label = next((word for word in labels.credits + labels.sources if first.endswith(word)), "")
    title = first[: len(first) - len(label)].rstrip(" \u00a0([（")
    between = (
        label and 0 < index < len(blocks) - 1 and title.endswith((".", "。", "!", "?", "…", ")", "）")) and not label[0].islower()
    )
    if between and _is_title(title[:-1]) and not _has_figure(document, block) and not _in_references(document, block):
        yield Hit(span, "This reads as the caption of a figure that is gone: delete it, and keep its source in the text.")


def _is_title(first: str) -> bool:
    """One short statement, as captions are."""
    return (3 <= len(first.split()) <= _FIRST_SENTENCE_WORDS and not re.search(r"[.!?…] |[\"“”„«»]", first)) or (
        " " not in first and 4 <= len(first) <= 40 and not re.search("[。「」“”]", first)
    )


def _is_credit(text: str, block: Block, at: int) -> bool:
    """A short line with a name behind a picture word."""
    after = text[at + 1 : block.end].strip()
    return 0 < len(after) <= 90 and "\n" not in after and after.count(". ") <= 1 and len(after.split()) <= 12


def _has_figure(document: Document, block: Block) -> bool:
    """Whether the source has a picture or a table near the block."""
    if document.format == "text":
        return False
    at, end = document.to_source(Span(block.start, block.end))
    return _IMAGE.search(document.source, max(0, at - _REACH), end + _REACH) is not None


def _in_references(document: Document, block: Block) -> bool:
    return any(zone.start <= block.start and zone.data and zone.data.get("heading") for zone in document.zones_of("reference"))


def _rows_follow(text: str, blocks: Sequence[Block], index: int) -> bool:
    if index + 1 >= len(blocks):
        return False
    following = text[blocks[index + 1].start : blocks[index + 1].end]
    return "|" in following or "\t" in following or blocks[index + 1].kind == "table"


RULE = Rule(
    name="extraction/orphan-caption",
    summary="The caption or credit of a figure that is not there.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "Sleep changes with age.\n\n⟦Figure 2. Hours of sleep by age group⟧\n\nThe oldest slept least.",
            message="This caption has lost its figure: put the figure back, or delete the caption.",
        ),
        Bad(
            "sv",
            "Minnen lagras.\n\n⟦Minnesspår på tre nivåer i hjärnan. Källa: Nordisk Sömntidning (2024)⟧\n\nSå arbetar hjärnan.",
        ),
        Bad("de", "Schlaf ist wichtig.\n\n⟦Foto: Anna Beck⟧\n\nDie Studie lief zwei Jahre."),
        Bad("ru", "Сон важен.\n\n⟦Рис. 3. Сон по возрастам⟧\n\nДальше рассказывают врачи."),
        Bad("ja", "眠りは変わる。\n\n⟦図1：年齢と睡眠時間⟧\n\n高齢者は短い。"),
        Bad("fr", "Le sommeil change.\n\n⟦Photo : Anne Petit⟧\n\nLa suite de l'étude."),
        Good("en", "![Sleep](s.png)\n\nFigure 2. Hours of sleep by age group\n\nThe oldest slept least.", path="a.md"),
        Good("en", "Figure 2 shows how sleep changes with age, and the table gives the figures for both sexes."),
        Good("de", "Schlaf ist wichtig.\n\nQuelle: Universität Bonn"),
        Good("da", "Kilden: en forsker, der ikke vil nævnes. Foto er slet ikke nævnt her."),
    ),
)
