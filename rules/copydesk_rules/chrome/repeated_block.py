"""Paragraphs that come back in document after document, though the articles differ, are the website's own.

What no list of phrases knows, repetition shows: a policy paragraph, a call to subscribe, a note on the author. Rewritten or
translated copies are met too, by near-duplicate signatures (MinHash over runs of five signs) and by what a translation keeps:
keys such as ``Ctrl + Enter`` and the series ``([1], [2]``. Copies of a whole article count once. An editor should look once
and then delete them everywhere.
Quotations, standing authors' lines and recipes' basics may rightly recur: hence a warning and an unsafe fix.

Source: A. Z. Broder, On the resemblance and containment of documents, 1997, https://doi.org/10.1109/SEQUEN.1997.666900
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from copydesk import Document, Edit, Fix, Hit, Rule, Span

_SIGNATURE, _BANDS = 32, 8
_SPACE = re.compile(r"\s+")
_LITERAL = re.compile(r"\b(?:ctrl|cmd|alt|shift|strg)\s?[+-]\s?\w+|\(\[1\][,،、]?\s?\[2\]", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Options:
    """``documents``: in how many documents a paragraph must stand. ``shortest``: its length in signs."""

    documents: int = 2
    shortest: int = 40


def collect(document: Document, options: Options) -> list[tuple[int, int, str, tuple[int, ...], tuple[str, ...]]] | None:
    """Of each paragraph: start, end, its normalised text (a hash), MinHash signature and literals that translations keep."""
    import hashlib

    from rensa import RMinHash  # type: ignore[import-untyped]

    out = []
    for block in document.blocks:
        if block.end - block.start < options.shortest or block.kind in ("table", "code"):
            continue
        piece = document.text[block.start : block.end]
        plain = _NUMBERS.sub("0", _SPACE.sub(" ", piece).strip().casefold())
        if len(plain) < options.shortest:
            continue
        minhash = RMinHash(num_perm=_SIGNATURE, seed=1)
        minhash.update([plain[at : at + 5] for at in range(max(1, len(plain) - 4))])
        literals = tuple(sorted({re.sub(r"\s", "", found.lower()) for found in _LITERAL.findall(piece)}))
        digest = hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()
        out.append((block.start, block.end, digest, tuple(minhash.digest()), literals))
    return out or None


def check(facts: Sequence[tuple[str, Any]], options: Options, as_of: datetime.date) -> Iterator[tuple[str, Hit]]:
    entries = [(path, *item) for path, items in facts for item in items]
    parent = list(range(len(entries)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    buckets: dict[Any, int] = {}
    for index, (_path, start, end, digest, signature, literals) in enumerate(entries):
        rows = _SIGNATURE // _BANDS
        keys: list[Any] = [digest, *((band, signature[band * rows : band * rows + rows]) for band in range(_BANDS))]
        for key in keys:
            other = buckets.setdefault(key, index)
            if other != index and (key == digest or _alike(signature, entries[other][4])):
                parent[root(index)] = root(other)
        if literals and end - start <= 500:
            parent[root(index)] = root(buckets.setdefault(("literal", literals), index))
    article = _articles(facts)
    groups: dict[int, list[int]] = {}
    for index in range(len(entries)):
        groups.setdefault(root(index), []).append(index)
    for members in groups.values():
        paths = {entries[index][0] for index in members}
        if len({article[path] for path in paths}) < options.documents:
            continue
        message = f"This paragraph stands in {len(paths)} documents. If it is the website's own, delete it in all of them."
        for index in members:
            path, start, end = entries[index][:3]
            fix = Fix((Edit(Span(start, end), ""),), False, "Delete the paragraph")
            yield path, Hit(Span(start, end), message, fix, data={"documents": len(paths), "paths": sorted(paths)[:20]})


def _articles(facts: Sequence[tuple[str, Any]]) -> dict[str, str]:
    """Each path and the first path of the same article: copies share half of their paragraphs, and few others have those."""
    holders: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for path, items in facts:
        digests = {item[2] for item in items}
        sizes[path] = len(digests)
        for digest in digests:
            holders.setdefault(digest, []).append(path)
    shared: dict[tuple[str, str], int] = {}
    for paths in holders.values():
        if 1 < len(paths) <= 5:
            for at, one in enumerate(paths):
                for other in paths[at + 1 :]:
                    shared[one, other] = shared.get((one, other), 0) + 1
    same = {path: path for path in sizes}
    for (one, other), count in sorted(shared.items()):
        if count >= 3 and count * 2 >= min(sizes[one], sizes[other]):
            same[other] = same[one]
    return same


def _alike(one: Sequence[int], other: Sequence[int]) -> bool:
    return sum(a == b for a, b in zip(one, other, strict=True)) * 10 >= len(one) * 7


RULE = Rule(
    name="chrome/repeated-block",
    summary="A paragraph recurs in several documents whose articles differ.",
    check=check,
    collect=collect,
    severity="warning",
    scope="corpus",
    options=Options,
)
