"""Columns in every unit agree with the encoded text, and lines end where editors end them."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.document import Document, Parts
from copydesk.model import Edit, Fix, SourceSpan
from copydesk.reporters.positions import Positions, merged

SIGNS = st.sampled_from([*"aé中😀\u0301\u200d\ufeff\u2028ש \t", "\n", "\r", "\r\n", "👩🏽‍🚀", "\ud800"])
TEXTS = st.builds(lambda mark, parts: mark + "".join(parts), st.sampled_from(["", "\ufeff"]), st.lists(SIGNS, max_size=60))


@settings(deadline=None)
@given(TEXTS)
def test_code_points_are_those_of_the_document(source: str) -> None:
    positions, document = Positions(source), Document(source, Parts(source), path="a.txt")
    for offset in range(len(source) + 1):
        assert positions.at(offset) == document.position(offset)


@settings(deadline=None)
@given(TEXTS)
def test_columns_count_the_encoded_units_before_them_on_the_line(source: str) -> None:
    positions = Positions(source)
    for offset in range(source.startswith("\ufeff"), len(source) + 1):
        line = positions.line_of(offset)
        start, _ = positions.line_span(line)
        before = source[start:offset]
        assert positions.at(offset, "utf-8").column == len(before.encode("utf-8", "surrogatepass")) + 1
        assert positions.at(offset, "utf-16").column == len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


@settings(deadline=None)
@given(TEXTS)
def test_lines_hold_no_break_and_lose_nothing(source: str) -> None:
    positions = Positions(source)
    lines = [source[slice(*positions.line_span(line))] for line in range(1, positions.line_of(len(source)) + 1)]
    assert lines == source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


@settings(deadline=None)
@given(TEXTS, st.integers(0, 200))
def test_an_empty_span_is_anchored_to_text(source: str, at: int) -> None:
    at = min(at, len(source))
    start, end = Positions(source).anchor(at, at)
    if source.removeprefix("\ufeff").strip():
        assert start < end
        assert "\n" not in source[start:end]


def test_many_columns_on_one_very_long_line_are_quick() -> None:
    source = "中😀é" * 2_000_000
    positions = Positions(source)
    begin = time.process_time()
    for offset in range(0, len(source), 1000):
        positions.at(offset, "utf-8")
        positions.at(offset, "utf-16")
    assert time.process_time() - begin < 5
    assert positions.at(6_000_000, "utf-8").column == 2_000_000 * 9 + 1


def test_a_fix_of_several_edits_becomes_one() -> None:
    source = "a ( = 39) b"
    fix = Fix((Edit(SourceSpan(9, 10), ""), Edit(SourceSpan(3, 3), "n")), True, "t")
    assert merged(fix, source) == Edit(SourceSpan(3, 10), "n = 39)")
    assert merged(Fix((Edit(SourceSpan(0, 5), ""), Edit(SourceSpan(3, 6), "")), True, "t"), source) is None
    assert merged(fix, "") is None
