"""The gate: each condition, what is not computed, the canary, presets, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from copydesk import gate
from copydesk.gate import GateError, Policy, Spec
from copydesk.model import Failure, Finding, NotChecked, Report, Suppressed

from .conftest import make_finding

pytestmark = pytest.mark.usefixtures("known_rules")

A = "Sleep cures stress. Coffee cures gout."
Make = Callable[..., Report]
STANDARD = gate.policy({})


def one(rule: str = "alpha/one", words: str = "Sleep", **more: Any) -> Finding:
    return make_finding(rule, A, words, **more)


def came_out(report: Report, policy: Policy = STANDARD, **more: Any) -> dict[str, tuple[str, str]]:
    return {c.name: (c.status, c.reason) for c in gate.evaluate(report, policy, **more).conditions}


def change(report: Report, path: str, **more: Any) -> Report:
    return replace(report, documents=tuple(replace(d, **more) if d.path == path else d for d in report.documents))


def test_a_clean_run_passes(report: Make) -> None:
    run = report({"a.txt": (A, []), "b.txt": (A, [one("alpha/two")])})
    verdict = gate.evaluate(run, STANDARD)
    assert verdict.passed
    assert verdict.documents == {"a.txt": True, "b.txt": True}
    assert came_out(run) == {
        "every document checked": ("passed", "2 documents checked with 4 rules."),
        "every language supported": ("passed", "English."),
        "no errors": ("passed", "No errors in 2 documents."),
        "no waiver past its end": ("passed", "Nothing is waived."),
    }
    assert gate.exit_code(replace(run, verdict=verdict)) == 0


def test_an_error_blocks_its_document_and_the_reason_is_a_sentence(report: Make) -> None:
    run = report({"a.txt": (A, [one(), one(words="Coffee"), one("beta/never")]), "b.txt": (A, [])})
    verdict = gate.evaluate(run, STANDARD)
    assert verdict.documents == {"a.txt": False, "b.txt": True}
    assert came_out(run)["no errors"] == ("failed", "3 errors in 1 document: alpha/one (2), beta/never. a.txt.")
    judged = replace(run, verdict=verdict)
    assert gate.exit_code(judged) == 1
    assert gate.why(judged, "a.txt", STANDARD) == "alpha/one (2), beta/never"
    assert gate.why(judged, "b.txt", STANDARD) == ""


def test_what_was_not_read_or_crashed_is_not_passed(report: Make) -> None:
    run = report({"a.txt": (A, []), "b.txt": (A, [])})
    unread = change(run, "a.txt", failures=(Failure("a.txt", "not-text", "This is a PDF, not a text."),))
    assert came_out(unread)["every document checked"] == (
        "failed",
        "Not everything could be checked: a.txt: This is a PDF, not a text.",
    )
    assert came_out(unread)["no errors"] == ("not computed", "It could not be checked in a.txt.")
    judged = replace(unread, verdict=gate.evaluate(unread, STANDARD))
    assert gate.exit_code(judged) == 3
    assert judged.verdict is not None
    assert judged.verdict.documents == {"a.txt": False, "b.txt": True}
    assert gate.why(judged, "a.txt", STANDARD) == "This is a PDF, not a text"

    crashed = change(run, "b.txt", failures=(Failure("b.txt", "rule-crashed", "ValueError: x", "alpha/two"),))
    assert came_out(crashed)["no errors"][0] == "not computed"
    beta = gate.policy({"conditions": [{"name": "beta", "select": ["beta"]}]})
    assert came_out(crashed, beta)["beta"][0] == "passed"

    missing = replace(run, failures=(Failure("gone.txt", "missing", "There is no file of this name."),))
    verdict = gate.evaluate(missing, STANDARD)
    assert not verdict.passed
    assert gate.exit_code(replace(missing, verdict=verdict)) == 3


def test_nothing_checked_is_nothing_passed(report: Make) -> None:
    run = report({})
    verdict = gate.evaluate(run, STANDARD)
    assert not verdict.passed
    assert gate.exit_code(replace(run, verdict=verdict)) == 2


@pytest.mark.parametrize(
    ("languages", "expected", "reason"),
    [
        ((), (), "a.txt: its language is not known."),
        (("tlh",), (), "a.txt: there are no words for tlh."),
        (("sv",), ("da", "en"), "a.txt: it is in Swedish, which is not expected."),
        (("en", "sv"), ("en",), "a.txt: it is in Swedish, which is not expected."),
        (("en",), ("da", "en"), ""),
    ],
)
def test_languages(report: Make, languages: tuple[str, ...], expected: tuple[str, ...], reason: str) -> None:
    run = change(
        report({"a.txt": (A, []), "b.txt": (A, [])}), "a.txt", languages=languages, language=languages[0] if languages else ""
    )
    status, told = came_out(run, Policy("standard", (), expected))["every language supported"]
    assert (status, told) == (("failed", reason) if reason else ("passed", "English."))


def test_a_kind_of_damage_that_cannot_be_checked_in_a_language_is_not_clean(report: Make) -> None:
    run = replace(report({"a.txt": (A, [])}), rules=("claims/one", "claims/two", "typography/x"))
    left_out = tuple(NotChecked("a.txt", name, "en", "no words") for name in ("claims/one", "claims/two", "typography/x"))
    assert came_out(change(run, "a.txt", not_checked=left_out))["every language supported"] == (
        "failed",
        "a.txt: claims cannot be checked in English; ignore claims for that language where this is meant.",
    )
    assert came_out(change(run, "a.txt", not_checked=left_out[1:]))["every language supported"][0] == "passed"


def test_an_ended_waiver_fails_and_names_its_owner(report: Make) -> None:
    ended = replace(one(), rule="waiver/expired", data={"owner": "anna", "until": "2026-01-01", "rule": "alpha/one"})
    run = report({"a.txt": (A, [ended])})
    assert came_out(run)["no waiver past its end"] == ("failed", "anna must decide anew: a.txt: alpha/one, ended on 2026-01-01.")
    assert gate.exit_code(replace(run, verdict=gate.evaluate(run, STANDARD))) == 1


def test_new_and_all(report: Make) -> None:
    run = change(
        report({"a.txt": (A, [])}),
        "a.txt",
        suppressed=(Suppressed(one(), "baseline", "old"), Suppressed(one(), "waiver", "w", "o")),
    )
    assert came_out(run)["no errors"][0] == "passed"
    conditions = came_out(run, gate.policy({}, preset="strict"))
    assert conditions["no errors or warnings"] == ("failed", "1 error or warning in 1 document: alpha/one. a.txt.")
    assert conditions["nothing waived"] == ("failed", "1 waived finding in 1 document: alpha/one. a.txt.")
    assert came_out(run)["no waiver past its end"] == ("passed", "1 finding waived.")


def test_scope_metric_and_threshold(report: Make) -> None:
    run = report({"news/a.txt": (A, [one("alpha/two")]), "news/b.txt": (A, []), "c.txt": (A, [one("alpha/two")] * 3)})

    def condition(**entry: Any) -> tuple[str, str]:
        return came_out(run, gate.policy({"conditions": [{"name": "it", **entry}]}))["it"]

    assert condition(select=["alpha"], paths=["news/**"], max=1) == ("passed", "1 finding, and 1 may be, in 2 documents.")
    assert condition(select=["alpha/uno"], paths=["news/**"])[0] == "passed"
    assert condition(max=3) == ("failed", "4 findings in 2 documents, and at most 3 may be: alpha/two (4). c.txt, news/a.txt.")
    assert condition(metric="documents", max=1)[1].startswith("2 documents have findings, and at most 1 may be:")
    assert condition(metric="share", max=60)[1].startswith("67 percent of the documents have findings, and at most 60 may be:")
    assert condition(metric="share", max=70)[0] == "passed"
    assert condition(languages=["sv"]) == ("not computed", "No document is concerned; at most 0 findings in Swedish.")
    assert condition(paths=["old/**"])[0] == "not computed"
    policy = gate.policy({"conditions": [{"name": "it", "paths": ["old/**"]}]})
    assert came_out(run, policy, partial=True)["it"] == ("passed", "No document of this run is concerned.")
    blocked = gate.evaluate(run, gate.policy({"conditions": [{"name": "it", "paths": ["old/**"]}]}))
    assert not any(blocked.documents.values())


def test_a_condition_whose_rules_did_not_run_is_not_computed(report: Make) -> None:
    run = report({"a.txt": (A, [])})
    policy = gate.policy({"conditions": [{"name": "it", "select": ["alpha"]}]})
    assert came_out(replace(run, rules=("beta/three",)), policy)["it"] == ("not computed", "No rule of alpha ran.")
    left_out = tuple(NotChecked("a.txt", name, "en", "no words") for name in ("alpha/one", "alpha/two"))
    assert came_out(change(run, "a.txt", not_checked=left_out), policy)["it"] == (
        "not computed",
        "alpha could not be checked in a.txt.",
    )
    assert came_out(change(run, "a.txt", not_checked=left_out[:1]), policy)["it"][0] == "passed"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"presett": "strict"}, "gate.presett: is not a setting; did you mean 'preset'?"),
        ({"preset": "strikt"}, "gate.preset: there is no preset 'strikt'; did you mean 'strict'?"),
        ({"languages": ["dansk"]}, "gate.languages: there is no language pack for 'dansk'"),
        ({"languages": "da"}, "gate.languages: must be a list of texts"),
        ({"conditions": [{}]}, "gate.conditions.0: 'name' is missing"),
        ({"conditions": [3]}, "gate.conditions.0: is no table"),
        (
            {"conditions": [{"name": "x", "selekt": []}]},
            "gate.conditions.0.selekt: is not a key of a condition; did you mean 'select'?",
        ),
        ({"conditions": [{"name": "x", "select": ["alpha/onne"]}]}, "there is no rule 'alpha/onne'; did you mean 'alpha/one'?"),
        ({"conditions": [{"name": "x", "metric": "finding"}]}, "gate.conditions.0.metric: 'finding' is not one of findings,"),
        ({"conditions": [{"name": "x", "severity": "fatal"}]}, "gate.conditions.0.severity: 'fatal' is not one of"),
        ({"conditions": [{"name": "x", "max": -1}]}, "gate.conditions.0.max: must be a number from 0 on, not -1"),
        ({"conditions": [{"name": "x", "max": True}]}, "gate.conditions.0.max: must be a number from 0 on, not True"),
        ({"conditions": [{"name": "x", "max": float("nan")}]}, "gate.conditions.0.max: must be a number from 0 on"),
        ({"conditions": [{"name": "x"}, {"name": "x"}]}, "gate.conditions.1: there is a condition 'x' already"),
        ({"conditions": [{"name": "the canary was caught"}]}, "there is a condition 'the canary was caught' already"),
    ],
)
def test_settings_that_cannot_be_used(table: dict[str, Any], message: str) -> None:
    with pytest.raises(GateError) as error:
        gate.policy(table)
    assert message in str(error.value)


def test_a_condition_replaces_the_presets_own_by_its_name() -> None:
    policy = gate.policy({"conditions": [{"name": "no errors", "severity": "warning"}]})
    assert [(s.name, s.severity) for s in policy.specs] == [("no errors", "warning")]
    assert gate.policy({"preset": "lenient"}, preset="strict").preset == "strict"


def test_every_preset_is_in_order() -> None:
    for name, specs in gate.PRESETS.items():
        assert len({s.name for s in specs}) == len(specs), name
        assert all(s.sentence().endswith(".") for s in specs)
    assert Spec("x", ("a", "b"), "warning", ("da", "sv"), ("n/**",), "share", 5, "all").sentence() == (
        "At most 5 percent of documents with errors and warnings of a and b in Danish and Swedish below n/**, "
        "those of the baseline too."
    )


def test_what_if(report: Make) -> None:
    run = report({"a.txt": (A, [one("alpha/two")]), "b.txt": (A, [one()]), "c.txt": (A, [])})
    strict, lenient = gate.policy({}, preset="strict"), Policy("none", ())
    (flip,) = gate.what_if(run, STANDARD, strict)
    assert str(flip) == "a.txt: would be blocked by alpha/two"
    (flip,) = gate.what_if(run, STANDARD, lenient)
    assert str(flip) == "b.txt: would pass without alpha/one"
    assert gate.what_if(run, STANDARD, STANDARD) == ()


def test_the_canary_says_what_caught_it_and_what_did_not(report: Make) -> None:
    run = report({"a.txt": (A, [])})
    canary = {"chrome": "chrome/x, chrome/y", "dates": "dates/z"}
    assert came_out(run, canary=canary)["the canary was caught"] == (
        "passed",
        (
            "The built-in document full of damage failed, as it must: chrome by chrome/x, chrome/y; dates by dates/z. "
            "language and claims did not run and were not tried."
        ),
    )
    dead = came_out(run, canary={**canary, "claims": ""})["the canary was caught"]
    assert dead[0] == "not computed"
    assert dead[1].startswith("The built-in document full of damage passed claims, so these rules do not work here.")
    judged = replace(run, verdict=gate.evaluate(run, STANDARD, canary={"claims": ""}))
    assert gate.exit_code(judged) == 3
    assert judged.verdict is not None
    assert not any(judged.verdict.documents.values())
