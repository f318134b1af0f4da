"""Signs that nobody sees split words for search, for spelling and for screen readers, or turn the order of a text round.
Delete them. What a script needs stays: joiners in Persian, Hindi and emoji, direction marks beside Hebrew and Arabic.

Sources: Unicode Standard 16.0, chapters 9, 12 and 23, https://www.unicode.org/versions/Unicode16.0.0/;
bidirectional controls as an attack, https://trojansource.codes/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Related, Rule, Span
from copydesk_rules.extraction.signs import line, signs

_CLASS = "\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufe0f\ufeff"
_SIGNS = re.compile(f"[{_CLASS}]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_BLANK_LINES = re.compile("^[ \t]*\u00a0[ \t\u00a0]*$", re.M)
_NAMES = {
    "\u00ad": "soft hyphen", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark", "\u200f": "right-to-left mark", "\u2028": "line separator", "\u2029": "paragraph separator",
    "\u2060": "word joiner", "\ufeff": "byte order mark", "\ufe0f": "variation selector", "\u034f": "grapheme joiner",
}  # fmt: skip
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0e80-\u0fff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_BEFORE_SELECTOR = re.compile("[#*0-9©®\u203c\u2049\u2100-\u3299\U0001f000-\U0001faff]")
_EMOJI = re.compile("[\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")
_NO_SPACES = frozenset({"th", "km", "lo", "my", "ja", "zh"})
_MANY = 3


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    unusual = "".join(signs(document).unusual)
    if _SIGNS.search(unusual):
        by_name: dict[str, list[tuple[int, int]]] = {}
        for match in _SIGNS.finditer(text):
            for start, end in _unwanted(document, text, *match.span()):
                by_name.setdefault(_name(text[start]), []).append((start, end))
        for name, spans in by_name.items():
            yield from _hits(name, spans)
    for match in _CONTROL.finditer(text) if _CONTROL.search(unusual) else ():
        if text[match.start()] > "\x7f" and "\u00c2" <= text[match.start() - 1 : match.start()] <= "\u00f4":
            continue  # a byte of a letter that was read with the wrong encoding: extraction/mojibake has it
        fix = Fix((Edit(Span(*match.span()), ""),), safe=True, title="Delete it")
        yield Hit(Span(*match.span()), "There is a control character here that no reader sees: delete it.", fix)
    if "\u00a0" in unusual and ("\u00a0\n" in text or text.endswith("\u00a0")):
        for match in _BLANK_LINES.finditer(text):
            fix = Fix((Edit(Span(*match.span()), ""),), safe=True, title="Empty the line")
            yield Hit(Span(*match.span()), "This line holds nothing but a no-break space: empty it.", fix, severity="info")


def _unwanted(document: Document, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run of invisible signs that do nothing for the text."""
    before, after = text[start - 1 : start], text[end : end + 1]
    for at in range(start, end):
        sign = text[at]
        if sign == "\ufeff" and at == 0:
            continue
        if sign == "\u00ad" and document.format == "html":
            continue
        if sign in "\u200b\u2060" and document.language in _NO_SPACES and not (before.isascii() and after.isascii()):
            continue
        if sign in "\u200c\u200d" and (
            (_JOINED.match(before) and (_JOINED.match(after) or sign == "\u200d")) or _EMOJI.match(before)
        ):
            continue
        if sign == "\ufe0f" and (_BEFORE_SELECTOR.match(before) or _EMOJI.match(before)):
            continue
        if sign in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u034f" and _right_to_left(document, text, at):
            continue
        if sign == "\u3164" and document.language == "ko":
            continue
        yield at, at + 1


def _right_to_left(document: Document, text: str, at: int) -> bool:
    if document.language in ("ar", "fa", "he", "ur", "yi", "ps", "ckb"):
        return True
    start, end = line(text, at)
    return _RTL.search(text, max(start, at - 300), min(end, at + 300)) is not None


def _name(sign: str) -> str:
    return _NAMES.get(sign, "direction mark" if "\u202a" <= sign <= "\u2069" else "invisible sign")


def _hits(name: str, spans: list[tuple[int, int]]) -> Iterator[Hit]:
    """One finding for each sign; one for all of a kind where there are many."""
    edits = tuple(Edit(Span(*span), "\n" if name.endswith("separator") else "") for span in spans)
    if len(spans) <= _MANY:
        for span, edit in zip(spans, edits, strict=True):
            fix = Fix((edit,), safe=True, title=f"Delete the {name}")
            yield Hit(Span(*span), f"There is an invisible {name} here: delete it.", fix)
        return
    related = tuple(Related(Span(*span), f"another {name}") for span in spans[1:21])
    fix = Fix(edits, safe=True, title=f"Delete all {len(spans)}")
    yield Hit(Span(*spans[0]), f"There are {len(spans)} signs like this invisible {name}: delete them.", fix, related=related)


RULE = Rule(
    name="extraction/invisible-characters",
    summary="Signs that no reader sees and that split words or turn text round.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "de",
            "Auch die Kontroll⟦\u200b⟧gruppe schlief.",
            fixed="Auch die Kontrollgruppe schlief.",
            message="There is an invisible zero-width space here: delete it.",
        ),
        Bad("fi", "Uni⟦\u00ad⟧tutkimus ja sana⟦\ufeff⟧kirja", fixed="Unitutkimus ja sanakirja"),
        Bad("en", "Read ⟦\u202e⟧this⟦\x07⟧ now", fixed="Read this now"),
        Bad("sv", "so⟦\u00ad⟧va so\u00adva so\u00adva so\u00adva", fixed="sova sova sova sova"),
        Bad("sv", "Rubrik\n⟦\u00a0⟧\nText", fixed="Rubrik\n\nText", severity="info"),
        Good("fa", "می\u200cروم و کتاب\u200cها را می\u200cخوانم.\u200f"),
        Good("hi", "क्\u200dष और श्री\u200cमान"),
        Good("en", "A family 👨\u200d👩\u200d👧 and a heart ❤\ufe0f and 1\ufe0f⃣."),
        Good("he", "הטלפון: \u200e03-1234567\u200f."),
        Good("th", "การนอน\u200bหลับ"),
        Good("en", "The Hebrew word שלום\u200e means peace."),
    ),
)
