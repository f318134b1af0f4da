"""Lines of keys in TOML files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.toml import line_of, read_toml

TEXT = """\
# a comment
[tool.copydesk]
select = ["chrome",
  "claims/unheged-claim"]
fail-on = "warning"

[tool.copydesk.rules."dates/stale-revision"]
months = 6

[[tool.copydesk.overrides]]
paths = ["a"]
[[tool.copydesk.overrides]]
paths = ["b"]
ignore = ["x"]
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("tool.copydesk", 2),
        ("tool.copydesk.fail-on", 5),
        ("tool.copydesk.select.chrome", 3),
        ("tool.copydesk.select.claims/unheged-claim", 4),
        ("tool.copydesk.rules.dates/stale-revision", 7),
        ("tool.copydesk.rules.dates/stale-revision.months", 8),
        ("tool.copydesk.overrides.0.paths", 11),
        ("tool.copydesk.overrides.1.paths", 13),
        ("tool.copydesk.overrides.1.ignore", 14),
        ("nothing", 0),
    ],
)
def test_line(key: str, line: int) -> None:
    assert line_of(TEXT, key) == line


INLINE = """\
severity."chrome/badge" = "info"
rules = { language = { sources = ["en"], alow = [] } }
overrides = [ {paths = ["a.txt"]},
  {paths = ["b"], ignor = [
    "x",  # "y"
  ] } ]
text = '''
lines = 1
'''
[languages]
"*.sv.md" = "sv"
[[gate.conditions]]
name = "one"
[[gate.conditions]]
name = "two"
[gate.conditions.more]
max = 1.5
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("severity.chrome/badge", 1),
        ("rules.language.alow", 2),
        ("overrides.0.paths.a.txt", 3),
        ("overrides.1.ignor", 4),
        ("overrides.1.ignor.x", 5),
        ("overrides.1.ignor.y", 4),
        ("lines", 0),
        ("text", 7),
        ("languages.*.sv.md", 11),
        ("gate.conditions.1.name", 15),
        ("gate.conditions.1.more.max", 17),
    ],
)
def test_line_in_inline_tables_and_lists(key: str, line: int) -> None:
    assert line_of(INLINE, key) == line


@given(st.text(alphabet="[]{}=,.\"'\n#ab \\"), st.text(alphabet="ab."))
def test_broken_text_has_some_answer(text: str, key: str) -> None:
    assert 0 <= line_of(text, key) <= len(text.splitlines())


@given(st.text(), st.text())
def test_any_text_has_some_answer(text: str, key: str) -> None:
    assert 0 <= line_of(text, key) <= len(text.splitlines())


def test_what_cannot_be_read_names_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "copydesk.toml"
    broken.write_text("select = [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"copydesk\.toml:?1?: "):
        read_toml(broken)
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="is not UTF-8 text"):
        read_toml(broken)
