"""JUnit XML after the schema of Ant: one suite a document, and one for the gate.

A clean document is one passing case, so a run that checked nothing shows no tests at all. A finding of severity error or
warning is a failure, one of severity info a passing case that says so, a failure of copydesk an error, what could not be
checked a skipped case. Names are unique, for GitLab drops doubles.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TextIO
from xml.sax.saxutils import escape, quoteattr

from copydesk.model import DocumentReport, Failure, Report, Verdict
from copydesk.reporters.text import visible


class _Case(NamedTuple):
    name: str
    kind: str = ""
    type: str = ""
    message: str = ""


class _Suite(NamedTuple):
    name: str
    cases: list[_Case]
    properties: list[tuple[str, str]]


def write(report: Report, stream: TextIO) -> None:
    """Writes ``testsuites``. The timestamp is the as-of date and durations are 0, so that equal runs give equal bytes."""
    suites = [_document(document) for document in report.documents]
    if report.failures:
        suites.append(_Suite("failures", _unique(_failures(report.failures, with_path=True)), []))
    if report.verdict is not None:
        suites.append(_Suite("gate", _unique(_conditions(report.verdict)), [("passed", str(report.verdict.passed).lower())]))
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
    for number, suite in enumerate(suites):
        _write_suite(stream, number, suite, f"{report.as_of.isoformat()}T00:00:00", report.version)
    stream.write("</testsuites>\n")


def _document(document: DocumentReport) -> _Suite:
    cases = list(_failures(document.failures))
    for finding in document.findings:
        place = f"{finding.rule}@{finding.path}:{finding.line}"
        kind = "" if finding.severity == "info" else "failure"
        named = f"{place} (info: {finding.message})" if finding.severity == "info" else place
        text = f"{finding.path}:{finding.line}:{finding.column}: {finding.message}"
        cases.append(_Case(named, kind, finding.severity, text))
    if not document.findings and not document.failures:
        cases.append(_Case(f"clean@{document.path}"))
    cases += [
        _Case(f"{entry.rule}@{entry.path} (not checked)", "skipped", "", f"not checked: {entry.reason}")
        for entry in document.not_checked
    ]
    properties = [("language", document.language), ("format", document.format), ("sha256", document.sha256)]
    return _Suite(document.path, _unique(cases), [pair for pair in properties if pair[1]])


def _failures(failures: Iterable[Failure], *, with_path: bool = False) -> Iterable[_Case]:
    for failure in failures:
        rule = f"{failure.rule}: " if failure.rule else ""
        place = f"{failure.path}: " if with_path and failure.path else ""
        yield _Case(f"{failure.kind}@{failure.path or 'run'}", "error", failure.kind, f"{place}{rule}{failure.message}")


def _conditions(verdict: Verdict) -> Iterable[_Case]:
    kinds = {"passed": "", "failed": "failure", "not computed": "error"}
    for condition in verdict.conditions:
        yield _Case(condition.name, kinds[condition.status], condition.status, condition.reason)


def _unique(cases: Iterable[_Case]) -> list[_Case]:
    seen: dict[str, int] = {}
    out = []
    for case in cases:
        seen[case.name] = seen.get(case.name, 0) + 1
        out.append(case._replace(name=f"{case.name}#{seen[case.name]}") if seen[case.name] > 1 else case)
    return out


def _write_suite(stream: TextIO, number: int, suite: _Suite, timestamp: str, version: str) -> None:
    kinds = [case.kind for case in suite.cases]
    counts = f'tests="{len(kinds)}" failures="{kinds.count("failure")}" errors="{kinds.count("error")}" '
    counts += f'skipped="{kinds.count("skipped")}" time="0"'
    name = _quoted(suite.name or "-")
    stream.write(
        f'  <testsuite id="{number}" package="copydesk" name={name} timestamp="{timestamp}" hostname="localhost" {counts}>\n'
    )
    stream.write("    <properties>\n")
    for key, value in (("copydesk", version), *suite.properties):
        stream.write(f"      <property name={_quoted(key)} value={_quoted(value)}/>\n")
    stream.write("    </properties>\n")
    for case in suite.cases:
        opening = f'    <testcase name={_quoted(case.name)} classname={name} time="0"'
        if not case.kind:
            stream.write(opening + "/>\n")
            continue
        type_ = f" type={_quoted(case.type or case.kind)}" if case.kind != "skipped" else ""
        body = escape(visible(case.message))
        stream.write(
            f"{opening}>\n      <{case.kind}{type_} message={_quoted(case.message)}>{body}</{case.kind}>\n    </testcase>\n"
        )
    stream.write("    <system-out/>\n    <system-err/>\n  </testsuite>\n")


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
