"""A quotation that opens and never closes, or closes and never opened: the reader cannot tell who speaks. Put the missing mark
where the quotation ends or begins.

Over several paragraphs each may open again and only the last close (Chicago Manual of Style, 13.32,
https://www.chicagomanualofstyle.org/); in Russian one mark may close two (Mil'čin, Spravočnik izdatelja i avtora).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import PLACEHOLDER, line, technical
from copydesk_rules.typography.quotes import MARKS, Quotes, family, quotes, quotes_of

_REACH = 8
_SENTENCE_END = re.compile(r"[.!?…](?:\s|$)")


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    found = quotes(document).broken
    if not found:
        return
    text = document.text
    taken: set[int] = set()
    for position, block in enumerate(found):
        for at, sure in block.unclosed:
            if at in taken or _code(text, at) or _goes_on(document, found, position, at) or _shares_close(text, block, at):
                continue
            closed = _closed_later(text, found, position, at, taken)
            if closed >= 0:
                taken.add(closed)
                continue
            yield Hit(
                Span(at, at + 1),
                f"The quotation that “{text[at]}” opens never closes: put the closing mark where it ends.",
                severity=None if sure else "info",
            )
            break
    for block in found:
        for at, sure in block.unopened:
            if at not in taken and not _code(text, at):
                yield Hit(
                    Span(at, at + 1),
                    f"“{text[at]}” closes a quotation that never opened: put the opening mark where it begins.",
                    severity=None if sure else "info",
                )
                break


def _code(text: str, at: int) -> bool:
    start, end = line(text, at)
    return PLACEHOLDER in text[start:end] or technical(text, at)


def _goes_on(document: Document, found: Sequence[Quotes], position: int, at: int) -> bool:
    """Whether the next paragraph opens the same quotation again."""
    text, blocks = document.text, document.blocks
    index = found[position].block + 1
    if index >= len(blocks):
        return False
    block = blocks[index]
    first = text[block.start]
    if first not in MARKS or family(first) != family(text[at]):
        return False
    if document.pack_at(block.start).get("typography.quotes_reopen", False):
        return True
    following = quotes_of(document, index)
    if any(start == block.start for start, _ in following.unclosed):
        return True
    return any(pair.start == block.start and pair.end >= block.end - 2 for pair in following.pairs)


def _closed_later(text: str, found: Sequence[Quotes], position: int, at: int, taken: set[int]) -> int:
    """The offset of a mark in one of the next blocks that closes this one, or -1."""
    for block in found[position + 1 : position + 2 + _REACH]:
        if block.block > found[position].block + _REACH:
            break
        for close, _ in block.unopened:
            if close not in taken and family(text[close]) == family(text[at]):
                return close
    return -1


def _shares_close(text: str, block: Quotes, at: int) -> bool:
    """Whether a quotation that opens soon after closes for this one too: «Компания «Ромашка»."""
    if text[at] not in "«„“":
        return False
    for pair in block.pairs:
        between = text[at + 1 : pair.start]
        if pair.start > at and len(between) < 60 and len(between.split()) <= 6 and not _SENTENCE_END.search(between):
            return True
    return False


RULE = Rule(
    name="typography/unbalanced-quotes",
    summary="A quotation that opens and never closes, or closes and never opened.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "de",
            "Fachleute sind skeptisch: ⟦„⟧Es fehlt eine Beobachtung. Das steht im Kommentar.\n\n„Fasten hilft“, sagt er.",
            message="The quotation that “„” opens never closes: put the closing mark where it ends.",
        ),
        Bad("es", "Como dice uno, ⟦«⟧no hay que dormir tanto. El grupo sigue."),
        Bad("ja", "担当者は⟦「⟧よく眠ってほしいと話している。"),
        Bad("ru", "⟦«⟧Я сплю, – говорит он. Он вспоминает: «Сон – лекарство» («Uni on rohi»)."),
        Bad("sv", "Han sover gott⟦”⟧, säger Anna. Hon skrattar."),
        Bad("en", "She said ⟦“⟧sleep is good and left the room."),
        Bad("da", "Hun sov ⟦»⟧godt og længe, siger hun."),
        Good("en", "“Sleep is good,” she said. “We know it.\n\n“And we sleep.”"),
        Good("de", '„Schlafen“, sagt er, »ist gut«, «auch hier», "und da". Er sagt: „Ja, ‚gut‘.“'),
        Good("fr", "« Dormir », dit-il, « c'est bon ». L'écran de 15\" et l'homme de 5'10\"."),
        Good("sv", "”Sov gott”, sa hon. »Ja», sa han."),
        Good("fi", "”Nuku hyvin”, hän sanoi. Näyttö on 15”."),
        Good("pl", "„Sen jest ważny”, mówi. „Tak «naprawdę» jest”."),
        Good("zh", "他说：“睡眠很重要。”《睡眠》『好』「是」"),
        Good("he", 'הוא אמר: "שינה טובה" וגם צה"ל וארה"ב.'),
        Good("ar", "قال: «النوم مهم»، ثم “نام” مبكرا."),
        Good("ru", "Компания ООО «Издательство «Ромашка» и журнал."),
        Good("da", "»Jeg sover godt.\n\nOg længe,« siger hun."),
        Good("hi", "उसने कहा, “नींद ज़रूरी है।”"),
    ),
)
