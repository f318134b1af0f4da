"""Dummy text that nobody replaced: "Lorem ipsum", "Your text here". Replace it or take it out.

Source: the classic passage, https://www.lipsum.com/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Pack, Rule, Span, load_pack
from copydesk_rules.extraction.signs import shown

_PASSAGE = re.compile(
    r"\b(?:lorem ipsum|dolor sit amet|consectetur adipisc|sed do eiusmod|ut enim ad minim)\w*[^\n.]{0,200}\.?", re.I
)
_TOKENS = ("ipsum", "IPSUM", "dolor sit")


def _phrases(pack: Pack) -> tuple[str, ...]:
    own = pack.get("extraction.placeholders", ())
    return tuple(
        sorted(
            {phrase for phrase in (*own, *load_pack("en").get("extraction.placeholders", ())) if "orem" not in phrase},
            key=lambda phrase: (-len(phrase), phrase),
        )
    )


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if any(token in text for token in _TOKENS):
        for start, end in _joined(text):
            if not _quoted(text, start, end):
                yield Hit(Span(start, end), f"“{shown(text[start:end], 30)}” is dummy text: replace it or take it out.")
    taken: list[tuple[int, int]] = []
    for phrase in document.pack.compiled(_phrases):
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            inside = any(start <= at < stop for start, stop in taken)
            if not inside and not _quoted(text, at, end) and not (text[end : end + 1].isalnum() and phrase[-1].isascii()):
                taken.append((at, end))
                yield Hit(Span(at, end), f"“{phrase}” is dummy text: replace it or take it out.")
            at = text.find(phrase, end)


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Passages, those that touch joined."""
    start = end = -1
    for match in _PASSAGE.finditer(text):
        if start >= 0 and not text[end : match.start()].strip(" ."):
            end = match.end()
            continue
        if start >= 0:
            yield start, end
        start, end = match.span()
    if start >= 0:
        yield start, end


def _quoted(text: str, start: int, end: int) -> bool:
    """Talk about dummy text: in quotation marks, or two words inside a longer sentence."""
    if text[start - 1 : start] in tuple("\"“„«'‘「") and any(
        sign in text[start : min(end, start + 24) + 1] for sign in "\"”“»'’」"
    ):
        return True
    return end - start < 20 and text[start : start + 5].islower()


RULE = Rule(
    name="extraction/lorem-ipsum",
    summary="Dummy text that nobody replaced.",
    check=check,
    severity="error",
    examples=(
        Bad("en", "Sleep\n\n⟦Lorem ipsum dolor sit amet, consectetur adipiscing elit.⟧ Then the text."),
        Bad("da", "Søvn\n\n⟦Indsæt tekst her⟧"),
        Bad("ru", "⟦Здесь будет текст⟧ о сне."),
        Bad("ja", "⟦ここに文章が入ります⟧。"),
        Good("en", "Designers fill pages with “Lorem ipsum” until the text is there."),
        Good("de", "Das Wort dolor heißt Schmerz."),
        Good("zh", "请在医生指导下用药。"),
    ),
)
