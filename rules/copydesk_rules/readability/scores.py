"""LIX and RIX, which count words and sentences only and so hold for any language that parts its words with spaces.

LIX: C. H. Björnsson, Läsbarhet, 1968; RIX: J. Anderson, "Lix and Rix", Journal of Reading 26, 1983,
https://www.jstor.org/stable/40031755
"""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk import Document, Fact

_LONG = re.compile(r"[^\W\d_]{7,}")
_LABEL_WORDS = 3


class Scores(NamedTuple):
    """What was counted in the prose of a document, and its indices; both are 0 where words are not parted by spaces."""

    words: int
    sentences: int
    long_words: int
    lix: float
    rix: float


def prose(document: Document) -> list[str]:
    """The sentences of a document's running text: no labels, headings, table cells, captions or references."""
    text = document.text
    skipped = [(zone.start, zone.end) for zone in document.zones_of("reference", "caption", "chrome")]
    out = []
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind in ("heading", "table", "caption"):
            continue
        if any(start <= sentence.start < end for start, end in skipped):
            continue
        piece = text[sentence.start : sentence.end]
        if piece.count(" ") >= _LABEL_WORDS or not document.pack.get("sentences.spaces", True):
            out.append(piece)
    return out


def _compute(document: Document) -> Scores:
    pieces = prose(document)
    joined = " ".join(pieces)
    words = len(joined.split())
    if not words or not document.pack.has("readability.lix"):
        return Scores(words, len(pieces), 0, 0.0, 0.0)
    long_words = len(_LONG.findall(joined))
    return Scores(
        words,
        len(pieces),
        long_words,
        round(words / len(pieces) + 100 * long_words / words, 1),
        round(long_words / len(pieces), 2),
    )


FACT = Fact("readability/counted", _compute)
