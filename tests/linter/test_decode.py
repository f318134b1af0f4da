from __future__ import annotations

import codecs
import contextlib
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.readers.decode import Unreadable, decode, encode, load

LEGACY = [
    ("windows-1252", "Ældre mænd spiser rødgrød med fløde, når høsten er forbi og mørket falder på.\r\n"),
    ("windows-1252", "Die Größe der Übung: für Ärzte ein Maß aller Dinge, sagt Müller.\n"),
    ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy, a nikdo ho neslyšel.\n"),
    ("windows-1250", "Zażółć gęślą jaźń, powiedział król do swojej świty nad rzeką.\n"),
    ("windows-1251", "Учёные из Новосибирска измерили, сколько спят жители города.\n"),
    ("koi8-r", "Учёные из Новосибирска измерили, сколько спят жители города.\n"),
    ("windows-1253", "Οι ερευνητές μέτρησαν πόσο κοιμούνται οι κάτοικοι της πόλης.\n"),
    ("cp932", "研究者たちは、町の人々がどのくらい眠るのかを調べました。\n"),
    ("euc-jp", "研究者たちは、町の人々がどのくらい眠るのかを調べました。\n"),
    ("gb18030", "研究人员测量了这座城市的居民每天睡多长时间。\n"),
    ("cp949", "연구자들은 도시 주민들이 얼마나 자는지 조사했다.\n"),
]


@pytest.mark.parametrize(("encoding", "text"), LEGACY)
def test_legacy_encodings(encoding: str, text: str) -> None:
    data = (text * 4).encode(encoding)
    decoded = decode(data)
    assert decoded.text == text * 4
    assert decoded.notes == (f"read as {decoded.encoding}",)
    assert encode(decoded.text, decoded.encoding) == data


def test_declared_encoding_wins() -> None:
    data = '<html><head><meta charset="iso-8859-2"></head><p>Zażółć</p>'.encode("iso-8859-2")
    assert decode(data).encoding == "iso-8859-2"
    assert "Zażółć" in decode(data).text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_marks_stay(mark: bytes, encoding: str, text: str) -> None:
    data = mark + text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == "\ufeff" + text
    assert encode(decoded.text, decoded.encoding) == data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.just("a\r\nb\rc\nd\x0be\u2028f"))
def test_utf8_round_trip(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert decode(text.encode()) == (text, "utf-8", ())


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        decoded = decode(data)
        assert encode(decoded.text, decoded.encoding) == data


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [
        (b"abc\0def", "not-text", "NUL"),
        ("Hello there".encode("utf-16-le"), "not-text", "UTF-16"),
        (b"%PDF-1.7\n", "not-text", "PDF"),
        (b"PK\x03\x04rest", "not-text", "office"),
        (bytes(range(1, 32)) * 4, "not-text", "control"),
        ("Sömn är bra för hjärnan. Sömn är bra för hjärnan.".encode() + b"\xc3", "broken-encoding", "line 1"),
        (codecs.BOM_UTF16_LE + b"a\0b", "broken-encoding", "UTF-16"),
    ],
)
def test_refused(data: bytes, kind: str, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.kind == kind
    assert word in caught.value.message


def test_empty_and_long(tmp_path: Path) -> None:
    assert decode(b"") == ("", "utf-8", ())
    began = time.process_time()
    assert len(decode(b"a" * 10_000_000).text) == 10_000_000
    assert time.process_time() - began < 5


def test_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\n")
    assert load(tmp_path / "a.txt").text == "a\r\n"
    for name, kind in (("none.txt", "missing"), ("", "directory"), ("a.txt/b", "missing"), ("\0", "missing")):
        with pytest.raises(Unreadable) as caught:
            load(os.path.join(tmp_path, name))
        assert caught.value.kind == kind


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_and_pipes(tmp_path: Path) -> None:
    os.symlink("loop.txt", tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for name, kind in (("loop.txt", "link-loop"), ("pipe.txt", "unreadable")):
        with pytest.raises(Unreadable) as caught:
            load(tmp_path / name)
        assert caught.value.kind == kind
