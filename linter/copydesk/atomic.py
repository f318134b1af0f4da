"""Writes a file whole or not at all: aside in its own folder, flushed, renamed over the old one."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def write(path: str | os.PathLike[str], data: bytes) -> None:
    """Puts ``data`` in the place of ``path``, through links to the file they name, and keeps the permissions of that file.

    Makes the folders on the way. Raises OSError; then the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".copydesk-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, _mode(target))
        with contextlib.suppress(OSError, AttributeError):
            there = os.stat(target)
            if (there.st_uid, there.st_gid) != (os.geteuid(), os.getegid()):
                os.chown(aside, there.st_uid, there.st_gid)
        os.replace(aside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
