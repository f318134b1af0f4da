"""The chrome family on whole texts: what one widget makes, what must never be taken for chrome, and what a fix leaves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

import copydesk
from copydesk import Finding, engine
from copydesk_rules.chrome import repeated_block

AS_OF = datetime.date(2026, 11, 22)
SEEDS = Path(__file__).parents[2] / "seeds"


def found(text: str, language: str | None = None, path: str = "x.txt") -> list[Finding]:
    findings: Sequence[Finding] = copydesk.lint_text(text, path=path, language=language, select=["chrome"], as_of=AS_OF)
    return [finding for finding in findings if finding.severity != "info"]


def fixed(text: str, findings: Sequence[Finding]) -> str:
    edits = [edit for finding in findings if finding.fix and finding.fix.safe for edit in finding.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


ARTICLES = {
    "da": "Fem råd om tomater\n\nAf Karen Holm\n5. maj 2024\n\nTomater vil have sol.\n\nSådan gør du\n\n1. Skær toppen af.\n"
    "2. Vand hver morgen.\n3. Del planten i to.\n\nFoto: Karen Holm\n\nLitteratur\n1. Holm K. Tomater. Haven. 2020;3:1–9.\n",
    "sv": "Kakor till kaffet\n\nAv Lisa Berg\n\nKakor har följt oss i trehundra år.\n\nIngredienser\n\n• socker\n• smör\n"
    "• mjöl\n\nRör smöret vitt. Dela degen i åtta bitar.\n\n”Mormor sparade alltid en kaka till mig.”\n",
    "de": "Warum Cookies nerven\n\nVon Eva Lang\n\nWer im Netz liest, muss ständig zustimmen. Kaum jemand liest, wozu.\n\n"
    "Was das Gesetz verlangt\n\nDie Einwilligung muss freiwillig sein. Ein Knopf zum Ablehnen ist Pflicht.\n\nGesundheit\n\n"
    "Auch Kliniken setzen Cookies.\n\nQuellen\n\nBGH, Urteil vom 28. Mai 2020.\n",
    "en": "The newsletter that saved a town\n\nBy Mary Hall\nPublished 3 May 2024\n\nWhen the paper closed, two teachers started "
    "a newsletter. Four hundred people subscribed.\n\nSports\n\nThe team won twice.\n\n“Share what you know,” she told me.\n\n"
    "Roses are red,\nviolets are blue,\nthe printer is broken,\nand so are you.\n\nReferences\n1. Hall M. Letters. 2019.\n",
    "fr": "Le pain de ma mère\n\nPar Luc Morel\n\nIl faut partager la pâte en quatre et la laisser reposer.\n\nSanté\n\n"
    "Le sel est discuté.\n\nPhoto : Luc Morel\n\n« Imprimer un livre coûtait un cheval », dit l'historien.\n",
    "es": "Cómo dormir la siesta\n\nPor Ana Ruiz\n\nLa siesta dura media hora. Quien comparte casa, que avise.\n\nCultura\n\n"
    "El refrán lo dice: el que duerme, cena.\n\nBibliografía\n\nRuiz A. La siesta. Madrid, 2018.\n",
    "ru": "Как варить кофе\n\nАвтор: Ольга Ким\n\nЗёрна делят на две части. Одну часть мелют сразу.\n\nЗдоровье\n\n"
    "Врачи спорят.\n\n"
    "Литература\n1. Ким О. Кофе. М., 2019.\n",
    "ja": "味噌汁の話\n\n文：山田花子\n\n味噌汁は毎朝の料理だ。だしは二つに分けておく。\n\n健康\n\n"
    "塩分を気にする人も多い。\n\n参考文献\n1. 山田『味噌』2019年。\n",
    "zh": "怎样泡茶\n\n文／李明\n\n茶叶要分成两份。第一份先泡。\n\n健康\n\n医生的看法不一。\n\n参考文献\n1. 李明. 茶. 2019.\n",
    "fi": "Saunan jälkeen\n\nTeksti: Aino Salo\n\nVesi jaetaan kahteen ämpäriin. Toinen jätetään huomiseksi.\n\n"
    "Terveys\n\nLääkärit kiistelevät.\n",
    "tr": "Çay nasıl demlenir\n\nYazan: Ali Kaya\n\nSu ikiye paylaştırılır. Bir kısmı ayrılır.\n\nSağlık\n\n"
    "Doktorlar tartışıyor.\n",
    "ar": "كيف يحضّر الشاي\n\nبقلم: علي حسن\n\nيقسم الماء قسمين ويترك أحدهما.\n\nالصحة\n\nيختلف الأطباء في ذلك.\n",
}


@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_has_no_chrome(language: str) -> None:
    assert [(f.rule, f.message) for f in found(ARTICLES[language], language)] == []


SENTENCES = [
    ("en", "The survey asks why people accept all cookies without reading a word of the notice."),
    ("en", "“Subscribe to our newsletter” was the most hated sentence in the survey."),
    ("en", "She shared the article on Facebook and got seven comments."),
    ("de", "Auf der Startseite der Zeitung stand am Montag nichts davon."),
    ("fr", "Les internautes acceptent tous les cookies sans lire."),
    ("es", "El museo pide compartir las fotos en las redes."),
    ("sv", "Museet ber besökarna att dela bilderna i sociala medier."),
    ("da", "Han fandt en fejl i bogen og skrev til forlaget."),
    ("it", "Tutti i diritti furono riservati alla corona nel 1492, scrive lo storico."),
    ("ru", "Многие принимают все файлы cookie, не читая условий."),
    ("ja", "多くの人は内容を読まずにクッキーに同意している。"),
    ("zh", "许多人不看内容就同意了网站的条款。"),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_that_mentions_chrome_is_none(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize("language", [tag for tag in copydesk.pack_tags() if tag])
def test_every_language_knows_its_interface(language: str) -> None:
    chrome = copydesk.load_pack(language).get("chrome", {})
    count = sum(len(entries) for table in chrome.values() for entries in table.values())
    assert count >= 60
    for kind in ("widget-text", "navigation", "call-to-action", "consent-notice", "site-policy", "advert-label", "teaser"):
        assert chrome.get(kind), kind


@pytest.mark.parametrize(
    "label", ["Skip to content", "Accept all", "Gå til indhold", "Alle akzeptieren", "Принять все", "すべて許可"]
)
@pytest.mark.parametrize("language", ["da", "en", "ru", "ja"])
def test_chrome_is_known_in_any_document(label: str, language: str) -> None:
    text = f"{ARTICLES[language]}\n{label}\n"
    assert [text[f.start : f.end] for f in found(text, language)] == [label]


def test_the_font_size_buttons_are_one_finding() -> None:
    text = (SEEDS / "001_86e038b77d20093d.txt").read_text(encoding="utf-8")
    first = found(text)[0]
    assert (first.rule, first.start, first.end) == ("chrome/widget-text", 0, 7)


@pytest.mark.parametrize(
    ("name", "expected"), [("000_c2bd32211b105223", 3), ("001_86e038b77d20093d", 8), ("002_18ce751060159f35", 0)]
)
def test_each_seed_has_its_chrome(name: str, expected: int) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    assert len(found(text)) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_safe_fix_leaves_the_article_as_it_was(end: str, last: bool) -> None:
    body = ["Broen åbnede i maj.", "", "Hele byen kom."]
    text = end.join(["Forside › Byen", "Tekststørrelse: A− A A+", "", *body, "", "Læs også: Syv broer", "", "Del artiklen"])
    text += end if last else ""
    findings = found(text, "da")
    assert len(findings) == 4
    assert fixed(text, findings) == end.join(body) + (end if last else "")


def test_a_fix_makes_no_new_finding() -> None:
    for name in ("000_c2bd32211b105223", "001_86e038b77d20093d"):
        text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
        assert found(fixed(text, found(text))) == []


def test_part_of_a_paragraph_is_never_deleted_safely() -> None:
    text = "The bridge opened in May and the whole town came to see it. Subscribe to our newsletter and never miss a story."
    (finding,) = found(text, "en")
    assert text[finding.start : finding.end] == "Subscribe to our newsletter and never miss a story."
    assert finding.fix is not None
    assert not finding.fix.safe


def test_paragraphs_that_recur_are_proposed_as_chrome() -> None:
    own = {
        "a.da.txt": "Broen åbnede i maj, og hele byen kom for at se den nye bro.",
        "b.sv.txt": "Sjön frös i januari, och barnen åkte skridskor i sju veckor.",
        "c.en.txt": "The mill was sold in June to a baker from the next valley.",
    }
    shared = {
        "a.da.txt": "Er noget i teksten forkert, så vælg det og brug Ctrl + Enter bagefter.",
        "b.sv.txt": "Om något i texten är fel, välj stället och använd Ctrl + Enter efteråt.",
        "c.en.txt": "Whoever sees a slip in the text may mark it and use Ctrl + Enter after that.",
    }
    options = repeated_block.Options()
    facts = []
    for path in own:
        document = engine.build_document(f"{own[path]}\n\n{shared[path]}\n", path=path)
        facts.append((path, repeated_block.collect(document, options)))
    hits = list(repeated_block.check(facts, options, AS_OF))
    assert {path for path, _ in hits} == set(own)
    assert len(hits) == 3
    assert all(hit.message.startswith("This paragraph stands in 3 documents.") for _, hit in hits)
    assert all(hit.span.start == len(own[path]) + 2 for path, hit in hits)


def test_copies_of_one_article_are_not_chrome() -> None:
    text = "\n\n".join(
        f"Paragraph {word} of an article that somebody saved twice under two names." for word in ("one", "two", "three")
    )
    options = repeated_block.Options()
    facts = [(path, repeated_block.collect(engine.build_document(text, path=path), options)) for path in ("a.txt", "b.txt")]
    assert list(repeated_block.check(facts, options, AS_OF)) == []


def test_one_long_line_is_no_trouble() -> None:
    text = "word | " * 200_000
    assert found(text, "en") == []
