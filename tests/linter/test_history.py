"""The history of runs, also under two writers at once and over files that are none."""

from __future__ import annotations

import datetime
import multiprocessing
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import history
from copydesk.history import HistoryError
from copydesk.model import Report, Suppressed, Verdict

from .conftest import make_finding

A = "Sleep cures stress."
Make = Callable[..., Report]


def run(report: Make, day: int = 1, errors: int = 1) -> Report:
    finding = make_finding("alpha/one", A, "Sleep")
    made = report({"a.txt": (A, [finding] * errors + [make_finding("beta/three", A, "cures", severity="info")])})
    hidden = (Suppressed(finding, "waiver", "w", "o"), Suppressed(finding, "baseline", "b"))
    documents = (replace(made.documents[0], suppressed=hidden),)
    as_of = datetime.date(2026, 1, day)
    return replace(made, documents=documents, as_of=as_of, verdict=Verdict(not errors, (), {"a.txt": not errors}))


def test_runs_are_kept_and_read_back_oldest_first(tmp_path: Path, report: Make) -> None:
    path = tmp_path / "reports" / "history.sqlite"
    assert history.rows(path) == []
    assert not path.exists()
    for day in range(1, 6):
        assert history.record(path, run(report, day, 5 - day)) == day
    found = history.rows(path, 3)
    assert [(row.as_of.day, row.passed, row.total("error"), row.total()) for row in found] == [
        (3, False, 2, 3),
        (4, False, 1, 2),
        (5, True, 0, 1),
    ]
    assert found[0].by("family") == {"alpha": 2, "beta": 1}
    assert found[0].by("language") == {"en": 3}
    assert (found[0].documents, found[0].blocked, found[0].waived, found[0].ignored, found[0].baseline) == (1, 1, 1, 0, 1)
    assert history.trend(found)[-1] == {
        "as_of": "2026-01-05",
        "passed": True,
        "documents": 1,
        "blocked": 0,
        "findings": 1,
        "error": 0,
        "warning": 0,
        "info": 1,
        "families": {"beta": 1},
        "languages": {"en": 1},
    }


def _write(path: str, made: Report, times: int) -> None:
    for _ in range(times):
        history.record(path, made)


def test_two_gates_at_once_both_succeed(tmp_path: Path, report: Make) -> None:
    path = tmp_path / "history.sqlite"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_write, args=(str(path), run(report), 8)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    found = history.rows(path, 100)
    assert [row.run for row in found] == list(range(1, 33))
    assert all(row.total() == 2 for row in found)


def test_a_run_that_dies_in_between_leaves_nothing(tmp_path: Path, report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.sqlite"
    history.record(path, run(report))
    broken = replace(run(report), version=None)  # type: ignore[arg-type]
    with pytest.raises(HistoryError, match="cannot be written"):
        history.record(path, broken)
    assert len(history.rows(path)) == 1


def test_other_files_are_refused_and_left_alone(tmp_path: Path, report: Make) -> None:
    text = tmp_path / "a.txt"
    text.write_text("a text that is long enough to be no empty database " * 9)
    with pytest.raises(HistoryError, match="not a database"):
        history.record(text, run(report))
    assert text.read_text().startswith("a text")
    other = tmp_path / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE x (y)")
    db.commit()
    db.close()
    with pytest.raises(HistoryError, match="no history of copydesk"):
        history.record(other, run(report))
    with pytest.raises(HistoryError, match="no history of copydesk"):
        history.rows(other)
    newer = tmp_path / "newer.sqlite"
    history.record(newer, run(report))
    db = sqlite3.connect(newer)
    db.execute("PRAGMA user_version = 9")
    db.commit()
    db.close()
    with pytest.raises(HistoryError, match="newer copydesk"):
        history.record(newer, run(report))
    with pytest.raises(HistoryError, match="cannot be written"):
        history.record(tmp_path, run(report))


def test_a_history_that_is_only_being_made_has_no_rows(tmp_path: Path) -> None:
    file = tmp_path / "history.sqlite"
    file.write_bytes(b"")
    assert history.rows(file) == []
