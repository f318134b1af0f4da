"""Finds rules, facts and zone finders through entry points; the built-in ones come through the same door as anyone's.

An entry point of the group ``copydesk.rules`` names a family and points to a package. Every module of that package that
has ``RULE`` adds a rule; ``FACT`` adds a fact that stands in the reports. The packages of the group ``copydesk.zones`` are
asked for the zones of a document: by their rules of stage "structure", and by the function ``ZONES`` of their modules.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from copydesk.model import SEVERITIES, Fact, Rule, Zone

if TYPE_CHECKING:
    from copydesk.document import Document

GROUP = "copydesk.rules"
ZONE_GROUP = "copydesk.zones"
_LOADED: set[str] = set()
ZoneFinder = Callable[["Document"], Iterable[Zone]]


class UnknownName(ValueError):
    """A rule or family that does not exist; the message offers the nearest one that does."""


class PluginError(RuntimeError):
    """A plugin that cannot be loaded or breaks the contract; names the entry point and the module."""


@dataclass(frozen=True, slots=True)
class Family:
    """What one entry point brings."""

    name: str
    rules: tuple[Rule, ...]
    facts: tuple[Fact, ...]
    zones: tuple[ZoneFinder, ...]


@functools.cache
def _points(group: str = GROUP) -> Mapping[str, EntryPoint]:
    points: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=group), key=lambda p: (p.name, p.value)):
        if point.name in points and points[point.name].value != point.value:
            raise PluginError(
                f"two plugins offer the family {point.name!r}: {points[point.name].value} and {point.value}; uninstall one"
            )
        points[point.name] = point
    return points


def family_names() -> tuple[str, ...]:
    """The families that are installed, sorted. Loads nothing."""
    return tuple(_points())


@functools.cache
def zone_providers() -> tuple[Family, ...]:
    """The families that say what the parts of a document are, sorted by name."""
    return tuple(_load(point) for point in _points(ZONE_GROUP).values())


def load_family(name: str) -> Family:
    """Imports one family. Raises PluginError where it cannot be imported or two rules share a name."""
    return _load(_points()[name])


@functools.cache
def _load(point: EntryPoint) -> Family:
    name = point.name
    rules: list[Rule] = []
    facts: list[Fact] = []
    zones: list[ZoneFinder] = []
    try:
        package = point.load()
        for module_name in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            module = importlib.import_module(f"{package.__name__}.{module_name}")
            if isinstance(rule := getattr(module, "RULE", None), Rule):
                rules.append(replace(rule, explanation=rule.explanation or (module.__doc__ or "").strip()))
            if isinstance(fact := getattr(module, "FACT", None), Fact):
                facts.append(fact)
            if callable(finder := getattr(module, "ZONES", None)):
                zones.append(finder)
    except Exception as error:
        raise PluginError(f"the rules of {name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}") from error
    seen: set[str] = set()
    for rule in rules:
        if rule.family != name:
            raise PluginError(f"rule {rule.name!r} of plugin {point.value} must be named {name}/…")
        if rule.name in seen:
            raise PluginError(f"rule {rule.name!r} is defined twice in {point.value}")
        if rule.severity not in SEVERITIES:
            raise PluginError(f"rule {rule.name!r} of plugin {point.value} has the severity {rule.severity!r}")
        seen.add(rule.name)
    if point.group == GROUP:
        _LOADED.add(name)
    return Family(name, tuple(sorted(rules, key=lambda rule: rule.name)), tuple(facts), tuple(zones))


def is_loaded(name: str) -> bool:
    """Whether the rules of a family have been imported already."""
    return name in _LOADED


def all_rules() -> tuple[Rule, ...]:
    """Every installed rule, sorted by name. Imports all families."""
    return tuple(rule for name in family_names() for rule in load_family(name).rules)


def rule(name: str) -> Rule:
    """The rule of that name or alias. Raises UnknownName."""
    family = name.partition("/")[0]
    if family in _points():
        for candidate in load_family(family).rules:
            if name == candidate.name or name in candidate.aliases:
                return candidate
    for candidate in all_rules():
        if name in candidate.aliases:
            return candidate
    raise UnknownName(f"there is no rule {name!r}{did_you_mean(name, [r.name for r in all_rules()])}")


def select(names: Sequence[str] | None, ignore: Sequence[str] = (), *, preview: bool = False) -> tuple[Rule, ...]:
    """The rules that ``names`` (families or rules; None: all that are on by default) select, less those of ``ignore``.

    A rule that is off by default or in preview runs when it is named itself. "all" selects every rule there is.
    Raises UnknownName.
    """
    chosen: dict[str, Rule] = {}
    for name in family_names() if names is None else names:
        for candidate in members(name):
            wanted = name == "all" or "/" in name or (candidate.default and (candidate.status == "stable" or preview))
            if wanted:
                chosen[candidate.name] = candidate
    for name in ignore:
        for candidate in members(name):
            if name == candidate.family and names is not None and candidate.name in names:
                continue
            chosen.pop(candidate.name, None)
    return tuple(chosen[name] for name in sorted(chosen))


def members(name: str) -> tuple[Rule, ...]:
    """Every rule of a family, or the one rule of that name. Raises UnknownName."""
    if name == "all":
        return all_rules()
    if name in _points():
        return load_family(name).rules
    if "/" not in name:
        known = family_names()
        raise UnknownName(f"there is no rule family {name!r}{did_you_mean(name, known)}")
    return (rule(name),)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ "; did you mean 'x'?" for the nearest known name, or ""."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
