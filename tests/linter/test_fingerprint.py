"""What a finding's identity survives, and what it must not."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from copydesk.fingerprint import core, core_of, fingerprint, near

WORDS = st.lists(st.text(st.sampled_from("abcdefgåéλжア字"), min_size=1, max_size=8), min_size=3, max_size=40)
RULE = "claims/unhedged-claim"


def at(text: str, words: str, rule: str = RULE, ordinal: int = 0) -> str:
    start = text.index(words)
    return fingerprint(rule, text, start, start + len(words), ordinal)


@given(WORDS, st.data())
def test_rewrapping_and_edits_elsewhere_change_nothing(words: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(words) - 1))
    gaps = data.draw(
        st.lists(st.sampled_from([" ", "\n", "\r\n", "\n> ", "  ", " – ", "\xa0"]), min_size=len(words), max_size=len(words))
    )
    far = "word " * 10
    plain = far + " ".join(words) + " " + far
    wrapped = "Another beginning.\n" + far + "".join(w + g for w, g in zip(words, gaps, strict=True)) + far + "And an end."
    start = len(far) + sum(len(w) + 1 for w in words[:index])
    other = len("Another beginning.\n" + far) + sum(len(w) + len(g) for w, g in zip(words[:index], gaps, strict=False))
    one = fingerprint(RULE, plain, start, start + len(words[index]))
    assert fingerprint(RULE, wrapped, other, other + len(words[index])) == one


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_has_a_fingerprint(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    print_ = fingerprint(RULE, text, start, end)
    assert len(print_) == 24
    assert set(print_) <= set("0123456789abcdef")
    assert near(print_, print_)
    assert core_of(print_) == core(RULE, text[start:end])


def test_lone_surrogates_have_one_too() -> None:
    assert fingerprint(RULE, "a\ud800b", 1, 2) != fingerprint(RULE, "a\udbffb", 1, 2)


def test_composition_does_not_matter() -> None:
    text = "En läkare säger: sömn botar allt, säger hon."
    assert at(text, "sömn botar allt") == at(unicodedata.normalize("NFD", text), unicodedata.normalize("NFD", "sömn botar allt"))


def test_rule_text_and_neighbours_tell_findings_apart() -> None:
    text = "Coffee cures gout, the report says. Later: coffee cures gout, they repeat."
    one, two = at(text, "Coffee cures gout"), at(text, "coffee cures gout")
    assert one != two
    assert one[:12] == two[:12]
    assert not near(one, two)
    assert not near(one, at(text, "Coffee cures gout", "claims/absolute-claim"))
    assert not near(one, at(text.replace("gout", "asthma"), "Coffee cures asthma"))


def test_an_edit_on_one_side_is_near_and_on_both_is_not() -> None:
    text = "The new trial says coffee cures gout in most patients of the ward."
    one = at(text, "coffee cures gout")
    assert near(one, at(text.replace("new trial", "old trial"), "coffee cures gout"))
    assert near(one, at(text.replace("most patients", "some patients"), "coffee cures gout"))
    assert not near(one, at("He sang: coffee cures gout, la la la.", "coffee cures gout"))


def test_signs_alone_keep_their_text() -> None:
    assert core("typography/x", "( =") != core("typography/x", " )")
    assert core("typography/x", "( =") == core("typography/x", "(\n=")


def test_a_finding_about_the_whole_document_is_known_by_how_it_begins() -> None:
    one = fingerprint("dates/missing-revision-date", "Sleep and stress\n\nText.", 0, 0)
    assert one == fingerprint("dates/missing-revision-date", "Sleep and stress\n\nText.\n" + "More. " * 50, 0, 0) or near(
        one, fingerprint("dates/missing-revision-date", "Sleep and stress\n\nText.\nMore.", 0, 0)
    )
    assert one != fingerprint("dates/missing-revision-date", "Exercise and the brain\n\nText.", 0, 0)
    assert fingerprint(RULE, "a a", 0, 1, 2) != fingerprint(RULE, "a a", 0, 1)
