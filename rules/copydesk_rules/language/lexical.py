"""The second stage: words that are common in another language and not in the text's own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from copydesk import kin, pack_tags, quick_guess
from copydesk_rules.language import context, model, words
from copydesk_rules.language.fragment import SEGMENT, SEGMENT_RICH, Fragment, Place, bare, trimmed, usable
from copydesk_rules.language.sieve import LINE_MAX, LINE_MIN, Sieve

OPEN = 2.3
STRANGE, CLUSTER, LARGE = 1.0, 1.3, 1.9
HEAVY, MODEL = 2.9, 3.3
LEAST = 3.0
FOREIGN_LETTER = 1.8
THIRD, CLEAR = 9.0, 12.0
_ROUNDING = 1e-6


def foreign_words(place: Place, piece: str, chunks: Sequence[str], sieve: Sieve) -> list[Fragment]:
    """The fragments of a block that its words, ``chunks``, give away."""
    if not chunks:
        return []
    found: list[Fragment] = []
    offsets = Offsets(piece, place.block.start)
    for table, hot in zip(place.plan.sources, sieve.hot, strict=True):
        if hot.isdisjoint(chunks):
            if len(chunks) <= LINE_MAX and chunks[-1][:1].isupper() and is_capital_line(table, chunks):
                return [line(place, table, chunks)]
            continue
        scores = list(map(table.__getitem__, chunks))
        _open(table, chunks, scores)
        if hot.isdisjoint(table.singles) and sum(value for value in scores if value > 0) < SEGMENT_RICH - _ROUNDING:
            continue
        found += _by_evidence(place, table, chunks, scores, offsets)
    if not place.plan.listed:
        found += model.sentences(place, found)
        return found
    how_odd = sieve.odd
    odd = [(index, how_odd[chunk]) for index, chunk in enumerate(chunks) if chunk in how_odd]
    if odd and (len(odd) > 1 or odd[0][1] >= STRANGE):
        found += _by_oddness(place, chunks, odd, offsets, found)
    return found


def is_capital_line(table: words.Evidence, chunks: Sequence[str]) -> bool:
    """Whether a line of its own is a headline in capitals of the other language: every word is one of its words, and some
    are of those that no name or title of a work lives on."""
    if not LINE_MIN <= len(chunks) <= LINE_MAX or chunks[-1].endswith((".", ",", ";")):
        return False
    plain: list[str] = []
    for chunk in chunks:
        word = words.plain(chunk)
        if not word or not table.other.of(word):
            return False
        plain.append(word)
    small = context.small_words()
    common = table.other.commonest
    typical = [word for word in plain if word not in small and (word in common or word in table.other.unborrowed)]
    telling = [word for word in typical if table.word(word) >= OPEN]
    return len(typical) >= 2 and len(telling) >= 2 and any(word in common for word in typical)


def line(place: Place, table: words.Evidence, chunks: Sequence[str]) -> Fragment:
    """The fragment for a headline in capitals."""
    score = sum(max(0.0, table.word(words.plain(chunk))) for chunk in chunks)
    span = bare(place.text, place.block.start, place.block.end)
    return Fragment(*span, "phrase", table.other.language, place.host, score, len(chunks))


def _open(table: words.Evidence, chunks: Sequence[str], scores: list[float]) -> None:
    """Lets the capitalised word that opens a sentence count as it would inside one."""
    for index, value in enumerate(scores):
        if value == 0.0 and chunks[index][:1].isupper() and len(chunks[index]) > 1 and _starts_sentence(chunks, index):
            scores[index] = max(0.0, table.word(words.plain(chunks[index])))


_CHUNK = re.compile(r"\S+")


class Offsets:
    """Where each chunk of a piece stands in the text; worked out when first asked for."""

    def __init__(self, piece: str, base: int) -> None:
        self._piece, self._base = piece, base
        self._spans: list[tuple[int, int]] = []

    def __getitem__(self, index: int) -> tuple[int, int]:
        if not self._spans:
            base = self._base
            self._spans = [(base + match.start(), base + match.end()) for match in _CHUNK.finditer(self._piece)]
        return self._spans[index]


def _starts_sentence(chunks: Sequence[str], index: int) -> bool:
    return index == 0 or chunks[index - 1].rstrip("\"'”’»)").endswith((".", "!", "?", ":", "…", "–", "—", "•", "-"))


def _by_evidence(
    place: Place, table: words.Evidence, chunks: Sequence[str], scores: Sequence[float], offsets: Offsets
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
        alone = (first == 0 or _starts_sentence(chunks, first)) and (
            last == len(chunks) or chunks[last - 1].endswith((".", "!", "?"))
        )
        plain_english = any(_typical(table, chunk) for chunk in chunks[first:last])
        enough = score >= (SEGMENT_RICH if plain_english and (content > 1 or alone) else SEGMENT)
        prose = score >= SEGMENT and _has_function_words(table, chunks[first:last])
        if not (content or prose) or positive < 2 or not enough or _beside_name(chunks, first, last, content):
            continue
        start, end = offsets[first][0], offsets[last - 1][1]
        start, end = trimmed(text, start, end)
        taken.append((first, last))
        yield Fragment(start, end, "phrase", tag, place.host, score, last - first)
    for index, chunk in enumerate(chunks):
        if chunk not in table.singles or any(a <= index < b for a, b in taken):
            continue
        word = words.plain(chunk)
        curated = word in table.host.residue_words
        if words.core(chunk)[0].isupper() and not (curated and _starts_sentence(chunks, index)):
            continue
        certain = curated or (table.certain(word) and not _beside_name(chunks, index, index + 1, 1))
        if not certain and table.word(word) < words.SINGLE:
            continue
        start, end = trimmed(text, *offsets[index])
        yield Fragment(start, end, "word", tag, place.host, table.word(word), 1, certain)


def _has_function_words(table: words.Evidence, chunks: Sequence[str]) -> bool:
    """Whether two words in a row only hold a sentence together, and are not those that hold names together."""
    return any(a in table.functional and b in table.functional for a, b in itertools.pairwise(chunks))


def _typical(table: words.Evidence, chunk: str) -> bool:
    """Whether a chunk is of the words that no other language takes over: it tells prose from a shared term."""
    word = words.plain(chunk)
    if not word or words.core(chunk)[0].isupper() or table.word(word) < 1.5:
        return False
    return word in table.other.commonest or word in table.other.unborrowed


def _widened(table: words.Evidence, chunks: Sequence[str], scores: Sequence[float], first: int, last: int) -> tuple[int, int]:
    """A segment with a capitalised word that opens its sentence, and without words at its ends that prove nothing."""
    while (
        last - first > 1
        and scores[last - 1] + (-words.BREAK if scores[last - 1] < 0 else 0) <= 0
        and not _supports(table, chunks[last - 1])
    ):
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
    left = (
        first > 0
        and words.core(chunks[first - 1])[:1].isupper()
        and not _starts_sentence(chunks, first - 1)
        and not chunks[first - 1].endswith((",", ".", ";", ":", ")"))
    )
    right = (
        last < len(chunks)
        and words.core(chunks[last])[:1].isupper()
        and not chunks[last - 1].endswith((",", ".", ";", ":", ")", "!", "?"))
    )
    return (bool(inside) and (left or right or len(inside) * 2 >= last - first)) or (left and right)


def _is_acronym(chunk: str) -> bool:
    return len(chunk) > 2 and chunk.isalpha() and chunk.isupper()


def _by_oddness(
    place: Place,
    chunks: Sequence[str],
    odd: Sequence[tuple[int, float]],
    offsets: Offsets,
    already: Sequence[Fragment],
) -> Iterator[Fragment]:
    """Segments in a language that is neither the text's nor a source: where words stand that the text's language lacks.

    ``odd`` are the places of those words and how odd they are.
    """
    found: list[Fragment] = []

    def is_free(start: int, end: int) -> bool:
        return not any(one.kind != "word" and one.start < end and start < one.end for one in (*already, *found))

    if sum(value for _, value in odd) >= STRANGE:
        for tag in place.plan.siblings:
            found += (one for one in _in_language(place, tag, chunks, offsets, 0, len(chunks)) if is_free(one.start, one.end))
    for first, last, mass in _clusters(chunks, odd):
        tags = _guesses(place, chunks, first, last, mass)
        if not tags and mass < HEAVY:
            continue
        start, end = offsets[first][0], offsets[last - 1][1]
        if not is_free(start, end):
            continue
        best: Fragment | None = None
        for tag in tags:
            low, high = max(0, first - 12), min(len(chunks), last + 12)
            for one in _in_language(place, tag, chunks, offsets, low, high):
                if one.start < end and start < one.end and (best is None or one.score > best.score):
                    best = one
        if best is None and mass >= HEAVY:
            best = _in_source(place, chunks, offsets, first, last) or _in_any(place, chunks, offsets, first, last)
        if best is not None and is_free(best.start, best.end):
            found.append(best)
        elif best is None and mass >= MODEL:
            found += model.sentence_around(place, start, end)
    yield from found
    for index, value in odd:
        if value >= FOREIGN_LETTER:
            start, end = trimmed(place.text, *offsets[index])
            if is_free(start, end) and not _beside_name(chunks, index, index + 1, 1):
                yield from _odd_letter(place, chunks, index, start, end)


def _clusters(chunks: Sequence[str], odd: Sequence[tuple[int, float]]) -> Iterator[tuple[int, int, float]]:
    """Odd words in a row, across at most two words between two, not across the end of a sentence."""
    first = last = -1
    mass = 0.0
    for index, value in odd:
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


def _in_source(place: Place, chunks: Sequence[str], offsets: Offsets, first: int, last: int) -> Fragment | None:
    """A heavy cluster of which a source language knows two words or more: prose with terms that are in no list."""
    for table in place.plan.sources:
        cluster = chunks[first:last]
        score = sum(map(table.__getitem__, cluster))
        told = sum(chunk in table.telling for chunk in cluster)
        if told >= 2 and score >= LEAST and not context.in_title_case([words.core(chunk) for chunk in cluster]):
            start, end = trimmed(place.text, offsets[first][0], offsets[last - 1][1])
            return Fragment(start, end, "phrase", table.other.language, place.host, score, last - first)
    return None


def _in_any(place: Place, chunks: Sequence[str], offsets: Offsets, first: int, last: int) -> Fragment | None:
    """The segment round a heavy cluster in whichever language has most of its words."""
    cluster = [word for word in map(words.plain, chunks[first:last]) if len(word) > 1]
    if len(cluster) < 2 or sum(word in context.latin_terms() for word in cluster) * 2 >= len(cluster):
        return None
    counts = {tag: sum(map(words.lexicon(tag).zipf.__contains__, cluster)) for tag in _everyone(place)}
    tag = max(counts, key=lambda name: counts[name], default="")
    if not tag or counts[tag] < 2 or counts[tag] * 5 < len(cluster) * 3:
        return None
    start, end = offsets[first][0], offsets[last - 1][1]
    near = _in_language(place, tag, chunks, offsets, max(0, first - 12), min(len(chunks), last + 12))
    return next((one for one in near if one.start < end and start < one.end), None)


def _everyone(place: Place) -> tuple[str, ...]:
    return usable(place.host, place.scripts, place.sources, pack_tags())


def _densest(place: Place, chunks: Sequence[str], first: int, last: int) -> Sequence[str]:
    """The longest row of odd words of a cluster, with nothing between them."""
    odd = words.oddness(place.host)
    best: Sequence[str] = chunks[first:last]
    size, begin = 1, first
    for index in range(first, last + 1):
        if index == last or odd[chunks[index]] < words.ODD:
            if index - begin > size:
                best, size = chunks[begin:index], index - begin
            begin = index + 1
    return best


def _in_language(place: Place, tag: str, chunks: Sequence[str], offsets: Offsets, low: int, high: int) -> Iterator[Fragment]:
    """Segments of some chunks that are in one given language that is no source."""
    table = words.evidence(place.host, tag)
    window = chunks[low:high]
    scores = list(map(table.__getitem__, window))
    if table.strong.isdisjoint(window) or len([chunk for chunk in window if chunk in table.strong]) < 2:
        return
    related = kin(tag, place.host)
    for a, b, score in words.peaks(scores, THIRD):
        a, b = _widened(table, window, scores, a, b)
        content = sum(map(table.content, window[a:b]))
        strong = [index for index in range(a, b) if window[index] in table.strong]
        fresh = any(not table.host.of(words.plain(window[index])) for index in strong)
        in_a_row = any(index + 1 in strong for index in strong)
        if len(strong) < 2 or not (content or in_a_row or score >= CLEAR) or not (related or fresh):
            continue
        if context.in_title_case([words.core(chunk) for chunk in window[a:b]]) or (
            score < CLEAR and _beside_name(window, a, b, content)
        ):
            continue
        start, end = trimmed(place.text, offsets[low + a][0], offsets[low + b - 1][1])
        yield Fragment(start, end, "phrase", tag, place.host, score, b - a)


def _guesses(place: Place, chunks: Sequence[str], first: int, last: int, mass: float = LARGE) -> tuple[str, ...]:
    """What a quick model takes an odd cluster for, alone and with its sentence."""
    low, high = first, last
    while low > 0 and not _starts_sentence(chunks, low):
        low -= 1
    while high < len(chunks) and not chunks[high - 1].endswith((".", "!", "?")):
        high += 1
    whole = quick_guess(" ".join(chunks[low:high]))
    if whole == place.host and mass < LARGE:
        return ()
    pieces = [chunks[first:last]]
    if mass >= LARGE and (core := _densest(place, chunks, first, last)) != pieces[0]:
        pieces.append(core)
    tags = tuple(tag for tag in (*(quick_guess(" ".join(piece)) for piece in pieces), whole) if tag not in place.plan.siblings)
    return usable(place.host, place.scripts, place.sources, tags)


def _odd_letter(place: Place, chunks: Sequence[str], index: int, start: int, end: int) -> Iterator[Fragment]:
    """A word with a letter that the text's alphabet lacks, where it is a word of another language."""
    word = words.plain(chunks[index])
    if len(word) < 4:
        return
    siblings = place.plan.siblings
    for tag in (*siblings, *_guesses(place, chunks, index, index + 1)):
        other = words.lexicon(tag)
        close = tag in siblings
        if other.of(word) >= 3.3 or (close and not other.foreign_letter(word) and "Cyrl" in place.scripts):
            score = max(words.SINGLE, words.evidence(place.host, tag).word(word))
            yield Fragment(start, end, "word", tag, place.host, score, 1, certain=close)
            return
