"""Rules by name: families, single rules, the nearest spelling, the contract of a plugin."""

from __future__ import annotations

import re
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from copydesk import registry
from copydesk.model import Bad, Good
from copydesk.registry import PluginError, UnknownName

NAME = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")


def test_the_built_in_families() -> None:
    families = set(registry.family_names())
    assert {"chrome", "claims", "dates", "extraction", "language", "metadata", "readability", "typography"} <= families


@pytest.mark.parametrize("rule", registry.all_rules(), ids=lambda rule: rule.name)
def test_every_rule_is_whole(rule: registry.Rule) -> None:
    assert NAME.fullmatch(rule.name)
    assert rule.summary.endswith(".")
    assert len(rule.explanation) > 60, "the module's docstring is the rule's page"
    assert rule.scope == "document" or rule.collect is not None
    assert any(isinstance(example, Bad) for example in rule.examples) or rule.scope == "corpus"
    assert any(isinstance(example, Good) for example in rule.examples) or rule.scope == "corpus"
    assert len({(type(e), e.language, e.text, e.path, str(e.options), e.changed) for e in rule.examples}) == len(rule.examples)


def test_unknown_names_offer_the_nearest() -> None:
    with pytest.raises(UnknownName, match=re.escape("there is no rule family 'exraction'; did you mean 'extraction'?")):
        registry.select(["exraction"])
    with pytest.raises(UnknownName, match=re.escape("did you mean 'extraction/replacement-character'?")):
        registry.select(["extraction/replacement-charater"])


def test_a_rule_named_outlives_its_family_ignored() -> None:
    names = [rule.name for rule in registry.select(["extraction/replacement-character", "chrome"], ["extraction"])]
    assert "extraction/replacement-character" in names


def test_rules_off_by_default_run_when_named() -> None:
    off = [rule for rule in registry.all_rules() if not rule.default or rule.status == "preview"]
    on = {rule.name for rule in registry.select(None)}
    for rule in off:
        assert rule.name not in on
        assert [found.name for found in registry.select([rule.name])] == [rule.name]


def plugin(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str) -> EntryPoint:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "one.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return EntryPoint(name, name, registry.GROUP)


def test_a_plugin_that_cannot_be_imported_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = plugin(tmp_path, monkeypatch, "brokenplugin", "1 / 0")
    with pytest.raises(PluginError, match=r"'brokenplugin' .* cannot be loaded: ZeroDivisionError"):
        registry._load(point)


def test_a_rule_outside_its_family_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "from copydesk import Rule\nRULE = Rule('other/thing', 'A thing.', lambda d, o, a: (), 'info')\n"
    point = plugin(tmp_path, monkeypatch, "oddplugin", source)
    with pytest.raises(PluginError, match=r"must be named oddplugin/"):
        registry._load(point)


def test_a_good_plugin_brings_its_rule_with_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = 'RULE = Rule("goodplugin/thing", "A thing.", lambda d, o, a: (), "info")'
    source = f'"""Why it matters."""\nfrom copydesk import Rule\n{rule}\n'
    family = registry._load(plugin(tmp_path, monkeypatch, "goodplugin", source))
    assert [rule.name for rule in family.rules] == ["goodplugin/thing"]
    assert family.rules[0].explanation == "Why it matters."
