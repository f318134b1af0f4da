"""One JSON object a line: each finding as it stands in the JSON report, then what failed, then one summary line.

``kind`` tells the lines apart: "finding", "suppressed", "failure", "summary" (the last line, always there).
"""

from __future__ import annotations

from typing import TextIO

from copydesk.model import Report
from copydesk.reporters.dump import dumps
from copydesk.reporters.json_report import finding_json, header


def write(report: Report, stream: TextIO) -> None:
    """Writes the lines in order of path and place."""
    for document in report.documents:
        for finding in document.findings:
            stream.write(dumps({"kind": "finding", **finding_json(finding, document.source)}) + "\n")
        for entry in document.suppressed:
            waived = {"by": entry.kind, "reason": entry.reason, "owner": entry.owner, "until": entry.until}
            line = {"kind": "suppressed", **finding_json(entry.finding, document.source), "suppressed": waived}
            stream.write(dumps(line) + "\n")
    for failure in report.all_failures:
        line = {"kind": "failure", "path": failure.path, "failure": failure.kind, "message": failure.message}
        stream.write(dumps({**line, "rule": failure.rule}) + "\n")
    stream.write(dumps({"kind": "summary", **header(report)}) + "\n")
