"""Letters that were decoded with the wrong table: "fÃ¦llesskab" for "fællesskab", "donâ€™t" for "don’t". The text is there and
can be read back; take it from the original, or decode it again.

Found by ftfy, https://ftfy.readthedocs.io/en/latest/heuristic.html, in lines that hold one of the typical pairs.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Related, Rule, Span
from copydesk_rules.extraction.signs import scripts, shown, signs, technical

_TRAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u02dd\u02d8\u02db"
_TRAILS = frozenset(sign for sign in map(chr, range(0x20AD)) if re.match(f"[{_TRAIL}]", sign)) | {"™"}
_MANY = 8
_LATIN_LEADS = frozenset("ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÕÖ×ØÙÚÛàáâãäåæçèéêëìíîïð")
_CYRILLIC = re.compile(
    r"(?:[РС][\u00a0°±µ¶·»«¬®©¤¦§ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї‚„…†‡€‰‹‘’“”•–—™›№][^\W\d]?){2,}|в(?:Ђ|€)[\u0402-\u045f™њќ“”]"
)
_ASKED = re.compile(r"\?(?=[a-zß-öø-ÿа-я]{2})(?<=[a-zß-öø-ÿа-я]\?)")


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    """One finding for each damaged word; where the whole text is damaged, one that stands for all."""
    found = list(_found(document))
    if len(found) <= _MANY:
        yield from found
        return
    first = found[0]
    edits = tuple(edit for hit in found if hit.fix for edit in hit.fix.edits)
    yield Hit(
        first.span,
        f"{first.message} There are {len(found)} such words in this text.",
        Fix(edits, safe=False, title="Write them all anew"),
        related=tuple(Related(hit.span, hit.message) for hit in found[1:20]),
    )


def _found(document: Document) -> Iterator[Hit]:
    text = document.text
    ended = 0
    unusual = signs(document).unusual
    if not unusual.isdisjoint(_LATIN_LEADS):
        places = sorted(
            at for sign in unusual & _TRAILS for at in signs(document).at(sign) if at and text[at - 1] in _LATIN_LEADS
        )
        for at in places:
            if at < ended:
                continue
            start, end = _stretch(text, at - 1, at + 1)
            if _is_bad(text, start, end):
                ended = end
                yield _hit(text, start, end)
    if "cyrillic" in scripts(document) and ("Р" in text or "С" in text or "вЂ" in text):
        for match in _CYRILLIC.finditer(text):
            if match.start() < ended:
                continue
            start, end = _stretch(text, match.start(), match.end())
            if _reads_back(text[start:end], "cp1251"):
                ended = end
                yield _hit(text, start, end)
    if "?" in text:
        for match in _ASKED.finditer(text):
            start, end = match.span()
            while start > 0 and text[start - 1].isalpha():
                start -= 1
            while end < len(text) and text[end].isalpha():
                end += 1
            around = text[start - 1 : start] + text[end : end + 1]
            if not technical(text, start) and not any(sign in "?/&=" for sign in around) and text[start:end].count("?") == 1:
                yield Hit(Span(start, end), f"A letter was lost in “{shown(text[start:end])}”: put it back.", severity="warning")


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The damaged word: the letters and odd signs round a pair, in scripts without spaces the pair's own signs."""
    while start > 0 and _joins(text[start - 1]):
        start -= 1
    while end < len(text) and _joins(text[end]):
        end += 1
    while end > start and text[end - 1] in ",.;:!?)”" and not _is_odd(text[end - 1]):
        end -= 1
    return start, end


def _joins(sign: str) -> bool:
    code = ord(sign)
    return (
        (sign.isalnum() and code < 0x530)
        or (0x80 <= code <= 0xBF and code not in (0xA0, 0xAB, 0xBB))
        or sign in "€‚ƒ†‡ˆ‰‹™˜š›œž„…“”•–—’‘"
    )


def _is_odd(sign: str) -> bool:
    return ord(sign) > 0x7F


def _is_bad(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    if _reads_back(piece, "cp1252"):
        return True
    from ftfy.badness import is_bad

    return bool(is_bad(piece))


def _reads_back(piece: str, encoding: str) -> bool:
    """Whether the piece, written in ``encoding``, is UTF-8 of fewer signs."""
    return 0 < len(_repaired(piece, encoding)) < len(piece)


def _repaired(piece: str, encoding: str) -> str:
    raw = bytearray()
    for sign in piece:
        try:
            raw += sign.encode(encoding)
        except UnicodeEncodeError:
            if ord(sign) > 0xFF:
                return ""
            raw.append(ord(sign))
    try:
        return raw.decode("utf-8") if not raw.isascii() else ""
    except UnicodeDecodeError:
        return ""


def _hit(text: str, start: int, end: int) -> Hit:
    piece = text[start:end]
    mended = _repaired(piece, "cp1252") or _repaired(piece, "cp1251")
    if not mended:
        from ftfy import fix_encoding

        mended = fix_encoding(piece)
    if not mended or mended == piece or "\ufffd" in mended:
        return Hit(Span(start, end), f"“{shown(piece)}” was read with the wrong encoding: take it from the original again.")
    fix = Fix((Edit(Span(start, end), mended),), safe=False, title=f"Write “{shown(mended)}”")
    return Hit(Span(start, end), f"“{shown(piece)}” was read with the wrong encoding: it should be “{shown(mended)}”.", fix)


RULE = Rule(
    name="extraction/mojibake",
    summary="Letters that were read with the wrong encoding.",
    check=check,
    severity="error",
    examples=(
        Bad(
            "da",
            "Han roste ⟦fÃ¦llesskabet⟧ på broen.",
            fixed="Han roste fællesskabet på broen.",
            message="“fÃ¦llesskabet” was read with the wrong encoding: it should be “fællesskabet”.",
        ),
        Bad("ru", "Через ⟦8â€“10⟧ недель", fixed="Через 8–10 недель"),
        Bad("en", "They ⟦donâ€™t⟧ know.", fixed="They don’t know."),
        Bad("ja", "一パック三十円ほど⟦ã€‚⟧次の話", fixed="一パック三十円ほど。次の話"),
        Bad("ru", "⟦РџСЂРёРІРµС‚⟧ всем", fixed="Привет всем"),
        Bad("sv", "Det var ett ⟦k?nt⟧ fenomen.", severity="warning"),
        Good("pt", "A Ângela e o João não são irmãos: é à tarde."),
        Good("vi", "Đường phố Hà Nội đông người vào buổi sáng."),
        Good("fr", "L'ÂGE D'OR « Où est-ce ? » Noël à Âne."),
        Good("ru", "СССР и США в XX веке: «Россия» — «Рига»."),
        Good("en", "See https://example.org/?a=b&c=d?e=fgh for more."),
    ),
)
