"""GitLab code quality: one JSON array; GitLab drops entries whose fingerprint it has seen, so each is unique and stable.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
from typing import Any, TextIO

from copydesk.model import Finding, Report
from copydesk.reporters.dump import dumps
from copydesk.reporters.text import visible

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def write(report: Report, stream: TextIO) -> None:
    """Writes failures (as "blocker") and findings. The description begins with the rule, for GitLab does not show its name."""
    entries = [
        _entry("failure/" + failure.kind, failure.message, "blocker", failure.path, 1, f"{failure.rule}\x1f{failure.message}")
        for failure in report.all_failures
    ]
    entries += [_finding(finding) for finding in report.findings]
    seen: dict[str, int] = {}
    for entry in entries:
        print_ = entry["fingerprint"]
        seen[print_] = seen.get(print_, 0) + 1
        if seen[print_] > 1:
            entry["fingerprint"] = _digest(print_, str(seen[print_]))
    stream.write(dumps(entries, indent=2) + "\n")


def _finding(finding: Finding) -> dict[str, Any]:
    severity = _SEVERITIES[finding.severity]
    entry = _entry(finding.rule, finding.message, severity, finding.path, finding.line, finding.fingerprint)
    entry["categories"] = ["Style"]
    entry["location"]["lines"]["end"] = max(finding.line, finding.end_line)
    return entry


def _entry(name: str, message: str, severity: str, path: str, line: int, identity: str) -> dict[str, Any]:
    return {
        "check_name": name,
        "description": visible(f"{name}: {message}"),
        "fingerprint": _digest(name, path, identity),
        "severity": severity,
        "location": {"path": path.removeprefix("./") or ".", "lines": {"begin": line}},
    }


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
