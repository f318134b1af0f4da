"""Workflow commands that GitHub Actions shows as annotations.

A step shows 10 errors, 10 warnings and 10 notices and drops the rest silently, so the worst come first and one plain line
counts what is not shown. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TextIO

from copydesk.model import Finding, Report
from copydesk.reporters.text import count, visible

CAP = 10
"""Annotations of each level that GitHub shows for a step."""

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: Report, stream: TextIO) -> None:
    """Writes the commands, failures before findings, and the line that counts the rest. Columns are code points."""
    commands: dict[str, list[str]] = {level: [] for level in _LEVELS.values()}
    for failure in report.all_failures:
        title = f"not checked: {failure.kind}"
        where = f"file={_property(failure.path)},line=1," if failure.path else ""
        rule = f"{failure.rule}: " if failure.rule else ""
        commands["error"].append(f"::error {where}title={_property(title)}::{_data(rule + failure.message)}")
    for condition in report.verdict.conditions if report.verdict is not None else ():
        if condition.status != "passed":
            title = f"gate: {condition.name} {condition.status}"
            commands["error"].append(f"::error title={_property(title)}::{_data(condition.reason)}")
    for finding in report.findings:
        commands[_LEVELS[finding.severity]].append(_command(finding))
    for lines in commands.values():
        for line in lines[:CAP]:
            stream.write(line + "\n")
    rest = [count(len(lines) - CAP, level) for level, lines in commands.items() if len(lines) > CAP]
    if rest:
        stream.write(f"Not shown as annotations, for GitHub shows {CAP} of each level: {', '.join(rest)} more.\n")


def _command(finding: Finding) -> str:
    place = f"file={_property(finding.path)},line={finding.line},endLine={finding.end_line}"
    if finding.line == finding.end_line and finding.end > finding.start:
        place += f",col={finding.column},endColumn={finding.end_column}"
    return f"::{_LEVELS[finding.severity]} {place},title={_property(finding.rule)}::{_data(finding.message)}"


def _data(text: str) -> str:
    return _shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _shown(text: str) -> str:
    """Controls as pictures, but line breaks, which have an escape of their own."""
    return "\n".join("\r".join(visible(piece) for piece in line.split("\r")) for line in text.split("\n"))
