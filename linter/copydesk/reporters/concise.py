"""One line a finding, as compilers print it: ``path:line:col: severity rule message``. Failures first, as errors."""

from __future__ import annotations

from typing import TextIO

from copydesk.model import Report
from copydesk.reporters.text import inert, visible


def write(report: Report, stream: TextIO) -> None:
    """Writes the lines; nothing at all for a clean run. Columns are code points. A path or message never breaks a line."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for line in _lines(report):
        stream.write(inert(line).encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _lines(report: Report) -> list[str]:
    lines = []
    for failure in report.all_failures:
        rule = f" {failure.rule}" if failure.rule else ""
        lines.append(f"{visible(failure.path) or '-'}:1:1: failure {failure.kind}{rule} {visible(failure.message)}")
    for finding in report.findings:
        place = f"{visible(finding.path)}:{finding.line}:{finding.column}"
        lines.append(f"{place}: {finding.severity} {finding.rule} {visible(finding.message)}")
    return lines
