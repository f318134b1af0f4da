"""Two words that ran together when a tag or a line break between them was taken out: "studienVisar", "slut.Nästa". Put the
space back, and look for what stood between them.

Names with a capital inside ("PubMed", "McDonald") begin with a capital or a short prefix; a glued word begins with a whole
lowercase word. CamelCase names: https://en.wikipedia.org/wiki/Camel_case
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span, load_pack
from copydesk_rules.extraction.signs import scripts, signs, technical, token

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſΑ-ΩА-ЯЁЄІЇҐЂЈЉЊЋЏ"
_CASE = re.compile(rf"[{_UPPER}](?<=[^\W\d_A-Z]{{3}}.)(?=[^\W\d_A-Z]{{2}})")
_POINT = re.compile(rf"(?:[.!?](?=[{_UPPER}][^\W\d_A-Z])|\)(?=[{_UPPER}][^\W\d_A-Z]{{2}}))(?<=[^\W\d_A-Z]{{2}}.)")
_COMMA = re.compile(r",(?=[^\W\d_]{2})(?<=[^\W\d_A-Z]{2},)")
_YEAR = re.compile(rf"(?:19|20)\d\d(?=[{_UPPER}][^\W\d_A-Z]{{3}})(?<![\w./-].{{4}})")
_WORD_MOST, _REACH = 60, 20_000
_GENDER = re.compile(r"[Ii]n(?:nen)?\b|[Rr]\b|[Ee]\b|[Nn]\b")


def _class(code: int) -> int:
    """What a Latin-1 byte counts as: "a", "A", "0", itself, or "." for !, ? and what is not in Latin-1."""
    sign = chr(code)
    return ord("." if sign in "!?" else "a" if sign.islower() else "A" if sign.isupper() else "0" if sign.isdigit() else sign)


_SHADOW = bytes(map(_class, range(256)))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    shadow = text.encode("latin-1", "replace").translate(_SHADOW)
    latin = not (scripts(document) & {"cyrillic", "greek"})
    if not latin or b"aaaAaa" in shadow or (b"aaa.aa" in shadow and signs(document).any("Ā", "ſ")):
        exceptions = frozenset(load_pack("en").get("extraction.glued_exceptions", ()))
        for match in _CASE.finditer(text):
            if text[match.start()].isupper():
                yield from _case(text, match.start(), exceptions)
    if not latin or b"a.A" in shadow or b"a)Aaa" in shadow:
        for match in _POINT.finditer(text):
            yield from _sentence(document, text, match)
    if not latin or b"aa,a" in shadow:
        for match in _COMMA.finditer(text):
            yield from _comma(text, match.start())
    if b"0Aaa" in shadow:
        for match in _YEAR.finditer(text):
            yield _hit(text, match.start(), _word_end(text, match.end()), match.end())


def _word_end(text: str, at: int) -> int:
    most = min(len(text), at + _WORD_MOST)
    while at < most and text[at].isalpha():
        at += 1
    return at


def _word_start(text: str, at: int, inner: str = "") -> int:
    least = max(0, at - _WORD_MOST)
    while at > least and (text[at - 1].isalpha() or text[at - 1] in inner):
        at -= 1
    return at


def _count(text: str, word: str, at: int) -> int:
    return text.count(word, max(0, at - _REACH), at + _REACH)


def _case(text: str, at: int, exceptions: frozenset[str]) -> Iterator[Hit]:
    start = _word_start(text, at, "-'’")
    end = _word_end(text, at)
    word = text[start:end]
    head = text[start:at]
    if not head.islower() or head in exceptions or not text[at + 1 : end].islower() or _GENDER.match(text, at, end):
        return
    if (text[start - 1 : start] in tuple("#@/._-\\") and start > 0) or text[end : end + 1] in tuple("(_/\\"):
        return
    if technical(text, at) or _count(text, word, at) > 1 or ord(word[0]) > 0x52F:
        return
    yield _hit(text, start, end, at)


def _sentence(document: Document, text: str, match: re.Match[str]) -> Iterator[Hit]:
    at = match.start()
    start, end = token(text, at)
    piece = text[start:end]
    if technical(text, at) or piece.count(".") - piece.endswith(".") > 1 or "/" in piece:
        return
    word = _word_start(text, at)
    if text[at] == "." and at - word < 3:
        return
    end = _word_end(text, match.end())
    if text[word:at].islower():
        yield _hit(text, word, end, match.end())
    elif (
        text[at] == "." and _count(text, text[word:end], at) == 1
    ):  # a name may end a sentence, or the two are one name of a program
        second = text[match.end() : end].lower()
        small = second in document.pack_at(at).get("extraction.small_words", ())
        hit = _hit(text, word, end, match.end())
        yield hit if small or f" {second} " in text else replace(hit, severity="info")


def _comma(text: str, at: int) -> Iterator[Hit]:
    start, end = token(text, at)
    piece = text[start:end]
    if piece.count(",") - piece.endswith(",") > 1 or technical(text, at) or any(sign in piece for sign in "()[]/:=;"):
        return
    if ord(text[at - 1]) > 0x2E7F or ord(text[at + 1]) > 0x2E7F:
        return
    word = _word_start(text, at)
    yield _hit(text, word, _word_end(text, at + 1), at + 1)


def _hit(text: str, start: int, end: int, gap: int) -> Hit:
    fix = Fix((Edit(Span(gap, gap), " "),), safe=False, title="Put a space between them")
    return Hit(Span(start, end), f"“{text[start:end]}” looks like two words run together: separate them.", fix)


RULE = Rule(
    name="extraction/glued-words",
    summary="Two words that ran together where a tag or a line break was taken out.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "sv",
            "Den nya ⟦studienVisar⟧ att sömn hjälper.",
            fixed="Den nya studien Visar att sömn hjälper.",
            message="“studienVisar” looks like two words run together: separate them.",
        ),
        Bad("da", "Så var det ⟦slut.Næste⟧ dag regnede det.", fixed="Så var det slut. Næste dag regnede det."),
        Bad("en", "The nurses (all of ⟦them)They⟧ slept well.", fixed="The nurses (all of them) They slept well."),
        Bad("en", "They slept ⟦well,but⟧ not long.", fixed="They slept well, but not long."),
        Bad("ru", "Новое ⟦исследованиеПоказало⟧ обратное.", fixed="Новое исследование Показало обратное."),
        Bad("de", "Stand ⟦2024Aktualisiert⟧ im Mai", fixed="Stand 2024 Aktualisiert im Mai"),
        Good("en", "PubMed, iPhone, eLife, fMRI, McDonald, YouTube, LibreOffice, mRNAs and macOS; see Node.js or example.com."),
        Good("de", "Die LehrerInnen und jedeR Einzelne, z.B. die GmbH und der BVerfG."),
        Good("en", "isiZulu and kwaZulu; Ph.D.s, e.g.This; colours red,green,blue; org.gnome.Shell"),
        Good("ru", "КамАЗ и ГОСТ, МГУ; т.е. Москва, А.П.Чехов, ул.Ленина"),
        Good("ja", "研究はPubMedで見つかる。"),
    ),
)
