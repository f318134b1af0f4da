"""A citation mark, "[1]", without the list of references that it points to: the list was lost, or the number is not in it.
Put the list back, or delete the marks.

Source: ICMJE Recommendations, references, https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Pack, Related, Rule, Span, load_pack
from copydesk_rules.extraction.signs import PLACEHOLDER, technical, within

_MARK = re.compile(r"\[(?P<numbers>[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2}){0,12})\](?![(:\[])")
_ENTRY = re.compile(r"^[ \t]*(?:\[\^?(\d{1,3})\]:?|(\d{1,3})[.)]|\^(\d{1,3})\b|[¹²³⁴-⁹])[ \t\u00a0]*\S", re.M)
_MOST = 200
_MATHS = re.compile(r"[∈∞∫√]|\bin $|= ?$")


def _words(pack: Pack) -> tuple[frozenset[str], tuple[str, ...]]:
    packs = (pack, load_pack("en"))
    headings = frozenset(word.casefold() for one in packs for word in one.get("structure.references", ()))
    return headings, tuple(word.casefold() for one in packs for word in one.get("extraction.etc", ()))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if "[" not in text:
        return
    headings, and_so_on = document.pack.compiled(_words)
    marks = [match for match in _MARK.finditer(text) if not _other(text, match, and_so_on)]
    if not marks:
        return
    listed, begins = _listed(document, text, headings)
    marks = [match for match in marks if begins < 0 or match.start() < begins]
    lost = [match for match in marks if not listed or any(n > max(listed) for n in _numbers(match))]
    chrome = document.zones_of("chrome") if lost else ()
    lost = [match for match in lost[:_MOST] if not within(chrome, match.start())]
    if not lost or (begins >= 0 and not listed):
        return
    first = lost[0]
    message = (
        f"“{first.group()}” is not in the list of references: add it there, or correct the number."
        if listed
        else f"“{first.group()}” points to a list of references that is not here: put the list back, or delete the mark."
    )
    related = tuple(Related(Span(*match.span()), f"“{match.group()}” too") for match in lost[1:21])
    fix = Fix(tuple(Edit(_with_space(text, match), "") for match in lost), safe=False, title="Delete the marks")
    yield Hit(Span(*first.span()), message, fix, related=related)


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", match["numbers"])]


def _with_space(text: str, match: re.Match[str]) -> Span:
    start = match.start()
    while start > 0 and text[start - 1] in " \u00a0":
        start -= 1
    return Span(start, match.end())


def _other(text: str, match: re.Match[str], and_so_on: tuple[str, ...]) -> bool:
    """Marks that cite nothing: in policy text ("the numbers in brackets ([1], [2] etc.)"), intervals, code, list labels."""
    start, end = match.span()
    if start == 0 or text[start - 1] == "\n" or PLACEHOLDER in text[start - 2 : end + 2] or technical(text, start):
        return True
    before, after = text[max(0, start - 40) : start], text[end : end + 24].casefold()
    if _MATHS.search(before[-4:]) or (before[-1:].isascii() and before[-1:].isalpha() and before[-2:-1] == " "):
        return True
    opened = before.rfind("(")
    if opened < 0 or ")" in before[opened:]:
        return False
    alone = re.fullmatch(r"\((?:\[\d+\],? ?)*", before[opened:]) is not None and ")" in after
    return alone or any(word in after for word in and_so_on)


def _listed(document: Document, text: str, headings: frozenset[str]) -> tuple[set[int], int]:
    """The numbers of the reference list and where it begins: under its heading, in a zone, or as "[1] ..." lines."""
    begins = -1
    for start, end in document.lines:
        if 3 < end - start <= 60 and text[start:end].strip(" \t#*:：.=").casefold() in headings:
            begins = start
    if begins < 0:
        zones = document.zones_of("reference")
        begins = zones[0].start if zones else -1
    if begins < 0 and (entry := re.search(r"^[ \t]*(?:\[\^?1\]:?[ \t]*\S|1[.)][ \t][^\n]*(?:19|20)\d\d)", text, re.M)):
        begins = entry.start()
    if begins < 0:
        return set(), -1
    numbers = {
        int(next(group for group in match.groups() if group)) for match in _ENTRY.finditer(text, begins) if any(match.groups())
    }
    if not numbers:
        count = sum(1 for start, end in document.lines if start > begins and end - start > 20)
        numbers = set(range(1, count + 1))
    return numbers, begins


RULE = Rule(
    name="extraction/dangling-citation",
    summary="A citation mark that points to no list of references.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "da",
            "Resultaterne er offentliggjort i sommer ⟦[1]⟧. Flere ventes [2].",
            fixed="Resultaterne er offentliggjort i sommer. Flere ventes.",
            message="“[1]” points to a list of references that is not here: put the list back, or delete the mark.",
        ),
        Bad("zh", "总结认为，运动有帮助⟦[3]⟧。\n\n参考文献\n1. 王明. 睡眠. 2020.\n2. 李红. 运动. 2021."),
        Bad("en", "Sleep matters.⟦[4,5]⟧ It always did."),
        Good("en", "Sleep matters [1].\n\nReferences\n\n1. Hall J. Sleep. 2020."),
        Good("sv", "Siffrorna inom parentes ([1], [2] etc.) är länkar till dessa studier."),
        Good("da", "Tallene i parentes ([1], [2] osv.) er links."),
        Good("en", "The interval x ∈ [1, 5] and the array a[1] hold."),
        Good("de", "Schlaf hilft [1].\n\n[1] Beck A. Schlaf. Bonn 2019."),
        Good("ru", "Сон полезен [1].\n\nЛитература\nБек А. О сне и бодрствовании. 2019."),
    ),
)
