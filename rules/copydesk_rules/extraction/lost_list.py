"""A sentence announces a list and nothing follows, the items of a list ran together in one line, or a bullet stands alone: the
list was lost. Put its items back, each on a line.

Source: what text extraction does to lists, https://trafilatura.readthedocs.io/en/latest/evaluation.html
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Block, Document, Good, Hit, Pack, Rule, Severity, Span, load_pack
from copydesk_rules.extraction.signs import signs

_BULLETS = "•‣▪●◦"
_ALONE = re.compile(r"(?:[•‣▪●◦·]|\d{1,2}[.)])[ \t]*")
_MARK_ALONE = re.compile(r"\n\d{1,2}[.)][ \t]*(?=\n|$)")
_COLON = (":", "：")
_HEADING_MOST = 80


def _intro(pack: Pack) -> frozenset[str]:
    return frozenset(word.casefold() for one in (pack, load_pack("en")) for word in one.get("extraction.list_intro", ()))


def _something_follows(document: Document, block: Block, following: Block | None) -> bool:
    """Whether markup hides what was announced from a reader of the words: a picture, a block of code, a diagram."""
    if document.map is None:
        return False
    start = document.to_source(Span(block.start, block.end)).end
    end = document.to_source(Span(following.start, following.end)).start if following else len(document.source)
    return any(mark in document.source[start:end] for mark in ("```", "~~~", "![", "<img", "<pre", "<svg", "<table", "\n    "))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    for bullet in _BULLETS:
        if len(signs(document).at(bullet)) >= 3 and (match := _inline(document, text, bullet)):
            yield match
    colons = ":\n" in text or "：" in text or ": \n" in text or text.rstrip().endswith(":")
    if not colons and not _MARK_ALONE.search(text) and signs(document).unusual.isdisjoint(_BULLETS):
        return
    blocks = document.blocks
    for index, block in enumerate(blocks):
        sign = text[block.end - 1]
        size = block.end - block.start
        if sign in _COLON and block.kind not in ("heading", "table"):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if _something_follows(document, block, following):
                continue
            if size < 20 and not "\u3041" <= text[block.start] <= "\u9fff":
                continue
            words = text[max(block.start, block.end - 60) : block.end - 1].casefold()
            announced = any(word in words for word in document.pack_at(block.start).compiled(_intro)) if following else True
            if (
                following is None
                or (following.kind == "heading" and size > 40)
                or (announced and size > 20 and _is_title(document, index))
            ):
                start = block.start + max(0, text[block.start : block.end].rfind("\n") + 1)
                yield Hit(Span(start, block.end), "A list is announced here and does not follow: put it back.")
        elif size <= 4 and _ALONE.fullmatch(text[block.start : block.end]):
            severity: Severity | None = "info" if text[block.start].isdigit() else None
            yield Hit(
                Span(block.start, block.end),
                "This list mark has no item: put the item back, or delete the mark.",
                severity=severity,
            )


def _is_title(document: Document, index: int) -> bool:
    """Whether a question follows that stands above a longer paragraph, as a heading does."""
    blocks, text = document.blocks, document.text
    if index + 2 >= len(blocks):
        return False
    following, after = blocks[index + 1], blocks[index + 2]
    piece = text[following.start : following.end]
    return len(piece) < _HEADING_MOST and piece.endswith(("?", "？")) and after.end - after.start > 2 * len(piece)


def _inline(document: Document, text: str, bullet: str) -> Hit | None:
    """Three or more bullets inside one line of prose."""
    for start, end in document.lines:
        if text.count(bullet, start, end) >= 3:
            piece = text[start:end]
            items = [item.strip() for item in piece.split(bullet)]
            if len(max(items, key=len)) > 24 and not piece.lstrip().startswith(bullet * 2) and "|" not in piece:
                first = start + piece.index(bullet)
                return Hit(Span(first, end), "The items of a list ran together here: give each its own line.", severity="info")
    return None


RULE = Rule(
    name="extraction/lost-list",
    summary="A list that is announced and missing, ran together, or left its marks behind.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "Sleep matters.\n\n⟦Doctors give the following advice:⟧",
            message="A list is announced here and does not follow: put it back.",
        ),
        Bad(
            "da",
            "Søvn er vigtig.\n\n⟦Lægerne giver disse råd:⟧\n\nHvad sker der så?\n\nDen, der sover godt, husker langt bedre.",
        ),
        Bad("sv", "Råden är enkla:\n\n- sov länge\n⟦•⟧"),
        Bad("de", "Der Arzt rät: ⟦• früh ins Bett gehen und nicht lesen • abends spazieren • keinen Kaffee⟧", severity="info"),
        Bad("en", "# Sleep\n\n⟦These are the pieces of advice that doctors give:⟧\n\n## Why it matters\n\nText.", path="a.md"),
        Good("en", "Run this in the folder of the texts:\n\n```\ncopydesk lint\n```\n\n## Next\n\nRead on.\n", path="example.md"),
        Good("en", "Doctors give the following advice:\n\n- go to bed early\n- do not read"),
        Good("en", "She said: “Sleep.”\n\nTo: Anna"),
        Good("zh", "医生建议如下：\n早睡\n不喝咖啡"),
        Good("fr", "Partager • Imprimer • Envoyer"),
    ),
)
