"""Reports to files: several in one run, each whole or not at all.

A report is written aside in its own folder, flushed to the disk and renamed over the old one, so a run that is killed, or
a disk that fills up, leaves the old report as it was.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from copydesk import atomic, reporters
from copydesk.model import Report

STDOUT = "-"


class OutputError(RuntimeError):
    """A report that could not be written; the message names the file and the reason. The run is incomplete."""

    exit_code = 3


class UsageError(ValueError):
    """An ``--output`` that is not FORMAT:PATH."""


class Output(NamedTuple):
    """Where a format goes: a path, or "-" for standard output."""

    format: str
    path: str


def parse(text: str) -> Output:
    """FORMAT:PATH split at the first colon. Raises UsageError, or UnknownReporter for a format that does not exist."""
    format, colon, path = text.partition(":")
    if not colon:
        suggestion = _format_for(text)
        raise UsageError(f"--output takes FORMAT:PATH, not {text!r}; did you mean {suggestion + ':' + text!r}?")
    if not path:
        raise UsageError(f"--output {text!r} names no path after the colon; {STDOUT!r} is standard output")
    reporters.get(format)
    return Output(format, path)


def parse_all(texts: Sequence[str]) -> tuple[Output, ...]:
    """All outputs of a run. Raises UsageError where two would write to the same place."""
    outputs = tuple(parse(text) for text in texts)
    seen: dict[str, Output] = {}
    for output in outputs:
        place = output.path if output.path == STDOUT else os.path.realpath(output.path)
        if place in seen:
            where = "standard output" if place == STDOUT else output.path
            raise UsageError(f"two formats go to {where}: {seen[place].format} and {output.format}")
        seen[place] = output
    return outputs


def write_all(outputs: Sequence[Output], report: Report) -> None:
    """Writes a report in each format. One that fails does not keep the others from being written.

    Raises OutputError that names all that failed.
    """
    problems = []
    for output in outputs:
        try:
            write(output, report)
        except OutputError as error:
            problems.append(str(error))
    if problems:
        raise OutputError("\n".join(problems))


def write(output: Output, report: Report) -> None:
    """Writes a report in one format. Raises OutputError where the place cannot be written."""
    reporter = reporters.get(output.format)
    if output.path == STDOUT:
        with standard_output(output.format) as stream:
            reporter(report, stream)
        return
    rendered = io.StringIO(newline="")
    reporter(report, rendered)
    put(output.path, rendered.getvalue().encode("utf-8", "backslashreplace"))


def put(path: str, data: bytes) -> None:
    """Puts ``data`` in the place of ``path``, whole or not at all; what is no regular file (a pipe, /dev/null) is written to.

    Raises OutputError that names the path and the reason.
    """
    target = os.path.realpath(path)
    try:
        if _is_special(target):
            with open(target, "wb") as stream:
                stream.write(data)
            return
        atomic.write(target, data)
    except OSError as error:
        untouched = "; the old report there is as it was" if os.path.isfile(target) else ""
        raise OutputError(f"cannot write {path}: {_reason(error)}{untouched}") from error


@contextlib.contextmanager
def standard_output(format: str) -> Iterator[TextIO]:
    """Standard output for a format: the terminal as it is for people, UTF-8 and bare line feeds for machines."""
    buffer = getattr(sys.stdout, "buffer", None)
    if format in ("console", "concise") or buffer is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    sys.stdout.flush()
    stream = io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace", newline="", write_through=False)
    try:
        yield stream
        stream.flush()
    finally:
        with contextlib.suppress(OSError, ValueError):
            stream.detach()


def _is_special(target: str) -> bool:
    try:
        mode = os.stat(target).st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
    return not stat.S_ISREG(mode)


_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "the disk is read-only",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ENOTDIR: "part of the path is a file, not a folder",
    errno.EEXIST: "part of the path is a file, not a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EFBIG: "it would be larger than the system allows",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def _format_for(path: str) -> str:
    ending = os.path.splitext(path)[1].lstrip(".").lower()
    if ending in reporters.names():
        return ending
    return {"htm": "html", "xml": "junit", "md": "markdown", "txt": "concise", "": "json"}.get(ending, "json")
