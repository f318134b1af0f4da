"""What holds of every format: hostile text harms none, equal reports give equal bytes, a run that checked nothing is fine."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from copydesk import reporters
from copydesk.model import Condition, Failure, Report, Verdict

FORMATS = (
    "checkstyle", "concise", "console", "github", "gitlab", "html", "json", "jsonl", "junit", "markdown", "rdjson", "sarif",
)  # fmt: skip
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"


def written(report: Report, format: str) -> str:
    stream = io.StringIO()
    reporters.get(format)(report, stream)
    return stream.getvalue()


def test_all_formats_are_there() -> None:
    assert set(FORMATS) <= set(reporters.names())


@pytest.mark.parametrize("name", ["sarf", "SARIF", "jsn", "git-hub"])
def test_an_unknown_format_is_named_with_the_nearest(name: str) -> None:
    with pytest.raises(reporters.UnknownReporter, match="did you mean"):
        reporters.get(name)


def test_a_plugin_adds_a_format_but_takes_no_built_in_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry_points(group: str, name: str = "") -> list[Any]:
        assert group == "copydesk.reporters"
        points = [SimpleNamespace(name=n, value=f"x:{n}", load=lambda: csv.writer) for n in ("csv", "json")]
        return [point for point in points if not name or point.name == name]

    monkeypatch.setattr(reporters, "entry_points", entry_points)
    assert "csv" in reporters.names()
    assert reporters.get("csv") is csv.writer  # type: ignore[comparison-overlap]
    assert reporters.get("json") is not csv.writer  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_hostile_passes(make: SimpleNamespace, format: str) -> None:
    text = written(make.hostile(), format)
    bad = {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"} | set(BIDI) & set(text)
    assert not bad, bad
    text.encode("utf-8")
    if format == "html":
        assert "<script>alert" not in text
        assert len(re.findall(r"<script", text)) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_equal_reports_give_equal_bytes(make: SimpleNamespace, format: str) -> None:
    assert written(make.tricky(), format) == written(make.tricky(), format)


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_that_checked_nothing_is_written(make: SimpleNamespace, format: str) -> None:
    failure = Failure("gone.txt", "unreadable", "It is not there.")
    for report in (make.report(), make.report(failures=(failure,)), make.report(make.document("empty.txt", ""))):
        text = written(report, format)
        if format in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(text)
        if format in ("junit", "checkstyle"):
            ET.fromstring(text)
        if report.failures:
            assert "gone.txt" in text


@pytest.mark.parametrize("format", FORMATS)
def test_failures_and_the_gate_show(make: SimpleNamespace, format: str) -> None:
    verdict = Verdict(False, (Condition("no-errors", "not computed", "A rule crashed, so errors are not known."),))
    report = replace(make.seeds(), verdict=verdict, failures=(Failure("x.txt", "not-text", "It holds zero bytes."),))
    text = written(report, format)
    assert "zero bytes" in text
    if format not in ("concise", "sarif", "gitlab", "rdjson", "checkstyle"):
        assert "errors are not known" in text


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_without_its_source_is_written(make: SimpleNamespace, format: str) -> None:
    report = make.tricky()
    bare = replace(report, documents=tuple(replace(document, source="") for document in report.documents))
    assert written(bare, format)


@pytest.mark.parametrize("format", FORMATS)
def test_a_line_of_many_megabytes_is_quick(make: SimpleNamespace, format: str) -> None:
    source = "ord 中 " * 2_000_000
    found = [make.finding(source, at, at + 3) for at in range(0, 5_000_000, 500_000)]
    report = make.report(make.document("long.txt", source, found))
    begin = time.process_time()
    text = written(report, format)
    assert time.process_time() - begin < 8
    assert len(text) < 2_000_000


@pytest.mark.parametrize("format", ["console", "concise", "github"])
def test_no_line_of_a_log_is_a_command_of_a_document(make: SimpleNamespace, format: str) -> None:
    text = "::error::pwned ##[error]x ##vso[task.x] " + "word " * 12 + "::set-env name=x::y"
    path = "::stop-commands::x/a.txt"
    failure = Failure(path, "::kind", text, "a/b")
    document = make.document(path, text, [make.finding(text, 0, 8, message=text)], notes=(text,), failures=(failure,))
    verdict = Verdict(False, (Condition("::n", "failed", text),))
    for line in written(make.report(document, verdict=verdict, notes=(text,)), format).splitlines():
        assert not line.lstrip().startswith("::") or (format == "github" and re.match(r"::(error|warning|notice) ", line))
        assert format == "github" or not re.search(r"##(\[|vso)", line)
