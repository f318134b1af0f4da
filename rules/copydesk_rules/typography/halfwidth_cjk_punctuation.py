"""ASCII commas, colons and brackets between Chinese or Japanese characters: they stand too close to the letters and break lines
in the wrong place. Write the full-width signs.

Sources: GB/T 15834-2011, General rules for punctuation; Requirements for Chinese Text Layout, https://www.w3.org/TR/clreq/;
Requirements for Japanese Text Layout, https://www.w3.org/TR/jlreq/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Related, Rule, Span
from copydesk_rules.extraction.signs import KANA, WIDE, scripts

_CLOSED = "”』」》）〉"
_SIGN = re.compile(rf"(?<=[{WIDE}{_CLOSED}])[,;:!?](?=[{WIDE}“「『《（〈”』」》）〉\d\s]|[A-Za-z]{{2}}|$)", re.M)
_BRACKETS = re.compile(rf"(?<=[{WIDE}])\((?P<inner>[^()\n]{{1,80}})\)|\((?P<han>[^()\n]{{0,60}}[{WIDE}][^()\n]{{0,60}})\)")
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_MARKED = re.compile("[，。；：！？、（]")
_REFERENCE = re.compile(r"\[[JMDCN]\]|\b(?:19|20)\d\d\b[^。]{0,12}[;:]\s?\d|doi", re.I)


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if "wide" not in scripts(document) or document.language == "ko":
        return
    if not any(sign in text for sign in ",;:!?("):
        return
    for block in document.blocks:
        if block.end - block.start < 4 or block.kind == "table":
            continue
        found = list(_signs(document, text, block.start, block.end))
        if not found:
            continue
        piece = text[block.start : block.end]
        japanese = re.search(f"[{KANA}]", piece) is not None
        if len(re.findall(f"[{WIDE}]", piece)) * 10 < len(piece) * 3 or "|" in piece or _REFERENCE.search(piece):
            continue
        brackets_only = all(text[at] in "()" for at, _ in found)
        mixed = _MARKED.search(piece) is not None and not (japanese and brackets_only)
        if not _MARKED.search(piece) and all(text[at : at + 1] in ",:;" for at, _ in found) and len(piece) < 30:
            mixed = False
        edits = tuple(Edit(Span(at, at + len(old)), _new(text, at, piece, japanese)) for at, old in found)
        first, _old = found[0]
        signs = " ".join(dict.fromkeys(text[at] for at, _ in found))
        yield Hit(
            Span(first, first + 1),
            f"Half-width {signs} between full-width characters: write {' '.join(dict.fromkeys(e.text for e in edits))}.",
            Fix(edits, safe=mixed and not japanese, title="Write the full-width signs"),
            severity=None if mixed else "info",
            related=tuple(Related(Span(at, at + 1), f"“{text[at]}” here too") for at, _ in found[1:12]),
        )


def _signs(document: Document, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Offsets of the half-width signs of a block and what each takes with it (a comma its space)."""
    found: list[tuple[int, str]] = []
    for match in _SIGN.finditer(text, start, end):
        at = match.start()
        follows = text[at + 1 : at + 2]
        if text[at] in ":," and follows.isdigit() and text[at - 1].isdigit():
            continue
        if text.startswith("://", at):
            continue
        old = text[at] + (" " if follows == " " and at + 2 < end else "")
        found.append((at, old))
    for match in _BRACKETS.finditer(text, start, end):
        found += [(match.start(), "("), (match.end() - 1, ")")]
    return iter(sorted(dict.fromkeys(found)))


def _new(text: str, at: int, piece: str, japanese: bool) -> str:
    if japanese and text[at] == "," and "，" not in piece:
        return "、"
    return _FULL[text[at]]


RULE = Rule(
    name="typography/halfwidth-cjk-punctuation",
    summary="ASCII punctuation between Chinese or Japanese characters.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "zh",
            "运动可能减轻疼痛⟦,⟧然而,这种效应(fMRI)仍不清楚。",
            fixed="运动可能减轻疼痛，然而，这种效应（fMRI）仍不清楚。",
            message="Half-width , ( ) between full-width characters: write ， （ ）.",
        ),
        Bad("zh", "他说⟦:⟧“睡吧!”然后走了。", fixed="他说：“睡吧！”然后走了。"),
        Bad("ja", "眠りは大切です⟦,⟧そして楽しい。", fixed="眠りは大切です、そして楽しい。"),
        Bad("zh", "睡眠很重要⟦!⟧", severity="info"),
        Good("zh", "时间是10:30，价格为1,200元，见https://example.org/a,b。"),
        Good("en", "The word 睡眠, or sleep, is old (see 睡)."),
        Good("ja", "「眠り」は大切です。Sleep, rest, and 食事！"),
        Good("ko", "수면, 그리고 휴식! 睡眠(수면)은 중요하다."),
    ),
)
