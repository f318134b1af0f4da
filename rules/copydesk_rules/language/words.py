"""How much a word, as it stands between two blanks, speaks for one language against another.

Evidence is in nats: ``ln 10 * (Zipf in the other language - Zipf in the text's own)``, as frequencies from
https://github.com/rspeer/wordfreq give it. The scores of a block make a curve, and the stretch with the greatest sum
(Kadane's algorithm, https://doi.org/10.1145/358234.381162) is where the other language stands.
"""

from __future__ import annotations

import functools
import math
import re
from collections import deque
from collections.abc import Mapping, Sequence
from operator import itemgetter

from copydesk import load_pack, word_frequencies, word_key

LN10 = math.log(10)
FLOOR, FLOOR_WITHOUT_LIST = 2.0, 3.4
UNKNOWN, UNKNOWN_WITHOUT_LIST = -0.7, -2.0
BREAK = -1.0
LOAN = 0.5
CURATED = 4.6
SINGLE = 5.0
ODD = 0.3
_RARE = 3.3
LEAST = 0.4
OWN_WORD = 6.5
COMMONEST = 150
_LIMIT = 400_000
_ENDING = 4
_TWO_SCRIPTS = ("sr",)
EDGE = "\"'”’»«“„›‹)]}([{」』】）〉》「『【（〈《,.;:!?…—–-*•·|/\\‘‚¿¡、，。；：！？"
_ENDS = tuple(",;:.!?…)]}”»")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+(?:'[^\W\d_]+)*)*")


@functools.cache
def _names_words() -> frozenset[str]:
    return frozenset(load_pack("en").get("residue.small", ()))


class Lexicon:
    """A language's own words: their frequencies, and by their beginnings and endings what could be one."""

    def __init__(self, language: str) -> None:
        pack = load_pack(language)
        self.language = language
        self.zipf: Mapping[str, float] = word_frequencies(language)
        self.listed = bool(self.zipf)
        if not self.listed:
            self.zipf = dict.fromkeys(pack.get("residue.own_words", ()), OWN_WORD)
        self.floor = FLOOR if self.listed else FLOOR_WITHOUT_LIST
        self.latin = "Latn" in pack.get("scripts", ("Latn",))
        shared = load_pack("en").get("residue.international" if self.latin else "residue.technical", ())
        self.loans = frozenset((*pack.get("residue.loanwords", ()), *(() if language == "en" else shared)))
        self.alphabet = frozenset(pack.get("residue.alphabet", ""))
        self.unborrowed = frozenset(pack.get("residue.never_loans", ()))
        self.residue_words = frozenset(word for word in pack.get("residue.residue_words", ()) if " " not in word)
        self._key = language if language in ("sr", "hr", "bs") else ""

    def of(self, word: str) -> float:
        """The Zipf value of a word in lower case, 0.0 where it is not listed; an apostrophe may part it."""
        if self._key:
            word = word_key(self._key, word)
        value = self.zipf.get(word)
        if value is not None:
            return value
        if "'" in word:
            parts = [self.zipf.get(part, 0.0) for part in word.split("'") if len(part) > 1]
            return min(parts) if parts else 3.0
        return 0.0

    @functools.cached_property
    def commonest(self) -> frozenset[str]:
        """The words that hold sentences together and titles too."""
        out = []
        for word in self.zipf:
            if not word[0].isdigit():
                out.append(word)
                if len(out) == COMMONEST:
                    break
        return frozenset(out)

    @functools.cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(map(itemgetter(slice(6)), self.zipf))

    @functools.cached_property
    def _finals(self) -> frozenset[str]:
        return frozenset(map(itemgetter(slice(-4, None)), self.zipf))

    def resembles(self, word: str) -> bool:
        """Whether a word that is not listed begins and ends as listed ones do: a compound or a form of the language."""
        if len(word) < 7 or not self.listed:
            return False
        return word[:6] in self._starts and word[-4:] in self._finals

    def is_loan_phrase(self, phrase: str) -> bool:
        """Whether words in a row are an accepted loan together."""
        return " ".join(phrase.lower().split()) in self.loans

    def foreign_letter(self, word: str) -> bool:
        """Whether the language's alphabet lacks a letter of the word."""
        return bool(self.alphabet) and not self.alphabet.issuperset(word.replace("'", "").replace("-", ""))

    def accepts(self, word: str) -> bool:
        """Whether the word is an accepted loan, or one with an ending."""
        if word in self.loans:
            return True
        return len(word) > 4 and any(word[:size] in self.loans for size in range(max(4, len(word) - _ENDING), len(word)))


@functools.lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    return Lexicon(language)


def core(chunk: str) -> str:
    """A chunk without the signs around it."""
    return chunk.strip(EDGE)


@functools.lru_cache(maxsize=16384)
def plain(chunk: str) -> str:
    """The word of a chunk in lower case, "" where it is no single plain word (a number, a name of a file, an address)."""
    word = chunk.strip(EDGE).replace("’", "'").replace("\u00ad", "")
    return word.lower() if _WORD.fullmatch(word) else ""


class Evidence(dict[str, float]):
    """Nats by chunk for ``other`` against ``host``; computed on first use and kept.

    ``telling`` are the chunks seen so far that carry meaning in the other language and hardly exist in this one;
    ``singles`` those that are worth a look when they stand alone, ``strong`` those in small letters that are ten times as
    common in the other, ``functional`` those of them that only hold sentences together; ``marked`` are all but the strong.
    """

    def __init__(self, host: str, other: str) -> None:
        super().__init__()
        self.host, self.other = lexicon(host), lexicon(other)
        self.telling: set[str] = set()
        self.singles: set[str] = set()
        self.strong: set[str] = set()
        self.functional: set[str] = set()
        self.marked: set[str] = set()

    def __missing__(self, chunk: str) -> float:
        self._forget(2 * _LIMIT)
        value = self[chunk] = self._judge(chunk)
        if chunk in self.telling or chunk in self.singles or chunk in self.functional:
            self.marked.add(chunk)
        return value

    def learned(self, chunks: set[str]) -> set[str]:
        """``marked``, once all of ``chunks`` have been seen."""
        self._forget(_LIMIT)  # before a text rather than in it
        deque(map(self.__getitem__, chunks), 0)
        return self.marked

    def _forget(self, limit: int) -> None:
        if len(self) > limit:
            self.clear()
            for marks in (self.telling, self.singles, self.strong, self.functional, self.marked):
                marks.clear()

    def _judge(self, chunk: str) -> float:
        word = plain(chunk)
        if not word or chunk.rstrip(",.;:").endswith("-"):
            return BREAK
        score = self.word(word)
        capital = core(chunk)[0].isupper()
        if not capital and score >= LN10 and len(word) > 1:
            self.strong.add(chunk)
            if word in self.other.commonest and word not in _names_words():
                self.functional.add(chunk)
        if self._tells(word) and not capital:
            self.telling.add(chunk)
            if self.certain(word) or (score >= SINGLE and not self.host.of(word) and not self.host.resembles(word)):
                self.singles.add(chunk)
        if word in self.host.residue_words:
            self.singles.add(chunk)
        elif len(word) == 1 and self.host.foreign_letter(word):
            score = max(score, LN10)
            self.strong.add(chunk)
        elif len(word) == 1 or capital:
            score = min(0.0, score)
        if chunk.endswith(_ENDS):
            score += BREAK
        return score

    def word(self, word: str) -> float:
        """The evidence of a word in lower case, wherever it stands."""
        if word in self.host.residue_words:
            return CURATED
        if self.host.accepts(word):
            return min(LOAN, self._odds(word))
        if "-" in word and not self.host.of(word):
            parts = [self._odds(part) for part in word.split("-") if len(part) > 1]
            return min(parts, default=UNKNOWN)
        return self._odds(word)

    def _odds(self, word: str) -> float:
        here, there = self.host.of(word), self.other.of(word)
        if not here and not there:
            return UNKNOWN if self.host.listed else UNKNOWN_WITHOUT_LIST
        return LN10 * (max(there, 2.0) - max(here, self.host.floor))

    def content(self, chunk: str) -> bool:
        """Whether the chunk is a word in lower case that carries meaning in the other language and hardly exists in this."""
        return self[chunk] > -math.inf and chunk in self.telling

    def _tells(self, word: str) -> bool:
        if len(word) < 3 or self.host.accepts(word):
            return False
        there = self.other.of(word)
        return there > 0 and word not in self.other.commonest and there - max(self.host.of(word), FLOOR) >= LEAST

    def certain(self, word: str) -> bool:
        """Whether the word alone is residue: curated for this language, or never borrowed and hardly known here."""
        if word in self.host.residue_words:
            return True
        return self.host.listed and word in self.other.unborrowed and self.host.of(word) < _RARE


class Oddness(dict[str, float]):
    """How foreign a chunk looks to a language, whatever it may be: above 0 where its list lacks it; ``flagged`` if so."""

    def __init__(self, host: str) -> None:
        super().__init__()
        self.host = lexicon(host)
        self.flagged: set[str] = set()

    def __missing__(self, chunk: str) -> float:
        self._forget(2 * _LIMIT)
        value = self[chunk] = self._judge(chunk)
        if value >= ODD:
            self.flagged.add(chunk)
        return value

    def learned(self, chunks: set[str]) -> set[str]:
        """``flagged``, once all of ``chunks`` have been seen."""
        self._forget(_LIMIT)
        deque(map(self.__getitem__, chunks), 0)
        return self.flagged

    def _forget(self, limit: int) -> None:
        if len(self) > limit:
            self.clear()
            self.flagged.clear()

    def _judge(self, chunk: str) -> float:
        word = plain(chunk)
        if not word:
            return -0.5
        zipf = self.host.of(word)
        if len(word) == 1:
            return -0.2
        if not zipf and (word[0] < "\u0250") != self.host.latin and self.host.language not in _TWO_SCRIPTS:
            return -0.5
        if core(chunk)[0].isupper():
            return min(0.0, -(zipf - 4) / 2)
        if not zipf:
            if self.host.accepts(word):
                return -0.5
            if self.host.foreign_letter(word):
                return 1.8
            parts = word.split("-")
            if len(parts) > 1 and any(self.host.of(part) for part in parts):
                return 0.0
            return 0.35 if self.host.resembles(word) else 1.0
        return max(-1.2, min(0.3, (4.0 - zipf) * 0.8))


@functools.lru_cache(maxsize=96)
def evidence(host: str, other: str) -> Evidence:
    return Evidence(host, other)


@functools.lru_cache(maxsize=96)
def oddness(host: str) -> Oddness:
    return Oddness(host)


def peaks(scores: Sequence[float], least: float) -> list[tuple[int, int, float]]:
    """The stretches of greatest sum as (first, last + 1, sum), each of ``least`` or more, none within another, in order."""
    out: list[tuple[int, int, float]] = []
    total = best = 0.0
    begin = stop = 0
    for index, score in enumerate(scores):
        if total <= 0:
            if best >= least:
                out.append((begin, stop, best))
            total, best, begin, stop = 0.0, 0.0, index, index
        total += score
        if total > best:
            best, stop = total, index + 1
        elif best >= least and best - total > least:
            out.append((begin, stop, best))
            total, best, begin, stop = 0.0, 0.0, index + 1, index + 1
    if best >= least:
        out.append((begin, stop, best))
    return out
