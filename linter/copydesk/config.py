"""Settings: ``[tool.copydesk]`` of pyproject.toml, or copydesk.toml; the nearest file above a document wins.

A file may build on others with ``extends``: a path, or a preset as "copydesk:news". Every key that is not known, every
unknown rule and every value of the wrong kind is a ConfigError that names the file, the line and the nearest right spelling.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import msgspec

from copydesk import registry
from copydesk.language import pack
from copydesk.language.identify import Backend
from copydesk.model import SEVERITIES, Plan, Rule, Severity
from copydesk.readers import default_include
from copydesk.toml import TomlFile, read_toml

FILE = "copydesk.toml"


class ConfigError(ValueError):
    """Settings that cannot be used; the message names the file, the line and the key."""


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    rules: dict[str, dict[str, Any]] = {}


class Override(_Section, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What differs for the documents that ``paths`` (globs) and ``languages`` (tags) choose; both must hold."""

    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Settings(_Section, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of a settings file, as they may be written."""

    extends: tuple[str, ...] | str = ()
    preview: bool = False
    include: tuple[str, ...] = msgspec.field(default_factory=default_include)
    extend_include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    language: str = ""
    languages: dict[str, str] = {}
    identify: Backend = "auto"
    fail_on: Severity = "warning"
    waivers: str = "waivers.toml"
    baseline: str = ".copydesk-baseline.json"
    history: str = "reports/history.sqlite"
    overrides: tuple[Override, ...] = ()
    gate: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Config:
    """Effective settings and, for each dotted key that was set, where it came from.

    ``root``: what globs are relative to; ``given``: what the command line set, which holds for every settings file.
    """

    settings: Settings
    root: Path
    files: tuple[Path, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def relative(self, path: str) -> str:
        """A document's path as its globs see it: posix, relative to ``root``."""
        try:
            return (Path.cwd() / path).relative_to(self.root).as_posix()
        except ValueError:
            return Path(path).as_posix()

    def matching(self, path: str, language: str) -> tuple[int, ...]:
        """The overrides for a document, by their place in the file."""
        relative = self.relative(path) if self.settings.overrides else ""
        tag = pack.resolve(language) or language
        return tuple(
            index
            for index, override in enumerate(self.settings.overrides)
            if (not override.paths or globs_match(override.paths, relative))
            and (not override.languages or tag in [pack.resolve(one) or one for one in override.languages])
        )

    def declared_language(self, path: str) -> str:
        """The language that the settings declare for a path, or ""."""
        relative = self.relative(path) if self.settings.languages else ""
        for glob, language in self.settings.languages.items():
            if globs_match((glob,), relative):
                return language
        return self.settings.language

    def plan(self, path: str, language: str) -> Plan:
        """Which rules run on a document, with which options and severities."""
        return _plan(self, self.matching(path, language))


@functools.lru_cache(maxsize=256)
def _plan(config: Config, overrides: tuple[int, ...]) -> Plan:
    layers: list[_Section] = [config.settings, *(config.settings.overrides[index] for index in overrides)]
    select: list[str] | None = None
    ignore: list[str] = []
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, Any]] = {}
    for layer in layers:
        if layer.select is not None:
            select, ignore = list(layer.select), []
        if layer.extend_select:
            select = [*(registry.family_names() if select is None else select), *layer.extend_select]
        ignore += [*layer.ignore, *layer.extend_ignore]
        severities |= layer.severity
        for name, values in layer.rules.items():
            options[name] = {**options.get(name, {}), **values}
    rules = registry.select(select, ignore, preview=config.settings.preview)
    return Plan(
        rules,
        {rule.name: typed for rule in rules if (typed := rule_options(rule, options)) is not None},
        {rule.name: level for rule in rules if (level := severities.get(rule.name) or severities.get(rule.family)) is not None},
    )


def rule_options(rule: Rule, given: Mapping[str, Mapping[str, Any]]) -> Any:
    """A rule's options: its own defaults, then what its family and then what the rule itself is given.

    Raises msgspec.ValidationError for a value of the wrong kind, PluginError for a dataclass that has no such kinds.
    """
    if rule.options is None:
        return None
    known = {option.name for option in dataclasses.fields(rule.options)}
    family = {_field(key): value for key, value in given.get(rule.family, {}).items() if _field(key) in known}
    own = {_field(key): value for key, value in given.get(rule.name, {}).items()}
    return _typed({**family, **own}, rule)


def _typed(values: Mapping[str, Any], rule: Rule) -> Any:
    try:
        return msgspec.convert(values, rule.options)
    except (TypeError, NameError, AttributeError) as error:  # of the annotations, which are read now
        raise registry.PluginError(f"the options of {rule.name} cannot be used: {type(error).__name__}: {error}") from error


def _field(key: str) -> str:
    return key.replace("-", "_")


@functools.lru_cache(maxsize=512)
def _spec(globs: tuple[str, ...]) -> Any:
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(globs)


def globs_match(globs: Sequence[str], path: str) -> bool:
    """Whether a posix path matches any of the globs, which are read as in a .gitignore file."""
    return bool(globs) and bool(_spec(tuple(globs)).match_file(path))


def load(path: Path | None = None, *, start: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Config:
    """The settings of ``path``, or of the nearest file at or above ``start`` (default: the current folder).

    ``overrides`` come last and say "command line" as their origin. Raises ConfigError.
    """
    start = start or Path.cwd()
    if path is None:
        path = find(start)
    elif not path.is_file():
        raise ConfigError(f"{path}: there is no such file")
    layers = _layers(path, ()) if path else []
    if overrides:
        layers.append((TomlFile(Path("command line"), "", dict(overrides), ""), "command line"))
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for file, origin in layers:
        _check(file, origin)
        _merge(merged, origins, file, origin)
    settings = msgspec.convert(merged, Settings)
    root = path.parent.resolve() if path else start.resolve()
    files = tuple(file.path for file, origin in layers if origin != "command line")
    return Config(settings, root, files, origins, dict(overrides or {}))


@functools.lru_cache(maxsize=4096)
def find(folder: Path) -> Path | None:
    """The nearest copydesk.toml, or pyproject.toml with [tool.copydesk], in a folder or above it."""
    folder = Path(os.path.realpath(folder))  # resolve() raises on a loop of links
    for candidate in (folder, *folder.parents):
        own = candidate / FILE
        if own.is_file():
            return own
        project = candidate / "pyproject.toml"
        if project.is_file() and "tool" in (data := _toml(project).data) and "copydesk" in data["tool"]:
            return project
    return None


@functools.lru_cache(maxsize=64)
def _toml(path: Path) -> TomlFile:
    try:
        return read_toml(path)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def _layers(path: Path, seen: tuple[Path, ...]) -> list[tuple[TomlFile, str]]:
    if path in seen:
        raise ConfigError(f"{path}: extends itself, by way of {' and '.join(map(str, seen[1:])) or 'its own name'}")
    whole = _toml(path)
    own = whole
    if path.name == "pyproject.toml":
        own = TomlFile(path, whole.text, whole.data.get("tool", {}).get("copydesk", {}), "tool.copydesk")
    extends = own.data.get("extends", ())
    if not isinstance(extends, str) and not (
        isinstance(extends, list | tuple) and all(isinstance(base, str) for base in extends)
    ):
        raise _error(own, "extends", "expected the name of a preset or file, or a list of such names")
    out: list[tuple[TomlFile, str]] = []
    for base in (extends,) if isinstance(extends, str) else tuple(extends):
        target = preset(base) if ":" in base and not Path(base).is_absolute() else (path.parent / base)
        if not target.is_file():
            raise ConfigError(f"{path}:{own.line('extends')}: extends {base!r}, but there is no such file")
        out += _layers(target, (*seen, path))
    return [*out, (own, path.name if not seen else str(path))]


def presets() -> Mapping[str, Path]:
    """The presets that are installed, by the name that ``extends`` takes."""
    from importlib import resources
    from importlib.metadata import entry_points

    out: dict[str, Path] = {}
    for point in sorted(entry_points(group="copydesk.presets"), key=lambda p: (p.name, p.value)):
        for file in sorted(Path(str(resources.files(point.module))).glob("*.toml")):
            out.setdefault(f"{point.name}:{file.stem}", file)
    return out


def preset(name: str) -> Path:
    """The file of a preset. Raises ConfigError with the nearest name."""
    known = presets()
    if name not in known:
        raise ConfigError(f"there is no preset {name!r}{registry.did_you_mean(name, known)}")
    return known[name]


def _check(file: TomlFile, origin: str) -> None:
    """Raises ConfigError for whatever in one file is not known or of the wrong kind."""
    if not file.prefix and file.path.name == FILE and "copydesk" in file.data.get("tool", ()):
        raise _error(file, "tool.copydesk", f"{FILE} has its keys at the top, without [tool.copydesk]")
    overrides = file.data.get("overrides")
    sections = [
        ("", file.data),
        *((f"overrides.{i}.", o) for i, o in enumerate(overrides if isinstance(overrides, list) else ())),
    ]
    for prefix, given in sections:
        for key in _FREE if isinstance(given, Mapping) else ():
            _check_table(file, prefix, key, given.get(key))
    try:
        settings = msgspec.convert(file.data, Settings)
    except msgspec.ValidationError as error:
        raise ConfigError(_told(file, str(error))) from error
    for prefix, section in [("", settings), *((f"overrides.{i}.", o) for i, o in enumerate(settings.overrides))]:
        _check_section(file, prefix, section)
    tags = [("language", settings.language), *((f"languages.{glob}", tag) for glob, tag in settings.languages.items())]
    tags += [(f"overrides.{i}.languages.{tag}", tag) for i, o in enumerate(settings.overrides) for tag in o.languages]
    for key, tag in tags:
        if tag and not pack.resolve(tag):
            raise _error(file, key, f"there is no language pack for {tag!r}{registry.did_you_mean(tag, pack.tags())}")
    for index, override in enumerate(settings.overrides):
        if not override.paths and not override.languages:
            raise _error(file, f"overrides.{index}", "an override needs paths, languages or both")


_FREE: Mapping[str, Any] = {"severity": Severity, "languages": str, "rules": dict[str, Any]}
"""The tables whose keys are not fixed, and what their values are."""


def _check_table(file: TomlFile, prefix: str, key: str, table: object) -> None:
    """Raises ConfigError for a wrong value in a table with free keys, of which msgspec does not tell the key."""
    for name, value in table.items() if isinstance(table, Mapping) else ():
        try:
            msgspec.convert(value, _FREE[key])
        except msgspec.ValidationError as error:
            raise _error(file, f"{prefix}{key}.{name}", _plain(str(error))) from error


def _check_section(file: TomlFile, prefix: str, section: _Section) -> None:
    named = (
        ("select", section.select or ()),
        ("extend-select", section.extend_select),
        ("ignore", section.ignore),
        ("extend-ignore", section.extend_ignore),
        ("severity", section.severity),
        ("rules", section.rules),
    )
    for key, names in named:
        for name in names:
            try:
                rules = registry.members(name)
            except registry.UnknownName as error:
                raise _error(file, f"{prefix}{key}.{name}", str(error)) from error
            if key == "rules":
                _check_options(file, f"{prefix}rules.{name}", rules, section.rules[name])


def _check_options(file: TomlFile, key: str, rules: Iterable[Rule], given: Mapping[str, Any]) -> None:
    rules = [rule for rule in rules if rule.options is not None]
    known = {option.name for rule in rules for option in dataclasses.fields(rule.options)}  # type: ignore[arg-type]
    for name, value in given.items():
        if _field(name) not in known:
            offer = registry.did_you_mean(name, [k.replace("_", "-") for k in known])
            raise _error(file, f"{key}.{name}", f"has no option {name!r}{offer}")
        for rule in rules:
            if _field(name) in {option.name for option in dataclasses.fields(rule.options)}:  # type: ignore[arg-type]
                try:
                    _typed({_field(name): value}, rule)
                except msgspec.ValidationError as error:
                    raise _error(file, f"{key}.{name}", _plain(str(error))) from error


def _error(file: TomlFile, key: str, message: str) -> ConfigError:
    line = file.line(key)
    place = f"{file.path}:{line}" if line else str(file.path)
    return ConfigError(f"{place}: {key}: {message}")


_UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(.+?)`(?: - at `\$\.?(.*)`)?")
_AT = re.compile(r"(.*) - at `\$\.?(.*)`")


def _told(file: TomlFile, message: str) -> str:
    """A message of msgspec in the words of this file: key, line, nearest right key."""
    if match := _UNKNOWN_FIELD.match(message):
        name, where = match.group(1), (match.group(2) or "").replace("[", ".").replace("]", "").replace("...", "")
        section = Override if where.startswith("overrides") else Settings
        known = [info.encode_name for info in msgspec.structs.fields(section)]
        key = f"{where}.{name}".strip(".")
        return str(_error(file, key, f"is not a setting{registry.did_you_mean(name, known)}"))
    if match := _AT.match(message):
        key = match.group(2).replace("[", ".").replace("]", "")
        return str(_error(file, key, _plain(match.group(1), key)))
    return str(_error(file, "", _plain(message)))


def _plain(message: str, key: str = "") -> str:
    message = message.partition(" - at ")[0]
    for word, plain in (
        ("`str`", "text"),
        ("`int`", "a whole number"),
        ("`bool`", "true or false"),
        ("`array`", "a list"),
        ("`object`", "a table"),
    ):
        message = message.replace(word, plain)
    if message.startswith("Invalid enum value"):
        value = message.removeprefix("Invalid enum value ").strip("`'")
        known = get_args(Backend) if key == "identify" else SEVERITIES
        return f"{value!r} is not one of {', '.join(known)}"
    return message.replace("Expected", "expected").replace("`", "")


def _merge(into: dict[str, Any], origins: dict[str, str], file: TomlFile, origin: str) -> None:
    for key, value in file.data.items():
        if key == "extends":
            continue
        if key == "overrides":
            first = len(into.get(key, []))
            into[key] = [*into.get(key, []), *value]
            for index in range(len(value)):
                origins[f"{key}.{first + index}"] = _place(file, f"{key}.{index}", origin)
        elif key.startswith("extend-"):
            into[key] = [*into.get(key, []), *value]
            origins[key] = ", ".join(filter(None, (origins.get(key), _place(file, key, origin))))
        elif key in ("severity", "languages", "gate", "rules"):
            table = into.setdefault(key, {})
            for name, inner in value.items():
                if isinstance(inner, dict) and key == "rules":
                    table[name] = {**table.get(name, {}), **inner}
                    for option in inner:
                        origins[f"{key}.{name}.{option}"] = _place(file, f"{key}.{name}.{option}", origin)
                else:
                    table[name] = inner
                    origins[f"{key}.{name}"] = _place(file, f"{key}.{name}", origin)
        else:
            into[key] = value
            origins[key] = _place(file, key, origin)


def _place(file: TomlFile, key: str, origin: str) -> str:
    return f"{origin}:{line}" if (line := file.line(key)) else origin
