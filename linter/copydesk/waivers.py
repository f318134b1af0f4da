"""Waivers: findings that somebody answers for until a date, in waivers.toml, for texts that have no comments and for desks.

    [[waivers]]
    rule = "claims/unhedged-headline"
    path = "news/2026/sleep.txt"                # a document, or a glob
    fingerprint = "0f3c…"                       # or: text = "Sleep cures stress"
    reason = "The ministry's own title, quoted in full."
    owner = "anna@example.org"
    until = 2026-12-31                          # the last day
    evidence = "https://example.org/decision/7" # optional

Nothing in the file is ever read as a blanket: what is missing, misspelt or unknown stops the run. Paths are relative to
the folder of the file.
"""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from copydesk import registry
from copydesk.config import globs_match
from copydesk.fingerprint import core, core_of, fingerprint, near
from copydesk.model import DocumentReport, Edit, Finding, Fix, Report, Severity, SourceSpan, Suppressed

FILE = "waivers.toml"
EXPIRED = "waiver/expired"
UNUSED = "waiver/unused"

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*waivers[ \t]*\]\][ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)")
_FINGERPRINT = re.compile(r"[0-9a-f]{24}")
_REQUIRED = ("rule", "path", "reason", "owner", "until")


class WaiverError(ValueError):
    """A waiver file that cannot be used; the message names the file, the entry, the key and the nearest right spelling."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry. ``until`` is the last day on which it holds."""

    rule: str
    path: str
    reason: str
    owner: str
    until: datetime.date
    fingerprint: str = ""
    text: str = ""
    evidence: str = ""

    def covers(self, path: str) -> bool:
        """Whether the waiver is about a document, by its posix path relative to the folder of the file."""
        return path == self.path or globs_match((self.path,), path)

    def matches(self, finding: Finding) -> bool:
        """Whether the waiver names a finding: the exact one, one whose neighbourhood was edited, or any of its text."""
        if finding.rule != self.rule:
            return False
        if self.fingerprint:
            return near(finding.fingerprint, self.fingerprint)
        return core_of(finding.fingerprint) == core(self.rule, self.text)


@dataclass(frozen=True, slots=True)
class Expired:
    """A finding that was waived until a date that is past."""

    waiver: Waiver
    finding: Finding

    def __str__(self) -> str:
        return (
            f"{self.finding.path}:{self.finding.line}: the waiver of {self.waiver.rule} ended on {self.waiver.until}; "
            f"{self.waiver.owner} answers for it"
        )


@dataclass(slots=True)
class Waivers:
    """The entries of one file, and which of them were needed. ``places`` are their spans in ``source``, where known."""

    entries: tuple[Waiver, ...] = ()
    path: str = FILE
    source: str = ""
    places: tuple[SourceSpan, ...] = ()
    used: set[int] = field(default_factory=set)

    def apply(
        self, findings: Iterable[Finding], path: str, as_of: datetime.date
    ) -> tuple[list[Finding], list[Suppressed], list[Expired]]:
        """The findings of one document that count, those that are waived, and those whose waiver has ended (they count too)."""
        kept: list[Finding] = []
        hidden: list[Suppressed] = []
        expired: list[Expired] = []
        mine = [(index, one) for index, one in enumerate(self.entries) if one.covers(self.relative(path))]
        for finding in findings:
            matching = [(index, one) for index, one in mine if one.matches(finding)]
            self.used |= {index for index, _ in matching}
            valid = [one for _, one in matching if as_of <= one.until]
            if valid:
                best = max(valid, key=lambda one: one.until)
                hidden.append(Suppressed(finding, "waiver", _reason(best), best.owner, best.until))
                continue
            kept.append(finding)
            if matching:
                expired.append(Expired(max((one for _, one in matching), key=lambda one: one.until), finding))
        return kept, hidden, expired

    def unused(self, checked: Collection[str], ran: Collection[str], *, complete: bool) -> list[int]:
        """The numbers of entries that nothing needed, of those that this run could judge.

        ``checked`` are the paths of the documents, ``ran`` the rules; ``complete`` says that the run took in every document
        there is, so that a glob, or a document that is gone, can be judged as well.
        """
        paths = {self.relative(path) for path in checked}
        return [
            index
            for index, one in enumerate(self.entries)
            if index not in self.used and one.rule in ran and (complete or one.path in paths)
        ]

    def relative(self, path: str) -> str:
        """A document's path relative to the folder of the file."""
        return os.path.relpath(path, os.path.dirname(self.path) or ".").replace(os.sep, "/")


def load(path: str | os.PathLike[str]) -> Waivers:
    """The waivers of a file. Raises WaiverError for anything in it that is missing, unknown or of the wrong kind."""
    import tomllib

    name = _shown(os.fspath(path))
    try:
        source = Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise WaiverError(f"{name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WaiverError(f"{name}: is not UTF-8 text") from error
    try:
        data = tomllib.loads(source.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise WaiverError(f"{name}: {error}") from error
    for key in data:
        if key != "waivers":
            raise WaiverError(f"{name}: {key!r} is not known here; every entry begins with [[waivers]]")
    given = data.get("waivers", [])
    if not isinstance(given, list):
        raise WaiverError(f"{name}: every entry begins with [[waivers]], in double brackets")
    entries = tuple(_entry(name, number, entry) for number, entry in enumerate(given, 1))
    return Waivers(entries, os.fspath(path), source, _places(source, len(entries)))


def _entry(file: str, number: int, given: Any) -> Waiver:
    def wrong(message: str) -> WaiverError:
        return WaiverError(f"{file}: entry {number}: {message}")

    if not isinstance(given, dict):
        raise wrong("is no table; every entry begins with [[waivers]]")
    known = [one.name for one in fields(Waiver)]
    for key in given:
        if key not in known:
            raise wrong(f"{key!r} is not a key of a waiver{registry.did_you_mean(key, known)}")
    for key in _REQUIRED:
        if key not in given:
            raise wrong(f"{key!r} is missing")
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key == "until":
            values[key] = _date(value, wrong)
        elif not isinstance(value, str):
            raise wrong(f"{key!r} must be text in quotes")
        elif not value.strip():
            raise wrong(f"{key!r} is empty")
        else:
            values[key] = value.strip()
    if "fingerprint" not in values and "text" not in values:
        raise wrong("'fingerprint' or 'text' is missing: a waiver names one finding, never all of a rule")
    if "fingerprint" in values and not _FINGERPRINT.fullmatch(values["fingerprint"]):
        raise wrong(f"'fingerprint' must be the 24 signs that the report shows, not {values['fingerprint']!r}")
    try:
        rule = registry.rule(values["rule"])
    except registry.UnknownName as error:
        raise wrong(str(error)) from error
    if not rule.waivable:
        raise wrong(f"{rule.name} cannot be waived: correct the text")
    return Waiver(**{**values, "rule": rule.name})


def _date(value: Any, wrong: Callable[[str], WaiverError]) -> datetime.date:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise wrong(f"'until' must be a date as 2026-12-31, not {value!r}") from None
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise wrong(f"'until' must be a date as 2026-12-31, not {value}")
    return value


def _places(source: str, count: int) -> tuple[SourceSpan, ...]:
    """Where each entry stands, with the comment right above it; nothing where the headers do not tell."""
    starts = [
        match.start() for match in _HEADER.finditer(source) if match.start() == 0 or source[match.start() - 1] in "\n\ufeff"
    ]
    if len(starts) != count or not starts:
        return ()
    for index in range(1, count):
        lines = source[starts[index - 1] : starts[index]].splitlines(keepends=True)
        while lines[-1].lstrip().startswith("#"):
            starts[index] -= len(lines.pop())
    return tuple(SourceSpan(start, stop) for start, stop in zip(starts, [*starts[1:], len(source)], strict=True))


def _reason(waiver: Waiver) -> str:
    return f"{waiver.reason} ({waiver.evidence})" if waiver.evidence else waiver.reason


def apply(report: Report, waivers: Waivers, *, complete: bool = False) -> Report:
    """A report with its findings waived where somebody answers for them.

    An ended waiver is an error at the place of its finding and names the owner. An entry that nothing needs is a warning
    in the waiver file, with a fix that deletes it; ``complete`` as in ``Waivers.unused``.
    """
    documents = []
    for document in report.documents:
        kept, hidden, expired = waivers.apply(document.findings, document.path, report.as_of)
        kept += [_expired(one) for one in expired]
        kept.sort(key=lambda finding: (finding.start, finding.end, finding.rule, finding.message))
        documents.append(replace(document, findings=tuple(kept), suppressed=(*document.suppressed, *hidden)))
    paths = [document.path for document in report.documents]
    idle = [_unused(waivers, index) for index in waivers.unused(paths, report.rules, complete=complete)]
    if idle:
        documents.append(_own_report(waivers, idle))
    return replace(report, documents=tuple(documents))


def _expired(expired: Expired) -> Finding:
    waiver, finding = expired.waiver, expired.finding
    message = (
        f"The waiver of {waiver.rule} ended on {waiver.until}. {waiver.owner} answers for it: correct the text, or decide anew. "
        f"It was granted because: {waiver.reason}"
    )
    return replace(
        finding,
        rule=EXPIRED,
        severity="error",
        message=message,
        fix=None,
        related=(),
        data={"owner": waiver.owner, "until": waiver.until.isoformat(), "rule": waiver.rule},
        fingerprint=core(EXPIRED, finding.fingerprint) + finding.fingerprint[12:],
    )


def _unused(waivers: Waivers, index: int) -> Finding:
    waiver = waivers.entries[index]
    span = waivers.places[index] if waivers.places else SourceSpan(0, 0)
    head = waivers.source[: span.start]
    line = head.count("\n") + 1
    message = f"No finding needs waiver {index + 1} ({waiver.rule} in {waiver.path}, {waiver.owner}) any more. Delete the entry."
    fix = Fix((Edit(span, ""),), True, "Delete the entry") if waivers.places else None
    return _own_finding(waivers, UNUSED, "warning", message, span, line, fix, index)


def _own_finding(
    waivers: Waivers, rule: str, severity: Severity, message: str, span: SourceSpan, line: int, fix: Fix | None, index: int
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        path=_shown(waivers.path),
        start=span.start,
        end=span.end,
        line=line,
        column=1,
        end_line=line + waivers.source[span.start : span.end].count("\n"),
        end_column=1,
        language="",
        fix=fix,
        related=(),
        data=None,
        fingerprint=fingerprint(rule, waivers.source, span.start, span.end, index),
    )


def _own_report(waivers: Waivers, findings: Sequence[Finding]) -> DocumentReport:
    import hashlib

    data = waivers.source.encode()
    return DocumentReport(
        path=_shown(waivers.path),
        language="",
        languages=(),
        language_from="",
        encoding="utf-8",
        format=FORMAT,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        findings=tuple(findings),
        source=waivers.source,
    )


FORMAT = "waivers"
"""The format of the waiver file's own entry in a report: it is no document and is never published."""


def _shown(path: str) -> str:
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def entry(waiver: Waiver) -> str:
    """The TOML of a waiver, ready to be put at the end of a file."""
    lines = ["[[waivers]]"]
    for one in ("rule", "path", "fingerprint", "text", "reason", "owner", "until", "evidence"):
        value = getattr(waiver, one)
        if isinstance(value, datetime.date):
            lines.append(f"{one} = {value.isoformat()}")
        elif value:
            lines.append(f"{one} = {_quoted(value)}")
    return "\n".join(lines) + "\n"


def added(source: str, waiver: Waiver) -> str:
    """The text of a waiver file with one more entry at its end; its line endings stay as they are."""
    newline = "\r\n" if "\r\n" in source else "\n"
    text = entry(waiver).replace("\n", newline)
    if not source.strip("\ufeff \t\r\n"):
        return source + text
    return source.rstrip("\r\n") + newline * 2 + text


def without(waivers: Waivers, numbers: Collection[int]) -> str:
    """The text of the file without some entries. Raises WaiverError where its entries cannot be told apart."""
    if numbers and not waivers.places:
        raise WaiverError(f"{waivers.path}: write every entry under a [[waivers]] line of its own, or delete them by hand")
    out = waivers.source
    for number in sorted(numbers, reverse=True):
        place = waivers.places[number]
        out = out[: place.start] + out[place.end :]
    return out


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _quoted(text: str) -> str:
    out = "".join(_ESCAPES.get(sign) or (f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 else sign) for sign in text)
    return f'"{out}"'


def counted(report: Report) -> Counter[str]:
    """How many findings each owner answers for in a report."""
    return Counter(one.owner for document in report.documents for one in document.suppressed if one.kind == "waiver")
