"""The interface words of all languages, compiled: whole-line labels in a dictionary, phrases in one automaton.

A site's chrome is often left in the site's own language, so every document is held against the words of every pack. The
tables of a pack are named after the rules, ``[chrome.navigation]`` and so on. In a table

- ``phrases`` stand inside a line; one of them must cover most of a short line, or two of them meet in a longer one;
- ``strong`` are phrases that settle the matter alone;
- ``weak`` are labels that also make a heading or a list item ("Health"), ``crumb`` names of the start page ("Home"): they
  count beside other chrome only;
- every other key is a list of labels, and its name picks the message ("share", "player").

``{n}`` in a label stands for a number, ``{x}`` at its start or end for a name of at most 60 signs; ``*`` at the end of a
phrase leaves the word open (an inflected ending may follow).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

KINDS = (
    "widget-text",
    "navigation",
    "call-to-action",
    "consent-notice",
    "site-policy",
    "typo-report",
    "advert-label",
    "teaser",
    "badge",
)

EDGE = (
    " \t\n\r\xa0\u200b\u200e\u200f\ufeff\ufe0f\u3000.,:;!?¿¡…·•∙*-–—−_|¦/\\<>«»‹›→←↑↓⟶⟵➔➜➤⇒↗↩⤴▲▼►◄▶◀▸◂▾▴△▽"
    "✓✔✕✖✗×✚+=~^#@&()[]{}\"'“”„‟‘’`´®™★☆⭐"
    "。、，：；！？「」『』（）【】［］〈〉《》｜／＞＜・،؛؟।॥״׳"
)
"""Signs that may stand round a label without changing it."""

_COUNT = re.compile(r"\s*[(\[（]\s*\+?[\d.,]+\s*[kKmM]?\s*[)\]）]")
_NUMBER = re.compile(r"\d+(?:[.,:٫٬]\d+)*")


class Label(NamedTuple):
    """A whole-line label: which rule it belongs to, which message it gets, and whether it needs a neighbour."""

    kind: str
    variant: str
    weak: bool
    language: str


class Phrase(NamedTuple):
    """A phrase in a line. ``place`` is "in", "start" or "end" (the rest of the line is a name); ``rest`` must end the line."""

    kind: str
    variant: str
    weight: int
    language: str
    place: str
    rest: str
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Words:
    labels: Mapping[str, tuple[tuple[Any, ...], ...]]
    phrases: Sequence[tuple[tuple[Any, ...], ...]]
    automaton: AhoCorasick
    first: frozenset[str]
    last: frozenset[str]

    def label(self, key: str, language: str) -> Label | None:
        """The best label for a key: of the document's language, else English, else any language.

        A short label of a third language is weak, for it may be a word of this one (da "del", fr "suite").
        """
        found = self.labels.get(key)
        if found is None:
            return None
        for wanted in (language, "en"):
            for values in found:
                if values[3] == wanted:
                    return Label(*values)
        best = Label(*min(found, key=lambda values: bool(values[2])))
        return best._replace(weak=True) if len(key) < 6 and key < "\u0370" else best


def lowered(text: str) -> str:
    """``text`` in lower case and of the same length, its blanks and apostrophes made plain, to match against."""
    low = text.lower()
    if len(low) != len(text):
        low = text.replace("İ", "I").lower()
    for sign, plain in _PLAIN:
        if sign in low:
            low = low.replace(sign, plain)
    return low


_PLAIN = (("\n", " "), ("\r", " "), ("\xa0", " "), ("\u202f", " "), ("\u2009", " "), ("’", "'"), ("ʼ", "'"), ("‑", "-"))


def key_of(low: str) -> str:
    """What of a lowered line is compared with the labels: no signs round it, no counts in brackets, numbers as 0."""
    key = low.strip(EDGE)
    if not key:
        return ""
    if "(" in key or "[" in key or "（" in key:
        key = _COUNT.sub("", low).strip(EDGE)
    if key and (key[0] > "\u2190" or key[-1] > "\u2190"):
        key = _without_pictures(key)
    if "  " in key:
        key = " ".join(key.split())
    return _NUMBER.sub("0", key)


def _without_pictures(key: str) -> str:
    start, end = 0, len(key)
    while start < end and (key[start] in EDGE or unicodedata.category(key[start]) in _PICTURE):
        start += 1
    while start < end and (key[end - 1] in EDGE or unicodedata.category(key[end - 1]) in _PICTURE):
        end -= 1
    return key[start:end]


_PICTURE = frozenset({"So", "Sm", "Sk", "Co", "Cs", "Cf", "Cn"})


def is_word(sign: str) -> bool:
    """Whether a code point is part of a word, vowel signs of the Indic scripts included."""
    return sign.isalnum() or (sign > "\u02ff" and unicodedata.category(sign)[0] == "M")


def joins(sign: str) -> bool:
    """Whether a code point belongs to a script that sets no blanks between words, or hangs endings on them (Korean)."""
    return sign > "\u0dff" and ("\u0e00" <= sign <= "\u0eff" or "\u2e80" <= sign <= "\ud7ff" or "\uf900" <= sign <= "\uffef")


Entries = dict[str, tuple[tuple[Any, ...], ...]]
Table = tuple[Entries, Entries, frozenset[str], frozenset[str]]


def tables(packs: Iterable[tuple[str, Mapping[str, Any]]]) -> Table:
    """Labels, phrases, and the first and last words of labels, from some packs' ``chrome`` sections: (tag, section)."""
    labels: dict[str, list[tuple[Any, ...]]] = {}
    phrases: dict[str, list[tuple[Any, ...]]] = {}
    for tag, section in packs:
        for kind in KINDS:
            for variant, entries in section.get(kind, {}).items():
                for entry in entries:
                    _add(labels, phrases, tag, kind, variant, entry)
    labels.pop("", None)
    return (
        {key: tuple(sorted(values, key=lambda value: (value[2], value[1] == "weak"))) for key, values in labels.items()},
        {key: tuple(values) for key, values in phrases.items()},
        frozenset(key.split(" ", 1)[0] for key in labels),
        frozenset(key.rsplit(" ", 1)[-1] for key in labels),
    )


def _add(labels: dict[str, Any], phrases: dict[str, Any], tag: str, kind: str, variant: str, entry: str) -> None:
    low = lowered(entry)
    if variant in ("phrases", "strong"):
        open_start, open_end = low.startswith("*"), low.endswith("*")
        value = (kind, variant, 2 if variant == "strong" else 1, tag, "in", "", open_start, open_end)
        phrases.setdefault(low.strip("*"), []).append(value)
    elif "{x}" in low:
        before, _, after = low.partition("{x}")
        if before:
            phrases.setdefault(before, []).append((kind, variant, 1, tag, "start", after, False, True))
        else:
            phrases.setdefault(after, []).append((kind, variant, 1, tag, "end", "", True, False))
    else:
        key = key_of(low.replace("{n}", "1"))
        alone = _ALONE.get(variant) or _ALONE.get(kind, 0)
        weak = variant in ("weak", "crumb") or (" " not in key and len(key) < (alone // 3 if joins(key[:1]) else alone))
        labels.setdefault(key, []).append((kind, variant, weak, tag))


_ALONE = {
    "tools": 14,
    "form": 14,
    "tags": 14,
    "skip": 14,
    "player": 14,
    "shop": 14,
    "site": 14,
    "rights": 12,
    "more": 8,
    "consent-notice": 14,
}
"""By variant or kind: a label of one word is weak below this length ("Search", "Duration", "Consent" also head a paragraph)."""


@functools.cache
def load() -> Words:
    """The words of every installed pack, compiled once for each process."""
    import ahocorasick_rs as aho

    from copydesk import kept, load_pack, pack_tags

    def build() -> Table:
        return tables((tag, load_pack(tag).get("chrome", {})) for tag in pack_tags())

    raw_labels, raw_phrases, first, last = kept("chrome", build)
    automaton = aho.AhoCorasick(
        list(raw_phrases),
        matchkind=aho.MatchKind.LeftmostLongest,
        implementation=aho.Implementation.ContiguousNFA,
        store_patterns=False,
    )
    return Words(raw_labels, list(raw_phrases.values()), automaton, first, last)
