"""The baseline: findings that stood when it was recorded and do not count until somebody gets to them.

Each is known by its fingerprint, not by a count or a line, so one that is fixed never makes room for another. The file is
JSON, sorted, with one finding a line; it only shrinks unless growth is accepted with a reason.
"""

from __future__ import annotations

import datetime
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from copydesk import registry
from copydesk.fingerprint import core_of, near
from copydesk.model import Finding, Report, Suppressed

FILE = ".copydesk-baseline.json"
VERSION = 1
_HOUSEKEEPING = ("suppression/", "waiver/")


class BaselineError(ValueError):
    """A baseline file that cannot be used; the message names the file and what is wrong in it."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One recorded finding. ``since`` is the as-of date on which it was recorded first; ``reason`` why growth was accepted."""

    path: str
    rule: str
    fingerprint: str
    message: str
    since: datetime.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """A recorded finding that is gone from a document where another of the same rule is new."""

    gone: Entry
    new: Finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings of a run against a baseline: ``known`` pairs each old one with its entry."""

    known: tuple[tuple[Finding, Entry], ...]
    new: tuple[Finding, ...]
    fixed: tuple[Entry, ...]
    elsewhere: tuple[Entry, ...]
    swaps: tuple[Swap, ...]

    def sentences(self, as_of: datetime.date) -> list[str]:
        """What a desk lead should know: what was fixed, what was swapped, how old the oldest is."""
        out = []
        if self.fixed:
            out.append(
                f"{_count(len(self.fixed), 'finding')} of the baseline {_is(len(self.fixed))} fixed: {_by_rule(self.fixed)}."
            )
        for swap in self.swaps:
            out.append(
                f"{swap.new.path}: one {swap.new.rule} of the baseline is fixed and another is new on line {swap.new.line}; "
                "the new one counts."
            )
        if self.known:
            oldest = min((entry for _, entry in self.known), key=lambda entry: (entry.since, entry))
            age = _count((as_of - oldest.since).days, "day")
            out.append(f"{_count(len(self.known), 'finding')} in the baseline; the oldest stands since {oldest.since} ({age}).")
        return out


class BaselineGrows(ValueError):
    """The findings would make the baseline grow, and nobody has accepted that."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        new, swaps = len(comparison.new), len(comparison.swaps)
        swapped = f" ({_count(swaps, 'one', 'of them takes', 'of them take')} the place of one that was fixed)" if swaps else ""
        super().__init__(
            f"{_count(new, 'finding')} {_is(new)} not in the baseline{swapped}: {_by_rule(comparison.new)}. "
            "Correct the text, or accept them with --accept --reason TEXT."
        )


def _count(number: int, one: str, *more: str) -> str:
    if more:
        return f"{number} {more[0] if number == 1 else more[1]}"
    return f"{number} {one}{'' if number == 1 else 's'}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _by_rule(entries: Iterable[Entry | Finding]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for entry in entries:
        counts[entry.rule] += 1
    return ", ".join(f"{rule}{f' ({count})' if count > 1 else ''}" for rule, count in sorted(counts.items()))


def load(path: str | os.PathLike[str]) -> tuple[Entry, ...]:
    """The entries of a baseline file, sorted. Raises BaselineError."""
    name = relative(os.fspath(path), os.getcwd())
    try:
        data = json.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BaselineError(f"{name}: {error.strerror}") from error
    except ValueError as error:
        raise BaselineError(f"{name}: is not a baseline file: {error}") from error
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise BaselineError(f"{name}: is not a baseline of version {VERSION}; record it again with `copydesk baseline`")
    return tuple(sorted(_entry(name, number, given) for number, given in enumerate(data["findings"], 1)))


def _entry(file: str, number: int, given: Any) -> Entry:
    known = [one.name for one in fields(Entry)]
    if not isinstance(given, dict):
        raise BaselineError(f"{file}: finding {number}: is no object")
    for key in given:
        if key not in known:
            raise BaselineError(f"{file}: finding {number}: {key!r} is not known{registry.did_you_mean(key, known)}")
    try:
        since = datetime.date.fromisoformat(given["since"])
        entry = Entry(**{**given, "since": since})
    except KeyError as error:
        raise BaselineError(f"{file}: finding {number}: {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise BaselineError(f"{file}: finding {number}: {error}") from error
    if not all(isinstance(getattr(entry, key), str) for key in known if key != "since"):
        raise BaselineError(f"{file}: finding {number}: every value but 'since' must be text")
    return entry


def dump(entries: Iterable[Entry]) -> str:
    """The text of a baseline file: sorted, a finding a line, so that a change reads well in a diff."""
    rows = []
    for entry in sorted(entries):
        row: dict[str, str] = {"path": entry.path, "rule": entry.rule, "fingerprint": entry.fingerprint, "message": entry.message}
        row["since"] = entry.since.isoformat()
        if entry.reason:
            row["reason"] = entry.reason
        rows.append("    " + json.dumps(row, ensure_ascii=False))
    return f'{{\n  "version": {VERSION},\n  "findings": [' + ("\n" + ",\n".join(rows) + "\n  " if rows else "") + "]\n}\n"


def compare(
    findings: Iterable[Finding],
    entries: Sequence[Entry],
    checked: Iterable[str],
    *,
    rules: Iterable[str] | None = None,
    root: str = ".",
) -> Comparison:
    """Matches findings with entries, each at most once.

    First the same fingerprint in the same document; then the same rule and text there with one neighbour edited; then the
    same fingerprint in a document whose old path is gone (it was renamed). ``checked`` are the paths that the run took in
    and ``rules`` the rules that ran (None: all): entries of other rules, and of other documents that are still there, are
    neither known nor fixed. Paths in the entries are relative to ``root``.
    """
    ran = None if rules is None else set(rules)
    paths = {relative(path, root) for path in checked}
    present = {path: path in paths or os.path.lexists(os.path.join(root, path)) for path in {entry.path for entry in entries}}
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    by_core: dict[tuple[str, ...], list[int]] = defaultdict(list)
    moved: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        by_key[entry.path, entry.rule, entry.fingerprint].append(index)
        by_core[entry.path, entry.rule, core_of(entry.fingerprint)].append(index)
        if not present[entry.path]:
            moved[entry.rule, entry.fingerprint].append(index)
    free = set(range(len(entries)))

    def same(finding: Finding) -> Iterable[int]:
        return by_key[relative(finding.path, root), finding.rule, finding.fingerprint]

    def edited(finding: Finding) -> Iterable[int]:
        candidates = by_core[relative(finding.path, root), finding.rule, core_of(finding.fingerprint)]
        return (index for index in candidates if near(entries[index].fingerprint, finding.fingerprint))

    def renamed(finding: Finding) -> Iterable[int]:
        return moved[finding.rule, finding.fingerprint]

    known: list[tuple[Finding, Entry]] = []
    new = [finding for finding in findings if recordable(finding)]
    for candidates in (same, edited, renamed):
        rest: list[Finding] = []
        for finding in new:
            match = next((index for index in candidates(finding) if index in free), None)
            if match is None:
                rest.append(finding)
            else:
                free.discard(match)
                known.append((finding, entries[match]))
        new = rest
    left = [entries[index] for index in sorted(free)]

    def judged(entry: Entry) -> bool:
        return (ran is None or entry.rule in ran) and (entry.path in paths or not present[entry.path])

    fixed = [entry for entry in left if judged(entry)]
    elsewhere = [entry for entry in left if not judged(entry)]
    return Comparison(
        known=tuple(sorted(known, key=lambda pair: (pair[0].path, pair[0].start, pair[1]))),
        new=tuple(sorted(new, key=lambda finding: (finding.path, finding.start, finding.rule))),
        fixed=tuple(sorted(fixed)),
        elsewhere=tuple(sorted(elsewhere)),
        swaps=tuple(_swaps(fixed, new, root)),
    )


def relative(path: str, root: str) -> str:
    """A document's path relative to the folder that the baseline is about."""
    return path if root == "." else os.path.relpath(path, root).replace(os.sep, "/")


def _swaps(fixed: Iterable[Entry], new: Iterable[Finding], root: str) -> Iterable[Swap]:
    gone: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(fixed, reverse=True):
        gone[entry.path, entry.rule].append(entry)
    for finding in sorted(new, key=lambda finding: (finding.path, finding.start)):
        if places := gone[relative(finding.path, root), finding.rule]:
            yield Swap(places.pop(), finding)


def recordable(finding: Finding) -> bool:
    """Whether a finding may be in a baseline: not where its rule is never to be waived, nor the housekeeping itself."""
    if finding.rule.startswith(_HOUSEKEEPING):
        return False
    try:
        return registry.rule(finding.rule).waivable
    except registry.UnknownName:
        return True


def record(
    report: Report,
    entries: Sequence[Entry] | None,
    *,
    root: str = ".",
    accept: bool = False,
    reason: str = "",
) -> tuple[tuple[Entry, ...], Comparison]:
    """The new entries of a baseline after a run over which no baseline was applied. ``entries`` None: there was none yet.

    Raises BaselineGrows where a finding is not in it yet, unless ``accept`` with a ``reason``.
    """
    findings = [finding for document in report.documents for finding in document.findings]
    paths = [document.path for document in report.documents]
    comparison = compare(findings, entries or (), paths, rules=report.rules, root=root)
    if comparison.new and entries is not None and not (accept and reason.strip()):
        raise BaselineGrows(comparison)
    why = reason.strip() if entries is not None else ""
    kept = [
        replace(entry, path=relative(finding.path, root), fingerprint=finding.fingerprint, message=finding.message)
        for finding, entry in comparison.known
    ]
    new = [Entry(relative(f.path, root), f.rule, f.fingerprint, f.message, report.as_of, why) for f in comparison.new]
    return tuple(sorted([*kept, *new, *comparison.elsewhere])), comparison


def apply(report: Report, entries: Sequence[Entry], *, root: str = ".") -> tuple[Report, Comparison]:
    """A report in which recorded findings are suppressed, and the comparison; what it says stands in the report's notes."""
    findings = [finding for document in report.documents for finding in document.findings]
    comparison = compare(findings, entries, [document.path for document in report.documents], rules=report.rules, root=root)
    known: Mapping[int, Entry] = {id(finding): entry for finding, entry in comparison.known}
    documents = []
    for document in report.documents:
        hidden = tuple(
            Suppressed(
                finding, "baseline", f"in the baseline since {entry.since}" + (f": {entry.reason}" if entry.reason else "")
            )
            for finding in document.findings
            if (entry := known.get(id(finding)))
        )
        kept = tuple(finding for finding in document.findings if id(finding) not in known)
        documents.append(replace(document, findings=kept, suppressed=(*document.suppressed, *hidden)))
    notes = (*report.notes, *comparison.sentences(report.as_of))
    return replace(report, documents=tuple(documents), notes=notes), comparison
