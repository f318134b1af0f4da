"""The marks of every language pack, and sound prose in 43 languages that the typography and extraction rules must leave alone."""

# ruff: noqa: E501

from __future__ import annotations

import datetime

import pytest

from copydesk import lint_text, load_pack

AS_OF = datetime.date(2026, 11, 22)
LANGUAGES = [
    "da",
    "sv",
    "nb",
    "nn",
    "fi",
    "is",
    "de",
    "nl",
    "fr",
    "es",
    "it",
    "pt",
    "ca",
    "pl",
    "cs",
    "sk",
    "sl",
    "hr",
    "sr",
    "bs",
    "bg",
    "ru",
    "uk",
    "el",
    "tr",
    "ro",
    "hu",
    "et",
    "lv",
    "lt",
    "ar",
    "fa",
    "he",
    "hi",
    "bn",
    "ta",
    "th",
    "vi",
    "id",
    "zh",
    "ja",
    "ko",
    "en",
]


def rules(text: str, language: str, select: str) -> list[str]:
    return [f.rule for f in lint_text(text, language=language, select=[select], as_of=AS_OF) if f.severity != "info"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_marks_and_words(language: str) -> None:
    pack = load_pack(language)
    for key in ("typography.quotes", "typography.decimal", "typography.group", "typography.dash", "typography.forms"):
        assert pack.get(key), key
    for key in (
        "small_words",
        "never_last",
        "roles",
        "labels",
        "read_more",
        "figure",
        "source",
        "list_intro",
        "placeholders",
        "etc",
    ):
        assert pack.get(f"extraction.{key}"), key
    assert all(len(pair) == 2 for pair in pack.get("typography.quotes"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_of_the_language(language: str) -> None:
    rule = "typography/unbalanced-quotes"
    gap = "\u00a0" if language == "fr" else ""
    for opening, closing in load_pack(language).get("typography.quotes"):
        if opening in "‘’":
            continue
        inner = gap if opening in "«»" else ""
        whole = f"Abc {opening}{inner}abc abc{inner}{closing} abc {opening}{inner}abc{inner}{closing}, abc."
        assert rules(whole, language, rule) == [], whole
        assert rules(f"Abc abc {opening}{inner}abc abc abc.", language, rule) == [rule], opening
        assert rules(f"Abc abc{inner}{closing} abc abc.", language, rule) == [rule], closing
        assert rules(f"Abc: {opening}{inner}Abc abc.\n\n{opening}{inner}Abc abc{inner}{closing}", language, rule) == []


PROSE = {
    "en": 'He said, ‘It’s fine,’ and left. The ’90s were rock ’n’ roll. A 12" vinyl; 5\'10" tall. (See f(x) on [0, 1).) Wait—what? AT&T & R&D <3 :-)',
    "de": "»Kommst du?« – »Ja.« ›Gut‹. Ku’damm. 20.000 € – 3,5 %. Am 1. und 2. Mai, d. h. z. B. Die Lehrer/-innen, LehrerInnen, (Groß-)Eltern; «Gut», sagt sie in Zürich.",
    "fr": "« Oui », dit-il. « “Non” », dit-elle. L’« État », c’est moi ! 5 % ; 10 h 30 ; n° 3 ; 1 234,5 €\n\n— Tu viens ?\n— Non.",
    "es": "¿Qué? ¡No! «Sí», dijo. —No sé —respondió—. Él: «¿“Así”?». 1.234,5; n.º 3; EE. UU.; a) uno; b) dos.",
    "it": "L’Italia è così. «Sì», disse. C’è l’arte. 1.234,5; art. 3; dott. Rossi; via via; pian piano.",
    "pt": "“Sim”, disse. Vê-lo-ia; 3.ª; n.º 5; R$ 1.234,50; D. João; ação; à noite; NAÇÃO, AÇÕES, PÃES.",
    "ca": "«Sí», digué. L'àvia i l'oncle; col·legi; 1.234,5; núm. 3; pàg. 5.",
    "nl": "‘Ja’, zei hij. “Nee.” Zo’n foto’s; ’s avonds; 1.234,5; bijv. zo; d.w.z.; zee-egel; in- en uitgang.",
    "pl": "– Tak – powiedział. „On powiedział: «nie»”. 1 234,5; ul. Długa 3; m.in.; dr Nowak.",
    "cs": "„Ano,“ řekl. ‚Ne‘. 1 234,5; č. 3; např. ano; MUDr. Novák; 5. května.",
    "sk": "„Áno,“ povedal. 1 234,5; č. 3; napr. áno; MUDr. Novák; 5. mája.",
    "sl": "»Da,« je rekel. 1.234,5; št. 3; npr. da; dr. Novak; 5. maja.",
    "hr": "„Da”, rekao je. »Ne«. 1.234,5; br. 3; npr. da; dr. Novak; 5. svibnja.",
    "bs": "„Da”, rekao je. 1.234,5; br. 3; npr. da; dr. Begić; 5. maja.",
    "sr": "„Да”, рече. 1.234,5; др Јовић; тј.; 5. мај. Љубав. Њива. Џак.",
    "bg": "„Да“, каза той. 1234,5; т.е.; д-р Иванов; 5 г.; ѝ; А и Б.",
    "ru": "«Да», – сказал он. — Нет. «„Так“». И. И. Иванов; т. е.; № 3; 3D; X-лучи; β-клетки; с 5 до 7.",
    "uk": "«Так», – сказав він. Пам’ять; п'ять; з’їзд; № 3; ім. Шевченка; т. зв.",
    "el": "«Ναι», είπε. Τι; Πού πας; 1.234,5· κ.λπ.· ο κ. Παππάς· 5 μg· α-λιποϊκό· DNA.",
    "tr": "“Evet,” dedi. Türkiye’nin; İstanbul’da; 1.234,5; vb.; %20; 3’üncü; teker teker.",
    "ro": "„Da”, a spus. «Nu». Într-o zi, n-am știut; 1.234,5; ș.a.m.d.",
    "hu": "– Igen – mondta. „Igen”, mondta. 1 234,5; pl. igen; A 3. ábra mutatja; stb.",
    "et": "„Jah,“ ütles ta. 1234,5; nt nii; dr Tamm; 5. mai; joonis 2 näitab.",
    "lv": "“Jā,” viņš teica. 1234,5; t. i.; piem.; 5. maijs; 2. attēls rāda.",
    "lt": "„Taip“, sakė jis. 1 234,5; t. y.; pvz.; 5 d.; 2 pav. rodo; Š. Petraitis.",
    "ar": "قال: «نعم». هل؟ نعم، لا. 1٬234٫5؛ د. أحمد؛ ص 3؛ COVID-19؛ الخ.",
    "fa": "گفت: «بله». می‌رود؛ آیا؟ ۱۲۳۴٫۵؛ دکتر احمدی؛ کتاب‌ها.",
    "he": 'הוא אמר: "כן". צה"ל, ד"ר, ג\'ורג\', תנ"ך; תשפ"ו. צה״ל וד״ר.',
    "hi": "उसने कहा: “हाँ।” (नहीं) क्या? डॉ. शर्मा; 1,23,456; बार बार; क्ष; श्री।",
    "bn": "তিনি বললেন, “হ্যাঁ।” (না) ডা. রহমান; ১,২৩৪; ধীরে ধীরে।",
    "ta": "“ஆம்,” என்றார். (இல்லை) டாக்டர் ராமன்; 1,234; மெல்ல மெல்ல.",
    "th": "เขาพูดว่า “ใช่” (ไม่) หรือ? นพ.สมชาย; 1,234.5; ต่าง ๆ; ฯลฯ",
    "vi": "“Vâng,” anh nói. TP.HCM; 1.234,5; v.v.; xanh xanh; từ từ; PGS.TS. Nguyễn Văn A; ThS.BS Trần.",
    "id": "“Ya,” katanya. Anak-anak; 1.234,5; dll.; dr. Budi; kupu-kupu; hari demi hari.",
    "zh": "“是的，”他说。（不）《书》；1,234.5；3∶2；A、B；12:30；https://a.cn/b?c=d；(a) 首先；他说：「好」。",
    "ja": "「はい」（笑）。『本』、1,234.5、12:30、第1回、カ月、工場、力士、夕方、ロシア人、ニュース、口コミ、一ヶ月、タイ人、トマト、エコ。",
    "ko": "“네,” 그가 말했다. (아니) 1,234.5; A·B; 12:30; 『책』; 《영화》; 이(가), 은(는).",
    "fi": "”Kyllä”, hän sanoi. 1 234,5; esim. näin; EU:n; USA:ssa; työ- ja elinkeinoministeriö; so. näin.",
    "sv": "”Ja”, sa hon. – Nej. 1 234,5; t.ex.; bl.a.; EU:s; sömn- och ångest; dr Ek; ”Ja, ’nej’.”",
    "da": "»Ja,« sagde hun. – Nej. 1.234,5; f.eks.; bl.a.; EU's; søvn- og angst; dr. Holm; “ja”.",
    "nb": "«Ja», sa hun. – Nei. 1 234,5; f.eks.; bl.a.; EUs; søvn- og angst; dr. Holm.",
    "nn": "«Ja», sa ho. – Nei. 1 234,5; t.d.; m.a.; søvn- og angst; dr. Holm.",
    "is": "„Já,“ sagði hann. 1.234,5; t.d.; dr. Jón; 5. maí; o.s.frv.; mynd 2 sýnir.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sound_prose_is_left_alone(language: str) -> None:
    text = PROSE[language]
    told = [
        f"{f.rule} {text[f.start : f.end]!r}"
        for f in lint_text(text, language=language, select=["extraction", "typography"], as_of=AS_OF)
        if f.severity != "info"
    ]
    assert told == []
