"""Labels that say what a date is: "Last reviewed", "Stand", "最終更新日". Found as phrases, judged by where they stand.

The words are in the packs, in three strengths: ``dates.labels`` count anywhere in a short line, ``dates.participles``
at the head of a phrase, before a colon or with a capital, ``dates.nouns`` at the head of a phrase alone.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from copydesk import Pack, load_pack
from copydesk_rules.dates.names import LANGUAGES, TOKEN, Names, bare, fold
from copydesk_rules.dates.patterns import lazily

KINDS = ("labels", "participles", "nouns")
_SPACED = lazily("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_SEPARATORS = frozenset('|·•/–—:;([{>»✂,.!?…⋅*"“”、。：；（【｜-\u200e\u200f)]}▪■●→')
_BRACES = lazily(r"\{([^{}]*)\}")
CLOCK = lazily(
    r"\d{1,2}\s?[:.hH時时시点點]\s?\d{2}(?:\s?[:.分분mM]\s?\d{0,2}\s?[秒초sS]?)?(?:[.,]\d+)?(?:Z\b|[+-]\d{2}:?\d{2})?"
    r"|\d{1,2}\s?(?:[ap]\.?\s?m\b\.?|uhr\b|h\b|ч\b|[時时點点시])|T\d{2}:\d{2}\S*|\b\d{4}\s(?=[A-Z]{3,4}\b)|[+-]\d{4}\b",
    re.IGNORECASE,
)
_ZONE = lazily(r"\b(?:[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d\d)?)?|(?i:[ap]\.?m\.?|o'clock))(?!\w)")
_MARKS = frozenset(
    ["st", "nd", "rd", "th", "am", "pm", "gmt", "utc", "est", "edt", "cst", "pst", "pdt", "ist", "cet", "cest", "bst", "hrs", "h"]
)


class Label(NamedTuple):
    """A label in the text. ``kind`` is one of KINDS; ``language`` is that of the pack that has it."""

    start: int
    end: int
    role: str
    kind: str
    language: str


class Words(NamedTuple):
    """The phrases of some languages as an automaton, what each means, and the small words that may stand round a date."""

    automaton: Any
    phrases: Mapping[str, tuple[str, str, str]]
    texts: Sequence[str]
    fillers: frozenset[str]
    by: tuple[str, ...]
    self_: tuple[str, ...]
    relative: frozenset[str]


def expand(template: str) -> Iterator[str]:
    """A template with every choice of its braces: "last {updated,edited}" gives two phrases."""
    found = _BRACES().search(template)
    if found is None:
        yield " ".join(template.split())
        return
    for choice in found[1].split(","):
        yield from expand(template[: found.start()] + choice + template[found.end() :])


def folded(text: str) -> str:
    """``text`` in lower case with one kind of i, apostrophe and space, exactly as long as it was."""
    if text.isascii():
        return text.lower()
    text = text.replace("İ", "i").replace("ı", "i").replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(sign.lower()[0] for sign in text)


def _variants(phrase: str) -> Iterator[str]:
    phrase = folded(unicodedata.normalize("NFC", phrase))
    yield phrase
    if phrase[0] < "\u0400" and not phrase.isascii():
        yield " ".join(bare(word) for word in phrase.split(" "))
    if "\u0600" <= phrase[0] <= "\u06ff":
        plain = re.sub("[\u064b-\u0652]", "", phrase)
        yield phrase.replace("\u064b\u0627", "\u0627\u064b")
        yield from (plain, plain.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا"), plain.replace("ی", "ي").replace("ک", "ك"))
        if "\u200c" in plain:
            yield from (plain.replace("\u200c", ""), plain.replace("\u200c", " "))


def _phrases(pack: Pack) -> Mapping[str, tuple[str, str, str]]:
    """Each phrase of a pack with its role, kind and language; the strongest kind wins."""
    found: dict[str, tuple[str, str, str]] = {}
    for kind in KINDS:
        for role, templates in pack.get(f"dates.{kind}", {}).items():
            for template in templates:
                for phrase in expand(template):
                    for variant in _variants(phrase):
                        found.setdefault(variant, (role, kind, pack.tag))
    return found


def _small(pack: Pack) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    def words(name: str) -> list[str]:
        return [folded(word) for word in pack.get(f"dates.words.{name}", ())]

    fillers = {part for word in words("connectors") for part in TOKEN().findall(word)}
    fillers |= {bare(word) for word in fillers}
    return frozenset(fillers), tuple(words("by")), tuple(words("self")), frozenset(words("relative"))


@functools.cache
def of(tags: tuple[str, ...]) -> Words:
    """The words of some languages; the first one wins where two share a phrase."""
    import ahocorasick_rs

    phrases: dict[str, tuple[str, str, str]] = {}
    fillers: set[str] = set(_MARKS)
    by: dict[str, None] = {}
    self_: dict[str, None] = {}
    relative: set[str] = set()
    for tag in tags:
        pack = load_pack(tag)
        for phrase, meaning in pack.compiled(_phrases).items():
            phrases.setdefault(phrase, meaning)
        small, names, own, ago = pack.compiled(_small)
        fillers |= small
        by |= dict.fromkeys(names)
        self_ |= dict.fromkeys(own)
        relative |= ago
    automaton = ahocorasick_rs.AhoCorasick(list(phrases), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return Words(automaton, phrases, tuple(phrases), frozenset(fillers), tuple(by), tuple(self_), frozenset(relative))


def near(tags: Sequence[str]) -> Words:
    """The words of a document's languages and English."""
    return _near(tuple(tags))


@functools.lru_cache(maxsize=256)
def _near(tags: tuple[str, ...]) -> Words:
    return of(tuple(dict.fromkeys([tag for tag in tags if tag in LANGUAGES] + ["en"])))


def everywhere() -> Words:
    """The words of all languages."""
    return of(("en", *LANGUAGES))


def find(text: str, lower: str, words: Words, offset: int = 0) -> list[Label]:
    """The labels of a text in order of place, moved by ``offset``. ``lower`` is the folded text."""
    out = []
    for index, start, end in words.automaton.find_matches_as_indexes(lower):
        phrase = words.texts[index]
        if not _whole(text, start, end):
            shorter = (cut for cut in range(end - 1, start + 2, -1) if lower[start:cut] in words.phrases)
            end = next((cut for cut in shorter if _whole(text, start, cut)), 0)
            phrase = lower[start:end]
        if end:
            out.append(Label(start + offset, end + offset, *words.phrases[phrase]))
    return out


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a match is whole words; a capital may follow a small letter or a digit where lines were glued together."""
    first, last = text[start], text[end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    glued = first.isupper() and (before.islower() or not last.isupper())
    if before and (before.isalpha() or unicodedata.category(before)[0] == "M") and not glued and not _SPACED().match(first):
        return False
    if after and (after.isalpha() or unicodedata.category(after)[0] == "M") and not _SPACED().match(last):
        return after.isupper() and last.islower()
    return True


def without_clock(piece: str) -> str:
    """A piece of text without its times of day and their zones."""
    bare_piece = CLOCK().sub(" ", piece)
    return _ZONE().sub(" ", bare_piece) if bare_piece != piece else piece


def is_filler(piece: str, words: Words, names: Names, more: frozenset[str] = frozenset()) -> bool:
    """Whether a piece between a label and its date says nothing of its own: times, weekdays, "on the", punctuation."""
    if not piece or piece.isspace() or (len(piece) == 1 and not piece.isalnum()):
        return True
    tokens = [fold(token) for token in TOKEN().findall(without_clock(piece))]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        pair = " ".join(tokens[index : index + 2])
        if pair in names.weekdays and len(pair) > len(token):
            index += 2
        elif token in words.fillers or token in names.weekdays or bare(token) in words.fillers or token in more:
            index += 1
        else:
            return False
    return True


def at_head(text: str, start: int, begin: int, words: Words, names: Names) -> bool:
    """Whether what starts at ``start`` opens a phrase of the line part that begins at ``begin``."""
    before = text[max(begin, start - 200) : start]
    if not before.strip() or (text[start].isupper() and before[-1].isalpha()):
        return True
    last = before.rstrip()[-1]
    if last in "-./":
        return (
            (last == "-" and before.endswith(" - ")) or (last in "./" and before.endswith(" ")) or is_filler(before, words, names)
        )
    if last in _SEPARATORS:
        return last not in ",:" or len(before) < 60
    return is_filler(before, words, names)


def opens_with_self(text: str, begin: int, start: int, words: Words) -> bool:
    """Whether the words before a label say that it speaks of the document itself: "This page was last updated"."""
    before = folded(text[max(begin, start - 60) : start])
    if "," in before:
        return False
    padded = f" {before} "
    return any(f" {own} " in padded or (_SPACED().match(own) is not None and own in before) for own in words.self_)
