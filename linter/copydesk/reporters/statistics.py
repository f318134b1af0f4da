"""Where the findings are: by severity, rule, family, language and folder; a table for people, the same figures in the JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TextIO

from copydesk.model import SEVERITIES, Finding, Report
from copydesk.reporters.text import count, language_name, visible

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.table import Table

GROUPS: Mapping[str, Callable[[Finding], str]] = {
    "rule": lambda finding: finding.rule,
    "family": lambda finding: finding.family,
    "language": lambda finding: finding.language,
    "folder": lambda finding: str(PurePosixPath(finding.path).parent),
}


def figures(report: Report) -> dict[str, Any]:
    """The counts of a report, keys sorted. Suppressed findings are counted apart and nowhere else."""
    findings = report.findings
    suppressed = Counter(entry.kind for document in report.documents for entry in document.suppressed)
    languages = Counter(document.language for document in report.documents if document.language or not document.failures)
    return {
        "documents": len(report.documents),
        "documents_by_language": dict(sorted(languages.items())),
        "documents_with_failures": sum(bool(document.failures) for document in report.documents),
        "documents_with_findings": sum(bool(document.findings) for document in report.documents),
        "failures": len(report.all_failures),
        "findings": len(findings),
        "fixable": {
            "safe": sum(finding.fix is not None and finding.fix.safe for finding in findings),
            "unsafe": sum(finding.fix is not None and not finding.fix.safe for finding in findings),
        },
        "not_checked": sum(len(document.not_checked) for document in report.documents),
        "size": sum(document.size for document in report.documents),
        "suppressed": dict(sorted(suppressed.items())),
        "by_severity": _by_severity(findings),
        **{f"by_{name}": _grouped(findings, key) for name, key in GROUPS.items()},
    }


def _by_severity(findings: Any) -> dict[str, int]:
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in SEVERITIES}


def _grouped(findings: Any, key: Callable[[Finding], str]) -> dict[str, dict[str, int]]:
    counted: dict[str, Counter[str]] = {}
    for finding in findings:
        counted.setdefault(key(finding), Counter())[finding.severity] += 1
    return {
        name: {**{severity: counts[severity] for severity in SEVERITIES}, "total": counts.total()}
        for name, counts in sorted(counted.items())
    }


def statistics(report: Report, stream: TextIO | None = None, *, console: Console | None = None) -> None:
    """Prints the tables to a console (default: one on ``stream``)."""
    from copydesk.reporters.console import console_for

    (console or console_for(stream)).print(table(report))


def table(report: Report) -> Group:
    """The counts as tables for a rich console, the largest first."""
    from rich.console import Group
    from rich.text import Text

    numbers = figures(report)
    total = f"{count(numbers['findings'], 'finding')} in {numbers['documents_with_findings']:,} of "
    parts: list[Text | Table] = [Text(total + count(numbers["documents"], "document"))]
    for name in GROUPS:
        if numbers[f"by_{name}"]:
            parts += [Text(), _table(name, numbers[f"by_{name}"])]
    return Group(*parts)


def _table(name: str, rows: Mapping[str, Mapping[str, int]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    table.add_column(name.capitalize(), overflow="fold")
    for heading in ("errors", "warnings", "info", "total"):
        table.add_column(heading, justify="right", no_wrap=True)
    for key, numbers in sorted(rows.items(), key=lambda item: (-item[1]["total"], item[0])):
        label = f"{language_name(key)} ({visible(key)})" if name == "language" and key else visible(key) or "unknown"
        table.add_row(
            Text(label),
            *(Text(f"{numbers[severity]:,}" if numbers[severity] else "·") for severity in SEVERITIES),
            Text(f"{numbers['total']:,}", style="bold"),
        )
    return table
