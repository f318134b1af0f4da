"""Applies fixes: edits that never overlap, round after round until nothing changes, and no fix that makes a new finding.

``relint`` below is a function from a source text to its findings, with the settings of the run; only findings that count
(not suppressed, waived or in the baseline) should come out of it.
"""

from __future__ import annotations

import difflib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from copydesk import atomic, waivers
from copydesk.fingerprint import core_of
from copydesk.model import SEVERITIES, Edit, Failure, Finding, Fix, Report
from copydesk.readers import decode
from copydesk.run import Request, run

ROUNDS = 10

Relint = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A fix that was not applied, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after fixes, the findings whose fixes were applied, in order, and those that were left out."""

    text: str
    applied: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class FixError(RuntimeError):
    """A file that could not be fixed; the message names it and why. It is as it was."""


def fix_text(source: str, findings: Iterable[Finding], *, unsafe: bool = False) -> Fixed:
    """One round: the fixes that do not get in each other's way, the first in the text winning.

    Two findings that want the very same edits are both answered by them. Line breaks that a fix puts in become those of
    the text.
    """
    newline = _newline(source)
    chosen: list[Edit] = []
    taken: set[Edit] = set()
    applied: list[Finding] = []
    skipped: list[Skipped] = []
    for finding in sorted(findings, key=_place):
        fix = finding.fix
        if fix is None:
            continue
        if not fix.safe and not unsafe:
            skipped.append(Skipped(finding, "it is not safe: ask for it with --unsafe-fixes"))
            continue
        edits = _fitted(fix, source, newline)
        if not edits:
            skipped.append(Skipped(finding, "it would change nothing"))
        elif _broken(edits, len(source)):
            skipped.append(Skipped(finding, "its edits overlap or lie outside of the text"))
        elif taken.issuperset(edits):
            applied.append(finding)
        elif any(_clash(one, other) for one in edits for other in chosen):
            skipped.append(Skipped(finding, "another fix changes the same place"))
        else:
            chosen += edits
            taken |= set(edits)
            applied.append(finding)
    return Fixed(_edited(source, chosen), tuple(applied), tuple(skipped))


def fix(source: str, relint: Relint, *, unsafe: bool = False) -> Fixed:
    """Rounds of ``fix_text`` until a round changes nothing.

    A fix after which there is a finding that was not there before is taken back and left out. So are the fixes of rules
    that undo each other, or never come to an end.
    """
    barred: dict[str, str] = {}
    while True:
        out, restless = _converge(source, relint, unsafe, barred)
        if not restless:
            return out
        barred |= dict.fromkeys(restless, "its fixes come to no end")


def _converge(source: str, relint: Relint, unsafe: bool, barred: dict[str, str]) -> tuple[Fixed, set[str]]:
    text = source
    findings = relint(text)
    applied: list[Finding] = []
    refused: dict[tuple[str, str], Skipped] = {}
    seen = {text}
    while True:
        candidates = [one for one in findings if one.fix and one.rule not in barred and _identity(one) not in refused]
        plan = fix_text(text, candidates, unsafe=unsafe)
        done, after = _without_harm(text, findings, plan.applied, relint, unsafe)
        for finding in plan.applied:
            if finding not in done.applied:
                refused[_identity(finding)] = Skipped(finding, "it would make a new finding")
        if done.text == text:
            if any(one not in done.applied for one in plan.applied):
                continue
            idle = [Skipped(one, barred[one.rule]) for one in findings if one.fix and one.rule in barred]
            return Fixed(text, tuple(applied), (*plan.skipped, *refused.values(), *idle)), set()
        applied += done.applied
        if done.text in seen or len(seen) > ROUNDS:
            return Fixed(source), {one.rule for one in done.applied}
        text, findings = done.text, after
        seen.add(text)


def _without_harm(
    text: str, before: Sequence[Finding], fixes: Sequence[Finding], relint: Relint, unsafe: bool
) -> tuple[Fixed, Sequence[Finding]]:
    """As many of the fixes as make no new finding together, found by halving, and the findings after them."""
    good: list[Finding] = []
    result: tuple[Fixed, Sequence[Finding]] = (Fixed(text), before)

    def attempt(more: Sequence[Finding]) -> None:
        nonlocal result
        if not more:
            return
        trial = fix_text(text, [*good, *more], unsafe=unsafe)
        after = before if trial.text == text else relint(trial.text)
        if not _new(before, after, trial.applied):
            good[:] = trial.applied
            result = (trial, after)
        elif len(more) > 1:
            attempt(more[: len(more) // 2])
            attempt(more[len(more) // 2 :])

    attempt(fixes)
    return result


def _new(before: Sequence[Finding], after: Sequence[Finding], fixed: Sequence[Finding]) -> bool:
    """Whether a finding is there now that was not: by rule and text, since lines and neighbours move.

    A finding that was not fixed itself may come back at its place with other words, or as a milder one of its family, where
    a fix reached into it or took away what it was judged by.
    """
    fixes = {id(one) for one in fixed}
    gone = [one for one in _less(before, after) if id(one) not in fixes]
    edits = sorted({edit for one in fixed if one.fix for edit in one.fix.edits}, key=lambda edit: edit.span)
    for finding in _less(after, before):
        start, end = _before(finding.start, edits), _before(finding.end, edits)
        excuse = next(
            (
                old
                for old in gone
                if old.family == finding.family
                and SEVERITIES.index(finding.severity) >= SEVERITIES.index(old.severity)
                and start <= old.end
                and old.start <= end
            ),
            None,
        )
        if excuse is None:
            return True
        gone.remove(excuse)
    return False


def _less(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """The findings that are not among the others, each taken once."""
    there = Counter(map(_identity, others))
    out = []
    for finding in findings:
        if there[_identity(finding)] > 0:
            there[_identity(finding)] -= 1
        else:
            out.append(finding)
    return out


def _before(offset: int, edits: Sequence[Edit]) -> int:
    """Where an offset of the edited text stood before the edits, which are in order."""
    moved = 0
    for edit in edits:
        start, end = edit.span
        if offset <= start + moved:
            break
        if offset < start + moved + len(edit.text):
            return start
        moved += len(edit.text) - (end - start)
    return offset - moved


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.rule, core_of(finding.fingerprint)


def _place(finding: Finding) -> tuple[int, int, str]:
    edits = finding.fix.edits if finding.fix else ()
    return min((edit.span.start for edit in edits), default=finding.start), finding.start, finding.rule


def _fitted(fix: Fix, source: str, newline: str) -> list[Edit]:
    edits = [Edit(edit.span, _with_newlines(edit.text, newline)) for edit in fix.edits]
    return [edit for edit in dict.fromkeys(edits) if source[edit.span.start : edit.span.end] != edit.text]


def _with_newlines(text: str, newline: str) -> str:
    return text if newline == "\n" or "\r" in text else text.replace("\n", newline)


def _newline(source: str) -> str:
    windows = source.count("\r\n")
    if windows * 2 > source.count("\n"):
        return "\r\n"
    return "\r" if "\r" in source and "\n" not in source else "\n"


def _broken(edits: Sequence[Edit], size: int) -> bool:
    if any(not 0 <= edit.span.start <= edit.span.end <= size for edit in edits):
        return True
    return any(_clash(one, other) for index, one in enumerate(edits) for other in edits[:index])


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits overlap, or put text in at the same place so that their order would matter."""
    (a, b), (c, d) = one.span, other.span
    if a == b or c == d:
        return a <= d and c <= b
    return a < d and c < b


def _edited(source: str, edits: Sequence[Edit]) -> str:
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        out += source[at : edit.span.start], edit.text
        at = edit.span.end
    return "".join([*out, source[at:]])


def fix_file(path: str, relint: Relint, *, unsafe: bool = False, write: bool = True) -> tuple[str, Fixed]:
    """Fixes a file in its place and gives (its text before, what was done).

    Encoding, byte order mark, line endings and permissions stay as they are, and the file is written whole or not at all;
    nothing is written where nothing changed. Raises FixError, or ``decode.Unreadable``.
    """
    raw = decode.read_bytes(path)
    before = decode.decode(raw)
    done = fix(before.text, relint, unsafe=unsafe)
    if done.text == before.text or not write:
        return before.text, done
    try:
        data = decode.encode(done.text, before.encoding)
    except UnicodeEncodeError as error:
        lost = error.object[error.start : error.end]
        raise FixError(f"{path}: {before.encoding} has no place for {lost!r}; save the file as UTF-8 first") from error
    if decode.read_bytes(path) != raw:
        raise FixError(f"{path}: somebody changed the file meanwhile; it was left alone")
    try:
        atomic.write(path, data)
    except OSError as error:
        raise FixError(f"{path}: {error.strerror or error}") from error
    return before.text, done


@dataclass(frozen=True, slots=True)
class FixedRun:
    """What fixing the documents of a run did. ``changes`` are (path, text before, text after), in order of path."""

    changes: tuple[tuple[str, str, str], ...] = ()
    applied: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[Failure, ...] = ()


def fix_run(report: Report, request: Request, *, unsafe: bool = False, write: bool = True) -> FixedRun:
    """Fixes the documents of a report that have fixes, and the waiver file where entries are idle.

    Texts that did not come from disk (standard input, staged content) are never written.
    """
    changes = []
    applied: list[Finding] = []
    skipped: list[Skipped] = []
    failures = []
    for document in report.documents:
        path = document.path
        if not any(one.fix for one in document.findings):
            continue
        try:
            if document.format == waivers.FORMAT:
                before, done = document.source, fix_text(document.source, document.findings)
                if write and done.text != before:
                    atomic.write(path, done.text.encode())
            elif path in request.texts:
                before = decode.decode(request.texts[path]).text
                done = fix(before, _relint(path, document.encoding, request), unsafe=unsafe)
            else:
                before, done = fix_file(path, _relint(path, document.encoding, request), unsafe=unsafe, write=write)
        except (FixError, OSError, decode.Unreadable) as error:
            failures.append(Failure(path, "not-fixed", str(error).removeprefix(f"{path}: ")))
            continue
        applied += done.applied
        skipped += done.skipped
        if done.text != before:
            changes.append((path, before, done.text))
    return FixedRun(tuple(changes), tuple(applied), tuple(skipped), tuple(failures))


def _relint(path: str, encoding: str, request: Request) -> Relint:
    def relint(source: str) -> Sequence[Finding]:
        try:
            raw = decode.encode(source, encoding)
        except UnicodeEncodeError:
            raw = source.encode("utf-8")
        one = replace(request, texts={path: raw}, corpus=False, cache=False, jobs=1)
        result = run([path], one)
        unread = next((failure for failure in result.all_failures if not failure.rule), None)
        if unread is not None:
            raise FixError(f"{path}: {unread.message}")
        return [finding for finding in result.findings if finding.path == path]

    return relint


def diff(path: str, before: str, after: str) -> str:
    """A unified diff as git shows it, for ``patch -p1`` and for reading; "" where nothing changed."""
    name = "".join(sign if sign.isprintable() else "?" for sign in path.replace(os.sep, "/"))
    out = []
    for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}"):
        out.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(out)


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
