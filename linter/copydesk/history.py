"""Keeps each run of the gate in SQLite, for the trend by family and language.

Two gates may write at once: each run is one transaction, and the second waits for the first.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk import waivers
from copydesk.model import SEVERITIES, Report

VERSION = 1
_WAIT = 60.0
_TABLES = (
    """CREATE TABLE runs (
        run INTEGER PRIMARY KEY, as_of TEXT NOT NULL, version TEXT NOT NULL, passed INTEGER NOT NULL,
        documents INTEGER NOT NULL, blocked INTEGER NOT NULL, failures INTEGER NOT NULL,
        waived INTEGER NOT NULL, ignored INTEGER NOT NULL, baseline INTEGER NOT NULL
    )""",
    """CREATE TABLE findings (
        run INTEGER NOT NULL REFERENCES runs, family TEXT NOT NULL, language TEXT NOT NULL, severity TEXT NOT NULL,
        count INTEGER NOT NULL, PRIMARY KEY (run, family, language, severity)
    ) WITHOUT ROWID""",
)


class HistoryError(RuntimeError):
    """A history that cannot be read or written; the message names the file and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One run. ``findings`` counts by (family, language, severity)."""

    run: int
    as_of: datetime.date
    version: str
    passed: bool
    documents: int
    blocked: int
    failures: int
    waived: int
    ignored: int
    baseline: int
    findings: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

    def total(self, severity: str = "") -> int:
        return sum(count for (_, _, level), count in self.findings.items() if severity in ("", level))

    def by(self, what: str) -> Counter[str]:
        """Counts by "family", "language" or "severity"."""
        place = ("family", "language", "severity").index(what)
        out: Counter[str] = Counter()
        for key, count in self.findings.items():
            out[key[place]] += count
        return out


def row(report: Report, run: int = 0) -> Row:
    """What the history keeps of a judged report."""
    verdict = report.verdict
    documents = [one for one in report.documents if one.format != waivers.FORMAT]
    kinds = Counter(hidden.kind for one in documents for hidden in one.suppressed)
    return Row(
        run=run,
        as_of=report.as_of,
        version=report.version,
        passed=bool(verdict and verdict.passed),
        documents=len(documents),
        blocked=sum(not passed for passed in verdict.documents.values()) if verdict else 0,
        failures=len(report.all_failures),
        waived=kinds["waiver"],
        ignored=kinds["comment"],
        baseline=kinds["baseline"],
        findings=Counter((finding.family, finding.language, finding.severity) for finding in report.findings),
    )


def record(path: str | os.PathLike[str], report: Report) -> int:
    """Adds a judged report to the history and gives the number of the run. Raises HistoryError."""
    kept = row(report)
    numbers = (kept.documents, kept.blocked, kept.failures, kept.waived, kept.ignored, kept.baseline)
    with _opened(path, create=True) as db:
        db.execute("BEGIN IMMEDIATE")
        _prepared(db, path)
        values = (kept.as_of.isoformat(), kept.version, kept.passed, *numbers)
        run = db.execute("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values).lastrowid
        counts = [(run, *key, count) for key, count in sorted(kept.findings.items())]
        db.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?)", counts)
        db.execute("COMMIT")
    return int(run or 0)


def rows(path: str | os.PathLike[str], limit: int = 30) -> list[Row]:
    """The last runs, oldest first; none where there is no history yet. Raises HistoryError."""
    if not os.path.exists(path):
        return []
    with _opened(path, create=False) as db:
        if not _check(db, path):
            return []  # the first gate is only about to write
        found = db.execute("SELECT * FROM runs ORDER BY run DESC LIMIT ?", (limit,)).fetchall()
        counts: dict[int, dict[tuple[str, str, str], int]] = {row[0]: {} for row in found}
        if found:
            query = "SELECT run, family, language, severity, count FROM findings WHERE run >= ?"
            for run, family, language, severity, count in db.execute(query, (found[-1][0],)):
                counts[run][family, language, severity] = count
    return [
        Row(
            row[0],
            datetime.date.fromisoformat(row[1]),
            row[2],
            bool(row[3]),
            row[4],
            row[5],
            row[6],
            row[7],
            row[8],
            row[9],
            counts[row[0]],
        )
        for row in reversed(found)
    ]


def trend(history: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as the HTML report draws them."""
    return [
        {
            "as_of": row.as_of.isoformat(),
            "passed": row.passed,
            "documents": row.documents,
            "blocked": row.blocked,
            "findings": row.total(),
            **{severity: row.total(severity) for severity in SEVERITIES},
            "families": dict(sorted(row.by("family").items())),
            "languages": dict(sorted(row.by("language").items())),
        }
        for row in history
    ]


@contextlib.contextmanager
def _opened(path: str | os.PathLike[str], *, create: bool) -> Iterator[sqlite3.Connection]:
    name = os.fspath(path)
    db: sqlite3.Connection | None = None
    try:
        if create:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(name, timeout=_WAIT, isolation_level=None)
        yield db
    except (sqlite3.Error, OSError) as error:
        raise HistoryError(f"{name}: the history cannot be {'written' if create else 'read'}: {error}") from error
    finally:
        if db is not None:
            with contextlib.suppress(sqlite3.Error):
                if db.in_transaction:
                    db.execute("ROLLBACK")
            db.close()


def _check(db: sqlite3.Connection, path: str | os.PathLike[str]) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version > VERSION:
        raise HistoryError(f"{os.fspath(path)}: was written by a newer copydesk; update this one")
    if version == 0 and tables:
        raise HistoryError(f"{os.fspath(path)}: is a database, but no history of copydesk")
    return int(version)


def _prepared(db: sqlite3.Connection, path: str | os.PathLike[str]) -> None:
    if _check(db, path) == 0:
        for table in _TABLES:
            db.execute(table)
        db.execute(f"PRAGMA user_version = {VERSION}")
