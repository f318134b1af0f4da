"""The kinds of residue that extraction/markup-residue looks for: a table, one kind a row."""

# ruff: noqa: E501

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

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
    """Whether the tag has a value or its other half stands near: a lone "[b]" may be a label."""
    if "=" in match.group() or match.group().startswith("[/"):
        return True
    return f"[/{match['name']}]".lower() in match.string[match.end() : match.end() + 3000].lower()


KINDS = (
    Kind(("&",), re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,23});"), "an HTML entity", accept=_known_entity),
    Kind(("&nbsp", "nbsp;"), re.compile(r"(?<![&\w])nbsp;|&nbsp(?![;\w])"), "an HTML entity"),
    Kind(("<",), re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,400}})?/?>|<br(?=\s*(?:\n|$))|<!--[^\n]{{0,200}}?-->|<!\[CDATA\[|<!DOCTYPE[^>\n]{{0,99}}>", re.I), "an HTML tag", drop=True),
    Kind(("{{", "}}", "{%", "${", "<%", "#{"), re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|[$#]\{[\w.]{1,60}\}|<%=?[^%\n]{0,200}%>|\{\{(?=\s*\w)|(?<=\w)\s?\}\}"), "a template placeholder"),
    Kind(("%",), re.compile(r"(?<![\w%])%(?:\d\$)?[sd](?![\w%])|%\(\w{1,40}\)[sd]"), "a placeholder", accept=_not_percentage),
    Kind(("[object ",), re.compile(r"\[object \w+\]"), "a programming error"),
    Kind(("Invalid D", "Invalid d", "NaN", "undefined"), re.compile(r"\bInvalid [Dd]ate\b|^[ \t]*(?:undefined|null|NaN)[ \t]*$|(?<=: )(?:undefined|NaN)\b|\bundefined undefined\b|\bNaN(?= ?%|:NaN)", re.M), "a programming error"),
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
