"""What git knows: which documents and lines changed, what is staged, and when a text last changed.

Only ``git`` itself is asked, with fixed options: no pager, no external diff, no quoting that depends on settings.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copydesk.document import History
from copydesk.fingerprint import normalised
from copydesk.model import Finding, Report
from copydesk.readers import decode, format_of, read

COMMITS = 60
"""How many commits of one file are looked at for the last change of its text."""

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_STAMP = re.compile(r"(?<!\d)\d{4}(?!\d)")
_STAMP_LETTERS = 60


class GitError(ValueError):
    """git cannot answer: no repository, an unknown revision, a history that is cut short. Says what to do."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The documents that changed, by path relative to the current folder, each with its new or changed lines.

    None in the place of lines: all of them are new.
    """

    lines: Mapping[str, frozenset[int] | None]

    def has(self, finding: Finding) -> bool:
        """Whether a finding touches a changed line; one about the whole document does where anything changed."""
        if finding.path not in self.lines:
            return False
        lines = self.lines[finding.path]
        if lines is None or finding.start == finding.end:
            return lines is None or bool(lines)
        return any(line in lines for line in range(finding.line, finding.end_line + 1))


def targets(
    paths: Sequence[str], *, staged: bool = False, since: str = "", settings: Any = None
) -> tuple[list[str], dict[str, bytes]]:
    """The changed documents at or below ``paths``, and for staged ones their content as it is staged.

    ``settings`` has ``include``, ``extend_include``, ``exclude`` and ``extend_exclude`` as globs. Raises GitError.
    """
    changed = staged_lines() if staged else since_lines(since)
    names = sorted(path for path in changed.lines if _below(path, paths) and _wanted(path, settings))
    if not staged:
        return names, {}
    texts = dict(zip(names, blobs([f":./{path}" for path in names]), strict=True))
    return names, {path: text for path, text in texts.items() if text is not None}


def only_new(report: Report, *, staged: bool = False, since: str = "") -> Report:
    """A report with only the findings on lines that changed: since a revision, else what is staged, else since HEAD."""
    return restrict(report, staged_lines() if staged else since_lines(since or "HEAD"))


def restrict(report: Report, changed: Changed) -> Report:
    """A report with only the findings that touch a changed line. Housekeeping findings stay."""
    return replace(
        report,
        documents=tuple(
            replace(
                document,
                findings=tuple(f for f in document.findings if f.rule.startswith(("waiver/", "suppression/")) or changed.has(f)),
            )
            for document in report.documents
        ),
    )


def staged_lines() -> Changed:
    """What is staged, against HEAD."""
    has_head = _git("rev-parse", "--verify", "--quiet", "HEAD", check=False) is not None
    base = "HEAD" if has_head else _text(_git("hash-object", "-t", "tree", os.devnull)).strip()
    return _changed(["--cached", base])


def since_lines(ref: str) -> Changed:
    """What changed since ``ref`` (where it branched off), in commits, in the work tree and in files git does not know yet."""
    if not ref:
        raise GitError("no revision is given")
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", check=False)
    if commit is None:
        _git("rev-parse", "--git-dir")
        raise GitError(
            f"git knows no revision {ref!r}; where only a part of the history was fetched, fetch the rest (fetch-depth: 0)"
        )
    base = _git("merge-base", _text(commit).strip(), "HEAD", check=False)
    if base is None:
        raise GitError(f"{ref} and HEAD have no commit in common; fetch the whole history (fetch-depth: 0)")
    changed = _changed([_text(base).strip()])
    unknown = _text(_git("ls-files", "--others", "--exclude-standard", "-z")).split("\0")
    return Changed({**changed.lines, **{path: None for path in unknown if path}})


def _changed(arguments: Sequence[str]) -> Changed:
    fixed = ["-U0", "--relative", "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "-M"]
    lines: dict[str, set[int]] = {}
    for path in _text(_git("diff", "--name-only", "--diff-filter=d", "--relative", "-M", "-z", *arguments, "--")).split("\0"):
        if path:
            lines[path] = set()
    text = _text(_git("-c", "core.quotePath=false", "diff", "--diff-filter=d", *fixed, *arguments, "--"))
    for path, numbers in parse(text):
        lines.setdefault(path, set()).update(numbers)
    return Changed({path: frozenset(numbers) for path, numbers in lines.items()})


def parse(diff: str) -> Iterator[tuple[str, list[int]]]:
    """The (path, new lines) of each hunk of a diff without context. A hunk that only deletes gives the line it closed up at."""
    path = ""
    left = 0
    for line in diff.split("\n"):
        if left > 0 and line[:1] in ("+", "-", "\\"):
            left -= line[:1] in ("+", "-")
        elif line.startswith("+++ "):
            path = _unquoted(line[4:].rstrip("\t")).removeprefix("b/")
        elif match := _HUNK.match(line):
            start, count = int(match[1]), int(match[2] if match[2] is not None else 1)
            removed = re.match(r"@@ -\d+(?:,(\d+))?", line)
            left = count + (int(removed[1]) if removed and removed[1] is not None else 1)
            yield path, list(range(start, start + count)) if count else [max(1, start)]


def _unquoted(name: str) -> str:
    if not (name.startswith('"') and name.endswith('"')):
        return name
    raw = _ESCAPE.sub(lambda match: chr(int(match[1], 8)) if len(match[1]) == 3 else _PLAIN.get(match[1], match[1]), name[1:-1])
    try:
        return raw.encode("latin-1").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return raw


def blobs(names: Sequence[str]) -> list[bytes | None]:
    """The contents that git has under some names (":./path", a hash), None where it has none; one process for all."""
    if not names:
        return []
    asked = "".join(f"{name}\n" for name in names if "\n" not in name).encode("utf-8", "surrogateescape")
    answer = iter(_Batch(_git("cat-file", "--batch", given=asked) or b""))
    return [next(answer) if "\n" not in name else _git("cat-file", "blob", name, check=False) for name in names]


class _Batch:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __iter__(self) -> Iterator[bytes | None]:
        at = 0
        while at < len(self.raw):
            stop = self.raw.index(b"\n", at)
            head = self.raw[at:stop]
            at = stop + 1
            if head.endswith((b" missing", b" ambiguous")):
                yield None
                continue
            size = int(head.rsplit(b" ", 1)[1])
            yield self.raw[at : at + size]
            at += size + 1


class Asked:
    """The history of one document, asked of git when somebody wants it; ``was`` says whether anybody did."""

    __slots__ = ("_as_of", "_found", "_path", "_raw", "was")

    def __init__(self, path: str, as_of: datetime.date, raw: bytes) -> None:
        self._path, self._as_of, self._raw = path, as_of, raw
        self._found: History | None = None
        self.was = False

    def __call__(self) -> History | None:
        if not self.was:
            self.was = True
            try:
                self._found = history(self._path, self._as_of, raw=self._raw)
            except GitError:
                self._found = None
        return self._found


def head() -> str:
    """The commit that is checked out, "" where there is none."""
    try:
        return _text(_git("rev-parse", "--verify", "--quiet", "HEAD", check=False)).strip()
    except GitError:
        return ""


def history(path: str, as_of: datetime.date, *, raw: bytes | None = None, commits: int = COMMITS) -> History | None:
    """When and by which commit the text of a document last changed; ``raw`` is its content where it is not to be read from disk.

    A text that differs from the last commit changed on the as-of date, by no commit (""). None where git does not know the
    document, not far enough back, or only as it was when it came in: how old a text was on that day, git cannot say.

    What counts is the text that a reader sees, less lines that are no more than a date stamp; moves, re-wrapping, quote
    marks and metadata do not count. Raises GitError outside of a repository.
    """
    if raw is None:
        try:
            raw = decode.read_bytes(path)
        except decode.Unreadable:
            return None
    now = significant(raw, path)
    log = _text(
        _git(
            "log",
            "--follow",
            f"--max-count={commits}",
            "--format=%x01%H %cd",
            "--date=short",
            "--raw",
            "--no-abbrev",
            "-M30%",
            "-z",
            "--",
            path,
        )
    )
    versions = list(_versions(log))
    if not versions:
        return None
    texts = blobs([blob for _, _, blob, _ in versions])
    if texts[0] is None or significant(texts[0], versions[0][3]) != now:
        return History(as_of, "")
    last = versions[0]
    for version, text in zip(versions[1:], texts[1:], strict=True):
        if text is None or significant(text, version[3]) != now:
            break
        last = version
    else:
        return None
    return History(datetime.date.fromisoformat(last[1]), last[0])


def _versions(log: str) -> Iterator[tuple[str, str, str, str]]:
    """The (commit, date, blob, path) of each commit that left the file there, newest first."""
    for entry in log.split("\x01")[1:]:
        head, _, rest = entry.partition("\0")
        commit, _, date = head.partition(" ")
        fields = rest.lstrip("\n\0").split("\0")
        if not fields[0].startswith(":"):
            continue
        _, _, _, blob, status = fields[0].split(" ")
        name = fields[2] if status[:1] in "RC" else fields[1]
        if status[:1] != "D":
            yield commit, date.strip(), blob, name


def significant(raw: bytes, path: str) -> str:
    """What of a document's bytes an editor would call its text: letters and digits, without lines that are a date stamp."""
    try:
        text = read(decode.decode(raw).text, format_of(path)).text
    except decode.Unreadable:
        return repr(raw)
    kept = []
    for line in text.splitlines():
        plain = normalised(line)
        if len(plain) > _STAMP_LETTERS or not _STAMP.search(line):
            kept.append(plain)
    return "".join(kept)


def _below(path: str, roots: Sequence[str]) -> bool:
    whole = os.path.realpath(path)
    return any(whole == root or whole.startswith(os.path.join(root, "")) for root in map(os.path.realpath, roots))


def _wanted(path: str, settings: Any) -> bool:
    if settings is None:
        return True
    from copydesk.config import globs_match

    included = globs_match((*settings.include, *settings.extend_include), path)
    return included and not globs_match((*settings.exclude, *settings.extend_exclude), path)


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "surrogateescape")


def _git(*arguments: str, check: bool = True, given: bytes | None = None) -> bytes | None:
    """What git prints; with ``check=False`` None where it fails. Raises GitError."""
    import subprocess

    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        done = subprocess.run(["git", *arguments], input=given or b"", capture_output=True, env=environment, check=False)
    except OSError as error:
        raise GitError("git is not installed, or cannot be started") from error
    if done.returncode == 0:
        return done.stdout
    if not check:
        return None
    told = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").splitlines()
    raise GitError(f"git: {told[0] if told else 'failed'}")
