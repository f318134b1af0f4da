"""Keeps what linting a document gave, by the content of everything that decides it. Lives in the user's cache folder.

Values are pickled, which is why they never lie in a project's own folder: what is cloned must not be able to run.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import zlib
from pathlib import Path
from typing import Any

_KEEP = 50_000


class Store:
    """A table key -> value for one project. Whatever goes wrong with it is a miss, never an error."""

    def __init__(self, folder: Path, project: Path) -> None:
        name = hashlib.blake2b(str(project).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self._db: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / f"{name}.sqlite", timeout=2)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        except (OSError, sqlite3.Error):
            self._db = None

    def get(self, key: str) -> Any:
        """What was kept under a key, or None."""
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
            return pickle.loads(zlib.decompress(row[0])) if row else None
        except Exception:
            return None

    def put(self, key: str, value: Any) -> None:
        if self._db is None:
            return
        try:
            data = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)
            self._db.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (key, data))
        except (sqlite3.Error, pickle.PicklingError, TypeError, AttributeError):
            return

    def close(self) -> None:
        """Writes what was put, and starts over when the table has grown large."""
        if self._db is None:
            return
        try:
            (count,) = self._db.execute("SELECT count(*) FROM results").fetchone()
            if count > _KEEP:
                self._db.execute("DELETE FROM results")
            self._db.commit()
            self._db.close()
        except sqlite3.Error:
            pass
