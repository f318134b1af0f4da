"""A finding's identity across edits: its rule, its normalised text and its nearest neighbours, never its line or path."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_NEIGHBOUR = 24


def normalised(text: str) -> str:
    """Letters and digits only, case folded, compatibility forms merged: what re-wrapping and quote marks do not change."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def fingerprint(rule: str, text: str, start: int, end: int, ordinal: int = 0) -> str:
    """Sixteen hex digits for a finding at ``text[start:end]``; ``ordinal`` tells apart equal ones in one document.

    An empty span stands for the document and takes its identity from the rule alone.
    """
    if start == end:
        parts = [rule]
    else:
        before = normalised(text[max(0, start - 4 * _NEIGHBOUR) : start])[-_NEIGHBOUR:]
        after = normalised(text[end : end + 4 * _NEIGHBOUR])[:_NEIGHBOUR]
        inside = normalised(text[start:end]) or text[start:end]
        parts = [rule, before, inside, after]
    if ordinal:
        parts.append(str(ordinal))
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
