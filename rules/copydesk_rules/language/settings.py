"""What a site may set for the language family."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Residue:
    """``sources``: the languages that texts are translated from. ``allow``: words and phrases that may stay, in lower case
    or as written, with ``*`` and ``?``; a word of four letters or more also with an ending of up to four letters.
    ``min_words``: the shortest fragment to report. ``bilingual``: globs of paths whose texts may be in any language.
    """

    sources: tuple[str, ...] = ("en",)
    allow: tuple[str, ...] = ()
    min_words: int = 1
    bilingual: tuple[str, ...] = ()
