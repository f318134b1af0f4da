"""A pack's ``[claims]`` words, compiled once for each process."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from copydesk import Pack

from .patterns import Fold, Words

CUES = ("absolute", "strong", "change", "generic", "nominal", "headline", "promise", "correlation", "correlation_loose", "wish")
_CONTEXT = {
    "hedges": ("might", "may", "sentence", "near", "ignore"),
    "negation": ("clause", "before", "near", "after", "ignore"),
    "questions": ("sentence", "embedded"),
    "aims": ("sentence", "before", "after", "asserted"),
    "limits": ("sentence",),
    "designs": ("sentence",),
    "attribution": ("study", "person"),
    "clauses": ("breakers", "relatives", "openers", "subordinates"),
    "advice": ("orders", "orders_any", "wants"),
    "absolute": ("marks",),
    "presupposed": ("starts",),
    "evidence": ("models", "people"),
    "outcomes": ("words", "weak", "ignore"),
}
_DOCUMENT = {"evidence": ("caveats", "abstract", "unnamed", "named", "models", "people")}


@dataclass(frozen=True, slots=True)
class Unless:
    """Where a cue word is no verb; see README.md, ``[[claims.unless]]``."""

    cue: re.Pattern[str]
    after: frozenset[str]
    before: frozenset[str]
    by: frozenset[str]
    but_after: frozenset[str]


class Lexicon:
    """The compiled words. ``cues`` looks for what makes a sentence worth a look, ``context`` for the rest of it."""

    def __init__(self, pack: Pack) -> None:
        section: Mapping[str, Any] = pack.get("claims", {})
        self.tag = pack.tag
        self.continuous = bool(section.get("continuous", False))
        self.fold = Fold(section.get("fold", ()), self.continuous)
        self._endings = section.get("endings", {})
        wishes = section.get("advice", {}).get("wants", ())
        self.cues = self._words({**{name: section.get("cues", {}).get(name, ()) for name in CUES}, "wish": wishes}, ordered=False)
        self.health = self._words({"": (*_all(section, "outcomes", "words"), *_all(section, "outcomes", "weak"))})
        self._section = section
        self.unless = tuple(self._unless(table) for table in section.get("unless", ()))
        self.coordinators = frozenset(section.get("clauses", {}).get("and", ()))
        self.inherits = bool(section.get("clauses", {}).get("inherits", False))
        self.modal_first = bool(section.get("clauses", {}).get("modal_first", False))
        past = section.get("evidence", {}).get("past", ())
        self.past = _forms(past, self.continuous) if past else None
        adverbs = section.get("adverbs", ())
        self._adverbs = _forms(adverbs, False) if adverbs else None
        self._applying: dict[str, tuple[Unless, ...]] = {}

    @functools.cached_property
    def context(self) -> Words:
        """What stands round a cue; compiled for the first text that has one."""
        return self._words(_lists(self._section, _CONTEXT))

    @functools.cached_property
    def document(self) -> Words:
        """Words that are looked for in a whole document, and only where there is a claim."""
        return self._words(_lists(self._section, _DOCUMENT))

    def is_adverb(self, word: str) -> bool:
        """Whether a word may stand between a verb and what governs it."""
        return self._adverbs is not None and self._adverbs.fullmatch(word) is not None

    def unless_of(self, word: str) -> tuple[Unless, ...]:
        """The exceptions that apply to a cue's first word."""
        if word not in self._applying:
            self._applying[word] = tuple(rule for rule in self.unless if rule.cue.fullmatch(word))
        return self._applying[word]

    def _words(self, lists: Mapping[str, Iterable[str]], *, ordered: bool = True) -> Words:
        return Words(lists, self._endings, self.fold, self.continuous, ordered)

    def _unless(self, table: Mapping[str, Any]) -> Unless:
        return Unless(
            _forms(table["cue"], False), *(frozenset(table.get(key, ())) for key in ("after", "before", "by", "but_after"))
        )


def _all(section: Mapping[str, Any], table: str, key: str) -> Iterable[str]:
    words: Iterable[str] = section.get(table, {}).get(key, ())
    return words


def _lists(section: Mapping[str, Any], keys: Mapping[str, tuple[str, ...]]) -> dict[str, Iterable[str]]:
    return {f"{table}.{key}": section.get(table, {}).get(key, ()) for table, names in keys.items() for key in names}


def _forms(words: Iterable[str], inside: bool) -> re.Pattern[str]:
    """One expression for words with ``*`` and ``(a|b)``; ``inside`` finds them anywhere in what is compared."""
    forms = "|".join(
        re.escape(word).replace(r"\*", r"\S*").replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|") for word in words
    )
    return re.compile(rf".*(?:{forms}).*" if inside else rf"(?:{forms})")


def lexicon(pack: Pack) -> Lexicon:
    """The compiled words of a pack."""
    return pack.compiled(Lexicon)
