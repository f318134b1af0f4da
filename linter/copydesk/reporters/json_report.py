"""The whole run as one JSON document of the schema ``copydesk-report-1`` (``copydesk schema`` prints the JSON Schema).

Offsets are code points of the source as decoded, half-open; lines and columns are 1-based, columns in code points. Keys
are in the order of the schema, those of maps sorted. A key may be added in a later version; none is taken away or changes
its meaning without a new schema name.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, TextIO

from copydesk.model import (
    Condition,
    DocumentReport,
    Failure,
    Finding,
    Fix,
    NotChecked,
    Report,
    Suppressed,
    Verdict,
)
from copydesk.reporters.dump import dumps
from copydesk.reporters.positions import excerpt
from copydesk.reporters.statistics import figures

SCHEMA = "copydesk-report-1"


def schema_text() -> str:
    """The JSON Schema of this format (draft 2020-12), as shipped."""
    return (files("copydesk.reporters") / "schema" / f"{SCHEMA}.json").read_text("utf-8")


def write(report: Report, stream: TextIO) -> None:
    """Writes the report, indented by two, with a final line feed."""
    stream.write(dumps(as_json(report), indent=2))
    stream.write("\n")


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        **header(report),
        "rules": list(report.rules),
        "documents": [_document(document) for document in report.documents],
        "failures": [_failure(failure) for failure in report.failures],
        "notes": list(report.notes),
    }


def header(report: Report) -> dict[str, Any]:
    """What stands for the run as a whole: schema, tool, as-of date, verdict, statistics."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "copydesk", "version": report.version},
        "as_of": report.as_of.isoformat(),
        "verdict": _verdict(report.verdict) if report.verdict is not None else None,
        "statistics": figures(report),
    }


def _document(document: DocumentReport) -> dict[str, Any]:
    return {
        "path": document.path,
        "language": document.language,
        "languages": list(document.languages),
        "language_from": document.language_from,
        "encoding": document.encoding,
        "format": document.format,
        "size": document.size,
        "sha256": document.sha256,
        "findings": [finding_json(finding, document.source) for finding in document.findings],
        "suppressed": [_suppressed(entry, document.source) for entry in document.suppressed],
        "failures": [_failure(failure) for failure in document.failures],
        "not_checked": [_not_checked(entry) for entry in document.not_checked],
        "facts": {name: plain(document.facts[name]) for name in sorted(document.facts)},
        "notes": list(document.notes),
    }


def finding_json(finding: Finding, source: str = "") -> dict[str, Any]:
    """One finding as plain values. ``text`` is what its span covers, at most 400 code points; "" where that is not known."""
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "language": finding.language,
        "text": excerpt(finding, source),
        "fix": _fix(finding.fix) if finding.fix is not None else None,
        "related": [
            {"start": related.span.start, "end": related.span.end, "message": related.message} for related in finding.related
        ],
        "data": plain(finding.data) if finding.data is not None else None,
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits],
    }


def _suppressed(entry: Suppressed, source: str) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "reason": entry.reason,
        "owner": entry.owner,
        "until": entry.until.isoformat() if entry.until else None,
        "finding": finding_json(entry.finding, source),
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {"path": failure.path, "kind": failure.kind, "message": failure.message, "rule": failure.rule}


def _not_checked(entry: NotChecked) -> dict[str, Any]:
    return {"path": entry.path, "rule": entry.rule, "language": entry.language, "reason": entry.reason}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "passed": verdict.passed,
        "conditions": [_condition(condition) for condition in verdict.conditions],
        "documents": {path: verdict.documents[path] for path in sorted(verdict.documents)},
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "name": condition.name,
        "status": condition.status,
        "reason": condition.reason,
        "paths": list(condition.paths),
    }


def plain(value: Any) -> Any:
    """A fact or a finding's data with its maps in order of key and what JSON does not know as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in sorted(value.__dataclass_fields__)}
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
