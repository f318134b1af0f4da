"""Markup that should have become formatting and reached the text instead: `&nbsp;`, `<br`, `{{ name }}`, `%s`,
`[object Object]`, BBCode, Markdown in plain text. A reader sees code. Delete it, or put back what it stood for.

Sources: HTML named character references, https://html.spec.whatwg.org/multipage/named-characters.html;
BBCode, https://www.bbcode.org/reference.php; CommonMark, https://spec.commonmark.org/
"""

from __future__ import annotations

import bisect
import datetime
import html
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.extraction.markup_kinds import KINDS, Kind
from copydesk_rules.extraction.signs import PLACEHOLDER, shown, technical

_FIRST = "&<{}$#%[*'\\="


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    ended: list[tuple[int, int]] = []
    about_html = "HTML" in text or "html" in text
    here = {sign for sign in _FIRST if sign in text}
    for kind in KINDS:
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
            place = bisect.bisect_left(ended, (start, start))
            before, after = ended[place - 1 : place], ended[place : place + 1]
            if (
                (before and start < before[0][1])
                or (after and after[0][0] < end)
                or (kind.name != "an HTML entity" and _in_link(text, start, kind))
            ):
                continue
            ended.insert(place, (start, end))
            message = f"“{shown(match.group())}” is {kind.name} that was left in the text: take it out."
            yield Hit(
                Span(start, end),
                message,
                _fix(kind, match),
                severity="info" if kind.name == "an HTML tag" and about_html else None,
            )


def _in_link(text: str, start: int, kind: Kind) -> bool:
    return (
        kind.name in ("a placeholder", "quoted-printable code", "an escape sequence")
        and technical(text, start)
        and text[start] != "\\"
    )


def _spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the text talks about the markup: it stands between quotation marks or backticks."""
    return text[start - 1 : start] in tuple("“„«\"`'‘") and text[end : end + 1] in tuple("”“»\"`'’")


def _fix(kind: Kind, match: re.Match[str]) -> Fix | None:
    span = Span(*match.span())
    if kind.name == "an HTML entity":
        new = (
            html.unescape(match.group() if match.group().startswith("&") else "&nbsp;")
            .replace("\u00a0", " ")
            .replace("\u00ad", "")
        )
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
