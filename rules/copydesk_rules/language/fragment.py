"""A stretch of foreign text, and the block of a document under examination."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from copydesk import Block, Document, has_word_list, load_pack
from copydesk_rules.language import words
from copydesk_rules.language.patterns import lazily

Kind = Literal["document", "block", "sentence", "phrase", "word", "script", "quote"]

SEGMENT = 8.2
"""Evidence in nats for a segment of another language that may hold terms; 0.6 false alarms in 1000 clean sentences."""
SEGMENT_RICH = 4.6
"""Evidence for a segment that holds words which no language borrows."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch that is residue: ``score`` in nats of evidence for ``language`` against the text's, ``words`` its words.

    ``certain`` says that it may be reported as more than a remark; ``source`` that the site translates from its language.
    """

    start: int
    end: int
    kind: Kind
    language: str
    host: str
    score: float
    words: int
    certain: bool = True
    source: bool = False


class Plan(NamedTuple):
    """What text of one language is compared with: each source, and the language's siblings."""

    host: str
    scripts: tuple[str, ...]
    latin: bool
    wide: bool
    listed: bool
    sources: tuple[words.Evidence, ...]
    siblings: tuple[str, ...]


_WIDE = frozenset({"Hani", "Hira", "Hang", "Thai", "Khmr", "Laoo", "Mymr"})
_WIDE_SIGN = lazily("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ONE_LANGUAGE = ({"nn", "nb"}, {"hr", "sr", "bs"})


def is_wide(scripts: Sequence[str]) -> bool:
    """Whether text in these scripts has no blanks between its words, or words that no list can hold."""
    return not _WIDE.isdisjoint(scripts)


@functools.lru_cache(maxsize=128)
def plan(host: str, sources: tuple[str, ...]) -> Plan | None:
    """The plan for a language that has a pack, None for another. Hanja in Korean count as foreign."""
    written = tuple(load_pack(host).get("scripts", ()))
    if not written:
        return None
    if "Hang" in written:
        written = ("Hang",)
    tables = tuple(words.evidence(host, tag) for tag in sources if tag != host and same_script(tag, written))
    siblings = usable(host, written, sources, tuple(load_pack(host).get("residue.siblings", ())))
    return Plan(host, written, "Latn" in written, is_wide(written), has_word_list(host), tables, siblings)


def same_script(tag: str, written: Sequence[str]) -> bool:
    """Whether a language has a word list and is written in one of the scripts."""
    return bool(set(load_pack(tag).get("scripts", ())) & set(written)) and has_word_list(tag)


@functools.lru_cache(maxsize=1024)
def usable(host: str, written: tuple[str, ...], sources: tuple[str, ...], tags: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``tags`` that text of ``host`` can be compared with: other languages in its script that have a word list.

    Of languages that share a list only the first is taken.
    """
    out: list[str] = []
    for tag in dict.fromkeys(tags):
        shared = any(tag in group and not group.isdisjoint((host, *out)) for group in _ONE_LANGUAGE)
        if tag != host and tag not in sources and not shared and same_script(tag, written):
            out.append(tag)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Place:
    """A block under examination, and the plan for its language."""

    document: Document
    text: str
    block: Block
    index: int
    plan: Plan
    sources: tuple[str, ...]

    @property
    def host(self) -> str:
        return self.plan.host

    @property
    def scripts(self) -> tuple[str, ...]:
        return self.plan.scripts

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the block."""
        return self.document.sentences_of(self.index)


def letters(text: str, start: int, end: int) -> int:
    """How many letters a stretch has; a Chinese, Japanese or Korean sign says as much as three."""
    piece = text[start:end]
    count = sum(map(str.isalpha, piece))
    return count if piece.isascii() else count + 2 * len(_WIDE_SIGN().findall(piece))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the signs at both ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space at both ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
