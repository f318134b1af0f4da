"""What several rules ask of a text: which scripts occur, what stands round an offset, whether a stretch is code or a link."""

from __future__ import annotations

import re

from copydesk import Document, Fact

PLACEHOLDER = "\ufdd0"
"""Stands in ``Document.text`` for inline code."""

HAN = r"\u3400-\u4dbf\u4e00-\u9fff々〆"
KANA = r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
WIDE = HAN + KANA

_LEADS = {
    "greek": (b"\xcd", b"\xce", b"\xcf"),
    "cyrillic": (b"\xd0", b"\xd1", b"\xd2", b"\xd3"),
    "hebrew": (b"\xd6", b"\xd7"),
    "arabic": (b"\xd8", b"\xd9", b"\xda", b"\xdb"),
    "wide": (b"\xe3", b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9"),
    "compatibility": (b"\xef", b"\xf0"),
    "format": (b"\xe2\x80\x8b", b"\xe2\x80\x8c", b"\xe2\x80\x8d", b"\xe2\x80\x8e", b"\xe2\x80\x8f", b"\xe2\x80\xa8", b"\xe2\x80\xa9",
               b"\xe2\x80\xaa", b"\xe2\x80\xab", b"\xe2\x80\xac", b"\xe2\x80\xad", b"\xe2\x80\xae", b"\xe2\x81\xa0", b"\xe2\x81\xa1",
               b"\xe2\x81\xa2", b"\xe2\x81\xa3", b"\xe2\x81\xa4", b"\xe2\x81\xa6", b"\xe2\x81\xa7", b"\xe2\x81\xa8", b"\xe2\x81\xa9",
               b"\xc2\xad", b"\xcd\x8f", b"\xe1\xa0\x8e", b"\xe1\x85\x9f", b"\xe1\x85\xa0", b"\xe3\x85\xa4", b"\xef\xbb\xbf", b"\xef\xb8\x8f"),
}  # fmt: skip


def _compute(document: Document) -> frozenset[str]:
    text = document.text
    if text.isascii():
        return frozenset()
    raw = text.encode("utf-8", "surrogatepass")
    return frozenset(name for name, leads in _LEADS.items() if any(lead in raw for lead in leads))


_SCRIPTS = Fact("extraction.scripts", _compute)


def scripts(document: Document) -> frozenset[str]:
    """Which of greek, cyrillic, hebrew, arabic, wide (Han, Kana, Hangul), compatibility and format signs occur in the text."""
    return document.fact(_SCRIPTS)  # type: ignore[no-any-return]


def token(text: str, at: int, reach: int = 200) -> tuple[int, int]:
    """The stretch without white space round an offset, at most ``reach`` code points to each side."""
    start = at
    while start > 0 and at - start < reach and not text[start - 1].isspace():
        start -= 1
    end = at
    while end < len(text) and end - at < reach and not text[end].isspace():
        end += 1
    return start, end


_TECHNICAL = re.compile(r"://|www\.|[@\\_\ufdd0{}]|\w/\w+[./]|\.(?:com|org|net|html?|php|pdf|jpe?g|png|js|py|txt)\b|10\.\d{4,}/", re.I)


def technical(text: str, at: int) -> bool:
    """Whether the token at an offset is a link, an address, a path or code rather than prose."""
    start, end = token(text, at)
    return _TECHNICAL.search(text, start, end) is not None


def line(text: str, at: int) -> tuple[int, int]:
    """The line round an offset, without its line break."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def shown(piece: str, most: int = 40) -> str:
    """A piece of the text for a message: one line, shortened in the middle."""
    piece = " ".join(piece.split())
    return piece if len(piece) <= most else f"{piece[: most // 2]}…{piece[-(most // 2) + 1 :]}"
