"""A text that breaks off: its last paragraph ends on a comma or on "and", on "Read more…" or on "[…]", or has no full stop where
all others have one. The rest stayed behind a link or a pay wall. Fetch the whole text, or end the sentence.

Teasers end so because feeds carry excerpts: https://developer.wordpress.org/reference/functions/the_excerpt/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from copydesk import Bad, Block, Document, Edit, Fix, Good, Hit, Pack, Rule, Span, load_pack

_ENDS = tuple(".!?…。！？؟۔।॥;:：；·”\"»“«’')]）】」』》〉›‘*|>–—~")
_CUT = re.compile(r"[\[(](?:…|\.\.\.)[\])]$")
_POINT = re.compile(r"[.!?。！？؟۔।]")
_LONG, _LONG_WIDE = 140, 50
_PLAIN_ENDS = frozenset('.!?。！？”"“»:;')
_COMMAS = (",", "，", "、", "،")
_UNMARKED = frozenset({"th", "lo", "km", "my"})


def _words(pack: Pack) -> tuple[frozenset[str], re.Pattern[str], tuple[str, ...]]:
    packs = (pack, load_pack("en"))
    phrases = sorted({phrase for one in packs for phrase in one.get("extraction.read_more", ())}, key=len, reverse=True)
    more = "|".join(re.escape(phrase) for phrase in phrases)
    link = re.compile(
        rf"(?:…|\.\.\.|[\[(<»›→]|(?<=[^\W\d])|(?<=,)) ?\s*(?P<link>[\[(<»›→]*\s?(?:{more})\s?(?:…|\.\.\.|[\])>»›→]+)*)\s*$", re.I
    )
    never = frozenset(word.casefold() for word in pack.get("extraction.never_last", ()))
    return never, link, tuple(phrase.casefold() for phrase in phrases)


def _headings(pack: Pack) -> frozenset[str]:
    return frozenset(word.casefold() for one in (pack, load_pack("en")) for word in one.get("structure.references", ()))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    blocks = document.blocks
    if not blocks:
        return
    never, link, more = document.pack.compiled(_words)
    last = _last(document, text, blocks)
    for index, block in enumerate(blocks):
        if index < last and text[block.end - 1] in _PLAIN_ENDS:
            continue
        size = block.end - block.start
        if size < 30 or block.kind in ("heading", "table", "caption"):
            continue
        tail_start = max(block.start, block.end - 60)
        tail = text[tail_start : block.end]
        sign = tail[-1]
        if sign in "])" and (match := _CUT.search(tail)):
            at = tail_start + match.start()
            before = text[block.start : at].rstrip()[-1:]
            if index == last or before not in tuple('.!?。！？”»"'):
                yield Hit(Span(at, block.end), "The text breaks off here: fetch the rest, or end the sentence.")
        elif (
            (index >= last or sign in "….]>»›→")
            and tail.rstrip(" .…])>»›→").casefold().endswith(more)
            and (match := link.search(tail))
            and not _POINT.match(tail[match.start("link") - 1 : match.start("link")])
        ):
            span = Span(tail_start + match.start("link"), block.end)
            fix = Fix((Edit(span, ""),), safe=False, title="Delete the link text")
            yield Hit(span, f"The text breaks off at “{match['link'].strip()}”: fetch the rest of it.", fix)
        elif index == last:
            yield from _last_block(document, text, blocks, block, never)
        elif index + 1 < len(blocks) and (sign in _COMMAS or sign.isalpha()):
            yield from _inner_block(document, text, blocks, index, never)


def _last(document: Document, text: str, blocks: Sequence[Block]) -> int:
    """The index of the last block of running text: references, notes and short closing lines come after it."""
    headings = document.pack.compiled(_headings)
    end = len(blocks)
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 40), -1):
        block = blocks[index]
        if block.end - block.start < 40 and text[block.start : block.end].strip(" #:：*.").casefold() in headings:
            end = index
    for index in range(end - 1, -1, -1):
        block = blocks[index]
        if block.end - block.start >= 60 or (_wide(text, block) and block.end - block.start >= 24) or index == 0:
            return index
    return -1


def _wide(text: str, block: Block) -> bool:
    return "\u3001" <= text[block.start] <= "\u9fff"


def _last_word(text: str, block: Block) -> str:
    match = re.search(r"[^\W\d_]+$", text[max(block.start, block.end - 30) : block.end])
    return match.group().casefold() if match else ""


def _last_block(document: Document, text: str, blocks: Sequence[Block], block: Block, never: frozenset[str]) -> Iterator[Hit]:
    end = block.end
    sign = text[end - 1]
    if block.kind == "item" or "|" in text[block.start : end] or "\t" in text[block.start : end]:
        return
    spaced = not _wide(text, block)
    word = _last_word(text, block)
    if sign in _COMMAS or (spaced and word in never) or (sign == "-" and text[end - 2 : end - 1].isalpha()):
        start = end - 1 if sign in _COMMAS or sign == "-" else end - len(word)
        yield Hit(Span(start, end), "The text breaks off in the middle of a sentence: fetch the rest of it.")
        return
    if sign.isalpha() and document.language_at(block.start) not in _UNMARKED and document.language:
        long = end - block.start >= (_LONG if spaced else _LONG_WIDE)
        if long and _POINT.search(text, block.start, end - 1) and _others_end(text, blocks, block):
            start = end - len(word) if spaced and word else end - 1
            yield Hit(
                Span(start, end),
                "The last paragraph has no end: fetch the rest of it, or put the full stop.",
                severity="info" if len(blocks) < 3 else None,
            )


def _others_end(text: str, blocks: Sequence[Block], block: Block) -> bool:
    """Whether the other long paragraphs, if there are any, all end on a mark."""
    others = [b for b in blocks if b is not block and b.end - b.start >= _LONG]
    return all(text[b.end - 1] in _ENDS for b in others)


def _inner_block(document: Document, text: str, blocks: Sequence[Block], index: int, never: frozenset[str]) -> Iterator[Hit]:
    """A long paragraph that ends on a comma or a small word, with a new sentence after it."""
    block, following = blocks[index], blocks[index + 1]
    start, sign = block.end - 1, text[block.end - 1]
    if block.kind == "item" or following.kind == "item" or block.end - block.start < _LONG or _wide(text, block):
        return
    if text[block.start] in "-•–—*·" or not text[following.start].isupper() or following.end - following.start < 60:
        return
    if sign.isalpha():
        word = _last_word(text, block)
        if word not in never or not _POINT.search(text, block.start, block.end):
            return
        start = block.end - len(word)
    elif document.zone_at(block.start, "reference", "byline") is not None:
        return
    yield Hit(Span(start, block.end), "The paragraph breaks off in the middle of a sentence: fetch the rest of it.")


RULE = Rule(
    name="extraction/truncated-text",
    summary="The text breaks off in the middle of a sentence.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "Sleep protects the memory. Those who sleep badly forget more of what they learned, and the older they are the ⟦[…]⟧",
        ),
        Bad(
            "sv",
            "Sömnen skyddar minnet. Den som sover dåligt glömmer mer av det som hen lärt sig under dagen ⟦och⟧",
            message="The text breaks off in the middle of a sentence: fetch the rest of it.",
        ),
        Bad(
            "de", "Der Schlaf schützt das Gedächtnis. Wer schlecht schläft, vergisst mehr von dem, was er lernte … ⟦Weiterlesen⟧"
        ),
        Bad("ja", "睡眠は記憶を守るという研究が今年の春に東京の病院で発表されたが、その内容は⟦、⟧"),
        Bad(
            "fr",
            "Le sommeil protège la mémoire. Il compte.\n\nUne équipe a suivi deux cents personnes pendant un an.\n\n"
            "Les plus jeunes dormaient mieux. Les plus âgés se réveillaient souvent la nuit et oubliaient bien davantage les "
            "mots qu'ils avaient appris la ⟦veille⟧",
        ),
        Good("en", "Sleep protects the memory. “We forget […] more than we think,” she says.\n\nRead more"),
        Good("en", "How to sleep: ten pieces of advice from a doctor who has worked at night for years"),
        Good("en", "Dear reader,\n\nSleep protects the memory of those who sleep well."),
        Good("th", "การนอนหลับช่วยรักษาความทรงจำ และผู้ที่นอนหลับไม่ดีมักจะลืมสิ่งที่ได้เรียนรู้มากกว่าคนอื่น"),
        Good("ru", "Советы врача:\n\n- ложиться рано, не читать в постели,\n- гулять вечером,\n- не пить кофе после обеда"),
    ),
)
