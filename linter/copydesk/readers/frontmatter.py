"""Front matter: what stands above a Markdown text between "---" (YAML) or "+++" (TOML) lines, each value with its place.

A subset with positions, enough for what sites write: nested tables, lists, quoted and folded text, comments. Where a
line cannot be understood it is passed over, and what follows is read on. Keys come in lower case, joined by ".".
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from copydesk.document import Meta
from copydesk.model import SourceSpan

ORIGIN = "front-matter"
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_YAML_KEY = re.compile(
    r"""("[^"\r\n]{0,200}"|'[^'\r\n]{0,200}'|(?:[^\s#'"\[\]{},&*!|>%@`-]|-[^\s:])[^\r\n#:]{0,200})"""
    r"[ \t]*:(?=[ \t]|$)"
)
_YAML_TAG = re.compile(r"[!&][^\s]*[ \t]+")
_BLOCK = re.compile(r"([|>])[-+0-9]{0,3}[ \t]*(?:#.*)?$")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.S)
_TOML_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\r\n]*"|'[^'\r\n]*')"""
_TOML_KEY = re.compile(rf"[ \t]*({_TOML_NAME}(?:[ \t]*\.[ \t]*{_TOML_NAME})*)[ \t]*=[ \t]*")
_TOML_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*([^\]\r\n]+?)[ \t]*\]\]?")
_BARE = re.compile(r"[^\s,\[\]{}#](?:[^,\[\]{}#\r\n]|(?<=\S)#)*+")
_MOST_LEVELS = 40
_NOTHING = ("null", "~")


class Matter(NamedTuple):
    """The statements of a file's front matter, and the offset at which the text begins."""

    metadata: tuple[Meta, ...]
    end: int


def read(source: str, start: int = 0) -> Matter:
    """The front matter that begins at ``start``; no statements and ``start`` itself where there is none."""
    opening = _FENCE.match(source, start)
    if opening is None:
        return Matter((), start)
    fence = opening[1]
    closing = re.compile(rf"(?:{re.escape(fence)}{'|[.]{3}' if fence == '---' else ''})[ \t]*(?:\r\n|\r|\n|\Z)")
    at = opening.end()
    body = at
    while True:
        match = closing.match(source, at)
        if match:
            break
        line = _LINE.match(source, at)
        if line is None or not line[2]:
            return Matter((), start)
        at = line.end()
    read_statements = _yaml if fence == "---" else _toml
    metadata = tuple(read_statements(source, body, match.start()))
    if fence == "---" and not metadata and source[body : match.start()].strip() and not source[body:].lstrip().startswith("#"):
        return Matter((), start)  # a text between two thematic breaks
    return Matter(metadata, match.end())


def _meta(keys: list[str], value: str, start: int, end: int) -> Meta:
    return Meta(".".join(keys).lower(), value, SourceSpan(start, end), ORIGIN)


def _lines(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        line = _LINE.match(source, start, end)
        assert line is not None
        yield line.span(1)
        if line.end() == start:
            return
        start = line.end()


def _yaml(source: str, start: int, end: int) -> Iterator[Meta]:
    """Statements of the block style of YAML 1.2, https://yaml.org/spec/1.2.2/"""
    levels: list[tuple[int, str]] = []
    lines = list(_lines(source, start, end))
    index = 0
    while index < len(lines):
        at, stop = lines[index]
        index += 1
        text = source[at:stop]
        stripped = text.lstrip(" \t")
        if not stripped or stripped[0] == "#":
            continue
        indent = len(text) - len(stripped)
        at += indent
        dashed = False
        while stripped.startswith("- ") or stripped == "-":
            while levels and levels[-1][0] > indent:
                levels.pop()  # what an item before this one had; the list's own key may stand as far in as its dashes
            dashed = True
            skip = len(stripped) - len(stripped[1:].lstrip(" \t"))
            indent += skip
            at += skip
            stripped = stripped[skip:]
        while levels and levels[-1][0] >= indent:
            levels.pop()
        if not stripped:
            continue
        match = _YAML_KEY.match(source, at, stop)
        keys = [key for _, key in levels]
        if match:
            key = match[1].strip().strip("\"'")
            levels.append((indent, key))
            del levels[_MOST_LEVELS:]
            keys = [*keys[: _MOST_LEVELS - 1], key]
            at = match.end()
        elif (not dashed or not keys) and stripped[0] != "{":
            continue
        index = yield from _yaml_value(source, at, stop, end, keys, indent, lines, index)


def _yaml_value(
    source: str, at: int, stop: int, end: int, keys: list[str], indent: int, lines: list[tuple[int, int]], index: int
) -> Generator[Meta, None, int]:
    """Yields what a value states; returns the index of the line at which reading goes on."""
    while at < stop and source[at] in " \t":
        at += 1
    if tag := _YAML_TAG.match(source, at, stop):
        at = tag.end()
    if at >= stop or source[at] == "#":
        if not _has_inner(source, lines, index, indent):
            yield _meta(keys, "", at, at)
        return index
    if _BLOCK.match(source[at:stop]):
        first = last = -1
        while index < len(lines):
            begin, finish = lines[index]
            text = source[begin:finish]
            if text.strip():
                if len(text) - len(text.lstrip(" ")) <= indent:
                    break
                if first < 0:
                    first = begin + len(text) - len(text.lstrip())
                last = begin + len(text.rstrip())
            index += 1
        if first >= 0:
            joint = " " if source[at] == ">" else "\n"
            yield _meta(keys, joint.join(line.strip() for line in source[first:last].splitlines()), first, last)
        return index
    sign = source[at]
    if sign in "[{":
        stop = yield from _flow(source, at, end, keys, yaml=True)
    elif sign in "\"'":
        quoted = _QUOTED.match(source, at, end)
        if quoted is None:
            return index
        stop = quoted.end()
        yield _meta(keys, _unquoted(quoted[0]), at + 1, stop - 1)
    else:
        cut = re.compile(r"[ \t]#").search(source, at, stop)
        stop = cut.start() if cut else stop
        text = source[at:stop].rstrip()
        # A plain value may go on in lines that stand further in.
        last = at + len(text)
        while index < len(lines):
            begin, finish = lines[index]
            more = source[begin:finish]
            inner = more.strip()
            if not inner or len(more) - len(more.lstrip(" ")) <= indent or inner[0] == "#":
                break
            if inner.startswith("- ") or _YAML_KEY.match(inner):
                break
            text += " " + inner
            last = begin + len(more.rstrip())
            index += 1
        if text not in _NOTHING:
            yield _meta(keys, text, at, last)
        return index
    while index < len(lines) and lines[index][0] < stop:
        index += 1
    return index


def _has_inner(source: str, lines: list[tuple[int, int]], index: int, indent: int) -> bool:
    """Whether the lines from ``index`` on belong to a key that stands ``indent`` far in: they stand further in, or are a list."""
    while index < len(lines):
        text = source[slice(*lines[index])]
        index += 1
        inner = text.strip()
        if inner and inner[0] != "#":
            depth = len(text) - len(text.lstrip(" \t"))
            return depth > indent or (depth == indent and (inner == "-" or inner.startswith("- ")))
    return False


def _unquoted(text: str) -> str:
    inner = text[1:-1]
    if text[0] == "'":
        return inner.replace("''", "'")
    if "\\" not in inner:
        return " ".join(inner.split("\n")) if "\n" in inner else inner
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return inner


def _flow(source: str, at: int, end: int, keys: list[str], *, yaml: bool) -> Generator[Meta, None, int]:
    """Yields the values of a list or table in brackets that opens at ``at``; returns where it ends."""
    path = list(keys)
    opened: list[tuple[str, int]] = []
    separator = ":" if yaml else "="
    key: str | None = None
    while at < end:
        sign = source[at]
        if sign in "[{":
            opened.append((sign, len(path)))
            if key is not None and len(path) < _MOST_LEVELS:
                path.append(key)
            key = None
            at += 1
        elif sign in "]}":
            if opened:
                del path[opened.pop()[1] :]
            key = None
            at += 1
            if not opened:
                return at
        elif sign == "#" and source[at - 1] in " \t\r\n":
            line = _LINE.match(source, at, end)
            at = line.end() if line else end
        elif sign in "\"'":
            quoted = _QUOTED.match(source, at, end)
            if quoted is None:
                return end
            after = quoted.end()
            while after < end and source[after] in " \t":
                after += 1
            if opened[-1][0] == "{" and key is None and source[after : after + 1] == separator:
                key = _unquoted(quoted[0])
                at = after + 1
            else:
                yield _meta([*path, key] if key is not None else path, _unquoted(quoted[0]), at + 1, quoted.end() - 1)
                at = quoted.end()
                key = None
        elif bare := _BARE.match(source, at, end):
            text = bare[0]
            name, found, _ = text.partition(separator)
            if (
                opened[-1][0] == "{"
                and key is None
                and found
                and (not yaml or text[len(name) + 1 : len(name) + 2] in ("", " ", "\t"))
            ):
                key = name.strip()
                at += len(name) + 1
            else:
                value = text.rstrip()
                if value not in _NOTHING:
                    yield _meta([*path, key] if key is not None else path, value, at, at + len(value))
                at = bare.end()
                key = None
        else:
            if sign == ",":
                key = None
            at += 1
    return end


def _toml(source: str, start: int, end: int) -> Iterator[Meta]:
    """Statements of TOML 1.0, https://toml.io/en/v1.0.0"""
    table: list[str] = []
    at = start
    while at < end:
        line = _LINE.match(source, at, end)
        if line is None or line.end() == at:
            return
        if match := _TOML_TABLE.match(source, at, line.end(1)):
            table = _keys(match[1])
        elif match := _TOML_KEY.match(source, at, line.end(1)):
            stop = yield from _toml_value(source, match.end(), line.end(1), end, [*table, *_keys(match[1])])
            line = _LINE.match(source, max(stop, at), end)
            if line is None:
                return
        at = max(line.end(), at + 1)


def _keys(text: str) -> list[str]:
    return [part.strip().strip("\"'") for part in text.split(".")][:_MOST_LEVELS]


def _toml_value(source: str, at: int, stop: int, end: int, keys: list[str]) -> Generator[Meta, None, int]:
    for fence in ('"""', "'''"):
        if source.startswith(fence, at):
            close = source.find(fence, at + 3, end)
            if close < 0:
                return end
            first = at + 3 + (source[at + 3 : at + 4] == "\n")
            yield _meta(keys, source[first:close].strip(), first, close)
            return close + 3
    if at >= stop:
        return stop
    if source[at] in "[{":
        return (yield from _flow(source, at, end, keys, yaml=False))
    if source[at] in "\"'":
        quoted = _QUOTED.match(source, at, stop)
        if quoted is None:
            return stop
        yield _meta(keys, quoted[0][1:-1] if source[at] == "'" else _unquoted(quoted[0]), at + 1, quoted.end() - 1)
        return quoted.end()
    value = source[at:stop].partition("#")[0].rstrip()
    if value:
        yield _meta(keys, value, at, at + len(value))
    return stop
