"""Captions and references: text beside the article's own, where names and titles in other languages belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk import Document, Pack, Zone, load_pack

_CAPTION_MAX = 320
_CITATION = re.compile(
    r"(?:\bdoi:\s*10\.\d{4,9}/|\bdoi\.org/10\.|\bPMID:?\s*\d|\bISSN\b|\bISBN\b"
    r"|\b(?:19|20)\d\d\b[^.;]{0,14};\s*\d+(?:\s*\(\d+\))?\s*:\s*[A-Za-z]{0,4}\d+|\bet al\.?,?\s*\(?(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}[.)])\s+\S")
_HINTS = ("doi", "DOI", "PMID", "ISSN", "ISBN", "et al", ";")


def ZONES(document: Document) -> Iterator[Zone]:
    text = document.text
    headings, captions = document.pack.compiled(_words)
    in_references = False
    for block in document.blocks:
        piece = text[block.start : block.end]
        if block.kind == "caption":
            yield Zone(block.start, block.end, "caption")
            continue
        short = len(piece) <= _CAPTION_MAX
        if short and piece.casefold().strip(" :：.#") in headings:
            in_references = True
            yield Zone(block.start, block.end, "reference", data={"heading": True})
            continue
        if in_references:
            if block.kind == "heading":
                in_references = False
            else:
                yield Zone(block.start, block.end, "reference")
                continue
        if not short:
            continue
        if (label := captions.match(piece)) and not piece.endswith(("?", "!")):
            yield Zone(block.start, block.end, "caption", data={"label": label.group()})
        elif any(hint in piece for hint in _HINTS) and _CITATION.search(piece):
            yield Zone(block.start, block.end, "reference")


def _words(pack: Pack) -> tuple[frozenset[str], re.Pattern[str]]:
    packs = (pack, load_pack("en"))
    headings = frozenset(word.casefold() for one in packs for word in one.get("structure.references", ()))
    labels = sorted({word for one in packs for word in one.get("structure.caption", ())}, key=len, reverse=True)
    joined = "|".join(re.escape(label) for label in labels) or r"(?!)"
    return headings, re.compile(rf"(?:{joined})\s*(?:\d+\w?\s*)?[:：.–—-]\s*\S", re.IGNORECASE)
