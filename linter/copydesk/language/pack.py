"""Loads language packs: one TOML file a language, all words that any rule needs for it.

A pack comes from any package behind an entry point of the group ``copydesk.languages``. Parsing TOML costs more than linting
a short text, so a wheel carries each pack parsed beside its file, and what a run parses is kept by the content of the file.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from copydesk import atomic

T = TypeVar("T")
_MISSING = object()

ALIASES = {"no": "nb", "iw": "he", "in": "id", "cmn": "zh", "fil": "tl"}


class PackError(ValueError):
    """A language pack that cannot be read: names the file and what is wrong in it."""


class Pack:
    """The words of one language. ``pack.get("dates.months")`` looks a dotted key up."""

    __slots__ = ("_compiled", "data", "tag")

    def __init__(self, tag: str, data: Mapping[str, Any]) -> None:
        self.tag = tag
        self.data = data
        self._compiled: dict[Any, Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return (Pack, (self.tag, self.data))

    def get(self, key: str, default: Any = None) -> Any:
        """The value at a dotted key, or ``default``."""
        value: Any = self.data
        for part in key.split("."):
            if not isinstance(value, Mapping) or part not in value:
                return default
            value = value[part]
        return value

    def has(self, key: str) -> bool:
        return self.get(key, _MISSING) is not _MISSING

    def compiled(self, build: Callable[[Pack], T]) -> T:
        """``build(pack)``, computed once for each process."""
        if build not in self._compiled:
            self._compiled[build] = build(self)
        return self._compiled[build]  # type: ignore[no-any-return]

    def examples(self, rule: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The (good, bad) examples that this pack gives for a rule."""
        good: list[str] = []
        bad: list[str] = []
        for entry in self.data.get("examples", ()):
            if entry.get("rule") == rule:
                good += entry.get("good", ())
                bad += entry.get("bad", ())
        return tuple(good), tuple(bad)


EMPTY = Pack("und", {})


@functools.cache
def _files() -> Mapping[str, Path]:
    from importlib.metadata import entry_points

    found: dict[str, Path] = {}
    for point in sorted(entry_points(group="copydesk.languages"), key=lambda p: (p.name, p.value)):
        for path in sorted(Path(str(resources.files(point.module))).glob("*.toml")):
            if path.stem in found:
                raise PackError(f"two packages offer the language {path.stem!r}: {found[path.stem]} and {path}; uninstall one")
            found[path.stem] = path
    return found


def tags() -> tuple[str, ...]:
    """The languages that have a pack, sorted."""
    return tuple(sorted(_files()))


def resolve(language: str) -> str:
    """The tag of the pack that serves ``language`` ("pt-BR" -> "pt", "no" -> "nb"), or "" where none does."""
    files = _files()
    tag = language.replace("_", "-")
    while tag:
        for candidate in (tag, tag.lower(), ALIASES.get(tag.lower(), "")):
            if candidate in files:
                return candidate
        tag = tag.rpartition("-")[0]
    return ""


@functools.cache
def load(language: str) -> Pack:
    """The pack that serves ``language``; an empty pack, tag "und", where there is none.

    Raises PackError when its file cannot be parsed.
    """
    tag = resolve(language)
    if not tag:
        return EMPTY
    if tag != language:
        return load(tag)
    return Pack(tag, _parsed(_files()[tag]))


def cache_folder() -> Path:
    """Where compiled data is kept between runs: COPYDESK_CACHE_DIR, else the user's cache folder."""
    if given := os.environ.get("COPYDESK_CACHE_DIR"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", tempfile.gettempdir())) / "copydesk"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "copydesk"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "copydesk"


def kept(name: str, build: Callable[[], T]) -> T:
    """``build()``, kept between runs until any pack file changes (by path, size and time). What marshal can write only."""
    signs = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in _files().values()]
    key = hashlib.blake2b(repr((signs, sys.version)).encode(), digest_size=12).hexdigest()
    cached = cache_folder() / "packs" / f"{name}-{key}"
    try:
        return marshal.loads(cached.read_bytes())  # type: ignore[no-any-return]
    except (OSError, ValueError, EOFError, TypeError):
        pass
    value = build()
    _keep(cached, value)
    return value


def _keep(cached: Path, value: Any) -> None:
    with contextlib.suppress(OSError):
        atomic.write(cached, marshal.dumps(value))


def _parsed(path: Path) -> Mapping[str, Any]:
    """The data of a pack: as the build parsed it, as an earlier run parsed it, or parsed now."""
    raw = path.read_bytes()
    key = hashlib.blake2b(raw, digest_size=12).hexdigest()
    try:
        shipped = json.loads(path.with_suffix(".json").read_bytes())
        if shipped["key"] == key:
            return shipped["pack"]  # type: ignore[no-any-return]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    cached = cache_folder() / "packs" / f"{path.stem}-{key}-{sys.implementation.cache_tag}"
    try:
        return marshal.loads(cached.read_bytes())  # type: ignore[no-any-return]
    except (OSError, ValueError, EOFError, TypeError):
        pass
    import tomllib

    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: {error}") from error
    _keep(cached, data)
    return data
