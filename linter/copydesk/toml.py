"""Reads TOML and finds the line of a key, which the standard parser does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\.?""")


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
        raise ValueError(f"{path}: {error}") from error


def line_of(text: str, key: str) -> int:
    """The 1-based line where a dotted key stands (array tables count from 0), else of its longest parent that does; 0: none."""
    wanted = tuple(key.split(".")) if key else ()
    best, best_line = 0, 0
    table: tuple[str, ...] = ()
    arrays: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header.group(2))
            if header.group(1) == "[[":
                arrays[table] = arrays.get(table, -1) + 1
                table = (*table, str(arrays[table]))
            found = table
        elif match := _KEY.match(line):
            found = (*table, *_parts(match.group(1)))
        else:
            if best and best == len(wanted) - 1 and wanted[-1] and _quoted(wanted[-1], line) and number > best_line:
                return number
            continue
        common = _common(found, wanted)
        if common == len(wanted) == len(found):
            return number
        if common == len(found) and common >= best and common > 0:
            best, best_line = common, number
            if common == len(wanted) - 1 and _quoted(wanted[-1], line.partition("=")[2]):
                return number
    return best_line


def _quoted(word: str, line: str) -> bool:
    return f'"{word}"' in line or f"'{word}'" in line


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(group for group in match.groups() if group is not None) for match in _PART.finditer(dotted))


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
