"""The language packs as data: each parses, names only rules that exist, and says the same once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import copydesk_rules.languages
from copydesk import registry
from copydesk.language import pack

FILES = sorted(Path(copydesk_rules.languages.__path__[0]).glob("*.toml"))
SECTIONS = {
    "chrome",
    "claims",
    "dates",
    "direction",
    "english",
    "examples",
    "extraction",
    "metadata",
    "name",
    "readability",
    "residue",
    "scripts",
    "sentences",
    "structure",
    "support",
    "typography",
}
LANGUAGES = """
da sv nb nn fi is de nl fr es it pt ca pl cs sk sl hr sr bs bg ru uk el tr ro hu et lv lt ar fa he hi bn ta th vi id zh ja ko en
"""


def test_the_43_languages_are_there() -> None:
    assert {file.stem for file in FILES} == set(LANGUAGES.split()) == set(pack.tags())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_pack_is_sound(file: Path) -> None:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    assert data.keys() <= SECTIONS
    rules = {rule.name for rule in registry.all_rules()}
    seen: set[tuple[str, str, str]] = set()
    for entry in data["examples"]:
        assert entry["rule"] in rules
        assert entry.keys() <= {"rule", "good", "bad"}
        for kind in ("good", "bad"):
            for text in entry.get(kind, ()):
                key = (entry["rule"], kind, text)
                assert text.strip()
                assert key not in seen, f"{file.stem} gives one example twice: {key}"
                seen.add(key)


def test_a_pack_that_cannot_be_parsed_names_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path))
    broken = tmp_path / "xx.toml"
    broken.write_text("name = [", encoding="utf-8")
    with pytest.raises(pack.PackError, match=r"xx\.toml"):
        pack._parsed(broken)


def test_a_pack_shipped_parsed_is_used_until_its_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    import hashlib
    import json

    file = tmp_path / "xx.toml"
    file.write_text('name = "one"', encoding="utf-8")
    shipped = {"key": hashlib.blake2b(file.read_bytes(), digest_size=12).hexdigest(), "pack": {"name": "shipped"}}
    (tmp_path / "xx.json").write_text(json.dumps(shipped), encoding="utf-8")
    assert pack._parsed(file) == {"name": "shipped"}
    file.write_text('name = "two"', encoding="utf-8")
    assert pack._parsed(file) == {"name": "two"}
    assert pack._parsed(file) == {"name": "two"}
