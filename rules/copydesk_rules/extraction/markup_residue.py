"""Markup that should have become formatting and reached the text instead: `&nbsp;`, `<br`, `{{ name }}`, `%s`,
`[object Object]`, BBCode, Markdown in plain text. A reader sees code. Delete it, or put back what it stood for.

Sources: HTML named character references, https://html.spec.whatwg.org/multipage/named-characters.html;
BBCode, https://www.bbcode.org/reference.php; CommonMark, https://spec.commonmark.org/
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import PLACEHOLDER, shown, technical

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|div|dl|dt|em|embed|figcaption|figure|font|footer|form"
    "|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|noscript|object|ol|option|p|picture|pre"
    "|s|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr"
    "|tt|u|ul|video|wbr"
)


class Kind(NamedTuple):
    """One sort of residue: the literals that its text must hold, its pattern, what to call it and whether to delete it."""

    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    name: str
    drop: bool = False
    plain_only: bool = False
    accept: Callable[[re.Match[str]], bool] | None = None


def _known_entity(match: re.Match[str]) -> bool:
    return html.unescape(match.group()) != match.group()


def _not_percentage(match: re.Match[str]) -> bool:
    return re.search(r"\d\s?$", match.string[max(0, match.start() - 3) : match.start()]) is None


def _paired(match: re.Match[str]) -> bool:
    text, name = match.string, match["name"].lower()
    return "=" in match.group() or f"[/{name}]" in text.lower()


_KINDS = (
    Kind(("&",), re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,23});"), "an HTML entity", accept=_known_entity),
    Kind(("&nbsp", "nbsp;"), re.compile(r"(?<![&\w])nbsp;|&nbsp(?![;\w])"), "an HTML entity"),
    Kind(("<",), re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,400}})?/?>|<br(?=\s*(?:\n|$))|<!--[^\n]{{0,200}}?-->|<!\[CDATA\[|<!DOCTYPE[^>\n]{{0,99}}>", re.I), "an HTML tag", drop=True),
    Kind(("{{", "}}", "{%", "${", "<%", "#{"), re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|[$#]\{[\w.]{1,60}\}|<%=?[^%\n]{0,200}%>|\{\{(?=\s*\w)|(?<=\w)\s?\}\}"), "a template placeholder"),
    Kind(("%",), re.compile(r"(?<![\w%])%(?:\d\$)?[sd](?![\w%])|%\(\w{1,40}\)[sd]"), "a placeholder", accept=_not_percentage),
    Kind(("[object ",), re.compile(r"\[object \w+\]"), "a programming error"),
    Kind(("Invalid ", ": NaN", "NaN:", "NaN%", "\nNaN", "undefined", "\nnull"), re.compile(r"\bInvalid [Dd]ate\b|^[ \t]*(?:undefined|null|NaN)[ \t]*$|(?<=: )(?:undefined|NaN)\b|\bundefined undefined\b|\bNaN(?= ?%|:NaN)", re.M), "a programming error"),
    Kind(("[/", "[url=", "[img"), re.compile(r"\[/?(?P<name>b|i|u|s|url|img|quote|code|size|color|colour|list|center|left|right|spoiler|video|youtube|font|email)(?:=[^\]\n]{1,200})?\]", re.I), "BBCode", drop=True, accept=_paired),
    Kind(("[caption", "[/", "[gallery", "[vc_", "[et_pb", "[su_", "[embed", "[contact-form"), re.compile(r"\[/?(?:caption|gallery|embed|contact-form-7|vc_\w+|et_pb_\w+|su_\w+)\b[^\]\n]{0,300}\]"), "a WordPress shortcode", drop=True),
    Kind(("[[", "'''"), re.compile(r"\[\[(?=[^\W\d])[^\[\]\n]{1,120}\]\]|'''(?=\S)[^'\n]{1,120}'''"), "wiki markup"),
    Kind(("**", "](", "```"), re.compile(r"(?<![\w*])\*\*(?=[^\s*\d.,;:)])[^*\n]{0,120}[^\s*]\*\*(?![\w*])|!?\[[^\[\]\n]{0,120}\]\((?:https?:|/|\.|#|mailto:)[^()\s]{0,300}\)|^```\w*[ \t]*$", re.M), "Markdown", plain_only=True),
    Kind(("# ",), re.compile(r"^#{1,6} (?=[^\W\d])[^\n#]{2,120}$", re.M), "Markdown", plain_only=True),
    Kind(("\\",), re.compile(r"\\u[0-9a-fA-F]{4}|\\(?:textit|textbf|emph|cite|citep|citet|ref|label|begin|end|section|footnote)\{[^{}\n]{0,80}\}|(?<=[\w.])\\n(?=[A-ZÀ-Þ\\])|\\[\"'](?=[^\W\d_])"), "an escape sequence"),
    Kind(("=C", "=E", "=20", "=3D"), re.compile(r"(?:=[C-E][0-9A-F](?:=[89AB][0-9A-F]){1,3})+|(?<=\w)=(?:20|3D)(?=\s|$)"), "quoted-printable code"),
    Kind(("{",), re.compile(r"(?:@media\b[^{\n]{0,99}\{[^{}\n]{0,99}|[.#]?\b[a-z][\w-]{0,40}\s?)\{\s*[a-z-]{2,30}\s*:[^{}\n]{1,200}\}", re.M), "a style sheet", drop=True),
    Kind(("{",), re.compile(r"function\s?\w*\([\w, ]{0,60}\)\s?\{[^\n]{0,200}|\{\s*\"@context\"[^\n]{0,300}"), "a script", drop=True),
)  # fmt: skip


_FIRST = "&<{}$#%[*'\\="


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    ended: list[tuple[int, int]] = []
    about_html = "HTML" in text or "html" in text
    here = {sign for sign in _FIRST if sign in text}
    for kind in _KINDS:
        if kind.plain_only and document.format != "text":
            continue
        for literal in kind.literals:
            if (literal[0] in here or literal[0] not in _FIRST) and (len(literal) == 1 or literal in text):
                break
        else:
            continue
        for match in kind.pattern.finditer(text):
            start, end = match.span()
            if (kind.accept and not kind.accept(match)) or PLACEHOLDER in match.group() or _spoken_of(text, start, end):
                continue
            if any(start < b and a < end for a, b in ended) or (kind.name != "an HTML entity" and _in_link(text, start, kind)):
                continue
            ended.append((start, end))
            message = f"“{shown(match.group())}” is {kind.name} that was left in the text: take it out."
            yield Hit(Span(start, end), message, _fix(kind, match), severity="info" if kind.name == "an HTML tag" and about_html else None)


def _in_link(text: str, start: int, kind: Kind) -> bool:
    return kind.name in ("a placeholder", "quoted-printable code", "an escape sequence") and technical(text, start) and text[start] != "\\"


def _spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the text talks about the markup: it stands between quotation marks or backticks."""
    return text[start - 1 : start] in tuple("“„«\"`'‘") and text[end : end + 1] in tuple("”“»\"`'’")


def _fix(kind: Kind, match: re.Match[str]) -> Fix | None:
    span = Span(*match.span())
    if kind.name == "an HTML entity":
        new = html.unescape(match.group() if match.group().startswith("&") else "&nbsp;").replace("\u00a0", " ").replace("\u00ad", "")
        return Fix((Edit(span, new),), safe=len(new) == 1 and new not in "<&", title=f"Write “{new}”")
    if kind.drop:
        return Fix((Edit(span, ""),), safe=False, title="Delete the markup")
    return None


RULE = Rule(
    name="extraction/markup-residue",
    summary="Markup, a placeholder or a programming error that was left in the text.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "Sleep⟦&nbsp;⟧well, said Dr⟦&#8217;⟧s wife.⟦<br⟧\nThe end⟦</p>⟧",
            fixed="Sleep well, said Dr’s wife.\nThe end",
        ),
        Bad("de", "Hallo ⟦{{ user.name }}⟧, Sie haben ⟦%s⟧ Nachrichten: ⟦[object Object]⟧"),
        Bad("sv", "⟦[b]⟧Sömn⟦[/b]⟧ är viktigt, se ⟦[url=https://example.org]⟧här⟦[/url]⟧."),
        Bad("fr", "Le ⟦**sommeil**⟧ est ⟦[utile](https://example.org)⟧."),
        Bad("ru", "Дата: ⟦Invalid Date⟧, ⟦\\u0441⟧он"),
        Bad("pl", "Sen ⟦{% if user %}⟧ jest ⟦=C5=82⟧ ważny"),
        Bad("ja", "睡眠⟦&amp;⟧健康⟦<strong>⟧大切⟦</strong>⟧"),
        Good("en", "AT&T; R&D; 5 < 6 and 7 > 3; 20 % sugar; 100 %d; items [b] and [i]; p<.01 ** and 2**3**4"),
        Good("en", "The tag “<br>” and `%s` in https://example.org/?a=%s&b=1 are fine."),
        Good("en", "Sleep **well**.", path="a.md"),
        Good("de", "Die Formel {x | x < 3} und das Kürzel <3."),
        Good("da", "#søvn er vigtigt, # 1 på listen"),
    ),
)
