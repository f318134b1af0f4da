"""A letter of another alphabet inside a word looks right and breaks search, spelling and screen readers: a Cyrillic "е" in
"Lеber". Write the word in one alphabet.

Sources: Unicode Technical Report 36, https://www.unicode.org/reports/tr36/; confusables of Unicode Technical Standard 39,
https://www.unicode.org/reports/tr39/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import scripts, technical

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_GREEK = "\u0370-\u0373\u0376-\u037d\u0386-\u03ce"
_WORD = rf"[{_LATIN}{_CYRILLIC}{_GREEK}\u0300-\u036f]"
_TOUCH_CYRILLIC = re.compile(rf"[{_LATIN}](?:(?=[{_CYRILLIC}])|(?<=[{_CYRILLIC}].))")
_TOUCH_GREEK = re.compile(rf"[{_GREEK}](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
_LONE = re.compile(r"(?<![\w-])[ТХАВЕКМНОРС]-(?=[a-z]{2})")

TO_LATIN = dict(zip("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅҺԚԜ", "aeopcyxijshdqwABEKMHOPCTYXIJSHQW", strict=True))
TO_CYRILLIC = dict(zip("aeopcyxijsABEKMHOPCTYXIJS", "аеорсухіјѕАВЕКМНОРСТУХІЈЅ", strict=True))
GREEK_TO_LATIN = dict(zip("ονιΑΒΕΖΗΙΚΜΝΟΡΤΥΧα", "oviABEZHIKMNOPTYXa", strict=True))
LATIN_TO_GREEK = dict(zip("ovipuxaABEZHIKMNOPTYX", "ονιρυχαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    found = scripts(document)
    if "cyrillic" in found:
        yield from _hits(document.text, _TOUCH_CYRILLIC, _CYRILLIC, "Cyrillic", TO_LATIN, TO_CYRILLIC)
        for match in _LONE.finditer(document.text):
            span = Span(match.start(), match.start() + 1)
            fix = Fix((Edit(span, TO_LATIN[match.group()[0]]),), safe=True, title="Write the Latin letter")
            yield Hit(span, f"“{match.group()[0]}” is a Cyrillic letter before a Latin word: write the Latin one.", fix)
    if "greek" in found:
        yield from _hits(document.text, _TOUCH_GREEK, _GREEK, "Greek", GREEK_TO_LATIN, LATIN_TO_GREEK)


def _hits(
    text: str, touch: re.Pattern[str], other: str, name: str, to_latin: dict[str, str], from_latin: dict[str, str]
) -> Iterator[Hit]:
    ended = 0
    for match in touch.finditer(text):
        if match.start() < ended:
            continue
        start = ended = match.start()
        while start > 0 and re.match(_WORD, text[start - 1]):
            start -= 1
        while ended < len(text) and re.match(_WORD, text[ended]):
            ended += 1
        word = text[start:ended]
        if technical(text, start) or _slang(word):
            continue
        foreign = [sign for sign in word if re.match(f"[{other}]", sign)]
        latin = [sign for sign in word if re.match(f"[{_LATIN}]", sign)]
        mended = _mended(word, foreign, latin, to_latin, from_latin)
        if name == "Greek" and not _greek_damage(word, mended):
            continue
        if mended:
            few = foreign if len(foreign) <= len(latin) else latin
            kind = name if few is foreign else "Latin"
            letters = ", ".join(f"“{sign}”" for sign in dict.fromkeys(few))
            is_, letter = ("is a", "letter") if len(set(few)) == 1 else ("are", "letters")
            message = f"{letters} in “{word}” {is_} {kind} {letter}: write the word in one alphabet."
            yield Hit(Span(start, ended), message, Fix((Edit(Span(start, ended), mended),), safe=True, title=f"Write “{mended}”"))
        elif re.search(rf"[a-zß-öø-ÿ][{other}]|[{other}][a-zß-öø-ÿ]", word) and name == "Cyrillic":
            yield Hit(Span(start, ended), f"“{word}” runs two alphabets together: separate the words or write it in one.")


def _mended(word: str, foreign: list[str], latin: list[str], to_latin: dict[str, str], from_latin: dict[str, str]) -> str:
    """The word in one alphabet, if its rarer letters all have a twin in the other; else ""."""
    can_latin = all(sign in to_latin for sign in foreign)
    can_foreign = all(sign in from_latin for sign in latin)
    if can_latin and (len(foreign) < len(latin) or not can_foreign):
        return "".join(to_latin.get(sign, sign) for sign in word)
    if can_foreign and len(word) > 1:
        return "".join(from_latin.get(sign, sign) for sign in word)
    return ""


def _greek_damage(word: str, mended: str) -> bool:
    """Whether Greek letters in a word are slips: formulas and names such as TNFα, NFκB, µm, kΩ are not."""
    if not mended or len(word) < 4:
        return False
    if mended.isascii() or not re.search(f"[{_GREEK}]", mended):
        inner = word[1:-1]
        letters = [sign for sign in word if sign in GREEK_TO_LATIN]
        return mended[1:].islower() and (
            all(sign in inner for sign in letters) or all(sign in "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" for sign in letters)
        )
    return len(re.findall(f"[{_GREEK}]", word)) >= 3 and word[1:].islower()


def _slang(word: str) -> bool:
    """A Latin abbreviation or name with an ending of the document's language: "SMSка", "iOSа"."""
    return re.fullmatch(rf"[A-Za-z]*[A-Z]{{2}}[{_CYRILLIC}]{{1,4}}", word) is not None and word[-1].islower()


RULE = Rule(
    name="extraction/mixed-script-word",
    summary="A word with letters of two alphabets that look alike.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "de",
            "Das Fett in der ⟦Lеber⟧ sinkt.",
            fixed="Das Fett in der Leber sinkt.",
            message="“е” in “Lеber” is a Cyrillic letter: write the word in one alphabet.",
        ),
        Bad("es", "Los ⟦voluntаrios⟧ durmieron.", fixed="Los voluntarios durmieron."),
        Bad("ru", "стакан ⟦кефирa⟧ в день", fixed="стакан кефира в день"),
        Bad("en", "a ⟦Т⟧-shirt and ⟦cοffee⟧", fixed="a T-shirt and coffee"),
        Bad("el", "η ⟦Αθήνa⟧ το πρωί", fixed="η Αθήνα το πρωί"),
        Bad("ru", "⟦studieпоказало⟧, что сон важен"),
        Good("en", "β-blocker, α-synuclein, TNFα, IFNγ, NFκB, PGC1α, 5 µm, 10 μg, 3 kΩ, Δt"),
        Good("ru", "IT-компания, SMSка, COVID-19, e-mail, Т-лимфоциты, B-клетки"),
        Good("el", "Η πρωτεΐνη TNF-α και το DNA."),
        Good("sr", "Београд, Љубљана и ЏОРЏ; Wi-Fi мрежа"),
    ),
)
