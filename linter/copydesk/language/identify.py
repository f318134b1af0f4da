"""Which language a text is in: three voices, and the words that tell siblings apart.

pycld2 speaks first (https://github.com/CLD2Owners/cld2), py3langid where it is unsure (https://github.com/adbar/py3langid),
langdetect with a fixed seed where those two disagree (https://github.com/Mimino666/langdetect). Languages so alike that no
model tells them apart by a few sentences are settled by the packs: ``residue.siblings`` names the others, ``residue.decisive``
the words and ``residue.letters`` the letters that only this one of them has.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from copydesk.language import pack

Backend = Literal["auto", "cld2", "langid", "langdetect"]


@dataclass(frozen=True, slots=True)
class Identification:
    """What a text is in: ``language`` is "" where nothing can be told, ``by`` names the voice that said it.

    ``languages`` has two for a bilingual record.
    """

    language: str
    languages: tuple[str, ...]
    by: str


UNKNOWN = Identification("", (), "")
_TAGS = {"no": "nb", "iw": "he", "in": "id", "un": "", "zh-Hant": "zh", "zh-cn": "zh", "zh-tw": "zh", "zxx": "", "xxx": ""}
# Strings: re compiles them on first use and keeps them, which spares the start of runs that need none.
_LETTERS = r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff]"
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_SLOW = 20_000
_SURE, _MARGIN = 5.0, 2.0
_RECORD_SHARE, _RECORD_SMALL = 0.25, 200
_WIDE_WEIGHT = 3
_WINDOWS, _WINDOW = 3, 400


def identify(text: str, backend: Backend = "auto") -> Identification:
    """The main language of a text, and all its main languages where it is a bilingual record.

    ``backend`` "auto" asks the voices in turn; another name asks that one alone. A voice that is not installed is silent.
    """
    if backend == "auto" and (language := _sampled(text)):
        return _identification(language, "cld2")
    if not re.search(_LETTERS, text):
        return UNKNOWN
    if backend != "auto":
        language = {"cld2": _by_cld2, "langid": _by_langid, "langdetect": _by_langdetect}[backend](text)
        return _identification(sibling(text, language), backend)
    found = cld2(text)
    if found is not None and len(found[2]) > 1 and found[1] < 85 and (record := _record(text)):
        return Identification(record[0], record, "cld2")
    if found is not None and found[0] and found[1] >= 50:
        return _identification(sibling(text, found[0]), "cld2")
    return _short(text)


def _sampled(text: str) -> str:
    """The language on which windows spread over a longer text agree beyond doubt, else "": a tenth of the work."""
    if len(text) < _WINDOWS * _WINDOW * 1.3:
        return ""
    count = min(16, _WINDOWS + len(text) // 30_000)
    step = (len(text) - _WINDOW) // (count - 1)
    windows = [text[at : at + _WINDOW] for at in range(0, count * step, step)]
    first = ""
    for window in windows:
        found = cld2(window)
        if found is None or not found[0] or found[1] < 90 or (first and found[0] != first):
            return ""
        first = found[0]
    return sibling("\n".join(windows), first)


def fit(text: str) -> str:
    """A copy without the control characters, lone surrogates and non-characters that make models raise; same length."""
    return _unfit().sub(" ", text)


@functools.cache
def _unfit() -> re.Pattern[str]:
    last = "".join(chr(plane << 16 | sign) for plane in range(1, 17) for sign in (0xFFFE, 0xFFFF))
    return re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{last}]")


def _identification(language: str, by: str) -> Identification:
    return Identification(language, (language,), by) if language else UNKNOWN


def _tag(code: str) -> str:
    return _TAGS.get(code, code)


def cld2(text: str, best_effort: bool = False) -> tuple[str, int, tuple[tuple[str, int], ...]] | None:
    """(language, percent, all (language, percent)) of a text by pycld2; None where it is unsure or not installed."""
    detected = _detect(text, best_effort)
    if detected is None:
        return None
    reliable, _, details = detected
    found = tuple((_tag(code), percent) for _, code, percent, _ in details if _tag(code))
    if not found or not (reliable or best_effort or found[0][1] >= 40):
        return None
    return found[0][0] if reliable or best_effort else "", found[0][1], found


def _detect(text: str, best_effort: bool) -> Any:
    try:
        import pycld2  # type: ignore[import-untyped]
    except ImportError:
        return None
    try:
        return pycld2.detect(text.encode("utf-8", "replace"), bestEffort=best_effort)
    except pycld2.error:
        try:
            return pycld2.detect(fit(text).encode(), bestEffort=best_effort)
        except pycld2.error:
            return None


@functools.cache
def _langid() -> Any:
    try:
        from py3langid import langid  # type: ignore[import-untyped]
    except ImportError:
        return None
    try:
        return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    except (AttributeError, OSError):
        return None


def likelihoods(text: str) -> dict[str, float]:
    """Log-likelihood in nats of a text by language, by py3langid; empty where it is not installed. Loads a model: 1 s, once."""
    model = _langid()
    if model is None:
        return {}
    out: dict[str, float] = {}
    for code, score in model.rank(fit(text[:_SLOW])):
        tag = _tag(code)
        if tag and tag not in out:
            out[tag] = float(score)
    return out


def _by_cld2(text: str) -> str:
    found = cld2(text, best_effort=True)
    return found[0] if found else ""


def _by_langid(text: str) -> str:
    return next(iter(likelihoods(text)), "")


def _by_langdetect(text: str) -> str:
    try:
        from langdetect import DetectorFactory, LangDetectException, detect  # type: ignore[import-untyped]
    except ImportError:
        return ""
    DetectorFactory.seed = 0
    try:
        return _tag(detect(fit(text[:_SLOW])))
    except LangDetectException:
        return ""


@functools.lru_cache(maxsize=1024)
def quick_guess(text: str, sure: bool = False) -> str:
    """What pycld2 takes a text of any length for; "" where it knows none, or is not installed, or not certain and ``sure``."""
    detected = _detect(text, not sure)
    if detected is None or (sure and not detected[0]):
        return ""
    return _tag(detected[2][0][1])


def siblings(language: str) -> tuple[str, ...]:
    """The languages that a model takes for this one, from its pack; itself not among them."""
    return tuple(pack.load(language).get("residue.siblings", ())) if language else ()


def kin(a: str, b: str) -> bool:
    """Whether two languages are one or siblings."""
    return a == b or b in siblings(a) or a in siblings(b)


_NEAREST = {"ms": "id", "gl": "pt", "mk": "bg"}
"""Languages that the models know and no pack describes, and the language whose pack tells it from them."""


@functools.cache
def _decisive(language: str, nearest: str) -> tuple[frozenset[str], str]:
    """Words and letters that only this one of the siblings has; ``nearest`` has those of a language without a pack."""
    words = pack.load(language)
    if words is pack.EMPTY:
        return frozenset(pack.load(nearest).get(f"residue.decisive_of.{language}", ())), ""
    return frozenset(words.get("residue.decisive", ())), words.get("residue.letters", "")


def sibling(text: str, language: str) -> str:
    """``language``, or that of its siblings whose own words and letters the text has more of."""
    nearest = _NEAREST.get(language, language)
    if not language or not (others := siblings(nearest)):
        return language
    counts: dict[str, int] = {}
    lowered = text.lower() if len(text) <= 4 * _SLOW else text[: 4 * _SLOW].lower()
    for word in _WORD.findall(lowered):
        counts[word] = counts.get(word, 0) + 1
    best, most = language, 0.0
    for tag in dict.fromkeys((language, nearest, *others)):
        words, letters = _decisive(tag, nearest)
        score = sum(counts[word] for word in words & counts.keys()) + sum(lowered.count(letter) for letter in letters) * 0.5
        if score > most:
            best, most = tag, score
    return best


def _short(text: str) -> Identification:
    """What the slower voices say of a text on which pycld2 is unsure; "" for a word or two that fit many languages."""
    size = len(_WORD.findall(text)) + len(re.findall(_WIDE, text)) // 3
    guess = _by_cld2(text)
    ranked = likelihoods(text)
    if not ranked:
        return _identification(sibling(text, guess if size >= 3 else ""), "cld2")
    first = next(iter(ranked))
    gap = next((ranked[first] - score for tag, score in ranked.items() if not kin(tag, first)), 0.0)
    if guess and kin(first, guess) and size >= 2 and (size >= 3 or gap >= _MARGIN):
        return _identification(sibling(text, first if pack.resolve(first) else guess), "langid")
    if gap >= _SURE and size >= 3 and pack.resolve(first):
        return _identification(sibling(text, first), "langid")
    if size < 3:
        return UNKNOWN
    third = _by_langdetect(text)
    if third and (kin(third, first) or kin(third, guess)):
        return _identification(sibling(text, third), "langdetect")
    if gap >= _MARGIN and size >= 5 and pack.resolve(first):
        return _identification(sibling(text, first), "langid")
    return UNKNOWN


def _record(text: str) -> tuple[str, ...]:
    """The languages of a bilingual record, the larger first, or (): whole paragraphs, one after the other or in turn.

    Each language has a quarter of the text or more (a Chinese, Japanese or Korean sign counts as three letters), and the
    language changes once between paragraphs of substance, or from each paragraph to the next.
    """
    shares: dict[str, int] = {}
    order: list[str] = []
    for line in text.split("\n"):
        weight = _weight(line)
        if weight < _RECORD_SMALL:
            continue
        found = cld2(line)
        if found is None or not found[0] or found[1] < 80:
            continue
        language = sibling(line, found[0])
        shares[language] = shares.get(language, 0) + weight
        order.append(language)
    total = sum(shares.values())
    large = sorted((tag for tag, share in shares.items() if share >= _RECORD_SHARE * total), key=lambda tag: -shares[tag])
    if len(large) != 2:
        return ()
    changes = sum(a != b for a, b in itertools.pairwise(order))
    in_turn = changes == len(order) - 1 and len(order) >= 4
    return tuple(large) if changes == 1 or in_turn else ()


def _weight(text: str) -> int:
    return len(text) + (_WIDE_WEIGHT - 1) * len(re.findall(_WIDE, text))


def runs(text: str, blocks: Iterable[Sequence[Any]], languages: Sequence[str]) -> tuple[tuple[int, int, str, float], ...]:
    """The stretches of a bilingual record in each of its languages as (start, end, language, share that a model gave it).

    ``blocks`` start with their (start, end). A block too short to tell belongs with the one before it, the first with the
    one after. Runs cover the blocks from end to end.
    """
    told: list[tuple[int, int, str, float]] = []
    for block in blocks:
        start, end = block[0], block[1]
        found = cld2(text[start:end], best_effort=True)
        language, share = "", 0.0
        if found is not None and end - start >= 12:
            language = next((tag for tag in languages if kin(tag, found[0])), "")
            share = found[1] / 100
        told.append((start, end, language, share))
    first = next((entry[2] for entry in told if entry[2]), languages[0] if languages else "")
    out: list[tuple[int, int, str, float]] = []
    current = first
    for start, end, language, share in told:
        current = language or current
        if out and out[-1][2] == current:
            out[-1] = (out[-1][0], end, current, max(out[-1][3], share))
        else:
            out.append((start, end, current, share))
    return tuple(out)
