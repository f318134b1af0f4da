"""A real run over hostile files, written in every format at once."""

from __future__ import annotations

import datetime
import json
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from lxml import etree

from copydesk import lint_paths, output, reporters
from copydesk.reporters import json_report

ARTICLE = """---
title: About <script>alert(1)</script>
lang: en
---

# Tea & sleep

A text \x1b[31mred\x1b[0m with \u202ereversed\u202c words, <script>alert(2)</script> and a lost sign ( = 39) in 中文 😀 e\u0301.
"""
PAGE = (
    "<html lang=en><title>T</title><h1>Tea</h1><p>A lost sign ( = 39) &amp; &lt;script&gt;alert(1)&lt;/script&gt; 😀.</p></html>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    (work / "a\nb|`c` <i>.md").write_text(ARTICLE, encoding="utf-8")
    (work / "page.html").write_text(PAGE, encoding="utf-8")
    (work / "plain.txt").write_bytes("\ufeffFine 😀.\r\n\r\nA lost sign ( = 39) here.".encode())
    (work / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    monkeypatch.chdir(work)
    return work


def test_every_format_of_one_run(folder: Path, make: SimpleNamespace) -> None:
    report = lint_paths(["."], select=["extraction"], as_of=datetime.date(2026, 11, 22))
    lost = [one for one in report.findings if one.rule == "extraction/lost-variable"]
    assert len(lost) == 3
    formats = [name for name in reporters.names() if name != "console"]
    output.write_all([output.Output(name, f"out/{name}") for name in (*formats, "console")], report)
    texts = {name: (folder / "out" / name).read_text(encoding="utf-8") for name in (*formats, "console")}
    for name, text in texts.items():
        assert not {"\x1b", "\u202e", "\x00"} & set(text), name
        if name not in ("markdown", "html"):
            assert "lost-variable" in text, name
    jsonschema.validate(json.loads(texts["json"]), json.loads(json_report.schema_text()))
    for name, file in (("sarif", "sarif-2.1.0.json"), ("rdjson", "rdjson.json")):
        jsonschema.validate(json.loads(texts[name]), json.loads((make.SCHEMAS / file).read_text("utf-8")))
    etree.XMLSchema(etree.parse(make.SCHEMAS / "junit.xsd")).assertValid(etree.fromstring(texts["junit"].encode()))
    ET.fromstring(texts["checkstyle"])
    assert "<script>alert" not in texts["html"]
    regions = [
        result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]
        for result in json.loads(texts["sarif"])["runs"][0]["results"]
        if result["ruleId"] == "extraction/lost-variable"
    ]
    assert all(text.startswith("( = 39") for text in regions)


def test_the_wheel_ships_what_the_reporters_read() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert "linter/copydesk" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert json.loads(json_report.schema_text())["$id"] == "urn:copydesk:copydesk-report-1"
