"""Quotations: blocks marked as quotes, and stretches between quotation marks of any language's kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk import Document, Zone

_MARKS = re.compile('["“”„‟«»「」『』‘’‚]')
_PAIRS = {
    "“": '”"“',
    "„": '“”"‟',
    "‟": '”"',
    "”": '”"',
    '"': '"”“',
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
}
_BEFORE_OPENING = " \t\n\r\u00a0\u202f([{-–—/:.,;…؛،"
_SIGNS = '"“”„‟«»「」『』‘‚'


def ZONES(document: Document) -> Iterator[Zone]:
    text = document.text
    for block in document.blocks:
        if block.kind == "quote":
            yield Zone(block.start, block.end, "quote")
    if not any(sign in text for sign in _SIGNS):
        return
    for block in document.blocks:
        if block.kind != "quote":
            yield from _quotes(text, block.start, block.end)


def _quotes(text: str, start: int, end: int) -> Iterator[Zone]:
    """Zones from an opening mark to its closing one, marks included; a quote that stays open runs to the block's end."""
    opened = -1
    closing = ""
    for match in _MARKS.finditer(text, start, end):
        at, sign = match.start(), match.group()
        if opened < 0:
            if sign in _PAIRS and _opens(text, at, start, end, sign):
                opened, closing = at, _PAIRS[sign]
        elif sign in closing and _closes(text, at, opened, end, sign):
            yield Zone(opened, at + 1, "quote")
            opened = -1
    if opened >= 0 and text[opened] not in "‘‚":
        yield Zone(opened, end, "quote")


def _opens(text: str, at: int, start: int, end: int, sign: str) -> bool:
    if sign in "「『":
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if sign in "«»":
        return after.strip() != "" or after in " \u00a0\u202f"
    wide = ord(before) > 0x2E7F
    return (before in _BEFORE_OPENING or wide) and not after.isspace()


def _closes(text: str, at: int, opened: int, end: int, sign: str) -> bool:
    if sign in '’‘"”“' and at + 1 < end and text[at + 1].isalnum() and ord(text[at + 1]) < 0x2E80:
        return False
    return at > opened + 1
