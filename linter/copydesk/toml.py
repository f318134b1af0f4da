"""Reads TOML and finds the line of a key, which the standard parser does not tell."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TOKEN = re.compile(
    r""""{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\n|[\[\]{}=,.]|[^\s\[\]{}=,.#"']+""", re.DOTALL
)
_WHERE = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file; ``data`` is the table at ``prefix`` (dotted, "" for the whole)."""

    path: Path
    text: str
    data: Mapping[str, Any]
    prefix: str

    def line(self, key: str) -> int:
        """The 1-based line of a dotted key below ``prefix``, of its nearest parent where it has none, or 0."""
        return line_of(self.text, f"{self.prefix}.{key}".strip(".")) if self.text else 0


def read_toml(path: Path) -> TomlFile:
    """The file, parsed. Raises ValueError that names the file where it cannot be read or parsed."""
    import tomllib

    try:
        text = path.read_bytes().decode("utf-8-sig")
        return TomlFile(path, text, tomllib.loads(text.replace("\r\n", "\n")), "")
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        place = f"{path}:{where.group(1)}" if where else str(path)
        raise ValueError(f"{place}: {_WHERE.sub('', str(error))}") from error


def line_of(text: str, key: str) -> int:
    """The 1-based line where a dotted key stands (array items count from 0, or go by their text), else its parent; 0: none."""
    lines = _lines(text)
    parts = key.split(".")
    for count in range(len(parts), 0, -1):
        if line := lines.get(".".join(parts[:count])):
            return line
    return 0


@functools.lru_cache(maxsize=8)
def _lines(text: str) -> Mapping[str, int]:
    """The line of each key, table and array item of a file, by dotted name."""
    scan = _Scan(text)
    scan.document()
    return scan.lines


class _Scan:
    """Walks the tokens of a TOML file that a parser has taken; of any other text it makes what it can."""

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self.arrays: dict[str, int] = {}
        self.tokens: list[tuple[str, int]] = []
        self.at = 0
        line = 1
        for match in _TOKEN.finditer(text):
            token = match.group()
            if not token.startswith("#"):
                self.tokens.append((token, line))
            line += token.count("\n")

    def token(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def note(self, parts: tuple[str, ...]) -> None:
        """Remembers the line of the token that is next, for a key and for its parents where they have none."""
        for count in range(len(parts), 0, -1):
            self.lines.setdefault(".".join(parts[:count]), self.tokens[self.at][1])

    def document(self) -> None:
        table: tuple[str, ...] = ()
        while self.at < len(self.tokens):
            if self.token() == "\n":
                self.at += 1
            elif self.token() == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> tuple[str, ...]:
        first = self.at
        while self.token() not in ("", "\n"):
            self.at += 1
        words = [token for token, _ in self.tokens[first : self.at]]
        names = [_bare(word) for word in words if word not in ("[", "]", ".")]
        after, self.at = self.at, first
        path: tuple[str, ...] = ()
        for place, name in enumerate(names, 1):
            path = (*path, name)
            dotted = ".".join(path)
            if place == len(names) and words[:2] == ["[", "["]:
                self.arrays[dotted] = self.arrays.get(dotted, -1) + 1
            if dotted in self.arrays:
                path = (*path, str(self.arrays[dotted]))
        self.note(path)
        self.at = after
        return path

    def pair(self, table: tuple[str, ...]) -> None:
        first, names = self.at, list[str]()
        while self.token() not in ("", "=", "\n", ",", "}"):
            names += [_bare(self.token())] if self.token() != "." else []
            self.at += 1
        after, self.at = self.at, first
        path = (*table, *names)
        self.note(path)
        self.at = after
        if self.token() == "=":
            self.at += 1
            self.value(path)
        elif self.at == first:
            self.at += 1

    def value(self, path: tuple[str, ...]) -> None:
        opened = self.token()
        if opened == "[":
            self.items(path)
        elif opened == "{":
            self.at += 1
            while self.token() not in ("", "}"):
                if self.token() in (",", "\n"):
                    self.at += 1
                else:
                    self.pair(path)
            self.at += 1
        else:
            while self.token() not in ("", ",", "]", "}", "\n"):
                self.at += 1

    def items(self, path: tuple[str, ...]) -> None:
        self.at += 1
        index = 0
        while (token := self.token()) not in ("", "]"):
            if token in (",", "\n", "}"):
                index += token == ","
                self.at += 1
                continue
            self.note((*path, str(index)))
            if token[0] in "\"'":
                self.note((*path, _bare(token)))
            self.value((*path, str(index)))
        self.at += 1


def _bare(token: str) -> str:
    return token.strip("\"'")
