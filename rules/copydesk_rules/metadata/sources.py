"""What tells a reader where a fact comes from: DOIs, links, references, citations."""

from __future__ import annotations

import re

from copydesk import Document, Fact, Pack, Span

_SOURCE = re.compile(
    r"10\.\d{4,9}/\S|https?://|\bwww\.|\bPMID\b|\barXiv:|\bet al\b|\bISBN\b"
    r"|\([^()\n]{2,60},? (?:19|20)\d\d[a-z]?\)|\b(?:19|20)\d\d\s*;\s*\d+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]|[¹²³⁴-⁹]")
_LINK = re.compile(r"""\]\(\s*<?(?:https?:)?//|\bhref\s*=\s*["']?\s*(?:https?:)?//|<https?://""", re.IGNORECASE)
_DOI_LINK = re.compile(r"doi\.org/10\.|pubmed|ncbi\.nlm", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _sourced(document: Document) -> bool:
    if _SOURCE.search(document.text) or document.zones_of("reference"):
        return True
    if document.format == "text":
        return False
    if _DOI_LINK.search(document.source):
        return True
    # Of a page's links only those that stand in its prose lead to sources; the others are its menus.
    return any(
        _LINK.search(document.source, *document.to_source(Span(block.start, block.end)))
        for block in document.blocks
        if block.kind in ("paragraph", "quote") and block.end - block.start > 60
    )


FACT = Fact("metadata/sourced", _sourced)
"""Whether a document names any source that a reader could look up."""


def cited(document: Document, start: int, end: int) -> bool:
    """Whether a stretch of text says itself where it comes from: a year, a number in brackets, a link, a DOI."""
    text = document.text
    if _YEAR.search(text, start, end) or _NUMBERED.search(text, start, end) or _SOURCE.search(text, start, end):
        return True
    return document.format != "text" and _LINK.search(document.source, *document.to_source(Span(start, end))) is not None


def words(pack: Pack, key: str) -> re.Pattern[str]:
    """The words of a key as one pattern; where words are parted by spaces, each begins where a word begins.

    Not in Korean, whose endings are written on to the word: "네이처에 게재된".
    """
    listed = sorted(pack.get(f"metadata.{key}", ()), key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in listed) or "(?!)"
    free = not pack.get("sentences.spaces", True) or re.match("[\uac00-\ud7a3]", joined)
    return re.compile(joined if free else rf"(?<!\w)(?:{joined})", re.IGNORECASE)


def study(pack: Pack) -> re.Pattern[str]:
    return words(pack, "study")


def published(pack: Pack) -> re.Pattern[str]:
    return words(pack, "published")


def attribution(pack: Pack) -> re.Pattern[str]:
    return words(pack, "attribution")


def reviewer(pack: Pack) -> re.Pattern[str]:
    return words(pack, "reviewer")


def share_signs(pack: Pack) -> tuple[str, ...]:
    """What a stretch must have one of, folded, to state a share in the language."""
    return tuple({"%", "٪", "％", *(folded(word) for key in ("percent", "share") for word in pack.get(f"metadata.{key}", ()))})


def folded(text: str) -> str:
    """``text`` in lower case, with one form of the letters that a pattern takes for one whatever their case."""
    if text.isascii():
        return text.lower()
    text = text.replace("İ", "i").lower()
    for sign, one in _ONE_FORM:
        if sign in text:
            text = text.replace(sign, one)
    return text


_ONE_FORM = tuple(zip("ıſςµϐϑϕϖϰϱϵẛ", "isσμβθφπκρεṡ", strict=True))


def share(pack: Pack) -> re.Pattern[str]:
    """How a language states a share: a percentage, or "two of three"."""
    percent = "|".join(re.escape(word) for word in pack.get("metadata.percent", ())) or "(?!)"
    spoken = "|".join(re.escape(word) for word in pack.get("metadata.share", ())) or "(?!)"
    return re.compile(rf"\d\s?[%٪％]|\d[\d.,]*\s(?:{percent})|(?:{percent})\s?\d|(?<!\w)(?:{spoken})", re.IGNORECASE)
