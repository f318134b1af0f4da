"""The way of a document: structure first, folding, crashes, languages, severities, positions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from copydesk import engine
from copydesk.document import Document
from copydesk.model import Edit, Fix, Hit, Plan, Rule, Severity, Span

AS_OF = datetime.date(2026, 11, 22)


def finder(word: str, name: str = "test/word", *, severity: Severity = "warning", **more: Any) -> Rule:
    """A rule that finds every occurrence of a word."""

    def check(document: Document, options: Any, as_of: datetime.date) -> Iterator[Hit]:
        at = document.text.find(word)
        while at >= 0:
            yield Hit(Span(at, at + len(word)), f"{word} stands here.", **more)
            at = document.text.find(word, at + 1)

    return Rule(name, "A word.", check, severity)


def crashing(document: Document, options: Any, as_of: datetime.date) -> Iterator[Hit]:
    raise ZeroDivisionError("no luck")
    yield


def lint(text: str, *rules: Rule, path: str = "x.txt", language: str = "en", **more: Any) -> engine.Result:
    document = engine.build_document(text, path=path, language=language)
    return engine.lint(document, Plan(tuple(rules), **more), AS_OF)


def test_a_crash_is_a_failure_and_the_others_still_run() -> None:
    result = lint("one two", Rule("test/crash", "Crashes.", crashing, "info"), finder("two"))
    crash = ("rule-crashed", "test/crash", "ZeroDivisionError: no luck")
    assert [(f.kind, f.rule, f.message) for f in result.failures] == [crash]
    assert [(f.rule, f.start, f.end) for f in result.findings] == [("test/word", 4, 7)]


@pytest.mark.parametrize(
    "hit",
    [
        "text",
        (1, 2),
        Hit((0, 1), "A tuple."),  # type: ignore[arg-type]
        Hit(Span(0, 9999), "Beyond."),
        Hit(Span(3, 1), "Backwards."),
        Hit(Span(0, 1), None),  # type: ignore[arg-type]
        Hit(Span(0, 1), "x.", fix=Fix((Edit(Span(-4, -1), ""),), safe=True, title="x")),
    ],
)
def test_what_is_no_hit_is_a_failure_of_its_rule_alone(hit: Any) -> None:
    result = lint("one two", Rule("test/odd", "Odd.", lambda d, o, a: [hit], "info"), finder("two"))
    assert [(failure.kind, failure.rule) for failure in result.failures] == [("rule-crashed", "test/odd")]
    assert [finding.rule for finding in result.findings] == ["test/word"]


def test_a_rule_about_one_language_misses_nothing_in_others() -> None:
    about = replace(finder("x"), needs=("no.such.words",), languages=("zh",))
    assert lint("x", about, language="sv").not_checked == []
    assert [entry.rule for entry in lint("x", about, language="zh").not_checked] == ["test/word"]
    assert lint("x", replace(about, needs=()), language="sv").findings == []
    assert len(lint("x", replace(about, needs=()), language="zh").findings) == 1


def test_findings_are_in_order_of_place() -> None:
    result = lint("b a b", finder("b"), finder("a", "test/a"))
    assert [finding.start for finding in result.findings] == [0, 2, 4]


def test_severity_rule_then_hit_then_configured() -> None:
    assert lint("x", finder("x")).findings[0].severity == "warning"
    assert lint("x", finder("x", severity="error")).findings[0].severity == "error"
    assert lint("x", finder("x"), severities={"test/word": "info"}).findings[0].severity == "info"
    proposing = finder("x")
    raised = Rule("test/word", "A word.", lambda d, o, a: [Hit(Span(0, 1), "x.", severity="error")], "info")
    assert lint("x", raised).findings[0].severity == "error"
    assert lint("x", raised, severities={"test/word": "info"}).findings[0].severity == "info"
    assert proposing.severity == "warning"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("ab\r\ncd 🙂x", 2, 5),
        ("ab\rcd 🙂x", 2, 5),
        ("\ufeffx", 1, 1),
        ("ab\u2028x", 1, 4),
        ("e\u0301e\u0301x", 1, 5),
    ],
)
def test_positions(text: str, line: int, column: int) -> None:
    (finding,) = lint(text, finder("x")).findings
    assert (finding.line, finding.column) == (line, column)
    assert text[finding.start : finding.end] == "x"


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    result = lint("word. " * 5, finder("word"))
    prints = [finding.fingerprint for finding in result.findings]
    assert len(set(prints)) == len(prints) == 5


def test_a_fix_through_markup_is_withheld() -> None:
    fix = Fix((Edit(Span(0, 3), "x"),), True, "Replace")
    rule = Rule("test/fix", "A fix.", lambda d, o, a: [Hit(Span(0, 3), "a b.", fix=fix)], "info")
    assert lint("abc", rule).findings[0].fix == fix
    (finding,) = lint("<p>a&amp;c</p>", rule, path="x.html").findings
    assert finding.fix is None


def test_a_rule_without_words_for_a_language_is_not_checked() -> None:
    rule = Rule("test/words", "Words.", lambda d, o, a: [], "info", needs=("test.no-such-key",))
    result = lint("Tekst.", rule, language="da")
    assert [(n.rule, n.language) for n in result.not_checked] == [("test/words", "da")]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("content/sv/a.txt", "sv"),
        ("a.sv.md", "sv"),
        ("a.pt-BR.html", "pt-BR"),
        ("no/a.txt", "no"),
        ("a.txt", ""),
        ("notes/a.old.txt", ""),
    ],
)
def test_language_by_path(path: str, language: str) -> None:
    assert engine.path_language(path) == language


@pytest.mark.parametrize(
    ("path", "text", "language", "locale"),
    [
        ("a.en-GB.txt", "x", "en", "en-GB"),
        ("no/a.txt", "x", "nb", "no"),
        ("a.html", '<html lang="en_US"><p>x</p>', "en", "en-US"),
    ],
)
def test_the_region_of_a_language_is_kept(path: str, text: str, language: str, locale: str) -> None:
    document = engine.build_document(text, path=path)
    assert (document.language, document.locale) == (language, locale)


def test_chrome_folds_what_lies_in_it_only_where_it_is_reported() -> None:
    text = "Søvn er godt for helbredet, siger forskerne.\n\n^\nA\nA\nA\n\nDet viser en ny rapport fra universitetet.\n"
    document = engine.build_document(text, path="x.txt", language="da")
    from copydesk import registry

    letters = finder("A", "test/letter")
    chrome = registry.load_family("chrome").rules
    folded = engine.lint(document, Plan((*chrome, letters)), AS_OF)
    assert not [finding for finding in folded.findings if finding.rule == "test/letter"]
    assert [finding for finding in folded.findings if finding.family == "chrome"]
    alone = engine.lint(document, Plan((letters,)), AS_OF)
    assert len(alone.findings) == 3
