"""The third stage: sentences that look odd, judged by a language model's likelihoods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk import kin, likelihoods, load_pack, quick_guess
from copydesk_rules.language import words
from copydesk_rules.language.fragment import Fragment, Place

SENTENCE = 15.0
_ALIKE = ({"nb", "nn", "da"}, {"hr", "sr", "bs"}, {"id", "ms"})


def sentence_around(place: Place, start: int, end: int) -> Iterator[Fragment]:
    """The sentence round an odd stretch, where a model finds it in another language."""
    for low, high in place.sentences():
        if not (low < end and start < high):
            continue
        piece = place.text[low:high]
        guess, sure = quick_guess(piece), bool(quick_guess(piece, sure=True))
        if guess == place.host or (guess and kin(guess, place.host)) or _names(piece):
            continue
        yield from _judged(place, low, high, sure)


def sentences(place: Place, already: Sequence[Fragment]) -> Iterator[Fragment]:
    """Sentences of a text whose language has no word list: what a quick model is sure of, a slow one may confirm."""
    guess = quick_guess(place.text[place.block.start : place.block.end])
    if guess == place.host and place.block.end - place.block.start < 60:
        return
    for low, high in place.sentences():
        if any(fragment.start < high and low < fragment.end for fragment in already):
            continue
        guess = quick_guess(place.text[low:high], sure=True)
        if guess and guess != place.host and not kin(guess, place.host) and not _names(place.text[low:high]):
            yield from _judged(place, low, high, True)


def _judged(place: Place, low: int, high: int, sure: bool) -> Iterator[Fragment]:
    piece = place.text[low:high]
    ranked = likelihoods(piece)
    if not ranked or place.host not in ranked:
        return
    tag, best = next(iter(ranked.items()))
    gap = best - max(ranked.get(one, best - 999) for one in {place.host, *_group(place.host)})
    pack = load_pack(tag)
    if gap >= SENTENCE and (sure or gap >= 2 * SENTENCE) and set(pack.get("scripts", ())) & set(place.scripts):
        yield Fragment(low, high, "sentence", tag, place.host, gap, len(piece.split()))


def _group(host: str) -> set[str]:
    return next((group for group in _ALIKE if host in group), {host})


def _names(piece: str) -> bool:
    chunks = [words.core(chunk) for chunk in piece.split()]
    large = sum(chunk[:1].isupper() or not chunk[:1].isalpha() for chunk in chunks)
    return large * 2 > len(chunks) or len(chunks) < 3
