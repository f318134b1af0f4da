"""The scope of hedges and negations, voices, and what the records say."""

from __future__ import annotations

import datetime

import pytest

from copydesk import engine, lint_text, load_pack
from copydesk_rules.claims.lexicon import lexicon
from copydesk_rules.claims.patterns import Fold, Words, expand
from copydesk_rules.claims.records import FACT, Claim

AS_OF = datetime.date(2026, 11, 22)


def claims(text: str, language: str = "en") -> tuple[Claim, ...]:
    return engine.build_document(text, path="x.txt", language=language).fact(FACT)


def said(text: str, language: str = "en") -> list[tuple[str, str, str | None]]:
    return [(text[c.cue.start : c.cue.end], c.strength, c.licence.kind if c.licence else None) for c in claims(text, language)]


def rules(text: str, language: str = "en") -> dict[str, str]:
    found = lint_text(text, language=language, select=["claims"], as_of=AS_OF)
    return {finding.rule.partition("/")[2]: finding.severity for finding in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Garlic may lower blood pressure and reduce inflammation.", [("may", "hedge"), ("may", "hedge")]),
        ("Garlic may calm the stomach, but it raises blood pressure.", [("may", "hedge"), ("causes", None)]),
        ("Smoke, which some people may not notice, damages the lungs.", [("causes", None)]),
        ("Garlic lowers blood pressure in boys but not in girls.", [("causes", None)]),
        ("Garlic did not lower blood pressure.", [("negated", "negation")]),
        ("Garlic not only lowers blood pressure, it calms the stomach.", [("causes", None), ("causes", None)]),
        ("Garlic eased the pain and did not harm the liver.", [("causes", None), ("negated", "negation")]),
        ("Does garlic lower blood pressure?", [("question", "question")]),
        ("These data suggest that garlic lowers blood pressure.", [("may", "hedge")]),
        ("We examined whether garlic lowers blood pressure.", [("question", "question")]),
        ("In a double-blind trial, garlic lowered blood pressure.", [("shows", "experiment")]),
        ("Garlic was associated with lower blood pressure.", [("is associated with", None)]),
    ],
)
def test_scope(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(strength, kind) for _, strength, kind in said(text)] == expected


def test_cue_and_marker_have_exact_spans() -> None:
    text = "Perhaps garlic lowers blood pressure."
    (claim,) = claims(text)
    assert text[slice(*claim.cue)] == "lowers"
    assert claim.licence is not None
    assert text[slice(*claim.licence.span)] == "Perhaps"
    assert text[slice(*claim.sentence)] == text


def test_only_the_open_part_of_a_sentence_is_reported() -> None:
    text = "Garlic may calm the stomach, but it raises blood pressure."
    (finding,) = lint_text(text, language="en", select=["claims"], as_of=AS_OF)
    assert text[finding.start : finding.end] == "but it raises blood pressure."


def test_a_quote_is_only_noted_and_names_its_speaker() -> None:
    text = "“Garlic lowers blood pressure in everyone,” says cardiologist Mira Holm."
    assert rules(text) == {"unhedged-claim": "info"}
    (claim,) = claims(engine.build_document(text, path="x.txt", language="en").text)
    assert claim.speaker is not None
    assert text[slice(*claim.speaker)] == "Mira Holm"


def test_a_headline_that_the_body_takes_back_is_an_error() -> None:
    text = "Garlic protects the heart\n\nNurses kept a diary for a year.\n\nThe study did not prove that garlic was the reason."
    assert rules(text) == {"headline-outruns-body": "error"}


def test_one_sentence_is_one_finding() -> None:
    found = lint_text("Garlic cures asthma and heals the liver for good.", language="en", select=["claims"], as_of=AS_OF)
    assert [finding.rule for finding in found] == ["claims/absolute-claim"]


def test_an_abstract_is_at_most_noted() -> None:
    text = (
        "Doe J. Heart. 2025;1:2. doi: 10.1000/xyz.\nWe investigated garlic in 90 participants. Garlic significantly lowered "
        "blood pressure. These results show that garlic protects the heart."
    )
    assert set(rules(text).values()) <= {"info"}


def test_the_records_are_in_source_coordinates() -> None:
    document = engine.build_document("# Diet\n\nGarlic *lowers* blood pressure.\n", path="x.md", language="en")
    assert FACT.to_json is not None
    (record,) = FACT.to_json(document.fact(FACT), document)
    start, end = record["cue"]
    assert document.source[start:end] == "lowers"


@pytest.mark.parametrize("language", ["en", "da", "sv", "de", "es", "ru", "zh", "ja"])
def test_packs_compile_and_a_text_without_health_has_no_record(language: str) -> None:
    assert load_pack(language).get("claims.level") == "full"
    words = lexicon(load_pack(language))
    assert words.context
    assert words.document
    assert claims("1, 2, 3.", language) == ()


def test_patterns() -> None:
    fold = Fold()
    words = Words({"a": ["lead(s|) to", "*schmerz*", "schalt* ... ab", "is _ to", "senk+v"]}, {"v": ["t", "te"]}, fold)

    def found(text: str) -> list[str]:
        return [text[m.start : m.end] for m in words.find(fold(text))]

    assert found("This leads to pain") == ["leads to"]
    assert found("Kopfschmerzen") == ["schmerz"]
    assert found("Er schaltet den Kopf ab.") == ["schaltet den Kopf ab"]
    assert found("It is thought to be") == ["is thought to"]
    assert found("Tee senkt, senkte, gesenkt") == ["senkt", "senkte"]
    assert sorted(expand("a(b|c(d|))", {})) == ["ab", "ac", "acd"]
    with pytest.raises(ValueError, match="without its partner"):
        list(expand("a(b", {}))
    with pytest.raises(ValueError, match="does not have"):
        list(expand("a+x", {}))


def test_fold_keeps_every_offset() -> None:
    text = "İstanbul’da “ağrı” – don't STOP\tß"
    folded = Fold(["İi", "Iı"])(text)
    assert len(folded) == len(text) + 2
    assert folded.split()[0] == "istanbul"


def test_a_text_without_sentence_ends_is_no_prose_and_costs_little() -> None:
    assert claims("garlic lowers blood pressure " * 20000) == ()
