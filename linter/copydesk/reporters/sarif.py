"""SARIF 2.1.0 with one run, as GitHub code scanning, editors and viewers read it.

Columns are UTF-16 code units, as ``columnKind`` says; where a document's source was not kept, the whole run is given in
code points and says that. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and, for the limits of GitHub,
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from copydesk import registry
from copydesk.model import Bad, DocumentReport, Failure, Finding, Fix, NotChecked, Report, Rule, Suppressed
from copydesk.reporters.dump import dumps
from copydesk.reporters.positions import Positions, Unit

RESULT_LIMIT = 25_000
"""Results in a run that GitHub accepts; a longer run is refused whole."""

_TEXT_LIMIT = 1024
_RELATED_LIMIT = 100
_NOTIFICATION_LIMIT = 1000
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_RANK = {"error": 0, "warning": 1, "info": 2}
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
_SUPPRESSED_BY = {"comment": "inSource"}
_LINK = re.compile(r"\[(?=[^\]\[]*\]\()")

_Entry = tuple[DocumentReport, Finding, Suppressed | None]


def write(report: Report, stream: TextIO) -> None:
    """Writes the log. Above GitHub's limit of results the mildest are left out and a notification counts them."""
    stream.write(dumps(log(report), indent=1) + "\n")


def log(report: Report) -> dict[str, Any]:
    """The SARIF log as plain values."""
    with_text = all(document.source for document in report.documents if document.findings or document.suppressed)
    unit: Unit = "utf-16" if with_text else "code points"
    entries = _entries(report)
    kept, left_out = _worst(entries)
    names = sorted({*report.rules, *(finding.rule for _, finding, _ in entries)})
    index = {name: number for number, name in enumerate(names)}
    baselined = any(entry.kind == "baseline" for _, _, entry in entries if entry is not None)
    artifacts = {document.path: number for number, document in enumerate(report.documents)}
    positions = {document.path: Positions(document.source) for document in report.documents if document.source}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "copydesk",
                "version": report.version,
                "semanticVersion": report.version,
                "shortDescription": {"text": "A linter and publication gate for editorial text in many languages."},
                "rules": [_rule(name) for name in names],
            }
        },
        "automationDetails": {"id": "copydesk/"},
        "invocations": [_invocation(report, left_out)],
        "columnKind": "utf16CodeUnits" if unit == "utf-16" else "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [_artifact(document) for document in report.documents],
        "properties": {"asOf": report.as_of.isoformat()},
        "results": [],
    }
    for document, finding, entry in kept:
        where = _Place(document, positions.get(document.path), unit, artifacts[document.path])
        result = _result(finding, where, index[finding.rule])
        if entry is not None:
            result["suppressions"] = [_suppression(entry)]
        if baselined:
            result["baselineState"] = "unchanged" if entry is not None and entry.kind == "baseline" else "new"
        run["results"].append(result)
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _entries(report: Report) -> list[_Entry]:
    out: list[_Entry] = []
    for document in report.documents:
        mixed: list[_Entry] = [(document, finding, None) for finding in document.findings]
        mixed += [(document, entry.finding, entry) for entry in document.suppressed]
        out += sorted(mixed, key=lambda item: (item[1].start, item[1].end, item[1].rule, item[1].message))
    return out


def _worst(entries: list[_Entry]) -> tuple[list[_Entry], int]:
    if len(entries) <= RESULT_LIMIT:
        return entries, 0
    order = sorted(range(len(entries)), key=lambda n: (entries[n][2] is not None, _RANK[entries[n][1].severity], n))
    return [entries[n] for n in sorted(order[:RESULT_LIMIT])], len(entries) - RESULT_LIMIT


class _Place:
    """Regions and locations in one document."""

    def __init__(self, document: DocumentReport, positions: Positions | None, unit: Unit, index: int) -> None:
        self.document = document
        self.positions = positions
        self.unit = unit
        self.artifact = {**_artifact_location(document.path), "index": index}

    def location(self, start: int, end: int) -> dict[str, Any]:
        return {"physicalLocation": {"artifactLocation": self.artifact, "region": self.region(start, end)}}

    def finding(self, finding: Finding) -> dict[str, Any]:
        """The finding's location. An empty span is anchored to a line that shows text: viewers hide what covers nothing."""
        if self.positions is not None:
            start, end = self.positions.anchor(finding.start, finding.end)
            return self.location(start, end)
        region = {"startLine": finding.line}
        if finding.end > finding.start:
            region |= {"startColumn": finding.column, "endLine": finding.end_line, "endColumn": finding.end_column}
        return {"physicalLocation": {"artifactLocation": self.artifact, "region": region}}

    def region(self, start: int, end: int) -> dict[str, Any]:
        if self.positions is None:
            return {"startLine": 1}
        first, last = self.positions.at(start, self.unit), self.positions.at(end, self.unit)
        region: dict[str, Any] = {
            "startLine": first.line,
            "startColumn": first.column,
            "endLine": last.line,
            "endColumn": last.column,
        }
        if 0 < end - start <= 400:
            region["snippet"] = {"text": self.document.source[start:end]}
        return region


def _result(finding: Finding, where: _Place, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message) or finding.rule},
        "locations": [where.finding(finding)],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
            "copydeskFingerprint/v1": finding.fingerprint,
        },
        "properties": {"language": finding.language} if finding.language else {},
    }
    if where.positions is not None and finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **where.location(related.span.start, related.span.end),
                "message": {"text": _message(related.message) or "see also"},
            }
            for number, related in enumerate(finding.related[:_RELATED_LIMIT], 1)
        ]
    if where.positions is not None and finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix, where)]
    if not result["properties"]:
        del result["properties"]
    return result


def _fix(fix: Fix, where: _Place) -> dict[str, Any]:
    replacements = []
    for edit in sorted(fix.edits, key=lambda edit: edit.span):
        region = where.region(edit.span.start, edit.span.end)
        region.pop("snippet", None)
        replacements.append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    described = fix.title + ("" if fix.safe else " (look at it before you apply it)")
    return {
        "description": {"text": _message(described)},
        "artifactChanges": [{"artifactLocation": where.artifact, "replacements": replacements}],
    }


def _suppression(entry: Suppressed) -> dict[str, Any]:
    who = f" (owner: {entry.owner})" if entry.owner else ""
    until = f" (until {entry.until.isoformat()})" if entry.until else ""
    text = f"{entry.reason}{who}{until}".strip() or f"by {entry.kind}"
    return {"kind": _SUPPRESSED_BY.get(entry.kind, "external"), "status": "accepted", "justification": text}


def _message(text: str) -> str:
    """A message in SARIF's own notation, in which [text](target) is a link and a brace begins a placeholder."""
    return _LINK.sub(r"\\[", text) if "](" in text else text


def _artifact_location(path: str) -> dict[str, Any]:
    encoded = path.encode("utf-8", "surrogateescape" if not _FOREIGN.search(path) else "surrogatepass")
    if path.startswith("/"):
        return {"uri": "file://" + quote(encoded, safe="/")}
    return {"uri": quote(encoded, safe="/") or ".", "uriBaseId": "%SRCROOT%"}


_FOREIGN = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def _artifact(document: DocumentReport) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": _artifact_location(document.path), "length": document.size}
    if document.encoding:
        artifact["encoding"] = document.encoding
    if document.sha256:
        artifact["hashes"] = {"sha-256": document.sha256}
    if document.languages:
        artifact["properties"] = {"languages": list(document.languages)}
    return artifact


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    failures = report.all_failures
    notes = [_failure_note(failure) for failure in failures]
    if left_out:
        text = f"{left_out} more results were left out: {RESULT_LIMIT} are what GitHub accepts in one run."
        notes.append({"level": "warning", "message": {"text": text}})
    notes += _not_checked_notes(entry for document in report.documents for entry in document.not_checked)
    if len(notes) > _NOTIFICATION_LIMIT:
        more = {"level": "note", "message": {"text": f"{len(notes) - _NOTIFICATION_LIMIT} more notes were left out."}}
        notes = [*notes[:_NOTIFICATION_LIMIT], more]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": notes}


def _failure_note(failure: Failure) -> dict[str, Any]:
    note: dict[str, Any] = {
        "level": "error",
        "message": {"text": _message(failure.message) or failure.kind},
        "descriptor": {"id": failure.kind or "failure"},
    }
    if failure.path:
        note["locations"] = [{"physicalLocation": {"artifactLocation": _artifact_location(failure.path)}}]
    if failure.rule:
        note["associatedRule"] = {"id": failure.rule}
    return note


def _not_checked_notes(entries: Iterable[NotChecked]) -> Sequence[dict[str, Any]]:
    """One note for each document and reason, with the rules that did not run."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        grouped.setdefault((entry.path, entry.reason), []).append(entry.rule)
    return [
        {
            "level": "note",
            "message": {"text": _message(f"Not checked ({reason}): {', '.join(sorted(rules))}")},
            "descriptor": {"id": "not-checked"},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(path)}}],
        }
        for (path, reason), rules in grouped.items()
    ]


@functools.cache
def _rule(name: str) -> dict[str, Any]:
    try:
        rule = registry.rule(name)
    except (registry.UnknownName, registry.PluginError):
        text = {"text": name}
        return {"id": name, "name": name, "shortDescription": text, "fullDescription": text, "help": text}
    text_help, markdown = _help(rule)
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": _cut(rule.summary or name)},
        "fullDescription": {"text": _cut(" ".join((rule.explanation or rule.summary or name).split()))},
        "help": {"text": text_help, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default and rule.status == "stable"},
        "properties": {
            "tags": [rule.family, rule.status],
            "precision": _precision(rule),
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _precision(rule: Rule) -> str:
    """How far a hit can be trusted, as GitHub words it: what is on trial is less precise than what stands."""
    if rule.status == "preview":
        return "medium"
    return {"error": "very-high", "warning": "high", "info": "medium"}[rule.severity]


def _help(rule: Rule) -> tuple[str, str]:
    text = (rule.explanation or rule.summary).strip()
    bad = [example for example in rule.examples if isinstance(example, Bad)][:2]
    shown = "".join(f"\n\n```text\n{example.text.strip().replace('```', '')}\n```" for example in bad)
    markdown = f"# {rule.name}\n\n{text}"
    if shown:
        markdown += f"\n\nFound between ⟦ and ⟧:{shown}"
    return text or rule.name, markdown


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1].rstrip() + "…"
