"""The summary for a pull request: its size, its order, and that no text gets out of its place."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pyromark

from copydesk.model import Condition, Report, Verdict
from copydesk.reporters import markdown


def summary(report: Report) -> str:
    stream = io.StringIO()
    markdown.write(report, stream)
    return stream.getvalue()


def rendered(report: Report) -> str:
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    return str(pyromark.html(summary(report), options=options))


def test_the_seeds(make: SimpleNamespace) -> None:
    text = summary(make.seeds())
    assert text.startswith("## copydesk: 9 findings in 3 of 3 documents\n")
    assert "| **all** | **5** | **3** | **1** |" in text
    assert text.count("<details open>") == 3


def test_hostile_text_stays_text(make: SimpleNamespace) -> None:
    html = rendered(make.hostile())
    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("<table>") == 2
    rows = [row for row in html.split("<tr>") if "chrome/leftover" in row]
    assert rows
    assert all(row.count("<td") == 4 for row in rows)
    assert "@team" not in summary(make.hostile())


def test_table_cells_survive_pipes_and_backticks(make: SimpleNamespace) -> None:
    source = "a|b `c` *d* [e](f) <g>"
    report = make.report(make.document("x|`y`.txt", source, [make.finding(source, 0, len(source), message=source)]))
    html = rendered(report)
    assert "a|b `c` *d* [e](f) &lt;g&gt;" in html
    assert "<em>" not in html
    assert "<a " not in html


def test_addresses_make_no_links(make: SimpleNamespace) -> None:
    source = "http://evil.example www.evil.example HTTPS://x"
    text = summary(make.report(make.document("a.txt", source, [make.finding(source, 0, 5, message=source)])))
    assert "http\\://evil.example www\\.evil.example HTTPS\\://x" in text


def test_it_fits_into_a_comment(make: SimpleNamespace) -> None:
    source = "word " * 3000
    documents = [
        make.document(f"d{n:03}.txt", source, [make.finding(source, at, at + 4, message="m" * 250) for at in range(0, 1500, 5)])
        for n in range(60)
    ]
    text = summary(make.report(*documents))
    assert len(text) <= markdown.SIZE_LIMIT
    assert "more documents with findings" in text


def test_the_gate_comes_first(make: SimpleNamespace) -> None:
    verdict = Verdict(False, (Condition("no errors", "failed", "2 documents hold errors."),))
    assert "**no errors** (failed): 2 documents hold errors" in summary(make.report(verdict=verdict))
    assert summary(make.report(verdict=verdict)).startswith("## copydesk: blocked")
