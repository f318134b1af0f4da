from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import Span
from copydesk.document import Document, Parts, blanked, plain_blocks
from copydesk.model import Position, SourceSpan
from copydesk.readers import format_of, read

TEXTS = st.text(st.sampled_from("ab é\u0301😀日ש\u200d.!\u2028\x85 ") | st.sampled_from("\r\n\t"), max_size=60)


def document(source: str, path: str = "a.txt") -> Document:
    return Document(source, read(source, format_of(path)), path=path)


@given(TEXTS, st.sampled_from(["", "\ufeff"]))
def test_positions_lead_back(text: str, mark: str) -> None:
    page = document(mark + text)
    for offset in range(len(mark), len(page.source) + 1):
        position = page.position(offset)
        assert position.line >= 1
        assert position.column >= 1
        assert page.offset(position) == offset


@pytest.mark.parametrize(
    ("source", "offset", "position"),
    [
        ("abc", 2, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\r\rb", 3, (3, 1)),
        ("\ufeffabc", 1, (1, 1)),
        ("\ufeffa\nb", 3, (2, 1)),
        ("😀e\u0301x", 3, (1, 4)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
        ("", 0, (1, 1)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_positions(source: str, offset: int, position: tuple[int, int]) -> None:
    assert document(source).position(offset) == position
    assert document(source).offset(Position(*position)) == offset


@given(TEXTS)
def test_spans_of_plain_text_are_its_own(text: str) -> None:
    for source, shift in ((text, 0), ("\ufeff" + text, 1)):
        page = document(source)
        for start in range(len(text)):
            span = page.to_source(Span(start, start + 1))
            assert span == (start + shift, start + 1 + shift)
            assert source[slice(*span)] == page.text[start]


def test_source_spans_stay() -> None:
    assert document("abc").to_source(SourceSpan(1, 2)) == (1, 2)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_masking_keeps_length_and_lines(text: str, spans: list[tuple[int, int]]) -> None:
    inside = sorted((min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans)
    page = document(text)
    masked = page.masked(inside)
    assert len(masked.text) == len(text)
    assert masked.text == blanked(text, inside)
    assert masked.lines == page.lines
    covered = {offset for start, end in inside for offset in range(start, end)}
    for offset, (before, after) in enumerate(zip(text, masked.text, strict=True)):
        assert after == (" " if offset in covered and before not in "\r\n" else before)


@given(TEXTS)
def test_lines_cover_the_text(text: str) -> None:
    page = document(text)
    assert "\n".join(text[start:end] for start, end in page.lines) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(TEXTS)
def test_blocks_and_sentences_cover_what_shows(text: str) -> None:
    page = document(text)
    covered = {offset for block in page.blocks for offset in range(block.start, block.end)}
    assert all(offset in covered for offset, sign in enumerate(text) if not sign.isspace())
    for block, following in zip(page.blocks, page.blocks[1:], strict=False):
        assert block.end <= following.start
    inside = {offset for sentence in page.sentences for offset in range(sentence.start, sentence.end)}
    assert all(offset in inside for offset, sign in enumerate(text) if not sign.isspace())


def test_wrapped_paragraphs_are_one_block() -> None:
    wrapped = (
        "A line of text that goes on until it is about as long as\nothers are, and then it goes on in the line that follows\n"
        "until it ends."
    )
    assert [(block.start, block.end) for block in plain_blocks(wrapped)] == [(0, len(wrapped))]
    short = "Title\nBy Anna Bok\nText."
    assert len(document(short).blocks) == 3


def test_masked_documents_keep_their_blocks() -> None:
    page = Document("one\n\ntwo", Parts("one\n\ntwo"), path="a.txt")
    assert [page.text[block.start : block.end] for block in page.masked([(0, 3)]).blocks] == ["two"]
