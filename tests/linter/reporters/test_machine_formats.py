"""SARIF, rdjson, JUnit, checkstyle, GitHub, GitLab and JSON: valid against their schemas, and every position reads back."""

from __future__ import annotations

import datetime
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from lxml import etree

from copydesk import reporters
from copydesk.model import Condition, Edit, Failure, Fix, NotChecked, Report, SourceSpan, Suppressed, Verdict
from copydesk.reporters import json_report, sarif


def written(report: Report, format: str) -> str:
    stream = io.StringIO()
    reporters.get(format)(report, stream)
    return stream.getvalue()


def lines_of(source: str) -> list[str]:
    """The lines with their breaks, as the formats count them."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", source.removeprefix("\ufeff"))


def read_back(source: str, start: tuple[int, int], end: tuple[int, int], encoding: str) -> str:
    """What stands between two positions whose columns count the units of an encoding."""
    size = {"utf-32-le": 4, "utf-16-le": 2, "utf-8": 1}[encoding]
    lines = [line.encode(encoding) for line in lines_of(source)]
    if start[0] == end[0]:
        return lines[start[0] - 1][(start[1] - 1) * size : (end[1] - 1) * size].decode(encoding)
    middle = lines[start[0] - 1][(start[1] - 1) * size :] + b"".join(lines[start[0] : end[0] - 1])
    return (middle + lines[end[0] - 1][: (end[1] - 1) * size]).decode(encoding)


def all_reports(make: SimpleNamespace) -> list[Report]:
    seeds = make.seeds()
    gated = replace(
        seeds,
        verdict=Verdict(
            False, (Condition("a", "passed", "r"), Condition("b", "failed", "r"), Condition("c", "not computed", "r"))
        ),
        failures=(Failure("x y.txt", "not-text", "m"),),
    )
    first = seeds.documents[0]
    kinds = [
        Suppressed(first.findings[0], kind, "why", "me", datetime.date(2027, 1, 1)) for kind in ("comment", "waiver", "baseline")
    ]
    hidden = replace(
        seeds, documents=(replace(first, suppressed=tuple(kinds), findings=first.findings[1:]), *seeds.documents[1:])
    )
    return [seeds, gated, hidden, make.tricky(), make.hostile(), make.report(), make.report(make.document("é 中/a:b.txt", ""))]


def test_json_is_valid(make: SimpleNamespace) -> None:
    schema = json.loads(json_report.schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for report in all_reports(make):
        validator.validate(json.loads(written(report, "json")))


def test_json_schema_names_every_key(make: SimpleNamespace) -> None:
    """Nothing is written that the schema does not describe."""
    schema = json.loads(json_report.schema_text())

    def strict(node: Any) -> Any:
        if isinstance(node, dict):
            node = {key: strict(value) for key, value in node.items()}
            if "properties" in node:
                node.setdefault("additionalProperties", False)
        return [strict(item) for item in node] if isinstance(node, list) else node

    for report in all_reports(make):
        jsonschema.validate(json.loads(written(report, "json")), strict(schema))


def test_json_carries_what_was_found(make: SimpleNamespace) -> None:
    report = make.tricky()
    out = json.loads(written(report, "json"))
    assert [one["text"] for one in out["documents"][0]["findings"]] == list(make.TRICKY_PHRASES)
    for one in out["documents"][0]["findings"]:
        assert make.TRICKY[one["start"] : one["end"]] == one["text"]
        start, end = (one["line"], one["column"]), (one["end_line"], one["end_column"])
        assert read_back(make.TRICKY, start, end, "utf-32-le") == one["text"]
    assert out["statistics"]["by_rule"] == {"extraction/lost-variable": {"error": 0, "warning": 12, "info": 0, "total": 12}}


def test_json_facts_are_plain_and_in_order(make: SimpleNamespace) -> None:
    facts = {"z": {"b": 1, "a": {2, 1}}, "a": [datetime.date(2026, 1, 2), float("nan")]}
    out = json.loads(written(make.report(make.document("a.txt", "x", facts=facts)), "json"))
    assert out["documents"][0]["facts"] == {"a": ["2026-01-02", None], "z": {"a": [1, 2], "b": 1}}


def test_jsonl_is_one_object_a_line_and_ends_in_a_summary(make: SimpleNamespace) -> None:
    for report in all_reports(make):
        lines = [json.loads(line) for line in written(report, "jsonl").splitlines()]
        assert [line["kind"] for line in lines].count("finding") == len(report.findings)
        assert [line["kind"] for line in lines].index("summary") == len(lines) - 1
        assert lines[-1]["statistics"]["findings"] == len(report.findings)


def test_sarif_is_valid(make: SimpleNamespace) -> None:
    schema = json.loads((make.SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for report in all_reports(make):
        validator.validate(json.loads(written(report, "sarif")))


def test_sarif_positions_read_back(make: SimpleNamespace) -> None:
    run = json.loads(written(make.tricky(), "sarif"))["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    for region, text in zip(regions, make.TRICKY_PHRASES, strict=True):
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert read_back(make.TRICKY, start, end, "utf-16-le") == text == region["snippet"]["text"]
    fix = next(result["fixes"][0] for result in run["results"] if "fixes" in result)
    region = fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 7, 9)


def test_sarif_without_the_source_says_that_it_counts_code_points(make: SimpleNamespace) -> None:
    report = make.tricky()
    bare = replace(report, documents=tuple(replace(document, source="") for document in report.documents))
    run = json.loads(written(bare, "sarif"))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"]["startColumn"] == report.findings[1].column


def test_sarif_has_what_github_asks_for(make: SimpleNamespace) -> None:
    run = json.loads(written(make.hostile(), "sarif"))["runs"][0]
    assert run["automationDetails"]["id"] == "copydesk/"
    assert not run["invocations"][0]["executionSuccessful"]
    assert len([note for note in run["invocations"][0]["toolExecutionNotifications"] if note["level"] == "error"]) == 2
    for rule in run["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert len(rule[key]["text"]) > 0
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    for result in run["results"]:
        assert result["message"]["text"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        location = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", location["artifactLocation"]["uri"])
        region = location["region"]
        assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])


def test_sarif_rules_have_help_and_precision(make: SimpleNamespace) -> None:
    source = "a bad word"
    report = make.report(make.document("a.txt", source, [make.phrase(source, "bad", rule="extraction/replacement-character")]))
    rule = json.loads(written(report, "sarif"))["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["help"]["markdown"].startswith("# extraction/replacement-character")
    assert rule["properties"]["precision"] in ("very-high", "high", "medium")
    assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")


def test_sarif_suppressions_and_baseline(make: SimpleNamespace) -> None:
    results = json.loads(written(all_reports(make)[2], "sarif"))["runs"][0]["results"]
    suppressed = [result for result in results if "suppressions" in result]
    assert sorted(result["suppressions"][0]["kind"] for result in suppressed) == ["external", "external", "inSource"]
    assert all("why" in result["suppressions"][0]["justification"] for result in suppressed)
    assert sorted({result["baselineState"] for result in results}) == ["new", "unchanged"]


def test_sarif_keeps_githubs_limit_with_the_worst(make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULT_LIMIT", 5)
    run = json.loads(written(make.seeds(), "sarif"))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error"] * 5
    assert "4 more results" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_sarif_messages_make_no_links(make: SimpleNamespace) -> None:
    source = "x"
    report = make.report(make.document("a.txt", source, [make.finding(source, 0, 1, message="see [here](http://evil)")]))
    text = json.loads(written(report, "sarif"))["runs"][0]["results"][0]["message"]["text"]
    assert text == r"see \[here](http://evil)"


def test_rdjson_is_valid_and_reads_back(make: SimpleNamespace) -> None:
    schema = json.loads((make.SCHEMAS / "rdjson.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for report in all_reports(make):
        validator.validate(json.loads(written(report, "rdjson")))
    diagnostics = json.loads(written(make.tricky(), "rdjson"))["diagnostics"]
    for diagnostic, text in zip(diagnostics, make.TRICKY_PHRASES, strict=True):
        span = diagnostic["location"]["range"]
        start, end = tuple(span["start"].values()), tuple(span["end"].values())
        assert read_back(make.TRICKY, start, end, "utf-8") == text
    (suggestion,) = next(diagnostic["suggestions"] for diagnostic in diagnostics if "suggestions" in diagnostic)
    assert suggestion == {"range": {"start": {"line": 2, "column": 19}, "end": {"line": 2, "column": 25}}, "text": "正确"}


def test_rdjson_gives_a_fix_of_several_edits_as_one_suggestion(make: SimpleNamespace) -> None:
    source = "one two three"
    fix = Fix((Edit(SourceSpan(0, 3), "1"), Edit(SourceSpan(8, 13), "3")), True, "t")
    report = make.report(make.document("a.txt", source, [make.finding(source, 0, 13, fix=fix)]))
    (suggestion,) = json.loads(written(report, "rdjson"))["diagnostics"][0]["suggestions"]
    assert suggestion["text"] == "1 two 3"


def test_junit_is_valid(make: SimpleNamespace) -> None:
    schema = etree.XMLSchema(etree.parse(make.SCHEMAS / "junit.xsd"))
    for report in all_reports(make):
        schema.assertValid(etree.fromstring(written(report, "junit").encode()))


def test_junit_counts_and_names(make: SimpleNamespace) -> None:
    for report in all_reports(make):
        root = ET.fromstring(written(report, "junit"))
        for suite in root:
            cases = suite.findall("testcase")
            assert cases
            assert int(suite.get("tests", "")) == len(cases)
            assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
            assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))
            assert len({case.get("name") for case in cases}) == len(cases)


def test_junit_has_a_passing_case_for_clean_documents_and_conditions(make: SimpleNamespace) -> None:
    verdict = Verdict(True, (Condition("no errors", "passed", "There are none."),))
    root = ET.fromstring(written(make.report(make.document("a.txt", "fine"), verdict=verdict), "junit"))
    assert [(case.get("name"), len(case)) for case in root.iter("testcase")] == [("clean@a.txt", 0), ("no errors", 0)]


def test_junit_shows_what_was_not_checked_as_skipped(make: SimpleNamespace) -> None:
    document = make.document("a.txt", "x", not_checked=(NotChecked("a.txt", "claims", "is", "has no words for is"),))
    root = ET.fromstring(written(make.report(document), "junit"))
    assert [case.get("message") for case in root.iter("skipped")] == ["not checked: has no words for is"]


def test_checkstyle_reads_back(make: SimpleNamespace) -> None:
    root = ET.fromstring(written(make.tricky(), "checkstyle"))
    places = [(int(error.get("line", "")), int(error.get("column", ""))) for error in root.iter("error")]
    assert places == [(finding.line, finding.column) for finding in make.tricky().findings]
    for (line, column), text in zip(places, make.TRICKY_PHRASES, strict=True):
        assert lines_of(make.TRICKY)[line - 1][column - 1 :].startswith(text)


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_escapes_and_reads_back(make: SimpleNamespace) -> None:
    source = "x"
    path, message = "a,b:c%0A\nd.txt", "50%: a\r\nnew ::error::line, so"
    report = make.report(make.document(path, source, [make.finding(source, 0, 1, message=message)]))
    (line,) = written(report, "github").splitlines()
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match
    assert match[1] == "warning"
    assert unescaped(match[3]) == message
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    assert unescaped(properties["file"]) == path
    assert properties["line"] == properties["col"] == "1"


def test_github_shows_the_worst_first_within_its_caps(make: SimpleNamespace) -> None:
    source = "x" * 200
    severities = ["info"] * 30 + ["error"] * 12 + ["warning"] * 10
    found = [make.finding(source, at, at + 1, severity=severity) for at, severity in enumerate(severities)]
    lines = written(make.report(make.document("a.txt", source, found)), "github").splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert "2 errors, 20 notices more" in lines[-1]
    assert not lines[-1].startswith("::")


def test_gitlab_entries_are_complete_and_unique(make: SimpleNamespace) -> None:
    for report in all_reports(make):
        entries = json.loads(written(report, "gitlab"))
        assert len({entry["fingerprint"] for entry in entries}) == len(entries)
        for entry in entries:
            assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert entry["description"].startswith(entry["check_name"] + ": ")
            assert entry["location"]["lines"]["begin"] >= 1
            assert not entry["location"]["path"].startswith("./")


def test_gitlab_fingerprints_survive_a_new_line_above(make: SimpleNamespace) -> None:
    source = "a bad word"
    one = make.phrase(source, "bad")
    moved = replace(one, start=one.start + 5, end=one.end + 5, line=2)
    prints = [
        json.loads(written(make.report(make.document("a.txt", text, [finding])), "gitlab"))[0]["fingerprint"]
        for text, finding in ((source, one), ("new\n\n" + source, moved))
    ]
    assert prints[0] == prints[1]


def test_concise_is_one_line_each(make: SimpleNamespace) -> None:
    lines = written(make.seeds(), "concise").splitlines()
    assert len(lines) == 9
    assert lines[0].startswith("seeds/000_c2bd32211b105223.txt:2:1: error chrome/policy-notice The site's notice was")
    assert all(re.match(r"[^:]+:\d+:\d+: (error|warning|info|failure) ", line) for line in lines)
