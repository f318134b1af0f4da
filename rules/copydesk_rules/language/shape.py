"""Fragments as an editor sees them: one where several touch, and as large as the sentence or block that they fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk_rules.language import words
from copydesk_rules.language.fragment import Fragment, Kind, Place, bare, letters

MOSTLY = 0.75
_APART, _OWN = 25, -4.0
_SENTENCE_MIN = 4
_STOPS = (".", "!", "?")


def deduplicated(found: Sequence[Fragment]) -> list[Fragment]:
    """The fragments in order of place; of those that overlap the longest."""
    out: list[Fragment] = []
    for fragment in sorted(found, key=lambda one: (one.start, -one.end)):
        if out and fragment.start < out[-1].end:
            if fragment.end - fragment.start > out[-1].end - out[-1].start:
                out[-1] = fragment
            continue
        out.append(fragment)
    return out


def joined(place: Place, found: list[Fragment]) -> list[Fragment]:
    """Neighbours in one language with next to nothing between them as one."""
    out: list[Fragment] = []
    for fragment in found:
        last = out[-1] if out else None
        if last is not None and last.language == fragment.language and (last.kind == "script") == (fragment.kind == "script"):
            gap = fragment.start - last.end
            size = (last.end - last.start) + (fragment.end - fragment.start)
            between = place.text[last.end : fragment.start]
            bare = not any(sign.isalpha() for sign in between)
            near = gap <= _APART and gap * 3 <= size and last.words + fragment.words > 3
            if gap <= 3 or (bare and gap <= _APART) or (near and not _is_own(place, fragment.language, between)):
                kind = last.kind if last.kind == "script" else "phrase"
                count = last.words + fragment.words + sum(map(bool, map(words.plain, between.split())))
                out[-1] = replace(
                    last,
                    end=fragment.end,
                    kind=kind,
                    score=last.score + fragment.score,
                    words=count,
                    certain=last.certain or fragment.certain or count >= 3,
                )
                continue
        out.append(fragment)
    return out


def _is_own(place: Place, language: str, between: str) -> bool:
    """Whether words between two fragments are clearly the text's own."""
    table = words.evidence(place.host, language)
    return any(table[chunk] <= _OWN for chunk in between.split())


def sized(place: Place, found: list[Fragment]) -> list[Fragment]:
    """Fragments widened to the sentence or block that they fill, with their kind."""
    out: list[Fragment] = []
    start, end = place.block.start, place.block.end
    size = letters(place.text, start, end)
    covered = sum(letters(place.text, one.start, one.end) for one in found if one.kind != "word")
    large = [one for one in found if one.kind != "word"]
    if large and covered >= MOSTLY * size and len({one.language for one in large}) == 1:
        kind: Kind = "script" if large[0].kind == "script" else "block"
        if kind == "script" or size >= 8:
            low, high = bare(place.text, start, end)
            score = sum(one.score for one in large)
            return [replace(large[0], start=low, end=high, kind=kind, score=score, words=len(place.text[start:end].split()))]
    spans = place.sentences() if large else []
    for one in found:
        if one.kind == "phrase":
            inside = [(a, b) for a, b in spans if a < one.end and one.start < b]
            filled = [
                (a, b)
                for a, b in inside
                if letters(place.text, max(a, one.start), min(b, one.end)) >= MOSTLY * letters(place.text, a, b)
            ]
            if filled and one.words >= 3:
                low, high = min(filled[0][0], one.start), max(filled[-1][1], one.end)
                if filled[0] != inside[0]:
                    low = one.start
                one = replace(one, start=low, end=high, kind="sentence")
            elif one.words >= _SENTENCE_MIN and place.text[one.start].isupper() and place.text[one.end : one.end + 1] in _STOPS:
                one = replace(one, end=one.end + len(place.text[one.end : one.end + 1]), kind="sentence")
        out.append(one)
    return deduplicated(out)
