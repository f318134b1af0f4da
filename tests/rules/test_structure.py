"""The parts of an article: what is a title, a byline, a lede, a quote, a caption, a reference, and what is not."""

from __future__ import annotations

import pytest

from copydesk import registry
from copydesk.document import Document
from copydesk.engine import build_document


def zones(text: str, language: str, path: str = "x.txt") -> list[tuple[str, str]]:
    document: Document = build_document(text, path=path, language=language)
    (family,) = [family for family in registry.zone_providers() if family.name == "structure"]
    found = sorted((zone for finder in family.zones for zone in finder(document)), key=lambda zone: (zone.start, -zone.end))
    return [(zone.kind, document.text[zone.start : zone.end]) for zone in found]


BODY = "\n\nHospitals counted the nights and the people who slept through them. The count took three years in all.\n"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("By Anna Bok", "en"),
        ("By Anna Bok, health reporter", "en"),
        ("Af Jens Hansen, journalist", "da"),
        ("Von Katja van der Meer", "de"),
        ("Автор: Мария Петрова", "ru"),
        ("Anna Bok, medical editor", "en"),
        ("Nold Janne Ina, Fadai Tahmine, Büchel Christian", "en"),
        ("بقلم: سارة خالد", "ar"),
        ("文：山田花子", "ja"),
        ("글: 김민지", "ko"),
    ],
)
def test_bylines(line: str, language: str) -> None:
    assert ("byline", line) in zones(f"What sleep does to us\n\n{line}{BODY}", language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Мы показали, что сон помогает людям", "ru"),
        ("By noon, the ward was full", "en"),
        ("Sommeren kom, og folk gik i vandet", "da"),
        ("النوم مهم، والراحة مهمة", "ar"),
        ("Στην αρχή, όλα ήταν ήσυχα", "el"),
        ("Fish, rice and soup", "en"),
    ],
)
def test_what_only_looks_like_a_byline(line: str, language: str) -> None:
    assert "byline" not in [kind for kind, _ in zones(f"What sleep does to us\n\n{line}{BODY}", language)]


def test_title_and_lede() -> None:
    found = zones(f"What sleep does to us\n\nBy Anna Bok{BODY}", "en")
    assert found[0] == ("title", "What sleep does to us")
    assert found[2] == ("lede", BODY.strip())


def test_a_heading_of_markdown_is_the_title() -> None:
    assert zones(f"Some words first.\n\n# Sleep\n{BODY}", "en", "x.md")[0] == ("title", "Sleep")


@pytest.mark.parametrize(
    ("text", "language", "quotes"),
    [
        ("He said “it works” and left.", "en", ["“it works”"]),
        ("Hun sagde: »Det virker«, og gik.", "da", ["»Det virker«"]),
        ("Hon sa: ”Det fungerar”, och gick.", "sv", ["”Det fungerar”"]),
        ("Sie sagte: „Es wirkt“, und ging.", "de", ["„Es wirkt“"]),
        ("Elle dit : « Ça marche », et partit.", "fr", ["« Ça marche »"]),
        ("彼女は「効きます」と言った。", "ja", ["「効きます」"]),
        ("It's 5'10\" tall.", "en", []),
        ('She said, "It runs on', "en", ['"It runs on']),
    ],
)
def test_quotes(text: str, language: str, quotes: list[str]) -> None:
    assert [piece for kind, piece in zones(text, language) if kind == "quote"] == quotes


def test_references_run_to_the_end_and_captions_are_known() -> None:
    text = f"Sleep and us\n{BODY}\nPhoto: Anna Bok\n\nReferences\n\n1. Bok A. Sleep. Lancet 2025;3:4.\n2. Holm B. Rest. 2024.\n"
    found = zones(text, "en")
    assert ("caption", "Photo: Anna Bok") in found
    assert [piece for kind, piece in found if kind == "reference"] == [
        "References",
        "1. Bok A. Sleep. Lancet 2025;3:4.",
        "2. Holm B. Rest. 2024.",
    ]
