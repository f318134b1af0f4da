"""Title, bylines and lede: the head of an article, in documents that mark them and in those that don't."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk import Block, Document, Pack, Zone, load_pack

_TITLE_MAX = 220
_HEAD_BLOCKS = 14
_TAIL_BLOCKS = 4
_ENDS = tuple(".。।؟!！…:：;,、，")
_LEDE_MIN = 40
_LEDE_MIN_WIDE = 18
_NAME = r"[^\W\d_a-z][^\W\d_]*(?:[-'’.][^\W\d_]+)*\.?"
_NAME_LIST = re.compile(
    rf"(?:{_NAME}(?:\s+(?:van|von|de|der|den|da|di|del|la|le|al|el|bin|ter|zu))*[\s]+){{1,4}}{_NAME}"
    rf"(?:\s*(?:\d+|[*†‡]))*(?:\s*[,;]\s*(?:and\s+|&\s*)?(?:{_NAME}(?:\s+(?:van|von|de|der|den|da|di))*\s+){{1,4}}{_NAME}(?:\s*(?:\d+|[*†‡]))*)+\.?"
)
_PERSON = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?{_NAME}(?:\s+(?:(?:van|von|de|der|den|da|di|del|la|bin|al)\s+)*{_NAME}){{1,3}}"
)
_PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "da", "di", "del", "la", "le", "al", "el", "bin", "ter", "zu", "and", "do", "dos", "das"]
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ROLE_WORDS_MAX = 7
_DATE_LIKE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}\s*[年년]|(?<!\d)(?:19|20)\d\d(?!\d)")


def ZONES(document: Document) -> Iterator[Zone]:
    blocks = document.blocks
    title = _title(document)
    prefixes = _byline_prefixes(document.pack)
    lede_due = False
    for index, block in enumerate(blocks):
        if block == title:
            lede_due = True
            yield Zone(block.start, block.end, "title")
            continue
        at_edge = index < _HEAD_BLOCKS or index >= len(blocks) - _TAIL_BLOCKS
        named = _byline(document.text[block.start : block.end], prefixes) if at_edge else None
        if named is not None:
            yield Zone(block.start, block.end, "byline", data={"named": named})
        elif lede_due and _is_lede(document.text, block):
            lede_due = False
            yield Zone(block.start, block.end, "lede")


def _title(document: Document) -> Block | None:
    """The first heading, or the first line of the head that reads as a headline: no sentence end, more text below it."""
    blocks = document.blocks
    for block in blocks[:_HEAD_BLOCKS]:
        if block.kind == "heading" and block.level <= 2:
            return block
    prefixes = _byline_prefixes(document.pack)
    for index, block in enumerate(blocks[:_HEAD_BLOCKS]):
        text = document.text[block.start : block.end]
        if block.kind not in ("paragraph", "heading", "line") or len(text) > _TITLE_MAX:
            return None
        if not any(sign.isalpha() for sign in text) or _byline(text, prefixes) is not None:
            continue
        if len(text) < 60 and _DATE_LIKE.search(text):
            continue
        if text.endswith(_ENDS):
            if len(blocks) == 1 or _is_lede(document.text, block):
                return None
            continue
        if "\n" in text or len(text) < (4 if _wide(text) else 8):
            continue
        if len(blocks) == 1 or any(b.end - b.start > block.end - block.start for b in blocks[index + 1 :]):
            return block
        return None
    return None


def _is_lede(text: str, block: Block) -> bool:
    if block.kind not in ("paragraph", "line"):
        return False
    piece = text[block.start : block.end]
    least = _LEDE_MIN_WIDE if _wide(piece) else _LEDE_MIN
    return len(piece) >= least and piece.rstrip("\"'”’»«“)」』 ").endswith((".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔"))


def _wide(text: str) -> bool:
    return sum(ord(sign) > 0x2E7F for sign in text[:60]) * 3 > min(len(text), 60)


def _byline_prefixes(pack: Pack) -> tuple[str, ...]:
    return pack.compiled(_prefixes)


def _prefixes(pack: Pack) -> tuple[str, ...]:
    words = {*pack.get("structure.byline", ()), *load_pack("en").get("structure.byline", ())}
    return tuple(sorted((word.casefold() for word in words), key=len, reverse=True))


def _byline(text: str, prefixes: tuple[str, ...]) -> bool | None:
    """True for a line that names its author, False for one that has the place for a name but none, None for other lines."""
    line = text.strip()
    if not line or len(line) > 200 or "\n" in line:
        return None
    folded = line.casefold()
    for prefix in prefixes:
        if folded.startswith(prefix):
            rest = line[len(prefix) :]
            if not rest.strip(" :：,") or (rest[:1] not in " :：\u00a0" and not _wide(line)):
                continue
            colon = rest.lstrip()[:1] in (":", "：")
            name = rest.strip(" :：\u00a0")
            person = _PERSON.match(name)
            if person and _capitalised(person.group()) and (colon or not name.endswith(tuple(".!?"))):
                return True
            if not _cased(name) and len(name) <= 40 and (colon or rest[:1] in " \u00a0") and not name.endswith(_ENDS):
                return True
    if line[0] in ",;،、":
        return False
    if ("," in line or ";" in line) and _capitalised(line) and _NAME_LIST.fullmatch(line):
        return True
    head, comma, role = line.partition(",")
    if comma and _PERSON.fullmatch(head.strip()) and _capitalised(head) and not line.endswith(tuple(".!?:")):
        words = role.split()
        if 0 < len(words) <= _ROLE_WORDS_MAX:
            return True
    return None


def _capitalised(text: str) -> bool:
    """Whether every word but particles of names begins with a capital letter, in a script that has them."""
    return all(word[0].isupper() or word in _PARTICLES for word in _LETTERS.findall(text))


def _cased(text: str) -> bool:
    return any(sign.isupper() or sign.islower() for sign in text)
