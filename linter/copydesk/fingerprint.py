"""A finding's identity across edits: its rule, its normalised text and its nearest neighbours, never its line or path.

A fingerprint is 24 hex digits in three parts: 12 for the rule and the text, 6 for what stands before it, 6 for what stands
after. So an edit on one side of a finding still leaves it recognisable (``near``), and the text alone can be asked for
(``core``).
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")
_NEIGHBOUR = 24
_WINDOW = 8 * _NEIGHBOUR
_CORE, _SIDE = 12, 6


def normalised(text: str) -> str:
    """Letters and digits only, case folded, compatibility forms merged: what re-wrapping and quote marks do not change."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


_window = functools.lru_cache(maxsize=1024)(normalised)


def core(rule: str, text: str) -> str:
    """The first part of the fingerprint of every finding of ``rule`` whose text is ``text``, wherever it stands."""
    return _hash(_CORE, rule, normalised(text) or _SPACE.sub("", text))


def fingerprint(rule: str, text: str, start: int, end: int, ordinal: int = 0) -> str:
    """The fingerprint of a finding at ``text[start:end]``; ``ordinal`` tells apart equal ones in one document.

    An empty span stands for its place: at the head of a document, for the document, known by how it begins.
    """
    before = _window(text[max(0, start - _WINDOW) : start])[-_NEIGHBOUR:]
    after = _window(text[end : end + _WINDOW])[:_NEIGHBOUR]
    return core(rule, text[start:end]) + _hash(_SIDE, before) + _hash(_SIDE, after, *([str(ordinal)] if ordinal else []))


def near(one: str, other: str) -> bool:
    """Whether two fingerprints are of one finding, or of one whose neighbourhood was edited on one side."""
    if core_of(one) != core_of(other):
        return False
    return one[_CORE:-_SIDE] == other[_CORE:-_SIDE] or one[-_SIDE:] == other[-_SIDE:]


def core_of(print_: str) -> str:
    """The part of a fingerprint that stands for the rule and the text, comparable with ``core``."""
    return print_[:_CORE]


def _hash(size: int, *parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=size // 2).hexdigest()
