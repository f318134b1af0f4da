"""Whole runs: bad files, many processes, the cache, suppressions, rules over several documents."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import config
from copydesk.run import Request, run

AS_OF = datetime.date(2026, 11, 22)
LOST = "S\ufffdvn er sundt for helbredet.\n"
RULE = "extraction/replacement-character"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    config.find.cache_clear()
    config._toml.cache_clear()
    (tmp_path / "texts").mkdir()
    return tmp_path


def request(*select: str, **more: object) -> Request:
    given = {"select": list(select or (RULE,))}
    return replace(Request(AS_OF, config.load(overrides=given), language="da"), **more)  # type: ignore[arg-type]


def test_one_bad_file_is_one_failure_and_the_others_are_checked(project: Path) -> None:
    (project / "texts/good.txt").write_text(LOST, encoding="utf-8")
    (project / "texts/binary.txt").write_bytes(b"MZ\x00\x01\x02\x00\x00")
    report = run(["texts", "texts/gone.txt"], request())
    assert [finding.path for finding in report.findings] == ["texts/good.txt"]
    failures = sorted((f.path, f.kind) for f in report.all_failures)
    assert failures == [("texts/binary.txt", "not-text"), ("texts/gone.txt", "missing")]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_loop_of_links_is_a_failure(project: Path) -> None:
    (project / "texts/a.txt").symlink_to("b.txt")
    (project / "texts/b.txt").symlink_to("a.txt")
    report = run(["texts/a.txt"], request())
    assert [failure.kind for failure in report.all_failures] == ["link-loop"]


def test_many_processes_give_what_one_gives(project: Path) -> None:
    for number in range(60):
        (project / f"texts/{number:02}.txt").write_text(LOST * (number % 3), encoding="utf-8")
    assert run(["texts"], request(jobs=2)) == run(["texts"], request(jobs=1))


def test_the_cache_gives_what_linting_gives_and_knows_what_changed(project: Path) -> None:
    file = project / "texts/a.txt"
    file.write_text(LOST, encoding="utf-8")
    first = run(["texts"], request(cache=True))
    assert run(["texts"], request(cache=True)) == first
    file.write_text("Søvn er sundt for helbredet.\n", encoding="utf-8")
    assert not run(["texts"], request(cache=True)).findings
    file.write_text(LOST, encoding="utf-8")
    assert not run(["texts"], request("extraction/mojibake", cache=True)).findings


def test_a_broken_cache_is_a_miss(project: Path) -> None:
    (project / "texts/a.txt").write_text(LOST, encoding="utf-8")
    first = run(["texts"], request(cache=True))
    for file in (project / "cache/runs").iterdir():
        file.write_bytes(b"no database" * 100)
    assert run(["texts"], request(cache=True)) == first


def test_a_comment_hides_and_stands_in_the_report(project: Path) -> None:
    comment = f"<!-- copydesk: ignore {RULE} -- the print edition has it too -->"
    (project / "texts/a.md").write_text(f"{comment}\n\n{LOST}", encoding="utf-8")
    (document,) = run(["texts"], request()).documents
    assert not document.findings
    assert [(s.kind, s.reason) for s in document.suppressed] == [("comment", "the print edition has it too")]


def test_texts_stand_in_for_files(project: Path) -> None:
    report = run(["stdin.txt"], request(texts={"stdin.txt": LOST.encode()}))
    assert [finding.path for finding in report.findings] == ["stdin.txt"]


def test_the_nearest_settings_file_wins(project: Path) -> None:
    (project / "copydesk.toml").write_text(f'select = ["{RULE}"]\nlanguage = "da"', encoding="utf-8")
    inner = project / "texts/inner"
    inner.mkdir()
    (inner / "copydesk.toml").write_text('select = ["extraction/mojibake"]\nlanguage = "da"', encoding="utf-8")
    (project / "texts/a.txt").write_text(LOST, encoding="utf-8")
    (inner / "a.txt").write_text(LOST, encoding="utf-8")
    report = run(["texts"], Request(AS_OF, config.load(), nearest=True))
    assert [finding.path for finding in report.findings] == ["texts/a.txt"]


def test_rules_over_several_documents_are_reported_in_each(project: Path) -> None:
    article = (
        "Søvnens betydning\n\nSidst revideret: 02.07.2025\n\n{} Det viser en rapport, som universitetet har lagt frem i dag.\n"
    )
    for number, words in enumerate(("Børn sover længe.", "Kaffe er en drik.", "Regn falder om efteråret.")):
        (project / f"texts/{number}.txt").write_text(article.format(words), encoding="utf-8")
    report = run(["texts"], request("dates/mass-stamped"))
    assert [finding.path for finding in report.findings] == ["texts/0.txt", "texts/1.txt", "texts/2.txt"]
    for finding in report.findings:
        source = (project / finding.path).read_text(encoding="utf-8")
        assert "02.07.2025" in source[finding.start : finding.end]


def test_the_nearest_settings_hold_with_options_of_the_command_line_too(project: Path) -> None:
    (project / "texts/a.txt").write_text(LOST, encoding="utf-8")
    (project / "b.txt").write_text(LOST, encoding="utf-8")
    (project / "texts/copydesk.toml").write_text(f'[severity]\n"{RULE}" = "info"\n', encoding="utf-8")
    found = run(["texts", "b.txt"], request("extraction", nearest=True)).findings
    assert {finding.path: finding.severity for finding in found} == {"texts/a.txt": "info", "b.txt": "error"}


def test_settings_below_that_cannot_be_used_stop_the_run(project: Path) -> None:
    (project / "texts/a.txt").write_text(LOST, encoding="utf-8")
    (project / "texts/copydesk.toml").write_text('selct = ["chrome"]\n', encoding="utf-8")
    with pytest.raises(config.ConfigError, match=r"texts/copydesk.toml:1: selct"):
        run(["texts"], request(nearest=True))
