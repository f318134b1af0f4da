"""What JSON-LD states about an article, each value with its place. Reads broken JSON as far as it goes; linear.

The properties are those of https://schema.org/Article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"|[{}\[\],:]', re.S)
_PLAIN = frozenset(
    (
        "datepublished",
        "datemodified",
        "datecreated",
        "dateupdated",
        "lastreviewed",
        "uploaddate",
        "headline",
        "inlanguage",
        "alternativeheadline",
    )
)
_PEOPLE = frozenset(
    (
        "author",
        "creator",
        "contributor",
        "editor",
        "reviewedby",
        "translator",
        "accountableperson",
    )
)
_THROUGH = frozenset(("@graph", "mainentity", "mainentityofpage", ""))


def statements(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(key, value, start, end) for the article's dates, headline, language and people; keys in lower case."""
    path: list[str] = []
    foreign = 0  # open containers that speak of something else: a comment, the publisher, a related article
    key = ""
    waiting: tuple[str, int, int] | None = None
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign in "{[":
            path.append(key)
            foreign += key not in _THROUGH and key not in _PEOPLE
            key = ""
            waiting = None
        elif sign in "}]":
            if waiting and not foreign:
                yield from _stated(path, key, *waiting)
            waiting = None
            if path:
                last = path.pop()
                foreign -= last not in _THROUGH and last not in _PEOPLE
            key = ""
        elif sign == ":":
            if waiting:
                key = waiting[0].lower()
                waiting = None
        elif sign == ",":
            if waiting and not foreign:
                yield from _stated(path, key, *waiting)
            waiting = None
            key = ""
        else:
            waiting = (match[1], match.start(1), match.end(1))


def _stated(path: list[str], key: str, value: str, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
    people = [step for step in path if step in _PEOPLE]
    if key in _PLAIN and not people:
        yield key, _decoded(value), start, end
    elif (key == "name" and people) or (key in _PEOPLE) or (not key and path and path[-1] in _PEOPLE):
        yield (people[-1] if people else key), _decoded(value), start, end


def _decoded(value: str) -> str:
    if "\\" not in value:
        return value
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
