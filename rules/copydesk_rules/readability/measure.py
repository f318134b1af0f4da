"""How long a stretch of text is to a reader: in words, or in signs where words are not parted by spaces."""

from __future__ import annotations

from copydesk import Document


def too_long(document: Document, start: int, end: int, words: int, signs: int) -> str:
    """The length of a stretch ("58 words") where it is over the limit, else ""."""
    if not document.pack_at(start).get("sentences.spaces", True):
        size = end - start
        return f"{size} signs" if size > signs else ""
    if end - start <= 2 * words:
        return ""
    count = len(document.text[start:end].split())
    return f"{count} words" if count > words else ""


def is_prose(document: Document, start: int, kind: str) -> bool:
    return kind in ("paragraph", "item", "quote") and document.zone_at(start, "reference", "caption", "chrome", "byline") is None
