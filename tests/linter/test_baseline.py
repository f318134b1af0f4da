"""The baseline: what it knows again, what it refuses, and what it says."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk import baseline
from copydesk.baseline import BaselineError, BaselineGrows, Entry
from copydesk.model import Finding, Report
from copydesk.testing import AS_OF

from .conftest import make_finding

pytestmark = pytest.mark.usefixtures("known_rules")

A = "Sleep cures stress, they say. Later on, coffee cures gout. And tea is good."
Make = Callable[..., Report]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).touch()


def found(source: str, *words: str, rule: str = "alpha/one") -> tuple[str, list[Finding]]:
    return source, [make_finding(rule, source, one) for one in words]


def first(report: Make, documents: dict[str, tuple[str, list[Finding]]]) -> tuple[Entry, ...]:
    return baseline.record(report(documents), None)[0]


def test_the_first_recording_takes_what_stands_and_it_does_not_count(report: Make) -> None:
    run = report({"a.txt": found(A, "Sleep cures stress", "coffee cures gout")})
    entries, _ = baseline.record(run, None)
    assert [(e.path, e.rule, e.since, e.reason) for e in entries] == [("a.txt", "alpha/one", AS_OF, "")] * 2
    out, comparison = baseline.apply(run, entries)
    assert out.findings == []
    assert {s.reason for s in out.documents[0].suppressed} == {"in the baseline since 2026-11-22"}
    assert comparison.fixed == comparison.new == ()
    assert out.notes == ("2 findings in the baseline; the oldest stands since 2026-11-22 (0 days).",)


def test_edits_rewrapping_and_renames_keep_a_finding_known(report: Make) -> None:
    entries = first(report, {"a.txt": found(A, "coffee cures gout")})
    for path, source, words in (
        ("a.txt", "A new beginning. " * 9 + "\n\n" + A, "coffee cures gout"),
        ("a.txt", A.replace(" ", "\r\n"), "coffee\r\ncures\r\ngout"),
        ("a.txt", A.replace("Later on", "In the end"), "coffee cures gout"),
        ("a.txt", A.replace("And tea is good", "No more"), "coffee cures gout"),
        ("c.txt", A, "coffee cures gout"),
    ):
        if path == "c.txt":
            Path("a.txt").unlink()
        out, comparison = baseline.apply(report({path: found(source, words)}), entries)
        assert out.findings == [], (path, source)
        assert not comparison.fixed
        after, _ = baseline.record(report({path: found(source, words)}), entries)
        assert [(e.path, e.since) for e in after] == [(path, AS_OF)]


def test_a_copy_into_another_document_is_new(report: Make) -> None:
    entries = first(report, {"a.txt": found(A, "coffee cures gout")})
    out, _ = baseline.apply(report({"b.txt": found(A, "coffee cures gout")}), entries)
    assert len(out.findings) == 1
    out, _ = baseline.apply(report({"a.txt": ("Gone.", []), "b.txt": found(A, "coffee cures gout")}), entries)
    assert len(out.findings) == 1


def test_it_refuses_to_grow_without_a_reason(report: Make) -> None:
    entries = first(report, {"a.txt": found(A, "Sleep cures stress")})
    more = report({"a.txt": found(A, "Sleep cures stress", "coffee cures gout")})
    for accept, reason in ((False, ""), (True, "  "), (False, "because")):
        with pytest.raises(BaselineGrows) as error:
            baseline.record(more, entries, accept=accept, reason=reason)
    assert str(error.value) == (
        "1 finding is not in the baseline: alpha/one. Correct the text, or accept them with --accept --reason TEXT."
    )
    grown, _ = baseline.record(more, entries, accept=True, reason="Agreed on Monday")
    assert sorted(e.reason for e in grown) == ["", "Agreed on Monday"]


def test_one_fixed_never_makes_room_for_another(report: Make) -> None:
    entries = first(report, {"a.txt": found(A, "Sleep cures stress")})
    swapped = report({"a.txt": found(A, "coffee cures gout")})
    out, comparison = baseline.apply(swapped, entries)
    assert len(out.findings) == 1
    assert [(s.gone.message, s.new.message) for s in comparison.swaps] == [
        ("Sleep cures stress is wrong.", "coffee cures gout is wrong.")
    ]
    assert "a.txt: one alpha/one of the baseline is fixed and another is new on line 1; the new one counts." in out.notes
    with pytest.raises(BaselineGrows, match="1 of them takes the place of one that was fixed"):
        baseline.record(swapped, entries)


def test_it_reports_and_drops_what_was_fixed_and_keeps_the_age_of_the_rest(report: Make) -> None:
    entries = first(report, {"a.txt": found(A, "Sleep cures stress", "coffee cures gout"), "b.txt": found(A, "tea is good")})
    later = datetime.date(2027, 1, 1)
    from dataclasses import replace

    run = replace(report({"a.txt": found(A, "coffee cures gout")}), as_of=later)
    out, comparison = baseline.apply(run, entries)
    assert [e.message for e in comparison.fixed] == ["Sleep cures stress is wrong."]
    assert out.notes == (
        "1 finding of the baseline is fixed: alpha/one.",
        "1 finding in the baseline; the oldest stands since 2026-11-22 (40 days).",
    )
    after, _ = baseline.record(run, entries)
    assert [(e.path, e.message, e.since) for e in after] == [
        ("a.txt", "coffee cures gout is wrong.", AS_OF),
        ("b.txt", "tea is good is wrong.", AS_OF),
    ]
    Path("b.txt").unlink()
    after, comparison = baseline.record(run, entries)
    assert [e.path for e in after] == ["a.txt"]
    assert len(comparison.fixed) == 2


def test_two_equal_findings_are_two(report: Make) -> None:
    source = "x" * 300 + " bad " + "y" * 300
    one = make_finding("alpha/one", source, "bad")
    entries = first(report, {"a.txt": (source, [one])})
    out, _ = baseline.apply(report({"a.txt": (source, [one, one])}), entries)
    assert len(out.findings) == 1


def test_what_is_never_waived_is_never_recorded(report: Make) -> None:
    run = report({"a.txt": found(A, "Sleep cures stress", rule="beta/never")})
    entries, _ = baseline.record(run, None)
    assert entries == ()
    run = report({"a.txt": found(A, "Sleep cures stress", rule="waiver/expired")})
    assert baseline.record(run, None)[0] == ()


def test_paths_are_relative_to_the_root(report: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").touch()
    run = report({"sub/a.txt": found(A, "tea is good")})
    entries, _ = baseline.record(run, None, root=str(tmp_path))
    assert entries[0].path == "sub/a.txt"
    monkeypatch.chdir(tmp_path / "sub")
    out, _ = baseline.apply(report({"a.txt": found(A, "tea is good")}), entries, root=str(tmp_path))
    assert out.findings == []


def test_the_file_is_sorted_and_read_back(report: Make) -> None:
    entries = first(report, {"b.txt": found(A, "tea is good"), "a.txt": found(A, "coffee cures gout", "Sleep cures stress")})
    text = baseline.dump(reversed(entries))
    assert text == baseline.dump(entries)
    assert len(text.splitlines()) == 5 + 3
    Path("base.json").write_text(text)
    assert baseline.load("base.json") == entries
    Path("base.json").write_text(baseline.dump(()))
    assert baseline.load("base.json") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "is not a baseline of version 1"),
        ("{", "is not a baseline file"),
        ('{"version": 2, "findings": []}', "is not a baseline of version 1"),
        ('{"version": 1, "findings": [{"pth": "a"}]}', "finding 1: 'pth' is not known; did you mean 'path'?"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "finding 1: 'since' is missing"),
        ('{"version": 1, "findings": [3]}', "finding 1: is no object"),
        (
            '{"version": 1, "findings": [{"path":"a","rule":3,"fingerprint":"x","message":"m","since":"2026-01-01"}]}',
            "finding 1: every value but 'since' must be text",
        ),
    ],
)
def test_a_broken_file_says_what_is_wrong(text: str, message: str) -> None:
    Path("base.json").write_text(text)
    with pytest.raises(BaselineError) as error:
        baseline.load("base.json")
    assert f"base.json: {message}" in str(error.value)


WORDS = st.lists(st.sampled_from(["Sleep cures stress", "coffee cures gout", "tea is good", "Later on"]), unique=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS)
def test_known_new_and_fixed_add_up(report: Make, before: list[str], after: list[str]) -> None:
    entries = first(report, {"a.txt": found(A, *before)})
    run = report({"a.txt": found(A, *after)})
    out, comparison = baseline.apply(run, entries)
    assert {f.message for f in out.findings} == {f"{words} is wrong." for words in set(after) - set(before)}
    assert {e.message for e in comparison.fixed} == {f"{words} is wrong." for words in set(before) - set(after)}
    assert len(comparison.known) == len(set(before) & set(after))
    grown, _ = baseline.record(run, entries, accept=True, reason="r")
    assert baseline.record(run, grown)[0] == grown
