"""The public functions."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import copydesk
from copydesk.registry import UnknownName

AS_OF = datetime.date(2026, 11, 22)
LOST = "S\ufffdvn er sundt."


def test_lint_text_gives_whole_findings() -> None:
    (finding,) = copydesk.lint_text(LOST, language="da", select=["extraction/replacement-character"], as_of=AS_OF)
    assert isinstance(finding, copydesk.Finding)
    assert (finding.rule, finding.severity, finding.path) == ("extraction/replacement-character", "error", "x.txt")
    assert (finding.start, finding.end, finding.line, finding.column) == (1, 2, 1, 2)
    assert (finding.end_line, finding.end_column, finding.language) == (1, 3, "da")
    assert LOST[finding.start : finding.end] == "\ufffd"
    assert finding.fingerprint.isalnum()
    assert finding.related == ()


def test_lint_text_reads_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "copydesk.toml").write_text('select = ["chrome"]', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert copydesk.lint_text(LOST, language="da", as_of=AS_OF, select=["extraction"])


def test_lint_text_refuses_an_unknown_rule() -> None:
    with pytest.raises(UnknownName, match="did you mean 'extraction'"):
        copydesk.lint_text("x", select=["extraktion"])


@pytest.mark.parametrize(
    "text", ["", "\n", "\ufeff", "x", "1", "🙂", "\x00\x01\x1b[31m", "\ud800", "\u202e", "a" * 100_000, "﷽" * 999]
)
@pytest.mark.parametrize("path", ["x.txt", "x.md", "x.html"])
def test_any_text_is_linted_without_a_crash(text: str, path: str) -> None:
    for finding in copydesk.lint_text(text, path=path, as_of=AS_OF):
        assert 0 <= finding.start <= finding.end <= len(text)


def test_the_same_text_gives_the_same_findings() -> None:
    for seed in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")):
        text = seed.read_text(encoding="utf-8")
        assert copydesk.lint_text(text, as_of=AS_OF) == copydesk.lint_text(text, as_of=AS_OF)


def test_lint_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.txt").write_text(LOST, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Søvn er sundt.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = copydesk.lint_paths(["."], select=["extraction"], language="da", as_of=AS_OF)
    assert [document.path for document in report.documents] == ["a.txt", "b.txt"]
    assert [finding.path for finding in report.findings] == ["b.txt"]
    assert report.as_of == AS_OF
    assert not report.all_failures
