"""Where foreign words belong: quotations, titles, glosses, references, marked-up terms, Latin terms, allowed words."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Iterator, Sequence

from copydesk import Block, Document, Pack, Span, load_pack
from copydesk_rules.language.patterns import lazily

_PAIR = lazily(
    r"“[^“”\n]{1,600}[”“]|„[^„“”\n]{1,600}[“”\"]|”[^”\n]{1,600}”|«[^«»\n]{1,600}»|»[^«»\n]{1,600}[«»]|\"[^\"\n]{1,600}\""
    r"|‘[^‘’\n]{3,400}’(?!\w)|‚[^‚‘’\n]{3,400}[‘’]|(?<!\w)'[^'\n]{3,300}'(?!\w)"
    r"|「[^「」\n]{1,600}」|『[^『』\n]{1,600}』|《[^《》\n]{1,600}》|〈[^〈〉\n]{1,600}〉|【[^【】\n]{1,200}】"
)
_BRACKET = lazily(r"\([^()\n]{1,300}\)|（[^（）\n]{1,300}）|\[[^\[\]\n]{1,300}\]")
_ACRONYM = lazily(r"(?<![^\W_])[A-ZÄÖÜÅÆØ][A-Za-z]?[A-Z0-9]{1,6}s?(?![^\W_])")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "a",
        "an",
        "de",
        "la",
        "le",
        "des",
        "du",
        "und",
        "der",
        "die",
        "og",
        "i",
        "av",
        "för",
        "att",
        "y",
        "e",
        "et",
    ]
)
_REFERENCE = lazily(
    r"\bdoi\b|\bet al\b|https?://|\bISSN\b|\bISBN\b|\bPMID\b|\b(?:19|20)\d\d\s?[;:]\s?\d+|\d+\s?\(\d+\)\s?[:,]\s?(?:pp?\.\s?)?\d+"
    r"|\d+\s?:\s?e?\d+\s?[–-]\s?\d+|\bpp?\.\s?\d+|\bvol\.\s?\d+|\([A-Z][^()]{0,60},? (?:19|20)\d\d[a-z]?\)",
    re.IGNORECASE,
)
_ENTRY = lazily(r"\s*(?:[-•*–]\s+)?(?:\[?\d{1,3}[\].)]\s*)")
_AUTHORS = lazily(r"[^\W\d_][\w'’-]+,?\s(?:[A-Z]\.?[ -]?){1,3}(?:,|\.|;|\s\()")
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
_MARKUP = lazily(
    r"(?:[*_]{1,3}|<(?:i|em|cite|q|dfn|var|kbd|samp|abbr)\b[^>]*>|<[a-z0-9]+\b[^>]*\blang=[^>]*>)\s*$", re.IGNORECASE
)
_MARKUP_AFTER = lazily(r"\s*[.,;:!?]?(?:[*_]|</)")
_GLOSS_WORDS = 7
_HEADING_MAX = 60


@functools.cache
def latin_terms() -> frozenset[str]:
    """Latin words of learned terms, with no language of their own in a text."""
    return frozenset(load_pack("en").get("residue.latin", ()))


@functools.cache
def small_words() -> frozenset[str]:
    """Words that titles and names write small in the languages that most of them come from."""
    return frozenset(load_pack("en").get("residue.small", ()))


def pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between quotation marks of a block, marks included."""
    return [match.span() for match in _PAIR().finditer(text, start, end)]


def brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between brackets of a block, brackets included."""
    return [match.span() for match in _BRACKET().finditer(text, start, end)]


def enclosing(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The first of ``spans`` that has ``[start, end)`` inside."""
    return next(((a, b) for a, b in spans if a <= start and end <= b), None)


def is_gloss(text: str, block: tuple[int, int], bracket: tuple[int, int], words: int) -> bool:
    """Whether a bracket explains what stands before it: few words, or the long form of an abbreviation."""
    return words <= _GLOSS_WORDS or spells_acronym(text, block, bracket)


def spells_acronym(text: str, block: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether the initials of the words in ``span`` make an abbreviation that the block has."""
    words = re.findall(r"[^\W\d_]+", text[span[0] : span[1]])
    initials = "".join(word[0] for word in words if word.lower() not in small_words()).upper()
    full = "".join(word[0] for word in words).upper()
    if len(initials) < 2:
        return False
    near = text[max(block[0], span[0] - 200) : min(block[1], span[1] + 60)]
    for match in _ACRONYM().finditer(near):
        name = match.group().rstrip("s").upper()
        if name in (initials, full) or (len(name) >= 3 and (initials.startswith(name) or full.startswith(name))):
            return True
    return False


def is_reference(text: str, start: int, end: int) -> bool:
    """Whether a block is an entry of a list of sources: it says so by the signs that such an entry has."""
    piece = text[start : min(end, start + 700)]
    if len(piece) > 600:
        return False
    signs = len(_REFERENCE().findall(piece))
    if signs >= 2:
        return True
    entry = bool(_ENTRY().match(piece))
    authors = bool(_AUTHORS().search(piece[:120]))
    return (signs >= 1 and (entry or authors)) or (authors and bool(_YEAR().search(piece)))


def reference_list(document: Document) -> tuple[int, int] | None:
    """The blocks, as (first, last + 1), under a heading that says they are sources; to the next heading or the end."""
    headings = document.pack.compiled(_reference_headings)
    for index, block in enumerate(document.blocks):
        if block.end - block.start <= _HEADING_MAX:
            piece = document.text[block.start : block.end]
            if piece.casefold().strip(" :：.#*") in headings:
                later = range(index + 1, len(document.blocks))
                return index + 1, next((i for i in later if document.blocks[i].kind == "heading"), len(document.blocks))
    return None


def _reference_headings(pack: Pack) -> frozenset[str]:
    return frozenset(word.casefold() for one in (pack, load_pack("en")) for word in one.get("structure.references", ()))


def is_caption(document: Document, block: Block) -> bool:
    """Whether a block stands under a picture, by its kind or its label."""
    if block.kind == "caption":
        return True
    label = document.text[block.start : block.start + 30].partition(":")
    return bool(label[1]) and label[0].casefold().rstrip(" 0123456789") in document.pack.compiled(_caption_labels)


def _caption_labels(pack: Pack) -> frozenset[str]:
    return frozenset(word.casefold() for one in (pack, load_pack("en")) for word in one.get("structure.caption", ()))


def is_marked_up(document: Document, start: int, end: int) -> bool:
    """Whether the source sets the stretch off as a term or title: emphasis, ``<cite>``, a ``lang`` of its own."""
    if document.format == "text":
        return False
    span = document.to_source(Span(start, end))
    before = document.source[max(0, span.start - 120) : span.start]
    return bool(_MARKUP().search(before)) and bool(_MARKUP_AFTER().match(document.source, span.end))


def in_title_case(words: Sequence[str]) -> bool:
    """Whether what carries meaning in a run of words is capitalised: a name or a title."""
    large = [word for word in words if word[:1].isalpha() and word.lower() not in small_words()]
    return bool(large) and all(not word[0].islower() for word in large)


class Allowed:
    """The words and phrases that a site lets stay."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._exact = [pattern.lower() for pattern in patterns if not set(pattern) & set("*?[")]
        self._globs = [re.compile(fnmatch.translate(pattern.lower())) for pattern in patterns if set(pattern) & set("*?[")]
        self._phrases = [pattern for pattern in self._exact if " " in pattern]

    def __bool__(self) -> bool:
        return bool(self._exact or self._globs)

    def word(self, word: str) -> bool:
        word = word.lower()
        for term in self._exact:
            if word == term or (len(term) >= 4 and word.startswith(term) and len(word) - len(term) <= 4):
                return True
        return any(glob.match(word) for glob in self._globs)

    def phrase(self, words: Sequence[str]) -> bool:
        """Whether all words of a fragment may stay, each alone or in an allowed phrase."""
        joined = " ".join(words).lower()
        if any(glob.match(joined) for glob in self._globs):
            return True
        for phrase in self._phrases:
            joined = joined.replace(phrase, " ")
        return all(self.word(word) for word in joined.split())


def words_of(text: str, start: int, end: int) -> Iterator[str]:
    """The words of letters in a stretch."""
    for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text[start:end]):
        yield match.group()


_NEAR = 160


def is_followed_by_translation(document: Document, start: int, end: int) -> bool:
    """Whether a quotation or a bracket with other words comes soon after a quotation, or a quotation just before it."""
    text = document.text
    block = next((block for block in document.blocks if block.start <= start < block.end), None)
    if block is None:
        return False
    spans = [*pairs(text, block.start, block.end), *brackets(text, block.start, block.end)]
    return any((0 <= a - end <= _NEAR or 0 <= start - b <= _NEAR) and b - a > (end - start) // 3 for a, b in spans)
