"""A role without a name (", Medical editor"), a label without a value ("Reviewed by:"), a line that opens with a comma: the
name was in a tag of its own and was lost. Readers cannot tell who answers for the text. Put the name back, or delete the line.

Source: the Trust Project's indicators, author expertise, https://thetrustproject.org/trust-indicators/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from copydesk import Bad, Block, Document, Good, Hit, Pack, Rule, Span, load_pack
from copydesk_rules.extraction.signs import shown

_COMMA_LINE = re.compile(r"(?<![^\n\r])[ \t\u00a0]*(?P<found>[,，、،;](?: ?[^\W\d_])[^\n]{0,120})(?=\n|\r|$)")
_MAY_OPEN = re.compile(r"\n[ \t\u00a0]*[,，、،;]")
_COMMAS = tuple(",，、،;")
_COMMA = re.compile("[,，、،;]")
_HEAD, _TAIL = 16, 6
_COLONS = ":："


def _words(pack: Pack) -> tuple[re.Pattern[str], frozenset[str], frozenset[str], re.Pattern[str], tuple[str, ...]]:
    packs = (pack, load_pack("en"))
    labels = {label for one in packs for label in (*one.get("extraction.labels", ()), *one.get("structure.byline", ()))}
    roles = {role for one in packs for role in one.get("extraction.roles", ())}
    ordered = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    named = "|".join(re.escape(role) for role in sorted(roles, key=len, reverse=True))
    lost = re.compile(rf"(?:{ordered})\s*[:：]?\s*[,，、،;](?=\s|$|[^\W\d])", re.I)
    ends = re.compile(rf"(?:{ordered})\s*[:：]?\s*(?:{named})", re.I)
    return (
        lost,
        frozenset(label.casefold() for label in labels),
        frozenset(role.casefold() for role in roles),
        ends,
        tuple(r.casefold() for r in roles),
    )


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    seen = -1
    if _MAY_OPEN.search(text) or text.lstrip()[:1] in _COMMAS:
        for match in _COMMA_LINE.finditer(text):
            start, end = match.span("found")
            found = text[start:end].rstrip()
            if found.count(",") > 3 or "{" in found:
                continue
            seen = max(seen, start)
            yield Hit(
                Span(start, start + len(found)),
                f"The line opens with a comma: what stood before “{shown(found[1:], 30)}” was lost.",
            )
    blocks = document.blocks
    lost, labels, roles, ends, role_ends = document.pack.compiled(_words)
    for index in _edges(len(blocks)):
        block = blocks[index]
        size = block.end - block.start
        if size > 160 or block.start <= seen < block.end:
            continue
        piece = text[block.start : block.end]
        span = Span(block.start, block.end)
        if _COMMA.search(piece) and (found_lost := lost.match(piece)):
            yield Hit(span, f"The name behind “{shown(found_lost.group().rstrip(',，、،; '), 30)}” was lost: put it back.")
        if size > 60 or _COMMA.search(piece):
            continue
        folded = piece.casefold()
        if (label := folded.rstrip(_COLONS + " \u00a0")) in labels and (folded[-1] in _COLONS or label not in roles):
            if (folded[-1] in _COLONS or " " in label) and not _value_follows(text, blocks, index, labels):
                yield Hit(span, f"Nothing stands behind “{piece.strip()}”: put the value back, or delete the line.")
        elif folded.endswith(role_ends):
            if folded.strip(" .·|–-") in roles:
                if block.kind != "heading" and not _named(text, blocks, index):
                    yield Hit(span, f"“{piece.strip()}” has no name beside it: put the name back, or delete the line.")
            elif ends.fullmatch(piece):
                yield Hit(span, f"“{piece.strip()}” gives a role and no name: put the name back, or delete the line.")


def _edges(count: int) -> Sequence[int]:
    """The blocks where bylines stand: the first and the last ones."""
    if count <= _HEAD + _TAIL:
        return range(count)
    return [*range(_HEAD), *range(count - _TAIL, count)]


def _value_follows(text: str, blocks: Sequence[Block], index: int, labels: frozenset[str]) -> bool:
    """Whether the next block may be the label's value: short, and no label itself."""
    if index + 1 >= len(blocks):
        return False
    following = text[blocks[index + 1].start : blocks[index + 1].end].strip()
    label = re.split("[:：]", following, maxsplit=1)[0].strip().casefold()
    return len(following) <= 90 and label not in labels and following[:1] not in ",，"


def _named(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether the line before or after a role may be a name."""
    for near in (index - 1, index + 1):
        if 0 <= near < len(blocks):
            piece = text[blocks[near].start : blocks[near].end].strip()
            words = piece.split()
            most = 26 if "\u0e00" <= piece[:1] <= "\u0eff" else 50 if piece.isascii() or len(words) > 1 else 14
            plain = len(piece) <= most and not any(sign.isdigit() for sign in piece) and not piece.endswith((".", "?", "!", ":"))
            if plain and len(words) <= 5 and all(not word[:1].islower() or len(word) <= 3 for word in words):
                return True
    return False


RULE = Rule(
    name="extraction/dangling-byline",
    summary="A role without a name, a label without a value, or a line that opens with a comma.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "sv",
            "Varför sömn dämpar stress\n\n⟦, Medicinsk redaktör⟧\nSenast granskad: 2.7.2025\n\nEn studie om sömn kom i dag.",
            message="The line opens with a comma: what stood before “Medicinsk redaktör” was lost.",
        ),
        Bad("sv", "Så sover vi\n\n⟦Av , vetenskapsreporter⟧\n\nEn studie om sömn kom i dag."),
        Bad("en", "How we sleep\n\n⟦Reviewed by:⟧\nPublished: 3 May 2026\n\nA study of sleep was published today."),
        Bad("de", "Wie wir schlafen\n\n⟦Medizinische Redakteurin⟧\n\nEine Studie über den Schlaf ist heute erschienen."),
        Bad("ru", "Как мы спим\n\n⟦Автор:⟧\nОпубликовано: 3 мая 2026\n\nСегодня вышла статья о сне."),
        Bad("ja", "眠りの話\n\n⟦監修：⟧\n公開日：2026年5月3日\n\n今日、睡眠の研究が発表された。"),
        Bad("da", "Sådan sover vi\n\n⟦Af redaktør⟧\n\nEn undersøgelse om søvn kom i dag."),
        Good(
            "en", "How we sleep\n\nBy Jane Hall, health reporter\nReviewed by:\nTom Berg\n\nA study of sleep was published today."
        ),
        Good(
            "de", "Wie wir schlafen\n\nHenrike Sölling\nMedizinische Redakteurin\n\nEine Studie über den Schlaf ist erschienen."
        ),
        Good("zh", "睡眠\n\n作者：沈若溪\n发布日期：2026年5月8日\n\n今天发表了一项研究。"),
        Good("en", "The editor\n\nThe editor of the journal says that, for now, sleep is a matter of taste."),
    ),
)
