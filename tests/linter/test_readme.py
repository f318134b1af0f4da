"""What the README shows of rules and languages does what it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from copydesk import registry
from copydesk.config import Settings
from copydesk.model import Rule
from copydesk.testing import Case

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_rule_passes_its_examples() -> None:
    (source,) = [block for block in blocks("python") if "RULE =" in block]
    names: dict[str, Any] = {}
    exec(compile(source, "README.md", "exec"), names)
    rule = names["RULE"]
    assert isinstance(rule, Rule)
    assert rule.name not in {known.name for known in registry.all_rules()}
    for example in rule.examples:
        Case(rule, example).check()


def test_the_language_and_the_settings_are_toml_that_is_known() -> None:
    tables = [tomllib.loads(block) for block in blocks("toml")]
    (pack,) = [table for table in tables if "english" in table]
    assert {entry["rule"] for entry in pack["examples"]} <= {rule.name for rule in registry.all_rules()}
    (settings,) = [table for table in tables if "extends" in table]
    keys = {field.replace("_", "-") for field in Settings.__struct_fields__}
    assert settings.keys() <= keys
