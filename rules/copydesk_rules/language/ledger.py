"""Every stretch of a document that stands in another language than it should, found once for all rules of the family.

Three stages, the cheap ones first: letters of a foreign script; words, by how common they are in the text's language and in
another; sentences, by a language model's likelihoods, only where the words looked odd. What a quotation, a title, a gloss or
a reference explains is left out, and neighbours are joined: one fragment, one entry.
"""

from __future__ import annotations

import bisect
import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from copydesk import Block, Document, Fact, Span, has_word_list, kin, likelihoods, load_pack, quick_guess

from copydesk_rules.language import context, scripts, words
from copydesk_rules.language.settings import Residue

Kind = Literal["document", "block", "sentence", "phrase", "word", "script", "quote"]

SEGMENT = 8.2
SEGMENT_RICH = 4.6
SINGLE = 5.0
OPEN = 2.3
ODD = 0.3
CLUSTER = 1.3
MODEL = 3.3
FOREIGN_LETTER = 1.8
THIRD, CLEAR = 9.0, 12.0
SENTENCE = 15.0
WHOLE = 0.85
MOSTLY = 0.75


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch that is residue: ``score`` in nats of evidence for ``language`` against the text's, ``words`` its words.

    ``certain`` says that it may be reported as more than a remark; ``cause`` is the likely reason, for people.
    """

    start: int
    end: int
    kind: Kind
    language: str
    host: str
    score: float
    words: int
    cause: str
    certain: bool = True


class Ledger:
    """The fragments of a document, computed once for each set of options."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[Residue, tuple[Fragment, ...]] = {}

    def fragments(self, options: Residue) -> tuple[Fragment, ...]:
        """All fragments in order of place; the kinds that rules report."""
        if options not in self._found:
            self._found[options] = tuple(_collect(self._document, options))
        return self._found[options]

    def of(self, kind: Kind, options: Residue) -> Iterator[Fragment]:
        return (fragment for fragment in self.fragments(options) if fragment.kind == kind)

    def to_json(self, document: Document) -> list[dict[str, Any]]:
        """What stands in the reports: every fragment with its place in the source."""
        out = []
        for fragment in next(iter(self._found.values()), ()):
            start, end = document.to_source(Span(fragment.start, fragment.end))
            out.append(
                {
                    "start": start,
                    "end": end,
                    "kind": fragment.kind,
                    "language": fragment.language,
                    "score": round(fragment.score, 1),
                    "words": fragment.words,
                    "cause": fragment.cause,
                }
            )
        return out


FACT = Fact("language/residue", Ledger, lambda ledger, document: ledger.to_json(document))


def language_name(tag: str) -> str:
    """The English name of a language, for messages."""
    return str(load_pack(tag).get("english", tag or "another language"))


@dataclass(slots=True)
class _Place:
    """A block under examination."""

    document: Document
    text: str
    block: Block
    index: int
    host: str
    scripts: tuple[str, ...]
    options: Residue


def _collect(document: Document, options: Residue) -> list[Fragment]:
    if not document.language or any(fnmatch.fnmatch(document.path, glob) for glob in options.bilingual):
        return []
    found: list[Fragment] = []
    for index, block in enumerate(document.blocks):
        host = document.language_at(block.start)
        written = tuple(load_pack(host).get("scripts", ()))
        if not written:
            continue
        if "Hang" in written:
            written = ("Hang",)
        place = _Place(document, document.text, block, index, host, written, options)
        found += _in_block(place)
    if not found:
        return []
    found = _without_excused(document, found, options)
    return _as_whole(document, found)


def _in_block(place: _Place) -> list[Fragment]:
    text, block = place.text, place.block
    piece = text[block.start : block.end]
    found: list[Fragment] = []
    if "Latn" in place.scripts:
        if not piece.isascii():
            found += _foreign_scripts(place)
        found += _foreign_words(place, piece)
    else:
        found += _foreign_scripts(place)
        found += _latin_runs(place, piece)
        if "Hira" in place.scripts:
            found += _chinese_sentences(place)
        if not _is_wide(place.scripts):
            found += _foreign_words(place, piece)
    if not found:
        return found
    return _sized(place, _joined(place, _deduplicated(found)))


def _is_wide(written: Sequence[str]) -> bool:
    return bool({"Hani", "Hang", "Thai", "Khmr", "Laoo", "Mymr"} & set(written))


# --- scripts


def _foreign_scripts(place: _Place) -> Iterator[Fragment]:
    text, block = place.text, place.block
    for stretch in scripts.stretches(text, block.start, block.end, place.scripts):
        piece = text[stretch.start : stretch.end]
        if stretch.script == "Grek" and stretch.letters <= 3:
            continue
        before, after = text[stretch.start - 1 : stretch.start], text[stretch.end : stretch.end + 1]
        glued = (before.isalpha() or after.isalpha()) and not _is_wide((*place.scripts, stretch.script))
        if glued:
            continue
        if stretch.script == "Hira" and "Hani" in place.scripts and piece.strip("のノ・ー") == "":
            continue
        if stretch.script == "Hani" and stretch.letters <= 3 and _is_wide(place.scripts):
            continue
        language = _language_of_script(stretch.script, piece, place.host)
        start, end = stretch.start, stretch.end
        if stretch.script == "Hira" and "Hani" in place.scripts:
            start, end = _japanese(text, block, start, end)
        count = max(1, len(list(context.words_of(text, start, end))))
        yield Fragment(start, end, "script", language, place.host, 3.0 * stretch.letters, count, "")


def _japanese(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """Kana in Chinese text with the sentence or the characters round it that must be Japanese too."""
    ends = "。！？!?\n”」』"
    left = max((text.rfind(sign, block.start, start) for sign in ends), default=-1)
    right = min((at for sign in ends if (at := text.find(sign, end, block.end)) >= 0), default=block.end)
    left = max(left + 1, block.start)
    kana = sum("\u3040" <= sign <= "\u30ff" for sign in text[left:right])
    if kana * 4 >= right - left:
        return left, min(right + 1, block.end)
    return start, end


_KANA = re.compile("[\u3041-\u30fa]")
_HANI = re.compile("[\u4e00-\u9fff]")
_CHINESE_MIN = 8


def _chinese_sentences(place: _Place) -> Iterator[Fragment]:
    """Sentences of Japanese text without any kana that a model is sure are Chinese."""
    if _KANA.search(place.text, place.block.start, place.block.end) and "。" not in place.text[place.block.start : place.block.end]:
        return
    for low, high in _sentences(place):
        piece = place.text[low:high]
        signs = len(_HANI.findall(piece))
        if signs < _CHINESE_MIN or _KANA.search(piece):
            continue
        if quick_guess(piece) == ("zh", True):
            yield Fragment(low, high, "sentence", "zh", place.host, 3.0 * signs, 1, "")


_BY_SCRIPT = {
    "Grek": "el",
    "Hebr": "he",
    "Hang": "ko",
    "Hira": "ja",
    "Kana": "ja",
    "Hani": "zh",
    "Thai": "th",
    "Taml": "ta",
    "Beng": "bn",
    "Deva": "hi",
    "Arab": "ar",
    "Cyrl": "ru",
}


def _language_of_script(script: str, piece: str, host: str) -> str:
    usual = _BY_SCRIPT.get(script, "")
    if script in ("Cyrl", "Arab", "Hani") and len(piece) >= 12:
        guess, _ = quick_guess(piece)
        if guess and guess != host and script in load_pack(guess).get("scripts", ()):
            return guess
    return usual


_LATIN = re.compile(f"[{scripts.RANGES['Latn']}][{scripts.RANGES['Latn']}0-9'’.\\-_/@:+&#%]*")
_TECHNICAL = re.compile(r"[0-9_/@:+&#%]|\.\w|[a-z][A-Z]")
_GAP = 4


def _latin_runs(place: _Place, piece: str) -> Iterator[Fragment]:
    """Runs of Latin words in a text of another script that are neither names nor terms."""
    home = scripts.letters_of(place.scripts)
    base = place.block.start
    run: list[tuple[int, int, str]] = []
    for match in _LATIN.finditer(piece):
        if run:
            gap = piece[run[-1][1] : match.start()]
            if len(gap) > _GAP or home.search(gap) or "\n" in gap.strip(" "):
                yield from _latin_run(place, base, run)
                run = []
        run.append((match.start(), match.end(), match.group()))
    if run:
        yield from _latin_run(place, base, run)


def _latin_run(place: _Place, base: int, run: Sequence[tuple[int, int, str]]) -> Iterator[Fragment]:
    chunks = [word.rstrip(".:-'’/&+") for _, _, word in run]
    lower = [word for word in chunks if word.islower() and not _TECHNICAL.search(word)]
    if base + run[0][0] <= place.block.start + 2 and place.block.end - base - run[-1][1] <= 2:
        for tag in place.options.sources:
            table = words.evidence(place.host, tag)
            if _is_capital_line(table, chunks):
                yield _line(place, tag, sum(max(0.0, table.word(words.plain(chunk))) for chunk in chunks), len(chunks))
                return
    if not any(len(word) >= 2 for word in lower):
        return
    start, end = base + run[0][0], base + run[-1][0] + len(chunks[-1])
    host = words.lexicon(place.host)
    latin = context.latin_terms()
    best: tuple[float, str, int] | None = None
    for tag in _candidates_for_run(place, place.text[start:end], chunks):
        other = words.lexicon(tag)
        score, content = 0.0, 0
        for index, word in enumerate(chunks):
            plain = words.plain(word)
            if not plain or _TECHNICAL.search(word) or host.accepts(plain) or plain in latin:
                continue
            zipf = other.of(plain) or max((other.of(part) for part in plain.split("-")), default=0.0)
            if not zipf:
                score += words.UNKNOWN
                continue
            gain = words.LN10 * (zipf - words.FLOOR)
            if word[0].islower() and len(plain) > 1:
                score += gain
                content += plain not in other.commonest and len(plain) >= 3
            elif index == 0 and len(lower) * 2 >= len(chunks) > 3:
                content += plain not in other.commonest
        if best is None or score > best[0] + (3 if best[2] else 0):
            best = (score, tag, content)
    if best is None:
        return
    score, tag, content = best
    technical = sum(bool(_TECHNICAL.search(word)) for word in chunks)
    if technical * 2 > len(chunks):
        return
    known = sum(bool(words.lexicon(tag).of(words.plain(word))) for word in lower)
    if len(lower) >= 2 and known >= 2 and (content or (len(chunks) == len(lower) and known >= 2)) and score >= SEGMENT:
        yield Fragment(start, end, "phrase", tag, place.host, score, len(chunks), "")
    elif len(lower) == 1 and len(chunks) == 1:
        word = words.plain(chunks[0])
        if host.accepts(word) or word in latin:
            return
        common = tag in place.options.sources and words.lexicon(tag).of(word) >= (3.6 if len(word) < 5 else 3.0)
        certain = len(word) >= 3 and (common or (len(word) >= 4 and score >= 4.6 and tag not in place.options.sources))
        if score > SINGLE or certain:
            yield Fragment(start, end, "word", tag, place.host, score, 1, "", certain)


def _candidates_for_run(place: _Place, piece: str, chunks: Sequence[str]) -> list[str]:
    tags = [tag for tag in place.options.sources if "Latn" in load_pack(tag).get("scripts", ())]
    plain = [word for word in map(words.plain, chunks) if word]
    known = sum(any(words.lexicon(tag).of(word) for tag in tags) for word in plain)
    if known < len(plain) or not piece.isascii():
        guess, _ = quick_guess(piece)
        if guess and guess not in tags and has_word_list(guess) and "Latn" in load_pack(guess).get("scripts", ()):
            tags.append(guess)
    return tags


# --- words


def _foreign_words(place: _Place, piece: str) -> Iterator[Fragment]:
    chunks = piece.split()
    sources = [tag for tag in place.options.sources if tag != place.host and _same_script(tag, place.scripts)]
    found: list[Fragment] = []
    offsets: list[tuple[int, int]] = []
    for tag in sources:
        table = words.evidence(place.host, tag)
        scores = list(map(table.__getitem__, chunks))
        if max(scores, default=0.0) < OPEN:
            if _is_capital_line(table, chunks):
                yield _line(place, tag, sum(max(0.0, table.word(words.plain(chunk))) for chunk in chunks), len(chunks))
            continue
        offsets = offsets or _offsets(piece, place.block.start)
        _open(table, chunks, scores)
        found += _by_evidence(place, table, chunks, scores, offsets)
    if words.lexicon(place.host).listed:
        odd = list(map(words.oddness(place.host).__getitem__, chunks))
        if max(odd, default=0.0) >= ODD:
            offsets = offsets or _offsets(piece, place.block.start)
            found += _by_oddness(place, chunks, odd, offsets, found)
    else:
        found += _by_guess(place, found)
    yield from found


_LINE_MIN, _LINE_MAX = 3, 14


def _is_capital_line(table: words.Evidence, chunks: Sequence[str]) -> bool:
    """Whether a line of its own is a headline in capitals of the other language: every word is one of its words, and some
    are of those that no name or title of a work lives on."""
    if not _LINE_MIN <= len(chunks) <= _LINE_MAX or chunks[-1].endswith((".", ",", ";")):
        return False
    plain = [words.plain(chunk) for chunk in chunks]
    if not all(plain) or not all(table.other.of(word) for word in plain):
        return False
    small = context.small_words()
    common = table.other.commonest
    typical = [word for word in plain if word not in small and (word in common or word in never_loans(table.other.language))]
    telling = [word for word in typical if table.word(word) >= OPEN]
    return len(typical) >= 2 and len(telling) >= 2 and any(word in common for word in typical)


def _line(place: _Place, tag: str, score: float, count: int) -> Fragment:
    return Fragment(*_whole(place.text, place.block.start, place.block.end), "phrase", tag, place.host, score, count, "")


def _open(table: words.Evidence, chunks: Sequence[str], scores: list[float]) -> None:
    """Lets the capitalised word that opens a sentence count as it would inside one."""
    for index, value in enumerate(scores):
        if value == 0.0 and chunks[index][:1].isupper() and len(chunks[index]) > 1 and _starts_sentence(chunks, index):
            scores[index] = max(0.0, table.word(words.plain(chunks[index])))


def _same_script(tag: str, written: Sequence[str]) -> bool:
    return bool(set(load_pack(tag).get("scripts", ())) & set(written)) and has_word_list(tag)


_CHUNK = re.compile(r"\S+")


def _offsets(piece: str, base: int) -> list[tuple[int, int]]:
    return [(base + match.start(), base + match.end()) for match in _CHUNK.finditer(piece)]


def _starts_sentence(chunks: Sequence[str], index: int) -> bool:
    return index == 0 or chunks[index - 1].rstrip("\"'”’»)”").endswith((".", "!", "?", ":", "…", "–", "—", "•", "-"))


def _by_evidence(
    place: _Place, table: words.Evidence, chunks: Sequence[str], scores: Sequence[float], offsets: Sequence[tuple[int, int]]
) -> Iterator[Fragment]:
    """Segments in one given language, and single words of it."""
    text, tag = place.text, table.other.language
    taken: list[tuple[int, int]] = []
    for first, last, score in words.peaks(scores, SEGMENT_RICH):
        first, last = _widened(table, chunks, scores, first, last)
        content = sum(map(table.content, chunks[first:last]))
        if _starts_sentence(chunks, first) and table.content(chunks[first].lower()):
            content += 1
        positive = sum(value > 0 for value in scores[first:last])
        alone = (first == 0 or _starts_sentence(chunks, first)) and (last == len(chunks) or chunks[last - 1].endswith((".", "!", "?")))
        plain_english = any(_typical(table, chunk) for chunk in chunks[first:last])
        enough = score >= (SEGMENT_RICH if plain_english and (content > 1 or alone) else SEGMENT)
        if not content or positive < 2 or not enough or _beside_name(chunks, first, last, content):
            continue
        start, end = offsets[first][0], offsets[last - 1][1]
        start, end = _trimmed(text, start, end)
        taken.append((first, last))
        yield Fragment(start, end, "phrase", tag, place.host, score, last - first, "")
    for index, value in enumerate(scores):
        if value < OPEN - 1 or any(a <= index < b for a, b in taken):
            continue
        word = words.plain(chunks[index])
        curated = word in table.host.residue_words and (chunks[index][0].islower() or _starts_sentence(chunks, index))
        if not curated and (not word or not table.content(chunks[index])):
            continue
        certain = curated or (_never_a_loan(table, word) and not _beside_name(chunks, index, index + 1, 1))
        if not certain and (table.word(word) < SINGLE or table.host.of(word) or table.host.resembles(word)):
            continue
        start, end = _trimmed(text, *offsets[index])
        yield Fragment(start, end, "word", tag, place.host, table.word(word), 1, "", certain)


def _typical(table: words.Evidence, chunk: str) -> bool:
    """Whether a chunk is of the words that no other language takes over: it tells prose from a shared term."""
    word = words.plain(chunk)
    if not word or words.core(chunk)[0].isupper() or table.word(word) < 1.5:
        return False
    return word in table.other.commonest or word in never_loans(table.other.language)


def _never_a_loan(table: words.Evidence, word: str) -> bool:
    """Whether a word is on the source language's list of those that others do not borrow, and hardly known in this one."""
    if not table.host.listed:
        return False
    return word in never_loans(table.other.language) and table.host.of(word) < 3.3


def never_loans(tag: str) -> frozenset[str]:
    """Words of a source language that other languages do not borrow."""
    return load_pack(tag).compiled(_never_loans)


def _never_loans(pack: Any) -> frozenset[str]:
    return frozenset(pack.get("residue.never_loans", ()))


def _widened(
    table: words.Evidence, chunks: Sequence[str], scores: Sequence[float], first: int, last: int
) -> tuple[int, int]:
    """A segment with a capitalised word that opens its sentence, and without words at its ends that prove nothing."""
    while last - first > 1 and scores[last - 1] + (-words.BREAK if scores[last - 1] < 0 else 0) <= 0 and not _supports(table, chunks[last - 1]):
        last -= 1
    while last - first > 1 and scores[first] <= 0 and not _supports(table, chunks[first]):
        first += 1
    while first > 0 and not _starts_sentence(chunks, first):
        word = words.plain(chunks[first - 1])
        if not word or (table.word(word) <= 0 and not (len(word) == 1 and table.other.of(word) >= table.host.of(word))):
            break
        first -= 1
    while last < len(chunks) and not chunks[last - 1].endswith((".", "!", "?", ",", ";", ":")):
        word = words.plain(chunks[last])
        if not word or table.word(word) < 2 or not chunks[last][0].islower():
            break
        last += 1
    return first, last


def _supports(table: words.Evidence, chunk: str) -> bool:
    word = words.plain(chunk)
    return bool(word) and table.word(word) > 0


def _beside_name(chunks: Sequence[str], first: int, last: int, content: int) -> bool:
    """Whether a short segment is the middle of a name or title: capitalised words stand at both its sides or within it."""
    if last - first <= 3 and content <= 2 and words.core(chunks[first])[:1].isupper() and not _starts_sentence(chunks, first):
        return True
    if last - first <= 3 and first > 0 and _is_acronym(chunks[first - 1]):
        return True
    if last - first > 4 or content > 1:
        return False
    inside = [chunk for chunk in chunks[first:last] if words.core(chunk)[:1].isupper()]
    left = first > 0 and words.core(chunks[first - 1])[:1].isupper() and not _starts_sentence(chunks, first - 1) \
        and not chunks[first - 1].endswith((",", ".", ";", ":", ")"))
    right = (
        last < len(chunks)
        and words.core(chunks[last])[:1].isupper()
        and not chunks[last - 1].endswith((",", ".", ";", ":", ")", "!", "?"))
    )
    return bool(inside) and (left or right or len(inside) * 2 >= last - first) or (left and right)


def _is_acronym(chunk: str) -> bool:
    return len(chunk) > 2 and chunk.isalpha() and chunk.isupper()


def _by_oddness(
    place: _Place,
    chunks: Sequence[str],
    odd: Sequence[float],
    offsets: Sequence[tuple[int, int]],
    already: Sequence[Fragment],
) -> Iterator[Fragment]:
    """Segments in a language that is neither the text's nor a source: where words stand that the text's language lacks."""
    found: list[Fragment] = []

    def is_free(start: int, end: int) -> bool:
        return not any(one.kind != "word" and one.start < end and start < one.end for one in (*already, *found))

    for tag in _siblings(place):
        found += (one for one in _in_language(place, tag, chunks, offsets, 0, len(chunks)) if is_free(one.start, one.end))
    for first, last, mass in _clusters(chunks, odd):
        start, end = offsets[first][0], offsets[last - 1][1]
        if not is_free(start, end):
            continue
        best: Fragment | None = None
        for tag in _guesses(place, chunks, first, last):
            low, high = max(0, first - 12), min(len(chunks), last + 12)
            for one in _in_language(place, tag, chunks, offsets, low, high):
                if one.start < end and start < one.end and (best is None or one.score > best.score):
                    best = one
        if best is not None and is_free(best.start, best.end):
            found.append(best)
        elif best is None and mass >= MODEL:
            found += _by_model(place, start, end)
    yield from found
    for index, value in enumerate(odd):
        if value >= FOREIGN_LETTER:
            start, end = _trimmed(place.text, *offsets[index])
            if is_free(start, end) and not _beside_name(chunks, index, index + 1, 1):
                yield from _odd_letter(place, chunks, index, start, end)


def _clusters(chunks: Sequence[str], odd: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    """Odd words in a row, across at most two words between two, not across the end of a sentence."""
    first = last = -1
    mass = 0.0
    for index, value in enumerate(odd):
        if value >= ODD:
            if first >= 0 and (index - last > 2 or chunks[last - 1].endswith((".", "!", "?", ";", ":"))):
                if mass >= CLUSTER:
                    yield first, last, mass
                first, mass = -1, 0.0
            if first < 0:
                first = index
            last = index + 1
            mass += value
    if first >= 0 and mass >= CLUSTER:
        yield first, last, mass


def _in_language(
    place: _Place, tag: str, chunks: Sequence[str], offsets: Sequence[tuple[int, int]], low: int, high: int
) -> Iterator[Fragment]:
    """Segments of some chunks that are in one given language that is no source."""
    table = words.evidence(place.host, tag)
    window = chunks[low:high]
    scores = list(map(table.__getitem__, window))
    related = kin(tag, place.host)
    for a, b, score in words.peaks(scores, THIRD):
        a, b = _widened(table, window, scores, a, b)
        content = sum(map(table.content, window[a:b]))
        strong = [index for index in range(a, b) if _is_strong(table, window[index])]
        fresh = any(not table.host.of(words.plain(window[index])) for index in strong)
        in_a_row = any(index + 1 in strong for index in strong)
        if len(strong) < 2 or not (content or in_a_row or score >= CLEAR) or not (related or fresh):
            continue
        if context.in_title_case([words.core(chunk) for chunk in window[a:b]]) or _beside_name(window, a, b, content):
            continue
        start, end = _trimmed(place.text, offsets[low + a][0], offsets[low + b - 1][1])
        yield Fragment(start, end, "phrase", tag, place.host, score, b - a, "")


def _is_strong(table: words.Evidence, chunk: str) -> bool:
    """Whether a chunk in small letters is ten times as common in the other language."""
    word = words.plain(chunk)
    if not word or words.core(chunk)[0].isupper():
        return False
    if len(word) == 1:
        return table.host.foreign_letter(word)
    return not table.host.accepts(word) and table.word(word) >= words.LN10


_ONE_LANGUAGE = ({"nn", "nb"}, {"hr", "sr", "bs"})


def _siblings(place: _Place) -> list[str]:
    return _usable(place, load_pack(place.host).get("residue.siblings", ()))


def _usable(place: _Place, tags: Sequence[str]) -> list[str]:
    return [
        tag
        for tag in dict.fromkeys(tags)
        if tag != place.host
        and tag not in place.options.sources
        and _same_script(tag, place.scripts)
        and not any(tag in group and place.host in group for group in _ONE_LANGUAGE)
    ]


def _guesses(place: _Place, chunks: Sequence[str], first: int, last: int) -> list[str]:
    """What a quick model takes an odd cluster for, alone and with the words round it."""
    low, high = first, last
    while low > 0 and not _starts_sentence(chunks, low):
        low -= 1
    while high < len(chunks) and not chunks[high - 1].endswith((".", "!", "?")):
        high += 1
    pieces = dict.fromkeys(" ".join(chunks[a:b]) for a, b in ((first, last), (max(low, first - 2), min(high, last + 2)), (low, high)))
    known = set(_siblings(place))
    return [tag for tag in _usable(place, [quick_guess(piece)[0] for piece in pieces]) if tag not in known]


def _odd_letter(place: _Place, chunks: Sequence[str], index: int, start: int, end: int) -> Iterator[Fragment]:
    """A word with a letter that the text's alphabet lacks, where it is a word of another language."""
    word = words.plain(chunks[index])
    if len(word) < 4:
        return
    siblings = _siblings(place)
    for tag in (*siblings, *_guesses(place, chunks, index, index + 1)):
        other = words.lexicon(tag)
        close = tag in siblings
        if other.of(word) >= 3.3 or (close and not other.foreign_letter(word) and "Cyrl" in place.scripts):
            score = max(SINGLE, words.evidence(place.host, tag).word(word))
            yield Fragment(start, end, "word", tag, place.host, score, 1, "", certain=close)
            return


# --- sentences


_ALIKE = ({"nb", "nn", "da"}, {"hr", "sr", "bs"}, {"id", "ms"})


def _by_model(place: _Place, start: int, end: int) -> Iterator[Fragment]:
    """The sentence round an odd stretch, where a model finds it in another language."""
    for low, high in _sentences(place):
        if not (low < end and start < high):
            continue
        piece = place.text[low:high]
        guess, sure = quick_guess(piece)
        if guess == place.host or (guess and kin(guess, place.host)) or _names(piece):
            continue
        yield from _judged(place, low, high, sure)


def _judged(place: _Place, low: int, high: int, sure: bool) -> Iterator[Fragment]:
    piece = place.text[low:high]
    ranked = likelihoods(piece)
    if not ranked or place.host not in ranked:
        return
    tag, best = next(iter(ranked.items()))
    gap = best - max(ranked.get(one, best - 999) for one in {place.host, *_group(place.host)})
    pack = load_pack(tag)
    if gap >= SENTENCE and (sure or gap >= 2 * SENTENCE) and set(pack.get("scripts", ())) & set(place.scripts):
        yield Fragment(low, high, "sentence", tag, place.host, gap, len(piece.split()), "")


def _group(host: str) -> set[str]:
    return next((group for group in _ALIKE if host in group), {host})


def _names(piece: str) -> bool:
    chunks = [words.core(chunk) for chunk in piece.split()]
    large = sum(chunk[:1].isupper() or not chunk[:1].isalpha() for chunk in chunks)
    return large * 2 > len(chunks) or len(chunks) < 3


def _by_guess(place: _Place, already: Sequence[Fragment]) -> Iterator[Fragment]:
    """Sentences of a text whose language has no word list: what a quick model is sure of, a slow one may confirm."""
    guess, sure = quick_guess(place.text[place.block.start : place.block.end])
    if guess == place.host and place.block.end - place.block.start < 60:
        return
    for low, high in _sentences(place):
        if any(fragment.start < high and low < fragment.end for fragment in already):
            continue
        guess, sure = quick_guess(place.text[low:high])
        if sure and guess != place.host and not kin(guess, place.host) and not _names(place.text[low:high]):
            yield from _judged(place, low, high, sure)


def _sentences(place: _Place) -> list[tuple[int, int]]:
    every = place.document.sentences
    at = bisect.bisect_left(every, place.index, key=lambda sentence: sentence.block)
    out = []
    while at < len(every) and every[at].block == place.index:
        out.append((every[at].start, every[at].end))
        at += 1
    return out


# --- joining and sizing


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the signs at both ends; a closing full stop and the like are taken in again when the sentence is."""
    while start < end and not (text[start].isalnum()):
        start += 1
    while end > start and not (text[end - 1].isalnum()):
        end -= 1
    return start, end


def _deduplicated(found: Sequence[Fragment]) -> list[Fragment]:
    """The fragments in order of place; of those that overlap the longest."""
    out: list[Fragment] = []
    for fragment in sorted(found, key=lambda one: (one.start, -one.end)):
        if out and fragment.start < out[-1].end:
            if fragment.end - fragment.start > out[-1].end - out[-1].start:
                out[-1] = fragment
            continue
        out.append(fragment)
    return out


_APART = 25


def _joined(place: _Place, found: list[Fragment]) -> list[Fragment]:
    """Neighbours in one language with next to nothing between them as one."""
    out: list[Fragment] = []
    for fragment in found:
        last = out[-1] if out else None
        if last is not None and last.language == fragment.language and (last.kind == "script") == (fragment.kind == "script"):
            gap = fragment.start - last.end
            size = (last.end - last.start) + (fragment.end - fragment.start)
            between = place.text[last.end : fragment.start]
            bare = not any(sign.isalpha() for sign in between)
            if gap <= 3 or (bare and gap <= _APART) or (gap <= _APART and gap * 3 <= size and last.words + fragment.words > 3):
                kind = last.kind if last.kind == "script" else "phrase"
                count = last.words + fragment.words + sum(map(bool, map(words.plain, between.split())))
                out[-1] = replace(
                    last, end=fragment.end, kind=kind, score=last.score + fragment.score, words=count,
                    certain=last.certain or fragment.certain or count >= 3,
                )
                continue
        out.append(fragment)
    return out


_SENTENCE_MIN = 4
_STOPS = (".", "!", "?")


def _sized(place: _Place, found: list[Fragment]) -> list[Fragment]:
    """Fragments widened to the sentence or block that they fill, with their kind."""
    out: list[Fragment] = []
    start, end = place.block.start, place.block.end
    letters = _letters(place.text, start, end)
    covered = sum(_letters(place.text, one.start, one.end) for one in found if one.kind != "word")
    large = [one for one in found if one.kind != "word"]
    if large and covered >= MOSTLY * letters and len({one.language for one in large}) == 1:
        kind: Kind = "script" if large[0].kind == "script" else "block"
        if kind == "script" or letters >= 8:
            low, high = _whole(place.text, start, end)
            score = sum(one.score for one in large)
            return [replace(large[0], start=low, end=high, kind=kind, score=score, words=len(place.text[start:end].split()))]
    spans = _sentences(place) if large else []
    for one in found:
        if one.kind == "phrase":
            inside = [(a, b) for a, b in spans if a < one.end and one.start < b]
            filled = [
                (a, b)
                for a, b in inside
                if _letters(place.text, max(a, one.start), min(b, one.end)) >= MOSTLY * _letters(place.text, a, b)
            ]
            if filled and one.words >= 3:
                low, high = min(filled[0][0], one.start), max(filled[-1][1], one.end)
                if filled[0] != inside[0]:
                    low = one.start
                one = replace(one, start=low, end=high, kind="sentence")
            elif one.words >= _SENTENCE_MIN and place.text[one.start].isupper() and place.text[one.end : one.end + 1] in _STOPS:
                one = replace(one, end=one.end + len(place.text[one.end : one.end + 1]), kind="sentence")
        out.append(one)
    return _deduplicated(out)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalpha, text[start:end]))


def _without_excused(document: Document, found: Sequence[Fragment], options: Residue) -> list[Fragment]:
    """The fragments that no quotation, gloss, title, reference or setting explains; whole quotations keep their kind."""
    text = document.text
    allowed = context.Allowed(options.allow)
    starts = [block.start for block in document.blocks]
    seen: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]], bool]] = {}
    out: list[Fragment] = []
    for one in found:
        index = bisect.bisect_right(starts, one.start) - 1
        block = document.blocks[index]
        if index not in seen:
            seen[index] = (
                context.pairs(text, block.start, block.end),
                context.brackets(text, block.start, block.end),
                context.is_reference(text, block.start, block.end),
            )
        quoted, bracketed, reference = seen[index]
        if one.kind == "phrase" and words.lexicon(one.host).is_loan_phrase(text[one.start : one.end]):
            continue
        if reference or one.words < options.min_words:
            continue
        if allowed and allowed.phrase(list(context.words_of(text, one.start, one.end))):
            continue
        if " --" in text[one.start : one.end + 3]:
            continue
        quote = context.enclosing(quoted, one.start, one.end) or _mostly_in(text, quoted, one)
        if block.kind == "quote" or (quote and (_fills(text, quote, one) or _all_foreign(text, quote, one))):
            out.append(replace(one, kind="quote"))
            continue
        bracket = context.enclosing(bracketed, one.start, one.end)
        if bracket and _fills(text, bracket, one) and context.is_gloss(text, (block.start, block.end), bracket, one.words):
            continue
        if one.kind in ("phrase", "word") and context.spells_acronym(text, (block.start, block.end), (one.start, one.end)):
            continue
        if one.kind in ("phrase", "word", "sentence") and context.is_marked_up(document, one.start, one.end):
            continue
        out.append(one)
    return [one for one in out if not _in_sources(document, one)] if any(one.kind != "word" or one.certain for one in out) else out


def _mostly_in(text: str, quoted: Sequence[tuple[int, int]], one: Fragment) -> tuple[int, int] | None:
    """The quotation that has most of a fragment; the rest of the fragment is a word that both languages share."""
    size = _letters(text, one.start, one.end)
    for start, end in quoted:
        low, high = max(start, one.start), min(end, one.end)
        if low < high and _letters(text, low, high) >= MOSTLY * size:
            return start, end
    return None


def _fills(text: str, bracket: tuple[int, int], one: Fragment) -> bool:
    return _letters(text, one.start, one.end) * 3 >= 2 * _letters(text, *bracket)


def _all_foreign(text: str, quote: tuple[int, int], one: Fragment) -> bool:
    """Whether the rest of a quotation is names and words of the fragment's language: a title of which a part was found."""
    table = words.evidence(one.host, one.language)
    around = (text[quote[0] : one.start] + " " + text[one.end : quote[1]]).split()
    return all(words.core(chunk)[:1].isupper() or table[chunk] > words.BREAK - 1 for chunk in around)


def _in_sources(document: Document, one: Fragment) -> bool:
    zone = document.zone_at(one.start, "reference", "caption")
    if zone is None or (zone.data or {}).get("heading"):
        return False
    return zone.kind == "reference" or one.kind in ("phrase", "word")


def _as_whole(document: Document, found: list[Fragment]) -> list[Fragment]:
    """One fragment for the document where next to all of it is in one other language."""
    counts: dict[str, int] = {}
    for one in found:
        if one.kind in ("block", "sentence", "script"):
            counts[one.language] = counts.get(one.language, 0) + _letters(document.text, one.start, one.end)
    if not counts or len(document.languages) > 1:
        return found
    tag = max(counts, key=lambda name: counts[name])
    if counts[tag] < 60 or counts[tag] < WHOLE * _letters(document.text, 0, len(document.text)):
        return found
    mine = [one for one in found if one.language == tag and one.kind in ("block", "sentence", "script")]
    whole = Fragment(
        mine[0].start,
        mine[-1].end,
        "document",
        tag,
        document.language,
        sum(one.score for one in mine),
        sum(one.words for one in mine),
        "",
    )
    return [whole]
