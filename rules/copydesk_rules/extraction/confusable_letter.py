"""A sign that looks like a letter and is another: the radical "⼼" for the character "心", the kana "ニ" for the numeral "二",
full-width "Ａ" or the ligature "ﬁ" in Latin text, a Latin "c" for the Russian word "с". Search, translation and screen
readers stumble over it. Write the letter itself.

Sources: Unicode normalisation form KC, https://www.unicode.org/reports/tr15/; confusables, https://www.unicode.org/reports/tr39/
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.extraction.mixed_script_word import TO_CYRILLIC, TO_LATIN
from copydesk_rules.extraction.signs import HAN, scripts, technical

_RADICAL = re.compile(r"[\u2e80-\u2eff\u2f00-\u2fdf]+")
_COMPATIBLE = re.compile(r"[\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9]")
_LIGATURE = re.compile(r"[^\W\d_]*[\ufb00-\ufb06][^\W\d_]*")
_FULL_WIDTH = re.compile(
    r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a](?:[\uff01-\uff5e ]*[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a])?"
)
_STYLED = re.compile("[\U0001d400-\U0001d7ff](?:[\U0001d400-\U0001d7ff ]+[\U0001d400-\U0001d7ff]){1,200}")
_NOT_KANA = r"(?<![\u30a1-\u30fa\u30fc-\u30ff])"
_NO_KANA = r"(?![\u30a1-\u30fa\u30fc-\u30ff])"
_KANA = re.compile(
    rf"{_NOT_KANA}(?:ニ(?=[年月日人回週時分名個本度十百千万階種者重次倍番つ]{_NO_KANA})"
    rf"|(?<=[人入出窓火河糸])ロ{_NO_KANA}|ロ(?=[腔頭座])"
    rf"|(?<=[人大加施着竣木])エ{_NO_KANA}|エ(?=[場業事学芸程夫])"
    rf"|(?<=[協能体努筋視圧電全強入出動魅握重])カ{_NO_KANA}(?![月国所年条村町寺])"
    rf"|タ(?=[方食刊暮立焼])|ハ(?=[月百千万]))"
    rf"|(?<=[{HAN}])ー(?=[{HAN}])"
)
_HAN_IN_KANA = re.compile(r"(?<=[ァ-ヴ])[口工力夕一](?=[ァ-ヴー])(?!一[カケヵヶ])")
_KANA_IN_CHINESE = re.compile(rf"(?<=[{HAN}])[ニロエカタトハー](?=[{HAN}])")
_TWIN = str.maketrans("ニロエカタトハー口工力夕一", "二口工力夕卜八一ロエカター")
_CYRILLIC_WORD = "[\u0400-\u052f]"
_LATIN_ALONE = re.compile(
    rf"(?<=[\u0400-\u052f,;] )[coaiky](?= {_CYRILLIC_WORD}{{2}})|(?:(?<=[.!?…] )|^)[BCKOYA](?= [\u0430-\u045f]{{3}})", re.M
)
_VARIABLE = re.compile(r"(?<![\w'’.-])[bd-hjl-npq-xzDFGJLNQRSUVWZ](?![\w'’.-])")
_CYRILLIC_ALONE = re.compile(rf"(?<![\w\u0400-\u052f.])[{''.join(TO_LATIN)}](?![\w.\u0400-\u052f])")
_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "bg", "sr", "be", "mk"})


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    found = scripts(document)
    if "compatibility" in found or "wide" in found:
        yield from _compatibility(document, text, "wide" in found)
    elif "radical" in found:
        yield from _radicals(text)
    if "wide" in found:
        yield from _kana(document, text)
    if "cyrillic" in found:
        yield from _alone(document, text)


def _compatibility(document: Document, text: str, wide: bool) -> Iterator[Hit]:
    yield from _radicals(text)
    east = document.language in ("zh", "ja", "ko")
    if wide and document.language in ("zh", "ja"):
        for match in _COMPATIBLE.finditer(text):
            yield _normal(match, severity="info" if document.language == "ja" else None)
    for match in _LIGATURE.finditer(text):
        yield _normal(match)
    if not east:
        for match in _FULL_WIDTH.finditer(text):
            if not re.search(f"[{HAN}]", text[max(0, match.start() - 2) : match.end() + 2]):
                yield _normal(match)
    for match in _STYLED.finditer(text):
        if sum(sign.isalpha() for sign in unicodedata.normalize("NFKC", match.group())) >= 4:
            yield _normal(match)


def _radicals(text: str) -> Iterator[Hit]:
    for match in _RADICAL.finditer(text):
        if unicodedata.normalize("NFKC", match.group()) != match.group():
            yield _normal(match)


def _normal(match: re.Match[str], severity: str | None = None) -> Hit:
    old = match.group()
    new = unicodedata.normalize("NFKC", old)
    fix = Fix((Edit(Span(*match.span()), new),), safe=severity is None, title=f"Write “{new}”")
    return Hit(Span(*match.span()), f"“{old}” is a look-alike for “{new}”: write the letter itself.", fix, severity)  # type: ignore[arg-type]


def _kana(document: Document, text: str) -> Iterator[Hit]:
    pattern = _KANA_IN_CHINESE if document.language == "zh" else _KANA
    for match in pattern.finditer(text):
        yield _twin(match, "kana", "character")
    if document.language == "ja":
        for match in _HAN_IN_KANA.finditer(text):
            yield _twin(match, "character", "kana")


def _twin(match: re.Match[str], is_: str, stands_for: str) -> Hit:
    old, new = match.group(), match.group().translate(_TWIN)
    fix = Fix((Edit(Span(*match.span()), new),), safe=True, title=f"Write “{new}”")
    return Hit(Span(*match.span()), f"“{old}” is a {is_} and stands for the {stands_for} “{new}”: write that.", fix)


def _alone(document: Document, text: str) -> Iterator[Hit]:
    if document.language in _CYRILLIC_LANGUAGES:
        if document.language == "sr" and sum("a" <= sign <= "z" for sign in text[:400]) > 200:
            return
        if _VARIABLE.search(text) is not None:
            return
        for match in _LATIN_ALONE.finditer(text):
            old = match.group()
            new = TO_CYRILLIC.get(old, {"k": "к"}.get(old, ""))
            if old == "i" and document.language != "uk":
                continue
            fix = Fix((Edit(Span(*match.span()), new),), safe=old.islower(), title=f"Write the Cyrillic “{new}”")
            message = f"“{old}” is a Latin letter and stands for the word “{new}”: write the Cyrillic one."
            yield Hit(Span(*match.span()), message, fix, severity="info" if old.isupper() else None)
        return
    for match in _CYRILLIC_ALONE.finditer(text):
        at = match.start()
        near = text[max(0, at - 40) : match.end() + 40]
        if technical(text, at) or len(re.findall(_CYRILLIC_WORD, near)) > 1:
            continue
        old, new = match.group(), TO_LATIN[match.group()]
        fix = Fix((Edit(Span(*match.span()), new),), safe=False, title=f"Write the Latin “{new}”")
        yield Hit(Span(*match.span()), f"“{old}” is a Cyrillic letter on its own: delete it, or write the Latin “{new}”.", fix)


RULE = Rule(
    name="extraction/confusable-letter",
    summary="A sign of another script or a compatibility form that stands for a letter.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "zh",
            "有严重⟦⼼⟧脏病的人应当先做检查。",
            fixed="有严重心脏病的人应当先做检查。",
            message="“⼼” is a look-alike for “心”: write the letter itself.",
        ),
        Bad("ja", "⟦ニ⟧年間の調査で、人⟦ロ⟧は第⟦ー⟧回より減った。", fixed="二年間の調査で、人口は第一回より減った。"),
        Bad("ja", "デ⟦一⟧タを集めた。", fixed="データを集めた。"),
        Bad("zh", "统⟦ー⟧的标准", fixed="统一的标准"),
        Bad("en", "The ⟦ﬁrst⟧ study, ⟦ＤＮＡ １２⟧.", fixed="The first study, DNA 12."),
        Bad("ru", "Кофе ⟦c⟧ молоком, ⟦a⟧ чай без него.", fixed="Кофе с молоком, а чай без него."),
        Bad("sv", "Granskad\n⟦х⟧\nText"),
        Good("ja", "三カ月、一カ国、ニューヨーク、エネルギー、トップ二チーム、コーヒー、カナダ人、漫画家ー"),
        Good("ja", "ＤＮＡと１０月の資料"),
        Good("ru", "Витамин C и гепатит B; где a и b – числа, c равно 5."),
        Good("en", "Vitamin C, α and μ; the letter х (Cyrillic «ха») is different: слово х есть."),
        Good("uk", "Київ і Львів, а також Одеса."),
    ),
)
