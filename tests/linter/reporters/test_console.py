"""The console: the underline stands under the span in any script, at any width, in any terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from copydesk.model import Report
from copydesk.reporters import console
from copydesk.reporters.text import visible, width

NARROW = (60, 80, 120)


def printed(report: Report, columns: int = 80, encoding: str = "utf-8", **rest: Any) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    options = {"no_color": True, "highlight": False, "markup": False, "emoji": False, **rest}
    console.write(report, stream, console=Console(file=stream, width=columns, **options))
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("columns", NARROW)
def test_lines_fit(make: SimpleNamespace, columns: int) -> None:
    for report in (make.seeds(), make.tricky(), make.hostile()):
        assert (
            max(width(line.replace("\u2068", "").replace("\u2069", "")) for line in printed(report, columns).splitlines())
            <= columns
        )


def test_a_width_that_lies_is_not_believed(make: SimpleNamespace) -> None:
    assert max(map(len, printed(make.seeds(), 3).splitlines())) <= console.NARROWEST
    assert max(map(len, printed(make.seeds(), 9999).splitlines())) <= console.WIDEST


@pytest.mark.parametrize("columns", NARROW)
def test_the_underline_stands_under_the_span(make: SimpleNamespace, columns: int) -> None:
    lines = printed(make.tricky(), columns).splitlines()
    found = [over(above, below) for above, below in pairwise(lines) if re.fullmatch(r" +│ +\^+", below)]
    assert found == [text for text in make.TRICKY_PHRASES if text not in ("עולם", "and last")]


def over(above: str, below: str) -> str:
    """What of a line stands over the underline below it."""
    start, end = below.index("^"), len(below)
    first = max(n for n in range(len(above) + 1) if width(above[:n]) == start)
    last = max(n for n in range(len(above) + 1) if width(above[:n]) == end)
    return above[first:last]


def test_right_to_left_lines_are_marked_in_place(make: SimpleNamespace) -> None:
    assert "7 │ \u2068שלום ⟦עולם⟧ and last\u2069" in printed(make.tricky())


PIECES = st.text(st.sampled_from("ab 中😀e\u0301ש\u200b\t\x1b"), max_size=300)


@settings(deadline=None)
@given(PIECES, PIECES, PIECES, st.integers(30, 120))
def test_the_window_fits_and_holds_the_span(before: str, span: str, after: str, room: int) -> None:
    source = before + span + after
    line = console.shown_line(source, len(before), len(before + span), (0, len(source)), room)
    brackets = 2 if line.underlined is None else 0
    assert width(line.before) + width(line.marked) + width(line.after) + brackets <= room
    if line.underlined:
        assert line.underlined[0] == width(line.before)
    if len(source) <= 20:
        assert line.marked.startswith(visible(span)[:3]) or not visible(span).strip() or "\u200b" in span
    if width(visible(source.replace("\t", "    "))) + 2 <= room:
        assert "…" not in line.before + line.after


def test_a_span_without_width_is_shown(make: SimpleNamespace) -> None:
    source = "zero\u200bwidth"
    assert "zero\\u200bwidth" in printed(make.report(make.document("a.txt", source, [make.finding(source, 4, 5)])))


def test_no_escape_and_no_markup_gets_through(make: SimpleNamespace) -> None:
    text = printed(make.hostile())
    assert "\x1b" not in text
    assert "[bold]x[/bold]" in text
    assert "␛[31mred" in text
    assert "\\u202egnp.exe" in text


def test_color_is_asked_for_or_not_there(make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    colored = printed(make.seeds(), no_color=False, force_terminal=True, color_system="standard")
    assert re.search("\x1b\\[[0-9;]*31m", colored)
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == printed(make.seeds())
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    console.write(make.seeds(), stream)
    assert "\x1b" not in stream.getvalue()


def test_a_dumb_terminal_gets_plain_text(make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in printed(make.seeds(), no_color=None, force_terminal=True)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_encoding_without_the_signs_gets_others(make: SimpleNamespace, encoding: str) -> None:
    for report in (make.seeds(), make.tricky(), make.hostile()):
        text = printed(report, encoding=encoding)
        assert "│" not in text
    assert "[[\\u05e2\\u05d5\\u05dc\\u05dd]]" in printed(make.tricky(), encoding="ascii")


def test_the_summary_counts(make: SimpleNamespace) -> None:
    text = printed(make.seeds())
    assert "9 findings in 3 of 3 documents" in text
    assert re.search(r"chrome +3 +· +·", text)
    assert re.search(r"all +5 +3 +1", text)
    assert "Languages: Danish 1, English 1, Swedish 1" in text
    assert "Danish: claims/model-leap (has no words for da)" in text
    assert "No findings in 1 document" in printed(make.report(make.document("a.txt", "x")))


def test_quiet_keeps_failures(make: SimpleNamespace) -> None:
    stream = io.StringIO()
    console.write(make.hostile(), stream, summary=False)
    assert "2 failures: not everything was checked" in stream.getvalue()
    assert "Languages" not in stream.getvalue()


def test_every_span_that_leaves_its_line_says_how_far(make: SimpleNamespace) -> None:
    assert "… to line 4" in printed(make.seeds())


def test_the_picture_loads_nothing_and_is_the_same_each_time(make: SimpleNamespace) -> None:
    picture = console.svg(make.seeds())
    assert picture == console.svg(make.seeds())
    assert picture.startswith("<svg")
    assert "url(" not in picture.replace("url(#", "")
    assert "<image" not in picture
    assert "font-size-widget" in picture
    assert "\x1b" not in console.svg(make.hostile())


def test_the_picture_gives_wide_signs_their_width(make: SimpleNamespace) -> None:
    lengths = dict(re.findall(r'textLength="([\d.]+)"[^>]*>(错误|继续|Første)<', console.svg(make.tricky())))
    assert {text: round(float(length) / 12.2) for length, text in lengths.items()} == {"Første": 6, "继续": 4}


def test_related_places_are_quoted(make: SimpleNamespace) -> None:
    assert "· line 1: It began here: “Første”" in printed(make.tricky())


def test_findings_without_their_source_still_have_a_place(make: SimpleNamespace) -> None:
    report = make.seeds()
    bare = replace(report, documents=tuple(replace(document, source="") for document in report.documents))
    assert "4:391" in printed(bare)
