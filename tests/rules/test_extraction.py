"""The extraction family on whole texts: what scraping breaks is found, what only looks broken is left alone, fixes hold."""

# ruff: noqa: E501, ISC004

from __future__ import annotations

import datetime

import pytest

from copydesk import Finding, lint_text
from copydesk.testing import apply_edits, cases, unmarked

AS_OF = datetime.date(2026, 11, 22)
FAMILIES = ["extraction", "typography"]


def found(text: str, language: str, path: str = "a.txt") -> list[Finding]:
    return list(lint_text(text, path=path, language=language, select=FAMILIES, as_of=AS_OF))


def loud(text: str, language: str, path: str = "a.txt") -> list[str]:
    return [f"{f.rule}: {text[f.start : f.end]!r}" for f in found(text, language, path) if f.severity != "info"]


DAMAGED = {
    "fr": (
        "Pourquoi dormir protège la mémoire\n\nPar , journaliste santé\n\n"
        "Une équipe de Lyon a suivi deux cents adultes ( = 204, 98 femmes) pendant un an. Les résultats , dit-elle, sont nets.\n\n"
        "« Nous ne savons pas pourquoi, explique la cheffe de l'étude. Le travail continue.\n\n"
        "Les participants portaient un bracelet&nbsp;; le sommÐµil était mesuré chaque nuit dans dans leur lit.",
        {"dangling-byline", "lost-variable", "space-before-punctuation", "unbalanced-quotes", "markup-residue", "repeated-word"},
    ),
    "pl": (
        "Sen i pamięć\n\nAutorka: Anna Lis\n\nBadanie objęło dwieście osób (mediana wieku 54 lata i trwało rok.\n\n"
        "Wyniki pokazaÅ‚y, że krótki sen oznacza gorszą pamięć. Tak mówi lekarka.Inni są ostrożni.\n\n"
        "Uczestnicy nosili opaskę z cz\u00adujnikiem, a dane trafiały do {{ database }} co noc.",
        {"unbalanced-brackets", "mojibake", "glued-words", "invisible-characters", "markup-residue"},
    ),
    "ja": (
        "昼寝と記憶\n\n文：千種ゆかり\n\n研究者は二百人の大人（ = 204）をニ年間調べた。結果は専門誌に載った。\n\n"
        "「昼寝は大切です。と担当者は語る。人ロの三割が昼寝をするという。\n\n参加者は⼼拍計をつけ,毎晩眠った。",
        {"lost-variable", "confusable-letter", "unbalanced-quotes", "halfwidth-cjk-punctuation"},
    ),
    "uk": (
        "Сон і пам'ять\n\nАвтор:\nОпубліковано: 3 травня 2026\n\n"
        "Учені спостерігали за двомастами дорослими. Результaти вийшли у журналі [4].\n\n"
        "«Ми не знаємо причини, каже лікарка. Робота триває , але повільно.",
        {"dangling-byline", "mixed-script-word", "dangling-citation", "unbalanced-quotes", "space-before-punctuation"},
    ),
    "ko": (
        "수면과 기억\n\n김수진 기자\n\n연구진은 성인 이백 명( = 204)을 일 년 동안 조사했다. 결과는 학술지에 실렸다.\n\n"
        "“우리는 이유를 모른다고 연구 책임자가 말했다. 연구는 계속된다 .\n\n참가자는 매일 밤 손목\u200b밴드를 찼다.",
        {"lost-variable", "unbalanced-quotes", "space-before-punctuation", "invisible-characters"},
    ),
    "ar": (
        "النوم والذاكرة\n\nتابع الباحثون مئتي بالغ ( = 204) لمدة عام. نُشرت النتائج في مجلة [2].\n\n"
        "«لا نعرف السبب، تقول الطبيبة. العمل مستمر في المدينة (الرياض.",
        {"lost-variable", "dangling-citation", "unbalanced-quotes", "unbalanced-brackets"},
    ),
}

SOUND = {
    "en": (
        "What naps do\n\nBy Jane O’Hara, health reporter\n\nA team from St. Mary’s followed 204 adults (n = 204; 98 women) for a year [1]. "
        "“We don’t know why,” said Dr. Li, “but it’s clear.”\n\n“More work is needed.\n\n“We will do it,” she added; see https://example.org/a_(b).\n\n"
        'The 6\'2" runner (aged 34) had a 15" screen: a) sleep, b) rest. TNF-α, β-blockers, 5 µm and NF-κB matter :)\n\n'
        "References\n\n1. Li A, Hall B. Naps. Sleep. 2020;12(3):45–51."
    ),
    "de": (
        "Was ein Nickerchen bewirkt\n\nVon Gesine Hall\n\n»Wir wissen es nicht«, sagt Dr. Beck, »noch nicht.« Die Kurz- und Langschläfer (n = 204) "
        "schliefen 7,5 Stunden, die die Studie vorgab. „Gut so“, meint er – und lacht.\n\nAm 3. 5. 2026 kamen 18.400 Menschen, z. B. aus Bonn."
    ),
    "fr": (
        "Ce que fait la sieste\n\nPar Anne Petit\n\n« Nous ne savons pas », dit-elle ; « mais c’est clair ! » Pourquoi ? Parce que : voilà.\n\n"
        "L’équipe (204 adultes) a publié ses résultats. Vous vous levez tôt, et nous nous couchons tard."
    ),
    "es": "Lo que hace la siesta\n\nPor Lucía Gil\n\n¿Por qué? «No lo sabemos», dice la doctora. ¡Qué noche! —No sé —dijo ella—. Dormía 7,5 horas.",
    "ru": (
        "Что даёт сон\n\nАвтор: Анна Бек\n\n– Не знаю, – сказала врач. «Роман „Сон“ я читала», – добавила она. В группе A и группе B было по 20 человек; "
        "витамин C и IT-компания ООО «Сон» ни при чём. И т. д."
    ),
    "el": "Τι κάνει ο ύπνος\n\nΓράφει η Άννα Μπεκ\n\nΓιατί; «Δεν ξέρουμε», λέει η γιατρός. Τα β-αναστολείς, 5 µm και το DNA.",
    "fa": "خواب و حافظه\n\nنویسنده: آنا بک\n\n«نمی‌دانیم چرا»، پزشک می‌گوید. کتاب‌ها (۲۰۴ جلد) را خواندند.",
    "he": 'שינה וזיכרון\n\nמאת: אנה בק\n\n"אנחנו לא יודעים", אומרת ד"ר לוי מצה"ל. הטלפון: \u200e03-1234567.',
    "hi": "नींद और याददाश्त\n\nलेखक: अन्ना बेक\n\n“हम नहीं जानते,” डॉक्टर कहती हैं। धीरे धीरे श्री\u200cमान सो गए।",
    "th": "การนอนกับความจำ\n\nโดย แอนนา เบ็ค\n\n“เราไม่รู้” แพทย์กล่าว และคนสองร้อยคน (204 คน) นอนหลับดีมาก ๆ ทุกคืน",
    "zh": "午睡的作用\n\n作者：沈若溪\n\n“我们不知道原因，”医生说。《睡眠》杂志（第12卷）刊登了结果。DNA、10:30、1,200人和2.5公里都没有问题。",
    "ja": "昼寝の力\n\n文：千種ゆかり\n\n「理由は『まだ』わからない」と医師。三カ月、一カ国、エネルギー、コーヒー。P値は0.05。",
    "tr": "Uykunun gücü\n\nYazan: Ayşe Kaya\n\n“Bilmiyoruz,” diyor doktor. Yavaş yavaş Türkiye’nin 204 yetişkini uyudu.",
    "vi": "Giấc ngủ trưa\n\nTác giả: Lan Anh\n\n“Chúng tôi không biết,” bác sĩ nói. Họ luôn luôn ngủ, dần dần nhớ nhiều hơn.",
    "fi": "Mitä päiväunet tekevät\n\nTeksti: Anna Niemi\n\n”Emme tiedä”, lääkäri sanoo. – Se on selvää, hän lisää. Työ- ja perhe-elämä 7,5 tuntia.",
    "da": "Hvad en lur gør\n\nAf Anna Holm\n\n»Vi ved det ikke,« siger lægen. »Endnu.« Uddannelses- og Forskningsministeriet gav 1,5 mio. kr.",
}


@pytest.mark.parametrize("language", DAMAGED)
def test_damage_is_found(language: str) -> None:
    text, rules = DAMAGED[language]
    names = {finding.rule.partition("/")[2] for finding in found(text, language)}
    assert rules <= names, rules - names


@pytest.mark.parametrize("language", SOUND)
def test_sound_text_is_left_alone(language: str) -> None:
    assert loud(SOUND[language], language) == []


def test_unmarked_damage_in_markdown_points_into_the_source() -> None:
    source = "# Sömn\n\nHon sover *gott* [länk](https://example.org) och ( = 39) vaknar."
    (finding,) = found(source, "sv", "a.md")
    assert source[finding.start : finding.end] == "( = 39"


def _fixed_twice(text: str, language: str, path: str) -> tuple[list[str], list[str]]:
    before = found(text, language, path)
    edits = []
    for finding in before:
        if finding.fix and finding.fix.safe and not any(_overlap(a, b) for a in finding.fix.edits for b in edits):
            edits += finding.fix.edits
    after = found(apply_edits(text, edits), language, path)
    return sorted(f.rule for f in before), sorted(f.rule for f in after)


def _overlap(a: object, b: object) -> bool:
    (first, last), (start, end) = a.span, b.span  # type: ignore[attr-defined]
    return (first < end and start < last) or (first, last) == (start, end)


_TEXTS = [
    *((language, text, "a.txt") for language, (text, _) in DAMAGED.items()),
    *((language, text, "a.txt") for language, text in SOUND.items()),
    *{
        (case.example.language, unmarked(case.example.text)[0], case.example.path): None
        for case in cases(*FAMILIES)
        if not case.from_pack or case.example.language in ("sv", "ru", "zh", "ar")
    },
]


@pytest.mark.parametrize(("language", "text", "path"), _TEXTS)
def test_safe_fixes_make_no_new_finding(language: str, text: str, path: str) -> None:
    before, after = _fixed_twice(text, language, path)
    for rule in set(after):
        assert after.count(rule) <= before.count(rule), (rule, before, after)


def test_a_long_line_and_many_signs_are_fine() -> None:
    for text in (
        "(" * 20_000,
        '"' * 20_001,
        "a " * 40_000,
        "«" * 5_000 + "»" * 4_999,
        "[1] " * 5_000,
        "x,y" * 20_000,
        "=C5" * 9_000,
        "&a" * 30_000,
    ):
        found(text, "en")
