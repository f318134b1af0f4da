"""The page as text: what it may load, what it holds, and where a span stands in what a reader sees."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

from copydesk.model import Report
from copydesk.readers import read
from copydesk.reporters import html
from copydesk.reporters.page.documents import visible_span


def page(report: Report, **rest: Any) -> str:
    stream = io.StringIO()
    html.write(report, stream, **rest)
    return stream.getvalue()


def data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def units(text: str, span: list[int]) -> str:
    return text.encode("utf-16-le", "surrogatepass")[span[0] * 2 : span[1] * 2].decode("utf-16-le")


def test_the_policy_admits_this_script_and_style_only(make: SimpleNamespace) -> None:
    text = page(make.hostile())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        assert base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode() in policy[1]


def test_it_loads_nothing(make: SimpleNamespace) -> None:
    for report in (make.seeds(), make.hostile()):
        text = page(report)
        assert not re.findall(r"""(?:src|href|action)\s*=\s*(?!"#|"data:)""", text.split('id="data"')[0])
        assert "http" not in text.replace("http-equiv", "").split('id="data"')[0]


def test_tags_are_balanced(make: SimpleNamespace) -> None:
    class Parser(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta", "link", "input", "br", "rect", "line", "polyline"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in ("rect", "line", "polyline"):
                assert self.open.pop() == tag

    for report in (make.seeds(), make.hostile(), make.report()):
        parser = Parser()
        parser.feed(
            page(report, trend=[{"as_of": "2026-11-01", "findings": 3, "error": 1}, {"as_of": "2026-11-02", "findings": 2}])
        )
        assert not parser.open


def test_spans_are_in_the_units_of_the_script(make: SimpleNamespace) -> None:
    document = data(page(make.tricky()))["documents"][0]
    assert [units(document["text"], one["span"]) for one in document["findings"]] == list(make.TRICKY_PHRASES)
    for one in document["findings"]:
        start, end, _ = document["blocks"][one["block"]]
        assert start <= one["span"][0] < end


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.md", "---\ntitle: One & only\n---\n# A *fine* head\n\nText &amp; more **bold words** 😀 [a link](http://x.y) end.\n"),
        ("a.html", "<title>One &amp; only</title><h1>A <i>fine</i> head</h1>\n<p>Text &amp; more <b>bold words</b> 😀 end.</p>"),
        ("a.txt", "\ufeffA fine head\r\n\r\nText & more bold words 😀 end."),
    ],
)
def test_what_a_reader_sees_is_marked_where_it_stands(make: SimpleNamespace, path: str, source: str) -> None:
    format = {"md": "markdown", "html": "html", "txt": "text"}[path.partition(".")[2]]
    words = ("fine", "more", "bold words", "😀", "end")
    found = [make.phrase(source, word) for word in words]
    if format != "text":
        found.append(make.phrase(source, "only", message="in the metadata"))
    document = data(page(make.report(make.document(path, source, found, format=format))))["documents"][0]
    shown = {units(document["text"], one["span"]) for one in document["findings"] if one["span"]}
    assert shown == set(words)
    assert [one["message"] for one in document["findings"] if one["block"] == -1] == (
        ["in the metadata"] if format != "text" else []
    )


def test_every_visible_sign_comes_back_from_its_source() -> None:
    source = "<h1>A &amp; b</h1><p>c<br>d <i>e</i>&nbsp;f</p>"
    parts = read(source, "html")
    assert parts.map is not None
    for offset in range(len(parts.text)):
        found = visible_span(parts.map.start(offset), parts.map.end(offset + 1), parts.map)
        assert found is None or found[0] <= offset < found[1]


def test_of_a_very_long_document_the_surroundings_are_shown(make: SimpleNamespace) -> None:
    source = "start " + "word " * 200_000 + "HERE " + "word " * 200_000
    document = data(page(make.report(make.document("a.txt", source, [make.phrase(source, "HERE")]))))["documents"][0]
    assert len(document["text"]) < 10_000
    assert units(document["text"], document["findings"][0]["span"]) == "HERE"
    assert document["text"].startswith("start")


def test_the_overview_says_it_in_sentences(make: SimpleNamespace) -> None:
    text = page(make.seeds())
    assert "9 findings in 3 of 3 documents" in text
    assert "3 documents checked: 1 in Danish, 1 in English and 1 in Swedish." in text
    assert "Danish, 1 document: 1 rule did not run (has no words for da)" in text
    assert "Nothing was checked" in page(make.report())
    assert "Blocked: 1 document may not be published" in page(make.hostile())


def test_the_trend_is_drawn_from_two_runs_on(make: SimpleNamespace) -> None:
    runs = [{"as_of": f"2026-11-0{n}", "findings": 9 - n, "error": 3} for n in range(1, 5)]
    assert "Findings in the last 4 runs" in page(make.seeds(), trend=runs)
    assert page(make.seeds(), trend=runs).count("<polyline") == 2
    assert "<polyline" not in page(make.seeds(), trend=runs[:1])


def test_a_finding_between_the_blocks_has_a_block_of_its_own(make: SimpleNamespace) -> None:
    source = "One.\n\u00a0\nTwo."
    document = data(page(make.report(make.document("a.txt", source, [make.finding(source, 5, 6)]))))["documents"][0]
    assert document["blocks"] == [[0, 4, "paragraph"], [5, 6, "blank"], [7, 11, "paragraph"]]
    assert document["findings"][0]["block"] == 1


def test_facts_are_told_in_words(make: SimpleNamespace) -> None:
    source = "Tea may help."
    facts = {
        "claims/records": [
            {"cue": [8, 12], "licence": {"kind": "hedge", "span": [4, 7]}, "clause": [0, 13], "absolute": None, "advice": False},
            {"cue": [0, 3], "licence": None, "near": [{"kind": "people", "span": [0, 3]}], "advice": True},
        ],
        "score": 3.5,
        "empty": [],
    }
    document = data(page(make.report(make.document("a.txt", source, facts=facts))))["documents"][0]
    assert document["facts"] == [
        {
            "name": "claims/records",
            "columns": ["cue", "licence", "advice", "near"],
            "rows": [["help", "hedge: may", "", ""], ["Tea", "", "yes", "people: Tea"]],
        },
        {"name": "score", "columns": ["value"], "rows": [["3.5"]]},
    ]
