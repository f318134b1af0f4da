"""A word twice in a row, "the the", is a slip of the pen or the seam of two pieces of text. Delete one. Each language has words
that may stand twice ("that that", "die die", "vous vous"), and some double words on purpose ("yavaş yavaş", "luôn luôn"); there
only small words count.

Source: reduplication, https://wals.info/chapter/27
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Pack, Rule, Span, load_pack
from copydesk_rules.extraction.signs import PLACEHOLDER, line

_SPACE = re.compile(r" ([^ ]++) \1(?![^\W_]|['’\-])")
_LINE = re.compile(r"\n([^ \n]++)[ \n]\1(?![\w'’-])")
_STRETCH = re.compile(r" ([^ \n]{2,40}+)(?:\n|  |\u00a0)\1(?![\w'’-])")
_LETTERS = re.compile(r"[^\W\d_](?:[^\s\d!-&(-,./:-@\[-`{-~]*[^\s!-/:-@\[-`{-~])?")


def _words(pack: Pack) -> tuple[frozenset[str], frozenset[str], bool]:
    doubles = frozenset(word.casefold() for word in pack.get("extraction.doubles", ()))
    small = frozenset(word.casefold() for word in pack.get("extraction.small_words", ()))
    return doubles, small - doubles, bool(pack.get("extraction.reduplicates", False))


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    seen: set[int] = set()
    patterns = [_SPACE, _LINE]
    if document.format != "text" or "  " in text or "\u00a0" in text:
        patterns.append(_STRETCH)
    first = re.match(r"([^ \n]++) \1(?![\w'’-])", text)
    if first:
        yield from _judge(document, text, *first.span(1), first.end())
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if end in seen:
                continue
            seen.add(end)
            yield from _judge(document, text, start, end, match.end())


def _judge(document: Document, text: str, start: int, end: int, stop: int) -> Iterator[Hit]:
    word = text[start:end]
    if not _LETTERS.fullmatch(word):
        return
    pack = document.pack_at(start)
    if pack.tag in ("zh", "ja", "ko", "th") and word.isascii():
        pack = load_pack("en")
    doubles, small, reduplicates = pack.compiled(_words)
    folded = word.casefold()
    certain = folded in small
    if folded in doubles or (reduplicates and not certain) or (len(word) == 1 and not (certain and not word.isupper())):
        return
    if text.startswith(f" {word}", stop) or text.endswith(f" {word} ", 0, start):  # three times is on purpose: "ha ha ha"
        return
    if word[0].isupper() and not certain:  # a name: "Walla Walla"
        return
    begins, ends = line(text, start)
    if PLACEHOLDER in text[begins:ends] or "|" in text[begins:ends] or "\t" in text[begins:ends] or ends - begins < 20:
        return
    if text[start - 1 : start] in tuple("\"“„«'‘") or (text[stop : stop + 1] in tuple("\"”“»'’") and not certain):
        return
    fix = Fix((Edit(Span(end, stop), ""),), safe=certain and word.islower(), title=f"Delete one “{word}”")
    yield Hit(Span(start, stop), f"“{word}” stands here twice: delete one.", fix)


RULE = Rule(
    name="extraction/repeated-word",
    summary="The same word twice in a row.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "en",
            "They slept in ⟦the the⟧ same room for a year.",
            fixed="They slept in the same room for a year.",
            message="“the” stands here twice: delete one.",
        ),
        Bad("sv", "De sov gott ⟦och och⟧ länge hela vintern.", fixed="De sov gott och länge hela vintern."),
        Bad("de", "Der Schlaf ist ⟦wichtig wichtig⟧ für das Gedächtnis.", fixed="Der Schlaf ist wichtig für das Gedächtnis."),
        Bad("ru", "Сон нужен ⟦для для⟧ памяти и внимания.", fixed="Сон нужен для памяти и внимания."),
        Bad("tr", "Uyku ⟦ve ve⟧ bellek birbirine bağlıdır.", fixed="Uyku ve bellek birbirine bağlıdır."),
        Good("en", "He knew that that was what she had had in mind, very very late."),
        Good("de", "Die Frau, die die Studie leitet, sagt, dass das das Ziel war."),
        Good("fr", "Nous nous levons tôt, et vous vous couchez tard."),
        Good("tr", "Yavaş yavaş uykuya daldı ve sık sık uyandı."),
        Good("vi", "Anh ấy luôn luôn ngủ muộn và dần dần quên."),
        Good("en", "Walla Walla and Duran Duran, ha ha ha."),
    ),
)
