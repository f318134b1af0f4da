"""A summary in Markdown for a pull request or a step summary: the verdict, the counts, the worst findings, what was not done.

Whatever comes from a document is escaped: it makes no link, no markup, no table cell and calls nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from copydesk.model import SEVERITIES, Failure, Finding, NotChecked, Report
from copydesk.reporters.positions import excerpt
from copydesk.reporters.statistics import figures
from copydesk.reporters.text import count, language_name, one_line, visible

SIZE_LIMIT = 60_000
"""Code points of the whole summary: GitHub refuses a comment of more than 65,536."""

_DOCUMENTS = 40
_FINDINGS = 20
_ROWS = 30
_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_MARKS = {"error": "🔴", "warning": "🟠", "info": "🔵"}
_SPECIAL = re.compile(r"([\\`*_\[\]|~$#>]|(?<=http):|(?<=https):|(?<=ftp):|(?<=www)\.)", re.IGNORECASE)


def write(report: Report, stream: TextIO) -> None:
    """Writes the summary, at most ``SIZE_LIMIT`` code points: documents that do not fit are counted in a line."""
    stream.write(summary(report))


def summary(report: Report) -> str:
    """The Markdown text, with a final line feed."""
    numbers = figures(report)
    head = [*_headline(report, numbers), *_families(numbers), *_failures(report.all_failures)]
    foot = [
        *_not_checked(report),
        *_suppressed(numbers),
        "",
        f"<sub>copydesk {_escaped(report.version)}, as of {report.as_of}</sub>",
    ]
    room = SIZE_LIMIT - sum(len(line) + 1 for line in (*head, *foot)) - 200
    body: list[str] = []
    documents = [document for document in report.documents if document.findings]
    documents.sort(key=lambda document: (min(_RANK[f.severity] for f in document.findings), -len(document.findings)))
    shown = 0
    for document in documents[:_DOCUMENTS]:
        lines = _document(document.path, document.findings, document.source, open_=len(documents) <= 3)
        room -= sum(len(line) + 1 for line in lines)
        if room < 0:
            break
        body += lines
        shown += 1
    if shown < len(documents):
        body += ["", f"… and {count(len(documents) - shown, 'more document')} with findings: see the full report."]
    return "\n".join([*head, *body, *foot]) + "\n"


def _headline(report: Report, numbers: dict[str, Any]) -> Iterable[str]:
    if report.verdict is not None:
        yield f"## copydesk: {'passed' if report.verdict.passed else 'blocked'}"
        yield ""
        marks = {"failed": "❌", "not computed": "❓", "passed": "✅"}
        for condition in sorted(report.verdict.conditions, key=lambda one: list(marks).index(one.status)):
            mark = marks[condition.status]
            yield f"- {mark} **{_escaped(condition.name)}** ({condition.status}): {_escaped(condition.reason)}"
    else:
        yield f"## copydesk: {_counted(numbers)}"
    yield ""
    languages = ", ".join(f"{_escaped(language_name(tag))} {number}" for tag, number in numbers["documents_by_language"].items())
    yield f"{_counted(numbers).capitalize()}{f' ({languages})' if languages else ''}."


def _counted(numbers: dict[str, Any]) -> str:
    documents = count(numbers["documents"], "document")
    if not numbers["findings"]:
        return f"no findings in {documents}"
    return f"{count(numbers['findings'], 'finding')} in {numbers['documents_with_findings']:,} of {documents}"


def _families(numbers: dict[str, Any]) -> Iterable[str]:
    if not numbers["by_family"]:
        return
    yield from ("", "| family | errors | warnings | info |", "| --- | ---: | ---: | ---: |")
    for family, row in numbers["by_family"].items():
        yield f"| {_escaped(family)} | " + " | ".join(str(row[severity] or "·") for severity in SEVERITIES) + " |"
    totals = numbers["by_severity"]
    yield "| **all** | " + " | ".join(f"**{totals[severity]}**" for severity in SEVERITIES) + " |"


def _failures(failures: Sequence[Failure]) -> Iterable[str]:
    if not failures:
        return
    yield from ("", f"### {count(len(failures), 'failure')}: not everything was checked", "")
    for failure in failures[:_ROWS]:
        rule = f" {_escaped(failure.rule)}" if failure.rule else ""
        where = f"{_code(failure.path)} " if failure.path else ""
        yield f"- {where}{_escaped(failure.kind)}{rule}: {_escaped(one_line(failure.message))}"
    if len(failures) > _ROWS:
        yield f"- … and {len(failures) - _ROWS:,} more"


def _document(path: str, findings: Sequence[Finding], source: str, *, open_: bool) -> list[str]:
    lines = ["", f"<details{' open' if open_ else ''}><summary>{_code(path)} · {count(len(findings), 'finding')}</summary>", ""]
    lines += ["| line | | what | rule |", "| ---: | --- | --- | --- |"]
    worst = sorted(findings, key=lambda finding: (_RANK[finding.severity], finding.start, finding.end))
    for finding in worst[:_FINDINGS]:
        quoted = one_line(excerpt(finding, source), 80)
        what = _escaped(one_line(finding.message, 300)) + (f"<br>{_code(quoted)}" if quoted else "")
        lines.append(f"| {finding.line} | {_MARKS[finding.severity]} {finding.severity} | {what} | {_code(finding.rule)} |")
    lines.append("")
    if len(findings) > _FINDINGS:
        lines += [f"… and {len(findings) - _FINDINGS:,} more in this document.", ""]
    return [*lines, "</details>"]


def _not_checked(report: Report) -> Iterable[str]:
    grouped: dict[tuple[str, str], list[NotChecked]] = {}
    for document in report.documents:
        for entry in document.not_checked:
            grouped.setdefault((entry.language, entry.reason), []).append(entry)
    if not grouped:
        return
    yield from ("", "### Not checked", "")
    for (language, reason), entries in list(grouped.items())[:_ROWS]:
        rules = sorted({entry.rule for entry in entries})
        named = ", ".join(_code(rule) for rule in rules[:8]) + (f" and {len(rules) - 8} more" if len(rules) > 8 else "")
        paths = len({entry.path for entry in entries})
        yield f"- {_escaped(language_name(language))}, {count(paths, 'document')}: {named} ({_escaped(reason)})"
    if len(grouped) > _ROWS:
        yield f"- … and {len(grouped) - _ROWS:,} more"


def _suppressed(numbers: dict[str, Any]) -> Iterable[str]:
    if numbers["suppressed"]:
        kinds = ", ".join(f"{number:,} by {_escaped(kind)}" for kind, number in numbers["suppressed"].items())
        yield from ("", f"Not counted: {kinds}.")


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is; a mention is cut by an empty comment, for GitHub looks for them after parsing."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", text).replace("@", "@<!-- -->")


def _code(text: str) -> str:
    """Text in fixed width. No backticks, for a text may hold any number of them."""
    return f"<code>{_escaped(text)}</code>"
