"""Names of months and weekdays of one language or of all, as the packs have them, looked up by folded words."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from copydesk import Pack, load_pack
from copydesk_rules.dates.patterns import lazily

_TAGS = """
ar bg bn bs ca cs da de el en es et fa fi fr he hi hr hu id is it
ja ko lt lv nb nl nn pl pt ro ru sk sl sr sv ta th tr uk vi zh
"""
LANGUAGES = tuple(_TAGS.split())
"""The packs whose words count in a text of any language: a label left in English, a month name of another language."""

WORD = r"[^\s\d.,;:()\[\]{}|/\\«»\"“”„!?…·•*#<>+=&@~^_\-–—−،؛。、：，（）「」\u200e\u200f\ufdd0]"
"""One sign of a word, as a regular expression; combining marks belong to it, which ``\\w`` does not know."""

TOKEN = lazily(rf"\d+|{WORD}+")

_FOLDED = str.maketrans({"İ": "i", "ı": "i", "’": "'", "ʼ": "'", "\u00ad": None, "\u200c": None, "\u200d": None})
_DATE_TABLES = ("months", "months_alone", "months_short", "months_short_alone", "months_other", "months_alone_other")
_DAY_TABLES = ("weekdays", "weekdays_alone", "weekdays_short", "weekdays_other", "weekdays_alone_other", "weekdays_short_other")


class Month(NamedTuple):
    """A month of a calendar in a language; ``long`` where the name is not an abbreviation."""

    language: str
    calendar: str
    number: int
    long: bool


def fold(word: str) -> str:
    """A word as it is looked up: lower case, dotless and dotted i one, joiners gone."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.translate(_FOLDED).lower())


@functools.lru_cache(maxsize=4096)
def bare(word: str) -> str:
    """A folded word without the accents of Latin and Greek letters, as capitals are often written."""
    if word.isascii() or word[0] > "\u03ff":
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def key(name: str) -> str:
    """The folded words of a name with one space between them."""
    return " ".join(fold(word) for word in TOKEN().findall(name))


def _months(pack: Pack) -> Mapping[str, Month]:
    found: dict[str, Month] = {}

    def add(name: str, calendar: str, number: int, long: bool) -> None:
        for folded in dict.fromkeys((key(name), bare(key(name)))):
            if not folded.replace(" ", "").isdigit():
                found.setdefault(folded, Month(pack.tag, calendar, number, long))
            if folded.startswith("de "):
                add(folded[3:], calendar, number, long)
            if folded.startswith("d'"):
                add(folded[2:], calendar, number, long)

    for table in _DATE_TABLES:
        for number, name in enumerate(pack.get(f"dates.calendar.{table}", ()), 1):
            add(name, "gregorian", number, "short" not in table)
    for number, names in enumerate(pack.get("dates.also.months", ()), 1):
        for name in names:
            add(name, "gregorian", number, len(name) > 4)
    for calendar, table in (("islamic", "hijri"), ("islamic", "hijri_also"), ("persian", "jalali")):
        for number, name in enumerate(pack.get(f"dates.also.{table}", ()), 1):
            if name != "-":
                add(name, calendar, number, True)
    if pack.tag == "he":
        found |= {"ב" + name: month for name, month in found.items()}
    return found


def _weekdays(pack: Pack) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for table in _DAY_TABLES:
        for number, name in enumerate(pack.get(f"dates.calendar.{table}", ())):
            found.setdefault(key(name), number)
    for number, names in enumerate(pack.get("dates.also.weekdays", ())):
        for name in names:
            found.setdefault(key(name), number)
    if pack.tag == "th":
        found |= {name + "ที่": number for name, number in found.items()}
    return found | {bare(name): number for name, number in found.items()}


class Names(NamedTuple):
    """The months and weekdays (Monday is 0) of some languages; the first language wins where two share a name.

    ``ends`` are the last words of the names of months, ``long_ends`` those of names of several words.
    """

    months: Mapping[str, Month]
    weekdays: Mapping[str, int]
    ends: frozenset[str]
    long_ends: frozenset[str]

    def month(self, word: str) -> Month | None:
        """The month of a folded name, also with a suffix behind an apostrophe or an article before it."""
        found = self.months.get(word)
        if found is None and "'" in word and " " not in word:
            head, _, tail = word.partition("'")
            found = self.months.get(head) or self.months.get(tail)
        return found


@functools.cache
def of(tags: tuple[str, ...]) -> Names:
    """The names of some languages."""
    months: dict[str, Month] = {}
    weekdays: dict[str, int] = {}
    for tag in tags:
        pack = load_pack(tag)
        for name, month in pack.compiled(_months).items():
            months.setdefault(name, month)
        for name, day in pack.compiled(_weekdays).items():
            weekdays.setdefault(name, day)
    ends = frozenset(name.rpartition(" ")[2] for name in months)
    return Names(months, weekdays, ends, frozenset(name.rpartition(" ")[2] for name in months if " " in name))


def near(tags: Iterable[str]) -> Names:
    """The names of a document's languages and English."""
    return _near(tuple(tags))


@functools.lru_cache(maxsize=256)
def _near(tags: tuple[str, ...]) -> Names:
    return of(tuple(dict.fromkeys([tag for tag in tags if tag in LANGUAGES] + ["en"])))


def everywhere() -> Names:
    """The names of all languages."""
    return of(("en", *LANGUAGES))
