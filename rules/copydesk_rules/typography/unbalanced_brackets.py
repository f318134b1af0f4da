"""A bracket that opens and never closes, or closes and never opened: half an aside, a lost link, a cut reference. Put the
missing bracket back, or delete the one that is left.

List marks, "a)", smileys, ":)", and intervals, "[0, 1)", are whole as they are. The Chicago Manual of Style, 6.101,
https://www.chicagomanualofstyle.org/
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import PLACEHOLDER, line, signs, technical

_PAIR = {")": "(", "）": "(", "]": "[", "】": "【", "〕": "〔"}
_OPENING = {"(": "(", "（": "(", "[": "[", "【": "【", "〔": "〔"}
_LABEL = re.compile(r"(?:^|[\s(（;,:.–—-])(?:\d{1,3}[a-z]?|[^\W\d_]{1,2}|[ivxIVX]{1,5}|[①-⑳])[.]?$")
_SMILEY = re.compile(r"(?:[:;=8xX][-'^o]?|\^_?|<)[()\[\]（）]|[()\[\]][-'^o]?[:;=](?!\w)|[()]{2,}|[¯\\_]\)|ಠ|ツ")
_INTERVAL = re.compile(r"[\[(\]]\s?[-−+]?[\d∞a-z][\d.,∞]*\s?[,;]\s?[-−+]?[\d∞a-z][\d.,∞]*\s?[\])\[]")
_REACH = 6
_NEST = 40
_MOST = 100
_NEAR = 400


class _Open(NamedTuple):
    at: int
    block: int


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    found = signs(document)
    places = sorted(at for sign in (*_OPENING, *_PAIR) for at in found.at(sign))
    if not places or _plainly_balanced(text, places):
        return
    starts = [block.start for block in document.blocks]
    opened: list[_Open] = []
    unclosed: list[int] = []
    unopened: list[int] = []
    for at in places:
        sign = text[at]
        index = bisect.bisect_right(starts, at) - 1
        if sign in _OPENING:
            opened.append(_Open(at, index))
            continue
        partner = next(
            (i for i in range(len(opened) - 1, max(-1, len(opened) - _NEST), -1) if _OPENING[text[opened[i].at]] == _PAIR[sign]),
            -1,
        )
        label = _is_label(text, starts[max(index, 0)], at)
        if partner >= 0 and opened[partner].block >= index - _REACH and not (label and opened[partner].block != index):
            unclosed += [one.at for one in opened[partner + 1 :]]
            del opened[partner:]
        elif not label:
            unopened.append(at)
    unclosed += [one.at for one in opened]
    for at in sorted(unclosed)[:_MOST]:
        if not _special(text, at):
            yield Hit(Span(at, at + 1), f"“{text[at]}” opens and never closes: put the closing bracket where the aside ends.")
    for at in unopened[:_MOST]:
        if not _special(text, at):
            yield Hit(
                Span(at, at + 1), f"“{text[at]}” closes what never opened: put the opening bracket back, or delete this one."
            )


def _plainly_balanced(text: str, places: list[int]) -> bool:
    """Whether each bracket is closed by the next one, as in most texts."""
    if len(places) % 2:
        return False
    for opening, closing in zip(places[::2], places[1::2], strict=True):
        if text[closing] not in _PAIR or _OPENING.get(text[opening]) != _PAIR[text[closing]] or closing - opening > _NEAR:
            return False
    return True


def _is_label(text: str, start: int, at: int) -> bool:
    """Whether the bracket ends a list mark: "a)", "12)", "iv)"."""
    match = _LABEL.search(text[max(start, at - 8) : at]) if text[at] in ")）" else None
    return match is not None and not text[max(start, at - 8) : at][: match.start()].rstrip().endswith(
        ("=", "<", ">", "≤", "≥", "±")
    )


def _special(text: str, at: int) -> bool:
    """Smileys, intervals, code and links."""
    start, end = line(text, at)
    if _SMILEY.search(text, max(start, at - 3), min(end, at + 4)) or technical(text, at):
        return True
    if PLACEHOLDER in text[start:end]:
        return True
    if text[at] in "(（" and _SMILEY.search(text, at + 1, end):
        return True
    near = text[max(start, at - 30) : min(end, at + 30)]
    if _INTERVAL.search(near):
        return True
    piece = text[start:end]
    letters = sum(sign.isalpha() or sign.isspace() for sign in piece)
    return letters * 10 < len(piece) * 6


RULE = Rule(
    name="typography/unbalanced-brackets",
    summary="A bracket that opens and never closes, or closes and never opened.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "sv",
            "Medelåldern var 67 år ⟦(⟧spridning 49–82 år och könsfördelningen jämn.",
            message="“(” opens and never closes: put the closing bracket where the aside ends.",
        ),
        Bad("en", "The nurses n = 39⟦)⟧ slept well all night."),
        Bad("zh", "参加者⟦（⟧其中女性33人完成了测验。"),
        Bad("ru", "Сон важен для памяти⟦]⟧ и внимания."),
        Bad("ja", "参加者⟦【⟧女性33人は測定を受けた。"),
        Good("en", "a) sleep, b) rest and 1) eat; (see the list (below)); well :) and (yes ;)"),
        Good("fr", "l'intervalle [0, 1) et ]0; 5]"),
        Good("de", "1) schlafen\n2) essen\niv) ruhen"),
        Good("en", "(He slept for a year.\n\nThen he woke.)"),
        Good("zh", "睡眠（sleep)很重要，(1)早睡，2）早起。"),
        Good("sv", "Se https://example.org/a_(b och (c) där."),
        Good("ja", "(^_^) (´・ω・`) そして（注1）。"),
    ),
)
