"""The readability scores: known values, and never a word to the network."""

from __future__ import annotations

import datetime
import importlib
import json
import socket
from typing import Any

import pytest

from copydesk import engine, registry
from copydesk.language.pack import load, tags
from copydesk_rules.readability import formulas, scores

AS_OF = datetime.date(2026, 11, 22)
TEXTS = {
    "da": "Sporvognen holder ved havnen og ved den gamle mølle. Om vinteren kører den hver halve time. ",
    "de": "Die Straßenbahn hält am Hafen und an der alten Mühle. Im Winter fährt sie jede halbe Stunde. ",
    "en": "The tram stops at the harbour and at the old mill. In winter it runs every half hour. ",
    "es": "El tranvía para en el puerto y en el viejo molino. En invierno pasa cada media hora. ",
    "fr": "Le tramway s'arrête au port et au vieux moulin. En hiver, il passe toutes les demi-heures. ",
    "hu": "A villamos megáll a kikötőnél és a régi malomnál. Télen félóránként jár. ",
    "it": "Il tram si ferma al porto e al vecchio mulino. In inverno passa ogni mezz'ora. ",
    "nl": "De tram stopt bij de haven en bij de oude molen. In de winter rijdt hij elk half uur. ",
    "ru": "Трамвай останавливается у порта и у старой мельницы. Зимой он ходит каждые полчаса. ",
    "zh": "电车停在港口和老磨坊。冬天每半小时一班。",
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.import_module("textstat")  # what it imports makes classes of the socket's

    def refuse(*arguments: Any, **options: Any) -> Any:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


def build(language: str, text: str) -> engine.Document:
    return engine.build_document(text, path="x.txt", language=language)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_all_rules_work_offline(language: str) -> None:
    rules = registry.select(["readability/too-hard", "readability/long-sentence", "readability/long-paragraph"])
    result = engine.lint(build(language, TEXTS[language] * 12), engine.Plan(rules), AS_OF, facts=True)
    assert not result.failures
    assert result.facts["readability/scores"]["words"] > 0
    json.dumps(result.facts)
    if language in formulas.FORMULAS:
        assert set(result.facts["readability/formulas"]) == set(formulas.FORMULAS[language])
    else:
        assert not result.facts.get("readability/formulas")


def test_where_words_are_not_parted_nothing_is_said() -> None:
    rules = registry.select(["readability/too-hard"])
    result = engine.lint(build("zh", TEXTS["zh"] * 20), engine.Plan(rules), AS_OF)
    assert [item.rule for item in result.not_checked] == ["readability/too-hard"]


def test_lix_and_rix_by_hand() -> None:
    counted = build("en", "The harbour is near the station. We like it very much.").fact(scores.FACT)
    assert counted == scores.Scores(words=11, sentences=2, long_words=2, lix=round(5.5 + 200 / 11, 1), rix=1.0)


def test_agrees_with_textstat() -> None:
    import textstat

    text = TEXTS["en"] * 5
    counted = build("en", text).fact(scores.FACT)
    assert counted.lix == pytest.approx(textstat.lix(text), abs=0.1)
    assert counted.rix == pytest.approx(textstat.rix(text), abs=0.01)


def test_labels_and_apparatus_do_not_count() -> None:
    text = (
        "Tram times\n\n"
        + TEXTS["en"]
        + "\n\nMore news\n\nReferences\n1. Bok A. A very long title of an old book about trams. 2024;7:1–9."
    )
    result = engine.lint(build("en", text), engine.Plan(registry.select(["readability/long-sentence"])), AS_OF, facts=True)
    assert result.facts["readability/scores"]["words"] == len(TEXTS["en"].split())


def test_limits_are_plausible() -> None:
    limits = {tag: load(tag).get("readability.lix") for tag in tags()}
    assert {tag for tag, limit in limits.items() if limit is None} == {"ja", "ko", "th", "vi", "zh"}
    assert all(40 <= limit <= 100 for limit in limits.values() if limit is not None)
