"""Settings: what is in force, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk import config
from copydesk.config import ConfigError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    config.find.cache_clear()
    config._toml.cache_clear()
    return tmp_path


def settings(project: Path, text: str, name: str = "copydesk.toml") -> Path:
    file = project / name
    file.write_text(text, encoding="utf-8")
    return file


def names(project: Path, path: str = "a.txt", language: str = "da") -> set[str]:
    return {rule.name for rule in config.load(start=project).plan(path, language).rules}


def test_without_a_file_all_rules_on_by_default_run(project: Path) -> None:
    assert {"extraction/replacement-character"} <= names(project)


def test_families_and_rules_are_selected_and_left_out(project: Path) -> None:
    settings(project, 'select = ["extraction"]\nignore = ["extraction/replacement-character"]')
    found = names(project)
    assert "extraction/replacement-character" not in found
    assert all(name.startswith("extraction/") for name in found)


def test_pyproject_is_read_and_copydesk_toml_comes_first(project: Path) -> None:
    settings(project, '[tool.copydesk]\nfail-on = "error"\n', "pyproject.toml")
    assert config.load(start=project).settings.fail_on == "error"
    config.find.cache_clear()
    settings(project, 'fail-on = "info"')
    assert config.load(start=project).settings.fail_on == "info"


def test_a_pyproject_of_others_is_passed_over(project: Path) -> None:
    settings(project, '[tool.copydesk]\nfail-on = "error"\n', "pyproject.toml")
    inner = project / "inner"
    inner.mkdir()
    settings(inner, "[tool.black]\nline-length = 3\n", "pyproject.toml")
    assert config.load(start=inner).settings.fail_on == "error"


def test_overrides_by_glob_and_language(project: Path) -> None:
    settings(
        project,
        """
select = ["extraction"]
[[overrides]]
paths = ["drafts/**"]
ignore = ["extraction/replacement-character"]
[[overrides]]
languages = ["sv"]
severity = { "extraction/replacement-character" = "info" }
""",
    )
    loaded = config.load(start=project)
    assert "extraction/replacement-character" in names(project, "a.txt")
    assert "extraction/replacement-character" not in names(project, "drafts/deep/a.txt")
    assert loaded.plan("a.txt", "sv").severities == {"extraction/replacement-character": "info"}
    assert loaded.plan("a.txt", "da").severities == {}


def test_languages_by_glob(project: Path) -> None:
    settings(project, 'language = "da"\n[languages]\n"sv/**" = "sv"')
    loaded = config.load(start=project)
    assert loaded.declared_language("sv/a.txt") == "sv"
    assert loaded.declared_language("b.txt") == "da"


def test_extends_merges_tables_and_the_last_word_wins(project: Path) -> None:
    settings(project, 'fail-on = "error"\nexclude = ["old"]\n[languages]\n"a/**" = "da"', "base.toml")
    settings(project, 'extends = "base.toml"\nexclude = ["new"]\n[languages]\n"b/**" = "sv"')
    loaded = config.load(start=project)
    assert loaded.settings.fail_on == "error"
    assert loaded.settings.exclude == ("new",)
    assert loaded.settings.languages == {"a/**": "da", "b/**": "sv"}
    assert loaded.origins["languages.b/**"] == "copydesk.toml:4"


@pytest.mark.parametrize("name", ["news", "health", "docs"])
def test_presets_load(project: Path, name: str) -> None:
    settings(project, f'extends = "copydesk:{name}"')
    assert config.load(start=project).plan("a.txt", "da").rules


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nfailon = "error"', "copydesk.toml:2: failon: is not a setting; did you mean 'fail-on'?"),
        ('fail-on = "warn"', "copydesk.toml:1: fail-on: 'warn' is not one of error, warning, info"),
        (
            'select = ["extractoin"]',
            "copydesk.toml:1: select.extractoin: there is no rule family 'extractoin'; did you mean 'extraction'?",
        ),
        (
            '[severity]\n"extraction/replacement-charakter" = "info"',
            (
                "copydesk.toml:2: severity.extraction/replacement-charakter: "
                "there is no rule 'extraction/replacement-charakter'; "
                "did you mean 'extraction/replacement-character'?"
            ),
        ),
        ("preview = 3", "copydesk.toml:1: preview: expected true or false, got a whole number"),
        ('extends = "copydesk:newz"', "there is no preset 'copydesk:newz'; did you mean 'copydesk:news'?"),
        ('extends = "gone.toml"', "copydesk.toml:1: extends 'gone.toml', but there is no such file"),
        ('identify = "guess"', "copydesk.toml:1: identify: 'guess' is not one of auto, cld2, langid, langdetect"),
        ("[[overrides]]\nignore = []", "copydesk.toml:1: overrides.0: an override needs paths, languages or both"),
        ("[[overrides]]\npath = []", "copydesk.toml:2: overrides.0.path: is not a setting; did you mean 'paths'?"),
    ],
)
def test_what_cannot_be_is_named(project: Path, text: str, message: str) -> None:
    settings(project, text)
    with pytest.raises(ConfigError) as caught:
        config.load(start=project)
    assert str(caught.value).removeprefix(f"{project}/") == message


def test_a_file_that_extends_itself(project: Path) -> None:
    settings(project, 'extends = "copydesk.toml"')
    with pytest.raises(ConfigError, match="extends itself"):
        config.load(start=project)


def test_the_command_line_comes_last(project: Path) -> None:
    settings(project, 'select = ["chrome"]')
    loaded = config.load(start=project, overrides={"select": ["extraction"]})
    assert loaded.settings.select == ("extraction",)
    assert loaded.origins["select"] == "command line"


@pytest.mark.parametrize("value", ["3", "[3]", "{}"])
def test_extends_takes_names(project: Path, value: str) -> None:
    settings(project, f"\nextends = {value}")
    with pytest.raises(ConfigError, match=r"copydesk.toml:2: extends: expected the name"):
        config.load(start=project)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('severity = { "chrome/badge" = "eror" }', r"toml:1: severity.chrome/badge: 'eror' is not one of error, warning, info"),
        ("rules.chrome = 3", r"toml:1: rules.chrome: expected a table, got a whole number"),
        ('[[overrides]]\npaths = ["a"]\n[overrides.severity]\nchrome = "bad"', r"toml:4: overrides.0.severity.chrome: 'bad' is"),
        ('[languages]\n"a/**" = "dansk"', r"toml:2: languages.a/\*\*: there is no language pack for 'dansk'"),
        ('language = "xx"', r"toml:1: language: there is no language pack for 'xx'"),
        ('[[overrides]]\nlanguages = [\n"sv",\n"zz"]', r"toml:4: overrides.0.languages.zz: there is no language pack"),
        ('[tool.copydesk]\nselect = ["chrome"]', r"toml:1: tool.copydesk: copydesk.toml has its keys at the top"),
        ("severity = 3", r"toml:1: severity: expected a table, got a whole number"),
        ("\nselect = = 3", r"toml:2: "),
    ],
)
def test_wrong_values_name_key_and_line(project: Path, text: str, message: str) -> None:
    settings(project, text)
    with pytest.raises(ConfigError, match=message):
        config.load(start=project)


def test_overrides_take_any_name_of_a_language(project: Path) -> None:
    settings(project, '[[overrides]]\nlanguages = ["no", "pt-BR"]\nignore = ["extraction"]')
    assert not any(name.startswith("extraction/") for language in ("nb", "pt") for name in names(project, language=language))
    assert any(name.startswith("extraction/") for name in names(project, language="da"))


def test_lists_that_add_up_name_all_their_places(project: Path) -> None:
    settings(project, 'extend-ignore = ["dates"]\n[[overrides]]\npaths = ["a"]', "base.toml")
    settings(project, 'extends = "base.toml"\nextend-ignore = ["claims"]\n[[overrides]]\npaths = ["b"]')
    origins = config.load(start=project).origins
    assert origins["extend-ignore"].endswith("base.toml:1, copydesk.toml:2")
    assert origins["overrides.0"].endswith("base.toml:2")
    assert origins["overrides.1"] == "copydesk.toml:3"
