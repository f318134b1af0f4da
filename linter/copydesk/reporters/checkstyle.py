"""Checkstyle XML, which many CI servers and reviewers read. Columns are code points."""

from __future__ import annotations

from typing import TextIO
from xml.sax.saxutils import quoteattr

from copydesk.model import Report
from copydesk.reporters.text import visible


def write(report: Report, stream: TextIO) -> None:
    """Writes a ``file`` element for every document, clean ones too, and one for each failure that has no document."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(f'<checkstyle version="4.3">\n  <!-- copydesk {visible(report.version).replace("--", "")} -->\n')
    for document in report.documents:
        errors = [_error(1, 1, "error", failure.message, f"failure.{failure.kind}") for failure in document.failures]
        errors += [
            _error(finding.line, finding.column, finding.severity, finding.message, finding.rule) for finding in document.findings
        ]
        _file(stream, document.path, errors)
    for failure in report.failures:
        _file(stream, failure.path or "copydesk", [_error(1, 1, "error", failure.message, f"failure.{failure.kind}")])
    stream.write("</checkstyle>\n")


def _file(stream: TextIO, path: str, errors: list[str]) -> None:
    if errors:
        stream.write(f"  <file name={_quoted(path)}>\n{''.join(errors)}  </file>\n")
    else:
        stream.write(f"  <file name={_quoted(path)}/>\n")


def _error(line: int, column: int, severity: str, message: str, rule: str) -> str:
    place = f'line="{line}" column="{column}" severity="{severity}"'
    return f"    <error {place} message={_quoted(message)} source={_quoted(f'copydesk.{rule}')}/>\n"


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
