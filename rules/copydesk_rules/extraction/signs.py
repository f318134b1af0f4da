"""What several rules ask of a text: which scripts occur, what stands round an offset, whether a stretch is code or a link."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk import Document, Fact, Zone

PLACEHOLDER = "\ufdd0"
"""Stands in ``Document.text`` for inline code."""

HAN = r"\u3400-\u4dbf\u4e00-\u9fff々〆"
KANA = r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
WIDE = HAN + KANA

_PLAIN = bytes([*range(0x20, 0x7F), 9, 10, 13])


class Signs:
    """Which signs a text holds and where, looked up on demand: rules ask before they search."""

    __slots__ = ("_places", "text", "unusual")

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, tuple[int, ...]] = {}
        self.unusual: frozenset[str] = frozenset()
        """Every sign of the text that is neither printable ASCII nor white space."""
        if not text.isascii() or not text.isprintable():
            rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
            self.unusual = frozenset(rest.decode("utf-8", "surrogatepass"))

    def at(self, sign: str) -> tuple[int, ...]:
        """The offsets of one sign, in order."""
        found = self._places.get(sign)
        if found is None:
            text, places = self.text, []
            place = text.find(sign) if sign.isascii() or sign in self.unusual else -1
            while place >= 0:
                places.append(place)
                place = text.find(sign, place + 1)
            found = self._places[sign] = tuple(places)
        return found

    def any(self, first: str, last: str) -> bool:
        """Whether a sign between two code points, both included, occurs."""
        return any(first <= sign <= last for sign in self.unusual)


_SIGNS = Fact("extraction.signs", lambda document: Signs(document.text))


def signs(document: Document) -> Signs:
    """The signs of a document, computed once."""
    return document.fact(_SIGNS)  # type: ignore[no-any-return]


def _compute(document: Document) -> frozenset[str]:
    unusual = "".join(signs(document).unusual)
    return frozenset(name for name, block in _BLOCKS.items() if block.search(unusual)) if unusual else frozenset()


_BLOCKS = {
    "greek": re.compile("[\u0370-\u03ff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "wide": re.compile("[\u2e80-\ud7a3]"),
    "radical": re.compile("[\u2e80-\u2fdf]"),
    "compatibility": re.compile("[\uf900-\uffef\U0001d400-\U0001d7ff]"),
}
_SCRIPTS = Fact("extraction.scripts", _compute)


def scripts(document: Document) -> frozenset[str]:
    """Which of greek, cyrillic, wide (Han, Kana, Hangul), radical and compatibility signs occur in the text."""
    return document.fact(_SCRIPTS)  # type: ignore[no-any-return]


def token(text: str, at: int, reach: int = 200) -> tuple[int, int]:
    """The stretch without white space round an offset, at most ``reach`` code points to each side."""
    before, after = text[max(0, at - reach) : at], text[at : at + reach]
    start = at - len(before.rsplit(None, 1)[-1]) if before and not before[-1].isspace() else at
    end = at + len(after.split(None, 1)[0]) if after and not after[0].isspace() else at
    return start, end


_TECHNICAL = re.compile(
    r"://|www\.|[@\\_\ufdd0{}]|\w/\w+[./]|\.(?:com|org|net|html?|php|pdf|jpe?g|png|js|py|txt)\b|10\.\d{4,}/", re.I
)


def technical(text: str, at: int) -> bool:
    """Whether the token at an offset is a link, an address, a path or code rather than prose."""
    start, end = token(text, at)
    return _TECHNICAL.search(text, start, end) is not None


def line(text: str, at: int, reach: int = 1000) -> tuple[int, int]:
    """The line round an offset, without its line break; of a longer line at most ``reach`` code points to each side."""
    least, most = max(0, at - reach), min(len(text), at + reach)
    start = max(text.rfind("\n", least, at) + 1, least)
    end = text.find("\n", at, most)
    return start, most if end < 0 else end


def within(zones: Sequence[Zone], at: int) -> bool:
    """Whether one of the zones covers an offset."""
    return any(zone.start <= at < zone.end for zone in zones)


def shown(piece: str, most: int = 40) -> str:
    """A piece of the text for a message: one line, shortened in the middle."""
    piece = " ".join(piece.split())
    return piece if len(piece) <= most else f"{piece[: most // 2]}…{piece[-(most // 2) + 1 :]}"
