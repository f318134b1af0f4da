"""A caption whose figure is gone ("Figure 2. Sleep by age", "Photo: Getty Images") points at nothing. Put the figure back or
delete the caption; where it names a source, keep the source in the text.

Source: Web Content Accessibility Guidelines, text that depends on a figure, https://www.w3.org/WAI/tutorials/images/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from copydesk import Bad, Block, Document, Good, Hit, Pack, Rule, Span, load_pack

_MOST = 320
_IMAGE = re.compile(r"!\[|<(?:img|figure|svg|picture|video|iframe|table|canvas)\b", re.I)
_REACH = 800
_FIRST_SENTENCE_WORDS = 16


def _labels(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    packs = (pack, load_pack("en"))
    figures = _joined({word for one in packs for word in one.get("extraction.figure", ())})
    sources = {word for one in packs for word in one.get("extraction.source", ())}
    credits = {word for one in packs for word in one.get("extraction.credit", ())}
    numbered = re.compile(rf"(?:(?:{figures})\s?\d{{1,3}}[a-zA-Z]?\s*[.:：–—|)-]\s*\S|\d{{1,3}}\.\s(?:{figures})[.:：]?\s\S|(?:図|图|圖)\s?\d{{1,2}}\s?[^\d\s])")
    credit = re.compile(rf"[(\[（]?(?:{_joined(credits)})\s*(?:[:：]|©|\()\s*\S", re.I)
    inside = re.compile(rf"[.。!?…)）]\s*[(\[（]?(?:{_joined(sources | credits)})\s*[:：]\s*\S")
    return numbered, credit, inside


def _joined(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    numbered, credit, inside = document.pack.compiled(_labels)
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.end - block.start > _MOST or block.kind in ("heading", "table", "item"):
            continue
        colon = text.find(":", block.start, block.end) >= 0 or text.find("：", block.start, block.end) >= 0
        first = text[block.start : block.start + 24]
        if not colon and not any(sign.isdigit() or sign == "©" for sign in first):
            continue
        piece = text[block.start : block.end]
        if numbered.match(piece):
            if not _has_figure(document, block) and not _rows_follow(text, blocks, index):
                yield Hit(Span(block.start, block.end), "This caption has lost its figure: put the figure back, or delete the caption.")
        elif colon and credit.match(piece) and "\n" not in piece and _is_credit(text, blocks, index, piece):
            if not _has_figure(document, block):
                yield Hit(Span(block.start, block.end), "This credit belongs to a picture that is gone: put it back, or delete the line.")
        elif colon and 0 < index < len(blocks) - 1 and (match := inside.search(piece)) and _is_title(piece[: match.start()]):
            if not _has_figure(document, block) and not _in_references(document, block):
                yield Hit(
                    Span(block.start, block.end),
                    "This reads as the caption of a figure that is gone: delete it, and keep its source in the text.",
                )


def _is_title(first: str) -> bool:
    """One short statement, as captions are."""
    return 3 <= len(first.split()) <= _FIRST_SENTENCE_WORDS and not re.search(r"[.!?…] |[\"“”„«»]", first) or (
        " " not in first and 4 <= len(first) <= 40 and not re.search("[。「」“”]", first)
    )


def _is_credit(text: str, blocks: Sequence[Block], index: int, piece: str) -> bool:
    """A short line with a name behind a picture word."""
    after = re.split("[:：©(]", piece, maxsplit=1)[1].strip()
    if len(after) > 90 or after.count(". ") > 1 or index == 0 and len(blocks) == 1:
        return False
    return len(after.split()) <= 12


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
        Bad("sv", "Minnen lagras.\n\n⟦Minnesspår på tre nivåer i hjärnan. Källa: Nordisk Sömntidning (2024)⟧\n\nSå arbetar hjärnan."),
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
