"""Fixes: edits that fit together, an end, no new finding, and a file that is otherwise as it was."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import atomic, fixer
from copydesk.fixer import Fixed, FixError
from copydesk.model import Edit, Finding, Fix, SourceSpan

from .conftest import make_finding


def replacing(rule: str, pattern: str, by: str, *, safe: bool = True) -> Callable[[str], list[Finding]]:
    """A rule that wants every match of a pattern replaced."""

    def lint(source: str) -> list[Finding]:
        out = []
        for match in re.finditer(pattern, source):
            edit = Edit(SourceSpan(*match.span()), match.expand(by))
            out.append(make_finding(rule, source, match.group(), fix=Fix((edit,), safe, "Replace"), at=match.start()))
        return out

    return lint


def only(rule: str, pattern: str) -> Callable[[str], list[Finding]]:
    """A rule that reports every match and has no fix."""
    return lambda source: [make_finding(rule, source, m.group(), at=m.start()) for m in re.finditer(pattern, source)]


def rules(*lints: Callable[[str], list[Finding]]) -> Callable[[str], Sequence[Finding]]:
    return lambda source: [finding for lint in lints for finding in lint(source)]


def test_it_goes_on_until_nothing_changes() -> None:
    lint = replacing("a/double", "  ", " ")
    done = fixer.fix("a     b", lint)
    assert done.text == "a b"
    assert not lint(done.text)
    assert {one.rule for one in done.applied} == {"a/double"}


def test_safe_ones_only_unless_asked() -> None:
    lint = rules(replacing("a/x", "x", "y"), replacing("a/z", "z", "w", safe=False))
    done = fixer.fix("x z", lint)
    assert done.text == "y z"
    assert [(s.finding.rule, s.reason) for s in done.skipped] == [("a/z", "it is not safe: ask for it with --unsafe-fixes")]
    assert fixer.fix("x z", lint, unsafe=True) == Fixed("y w", fixer.fix("x z", lint, unsafe=True).applied, ())


def test_overlapping_edits_wait_for_the_next_round() -> None:
    lint = rules(replacing("a/ab", "ab", "x"), replacing("a/bc", "bc", "y"))
    assert fixer.fix_text("abc", lint("abc")).text == "xc"
    assert fixer.fix("abc", lint).text == "xc"
    both = rules(replacing("a/line", "gone\n", ""), replacing("b/line", "gone\n", ""))
    done = fixer.fix("a\ngone\nb\n", both)
    assert done.text == "a\nb\n"
    assert [one.rule for one in done.applied] == ["a/line", "b/line"]


def test_a_fix_that_makes_a_new_finding_is_taken_back() -> None:
    lint = rules(replacing("a/x", "x", "bad"), only("a/bad", "bad"), replacing("a/y", "y", "fine"))
    done = fixer.fix("x y x y", lint)
    assert done.text == "x fine x fine"
    assert {(s.finding.rule, s.reason) for s in done.skipped} == {("a/x", "it would make a new finding")}


def test_an_old_finding_that_a_fix_reaches_may_change_its_words() -> None:
    lint = rules(replacing("a/repeat", r"\b(\w+) \1\b", r"\1"), only("a/claim", "sleep[a-z ]*gout"))
    assert fixer.fix("So sleep cures cures gout.", lint).text == "So sleep cures gout."


def test_a_finding_may_come_back_at_its_place_as_a_milder_one_of_its_family() -> None:
    def judged(source: str) -> list[Finding]:
        rule, severity = ("b/headline", "error") if "chrome" in source else ("b/body", "warning")
        return [make_finding(rule, source, "sleep cures gout", severity=severity)]  # type: ignore[arg-type]

    lint = rules(replacing("a/chrome", "chrome ", ""), judged)
    assert fixer.fix("chrome sleep cures gout", lint).text == "sleep cures gout"
    assert fixer.fix(
        "chrome sleep cures gout", lambda s: [replace(f, severity="info") if f.rule == "b/headline" else f for f in lint(s)]
    ).text == ("chrome sleep cures gout")


def test_fixes_that_undo_each_other_or_never_end_are_left_out() -> None:
    lint = rules(replacing("a/up", "a", "b"), replacing("a/down", "b", "a"), replacing("a/x", "x", "y"))
    done = fixer.fix("a x", lint)
    assert done.text == "a y"
    grow = rules(replacing("a/grow", "k", "k!"), replacing("a/x", "x", "y"))
    done = fixer.fix("x k", grow)
    assert done.text == "y k"
    assert [s.reason for s in done.skipped] == ["its fixes come to no end"]


def test_many_small_fixes_with_one_that_harms() -> None:
    calls = []

    def lint(source: str) -> Sequence[Finding]:
        calls.append(source)
        return rules(replacing("a/x", "x", "y"), replacing("b/q", "q", "bad"), only("a/bad", "bad"))(source)

    done = fixer.fix("x " * 100 + "q" + " x" * 100, lint)
    assert done.text == "y " * 100 + "q" + " y" * 100
    assert len(calls) < 30


def test_line_breaks_follow_the_text() -> None:
    lint = replacing("a/split", ";", ".\n")
    assert fixer.fix("one;\r\ntwo; three\r\n", lint).text == "one.\r\n\r\ntwo.\r\n three\r\n"
    assert fixer.fix("one;\ntwo", lint).text == "one.\n\ntwo"


@pytest.mark.parametrize("edits", [((0, 3), (2, 4)), ((1, 1), (1, 1)), ((5, 99),), ((3, 2),), ((0, 2), (2, 2))])
def test_a_broken_fix_is_left_out(edits: tuple[tuple[int, int], ...]) -> None:
    source = "abcdefgh"
    made = tuple(Edit(SourceSpan(*span), str(index)) for index, span in enumerate(edits))
    done = fixer.fix_text(source, [make_finding("a/x", source, "a", fix=Fix(made, True, "Break"))])
    assert done.text == source
    assert [s.reason for s in done.skipped] == ["its edits overlap or lie outside of the text"]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.text("xy\n", max_size=3)), max_size=3)


@given(st.text("abc\r\n é😀", min_size=30, max_size=30), st.lists(SPANS, max_size=6))
def test_what_is_applied_is_whole_and_what_is_not_leaves_no_trace(source: str, fixes: list[list[tuple[int, int, str]]]) -> None:
    findings = []
    for number, spans in enumerate(fixes):
        edits = tuple(Edit(SourceSpan(min(a, b), max(a, b)), text) for a, b, text in spans)
        findings.append(make_finding(f"a/r{number}", source, source[:1], fix=Fix(edits, True, "Do")))
    done = fixer.fix_text(source, findings)
    assert {one.rule for one in done.applied}.isdisjoint(skip.finding.rule for skip in done.skipped)
    assert len(done.applied) + len(done.skipped) == len(findings)
    newline = "\r\n" if source.count("\r\n") * 2 > source.count("\n") else "\r" if "\r" in source and "\n" not in source else "\n"
    edits = {
        Edit(edit.span, edit.text if newline == "\n" or "\r" in edit.text else edit.text.replace("\n", newline))
        for one in done.applied
        if one.fix
        for edit in one.fix.edits
    }
    at, out = 0, ""
    for edit in sorted((e for e in edits if source[e.span.start : e.span.end] != e.text), key=lambda e: e.span):
        assert edit.span.start >= at
        out += source[at : edit.span.start] + edit.text
        at = edit.span.end
    assert done.text == out + source[at:]


@pytest.mark.parametrize(
    ("encoding", "bom"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_file_keeps_encoding_mark_line_endings_and_permissions(tmp_path: Path, encoding: str, bom: bytes, newline: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bom + f"Sömn  är bra.{newline}Ja  så.".encode(encoding))
    path.chmod(0o640)
    before, done = fixer.fix_file(str(path), replacing("a/double", "  ", " "))
    assert path.read_bytes() == bom + f"Sömn är bra.{newline}Ja så.".encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "  " in before
    assert len(done.applied) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_legacy_encodings_come_back_and_refuse_what_they_cannot_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    raw = ("Sömnen är viktig för hälsan, säger forskarna på sjukhuset i Örebro. " * 20 + "x").encode("cp1252")
    path.write_bytes(raw)
    fixer.fix_file(str(path), replacing("a/x", "x$", "ö"))
    assert path.read_bytes() == raw[:-1] + b"\xf6"
    with pytest.raises(FixError, match="has no place for '字'; save the file as UTF-8 first"):
        fixer.fix_file(str(path), replacing("a/x", "ö$", "字"))
    assert path.read_bytes() == raw[:-1] + b"\xf6"


def test_nothing_to_do_touches_nothing_and_links_stay_links(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_text("a b")
    link.symlink_to("a.txt")
    then = path.stat()
    fixer.fix_file(str(link), replacing("a/double", "  ", " "))
    assert path.stat() == then or path.stat().st_mtime_ns == then.st_mtime_ns
    path.write_text("a  b")
    fixer.fix_file(str(link), replacing("a/double", "  ", " "))
    assert link.is_symlink()
    assert path.read_text() == "a b"
    fixer.fix_file(str(link), replacing("a/b", "b", "c"), write=False)
    assert path.read_text() == "a b"


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a  b")

    def lint(source: str) -> Sequence[Finding]:
        path.write_text("somebody else's  words")
        return replacing("a/double", "  ", " ")(source)

    with pytest.raises(FixError, match="somebody changed the file meanwhile"):
        fixer.fix_file(str(path), lint)
    assert path.read_text() == "somebody else's  words"


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a  b")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FixError, match="No space left"):
        fixer.fix_file(str(path), replacing("a/double", "  ", " "))
    assert path.read_text() == "a  b"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    atomic.write(tmp_path / "new" / "a.txt", b"x")
    (tmp_path / "plain").write_bytes(b"x")
    assert (tmp_path / "new" / "a.txt").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    "before", ["one\ntwo\nthree\n", "one\ntwo\nthree", "one\r\ntwo\r\nthree\r\n", "two", "x\n" * 20 + "two\x0b\x85\u2028 more\n"]
)
def test_the_diff_is_one_that_patch_applies(tmp_path: Path, before: str) -> None:
    after = before.replace("two", "zwei\nund") + "four"
    path = tmp_path / "a.txt"
    path.write_bytes(before.encode())
    text = fixer.diff("a.txt", before, after)
    subprocess.run(
        ["git", "apply", "-"],
        cwd=tmp_path,
        input=text.encode(),
        check=True,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path)},
    )
    assert path.read_bytes() == after.encode()
    assert fixer.diff("a.txt", before, before) == ""
