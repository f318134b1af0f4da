"""Judges one block by its own words: a label, a row of labels, or a phrase that covers it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from copydesk_rules.chrome import shapes
from copydesk_rules.chrome.shapes import Mark
from copydesk_rules.chrome.words import EDGE, Label, Phrase, Words, is_word, joins, key_of, load, lowered

Found = tuple[int, int, Phrase]

_SEPARATOR = re.compile(r"\s*(?:[|¦·•∙‧›»>＞｜／→▸▶►❯❭⟩〉⟶➔●■]|\t|\s\s|\u3000)\s*|(?<=\s)[/*](?=\s)")
_SOFT_SEPARATOR = re.compile(r"(?<=\s)[–—-](?=\s)|(?<=\S)[.!?:](?=\s)|[。！？：]|(?<=[a-z\d])(?=[A-Z])")
_HARD = re.compile(r"[|¦·•∙‧›»>＞｜／→▸▶►❯❭⟩〉⟶➔●■\t\u3000]|\s\s|\s[/*]\s")
_SOFT = re.compile(r"[:.!?]\s|\s[–—-]\s|[。！？：]|[a-z\d](?=[A-Z])[A-Z]")
_CHEVRON = re.compile(r"[›»>＞→▸▶►❯❭⟩〉⟶➔]")
_BULLET = re.compile(r"[•·‣◦▪*–—-]\s|\(?\d{1,3}[.)]\s")
_SENTENCE_END = ".!?…。！？।؟۔"
_QUOTES = '"“„«»‘‚「『‹›”'


@functools.lru_cache(maxsize=1 << 15)
def short(piece: str, language: str, kind: str) -> Mark | None:
    """A short block by its shape and its words, its span counted from its own start; chrome recurs, so answers are kept."""
    mark = shapes.line(piece, 0, len(piece))
    if mark is None or mark.need:
        mark = labelled(load(), piece, lowered(piece), 0, len(piece), language, kind) or mark
    return mark


def labelled(words: Words, text: str, low: str, start: int, end: int, language: str, kind: str) -> Mark | None:
    """The block as one label, a doubled label, or a row of labels."""
    line = low[start:end]
    if not _promising(words, line):
        return None
    key = key_of(line)
    if key in words.labels or (key[:3] == key[-3:] and len(key) >= 6 and (key := _halved(key)) in words.labels):
        label = words.label(key, language)
        if label is not None:
            piece = text[start:end]
            need = 1 if label.weak else 0
            if need and kind == "heading":
                return None
            if not need and (kind in ("table", "quote", "caption") or _is_item(piece, kind) or _is_order(piece, key)):
                need = 1
            evidence = (f"“{piece.strip(EDGE)}” is a label of websites ({label.language})",)
            return Mark(start, end, label.kind, label.variant, 0.95 if not need else 0.8, evidence, need)
    if not key or kind in ("table", "quote", "code"):
        return None
    if _HARD.search(line):
        return _row(words, _SEPARATOR.split(line), line, start, end, language, hard=True)
    if (sign := _SOFT.search(text, start, end)) is not None:
        if key_of(low[start : sign.end() - 1]) not in words.labels:
            return None
        pieces = [piece.lower() for piece in _SOFT_SEPARATOR.split(text[start:end])]
        if len(pieces) > 1:
            return _row(words, pieces, line, start, end, language, hard=False)
    return _unseparated(words, line, start, end, language)


def _promising(words: Words, line: str) -> bool:
    """A quick look: whether a line begins with the first word of a label, or has a separator of links."""
    head = line.lstrip(EDGE)
    stop = head.find(" ")
    word = (head if stop < 0 else head[:stop]).rstrip(EDGE)
    return (
        word in words.first or not word[1:] or word[0].isdigit() or joins(word[0]) or stop < 0 or _HARD.search(line) is not None
    )


def _is_item(piece: str, kind: str) -> bool:
    return kind == "plain" and _BULLET.match(piece) is not None and piece[-1].isalnum()


def _is_order(piece: str, key: str) -> bool:
    """Whether a label ends like a sentence: "Close the window." is a step of a manual, "Close the window" a button."""
    return piece[-1] in ".。।" and not piece.endswith("..") and key.count(" ") < 3 and len(key) < 30


def _halved(key: str) -> str:
    half = len(key) // 2
    if key[:half] == key[-half:] and (len(key) % 2 == 0 or key[half] == " "):
        return key[:half]
    return ""


def _row(words: Words, pieces: Sequence[str], line: str, start: int, end: int, language: str, *, hard: bool) -> Mark | None:
    parts = [key for key in map(key_of, pieces) if key]
    labels = [words.label(part, language) for part in parts]
    known = [label for label in labels if label is not None]
    if len(parts) < 2 or not known or _BULLET.match(line):
        return None
    if labels[0] is not None and labels[0].variant == "crumb" and _CHEVRON.search(line) and line[-1] not in _SENTENCE_END:
        return Mark(start, end, "navigation", "crumb", 0.95, ("a path from the start page",))
    sure = sum(not label.weak for label in known)
    evidence = "a row of links: " + ", ".join(f"“{part}”" for part, label in zip(parts, labels, strict=True) if label)
    enough = len(known) == len(parts) or (len(known) >= 2 and sure >= 1)
    if hard and not enough:
        enough = len(known) * 2 >= len(parts) and (sure * 2 >= len(parts) or (len(known) >= 2 and len(parts) > 3))
    if not enough:
        return None
    first = min(known, key=lambda label: label.weak)
    kind, variant = _majority(known) if sure != 1 else (first.kind, first.variant)
    need = 0 if sure or (hard and len(known) > 2) else 1
    return Mark(start, end, kind, variant, 0.93 if sure else 0.85, (evidence,), need)


def _unseparated(words: Words, line: str, start: int, end: int, language: str) -> Mark | None:
    """Labels that follow each other with mere blanks: "About us Contact us Newsletter"."""
    if line[: line.find(" ")] not in words.first or line[-1] in _SENTENCE_END:
        return None
    pieces = line.split()
    if not 2 <= len(pieces) <= 16 or pieces[-1].strip(EDGE) not in words.last:
        return None
    at, labels = 0, list[Label]()
    while at < len(pieces):
        for size in range(min(4, len(pieces) - at), 0, -1):
            label = words.label(key_of(" ".join(pieces[at : at + size])), language)
            if label is not None:
                labels.append(label)
                at += size
                break
        else:
            return None
    sure = sum(not label.weak for label in labels)
    if len(labels) < 2 or (sure < 2 and len(labels) < 3):
        return None
    kind, variant = _majority(labels)
    return Mark(start, end, kind, variant, 0.9, ("labels of websites in a row",))


def _majority(labels: Sequence[Label]) -> tuple[str, str]:
    """The kind and variant that most labels have; sure ones weigh more, the first wins a tie."""
    weight: dict[tuple[str, str], int] = {}
    for label in labels:
        key = (label.kind, label.variant if label.variant != "weak" else "")
        weight[key] = weight.get(key, 0) + (1 if label.weak else 3)
    return max(weight, key=lambda key: weight[key])


def usable(low: str, start: int, end: int, phrase: Phrase, block: tuple[int, int]) -> bool:
    """Whether a phrase found at a place stands there as words of their own, in its place in the block, and not in quotes."""
    first, last = low[start], low[end - 1]
    if not phrase.open_start and start > 0 and is_word(first) and is_word(low[start - 1]) and not joins(first):
        return False
    if not phrase.open_end and end < len(low) and is_word(last) and is_word(low[end]) and not joins(last):
        return False
    if phrase.place == "start":
        if end - start < len(low[block[0] : end].lstrip(EDGE + "0123456789")) or block[1] - end > 60 + len(phrase.rest):
            return False
        rest = low[end : block[1]].rstrip()
        if rest.endswith((".", "。", "।", "。", ";")) and ":" not in low[start:end] and "：" not in low[start:end]:
            return False
        return bool(rest.strip(EDGE)) and (not phrase.rest or rest.rstrip(EDGE).endswith(phrase.rest))
    if phrase.place == "end":
        return 0 < start - block[0] <= 60 and not low[end : block[1]].strip(EDGE)
    return not (start > block[0] and low[start - 1] in _QUOTES)


def phrased(text: str, block: tuple[int, int], found: Sequence[Found]) -> list[Mark]:
    """What the phrases found in a block make of it: the whole block, one of its sentences, or nothing."""
    start, end = block
    parts: list[Mark] = []
    covered = 0
    if end - start > 60:
        for place in _sentences(text, start, end, found):
            inside = [item for item in found if place[0] <= item[0] and item[1] <= place[1]]
            mark = _weighed(text, *place, inside, part=True)
            if mark is not None:
                parts.append(mark)
                covered += place[1] - place[0]
    if not parts or covered * 10 >= (end - start) * 6:
        mark = _weighed(text, start, end, found)
        if mark is not None:
            return [mark]
    return parts


def _weighed(text: str, start: int, end: int, found: Sequence[Found], part: bool = False) -> Mark | None:
    size = end - start
    covered = sum(b - a for a, b, _ in found)
    weight = sum(phrase.weight for _, _, phrase in found)
    templates = [item for item in found if item[2].place != "in"]
    piece = text[start:end]
    if size <= 160 and shapes.CLOCKS.search(piece):
        weight, covered = weight + 1, covered + 13
    if size <= 160 and shapes.STARS.search(piece):
        weight, covered = weight + 1, covered + 8
    best = max(found, key=lambda item: (item[2].weight, item[1] - item[0]))[2]
    share = covered / size
    evidence = tuple(f"“{text[a:b].strip()}” ({phrase.language})" for a, b, phrase in found)
    if templates and not part:
        best = templates[0][2]
        if best.place == "start" or size <= 90:
            return Mark(start, end, best.kind, best.variant, 0.9, evidence)
    found_in = [item for item in found if item[2].place == "in"]
    if not found_in:
        return None
    enough = (
        (size <= SHORT and share >= 0.5)
        or share >= 0.7
        or (weight >= 2 and (size <= 160 or share >= 0.25) and (share >= 0.15 or found[0][0] - start <= 2))
        or (weight >= 3 and share >= 0.1)
    )
    if not enough or (part and share < 0.3 and weight < 3):
        return None
    certain = share >= 0.7 or weight >= 3 or (weight >= 2 and share >= 0.3)
    return Mark(start, end, best.kind, best.variant, 0.95 if certain else 0.85, evidence)


SHORT = 110
"""Up to this many code points a line is short: half of it in one phrase is enough."""


def _sentences(text: str, start: int, end: int, found: Sequence[Found]) -> list[tuple[int, int]]:
    """The sentences of a block in which a phrase stands, by their closing signs."""
    out: list[tuple[int, int]] = []
    for a, b, phrase in found:
        if phrase.place != "in":
            continue
        begin = a
        while begin > start and not (text[begin - 1] in _SENTENCE_END and (text[begin].isspace() or joins(text[begin]))):
            begin -= 1
        while begin < a and text[begin].isspace():
            begin += 1
        stop = b
        while stop < end and text[stop] not in _SENTENCE_END:
            stop += 1
        stop = min(end, stop + 1)
        if not out or out[-1] != (begin, stop):
            out.append((begin, stop))
    return [place for place in out if place != (start, end)]
