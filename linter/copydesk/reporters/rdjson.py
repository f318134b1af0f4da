"""Reviewdog's diagnostic format: lines and columns 1-based, columns in UTF-8 bytes, the end exclusive.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from typing import Any, TextIO

from copydesk.model import DocumentReport, Finding, Report
from copydesk.reporters.dump import dumps
from copydesk.reporters.positions import Positions, merged
from copydesk.reporters.text import visible

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def write(report: Report, stream: TextIO) -> None:
    """Writes one DiagnosticResult. A document whose source was not kept gets lines without columns and no suggestions."""
    diagnostics = [
        {
            "message": visible(failure.message),
            "location": {"path": failure.path},
            "severity": "ERROR",
            "code": {"value": f"failure/{failure.kind}"},
        }
        for failure in report.all_failures
    ]
    for document in report.documents:
        positions = Positions(document.source)
        diagnostics += [_diagnostic(finding, document, positions) for finding in document.findings]
    result = {"source": {"name": "copydesk"}, "severity": _worst(report), "diagnostics": diagnostics}
    stream.write(dumps(result, indent=2) + "\n")


def _worst(report: Report) -> str:
    found = {finding.severity for finding in report.findings}
    if report.all_failures or "error" in found:
        return "ERROR"
    return "WARNING" if "warning" in found else "INFO" if found else "UNKNOWN_SEVERITY"


def _diagnostic(finding: Finding, document: DocumentReport, positions: Positions) -> dict[str, Any]:
    out: dict[str, Any] = {
        "message": visible(finding.message),
        "location": {"path": finding.path, "range": _finding_range(finding, positions)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if document.source and finding.fix is not None and (edit := merged(finding.fix, document.source)):
        out["suggestions"] = [{"range": _range(positions, edit.span.start, edit.span.end), "text": edit.text}]
    if document.source and finding.related:
        out["related_locations"] = [
            {
                "message": visible(related.message),
                "location": {"path": finding.path, "range": _range(positions, related.span.start, related.span.end)},
            }
            for related in finding.related
        ]
    return out


def _finding_range(finding: Finding, positions: Positions) -> dict[str, Any]:
    if not positions.source:
        return {"start": {"line": finding.line}, "end": {"line": finding.end_line}}
    return _range(positions, finding.start, finding.end)


def _range(positions: Positions, start: int, end: int) -> dict[str, Any]:
    return {"start": positions.at(start, "utf-8")._asdict(), "end": positions.at(end, "utf-8")._asdict()}
