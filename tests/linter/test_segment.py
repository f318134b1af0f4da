# ruff: noqa: E501 - a text stands on one line
"""Sentences in all languages: each line of the table is a text whose sentences are parted by "|"."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.language import segment
from copydesk.language.pack import load, tags

CASES = {
    "ar": ["قال د. أحمد إن النوم مهم. |هل هذا صحيح؟ |نعم!", "نُشرت عام 2019 م. |وقد قرأها كثيرون."],
    "bg": ["Проф. Иванов работи на ул. Шипка 5. |Това стана през 2019 г. |Той каза: да!", "Напр. чаят, кафето и др. |Вижте стр. 12."],
    "bn": ["ডা. রহমান বললেন, ঘুম জরুরি। |তা কি সত্যি? |হ্যাঁ।", "মূল্য ৩.৫ টাকা। |দাম বেড়েছে।"],
    "bs": ["Dr. Hadžić radi od 5. maja. |To je, npr. Sarajevo, poznato. |Zašto?", "Vidi str. 12 i sl. |Hvala."],
    "ca": ["El Dr. Puig viu al núm. 5. |La Sra. Mas, no. |Per què?", "Costa 3,5 euros, p. ex. Vine a les 12.30 h. |Sí."],
    "cs": ["MUDr. Novák přišel 5. května. |Viz např. Prahu, str. 12. |Proč?", "Trvalo to 30 min. |Pak odešel tj. domů. |Karel IV. Lucemburský žil dlouho."],
    "da": [
        "Dr. Hansen kom d. 3. maj. |Han sagde bl.a. Nej. |Hvorfor?", "Se nr. 5 og kap. 2. |Prisen er 3.500 kr. |Det er dyrt.",
        "»Ja,« sagde J. P. Hansen. |»Nej!« |Så gik han...  |Og kom igen.", "Læs mere på www.eksempel.dk. |Vi bruger .NET og Node.js til alt.",
        "De spiste brød, ost osv. |Derefter sov de.", "1. Indledning til emnet. |2. Resten.",
    ],
    "de": [
        "Prof. Dr. Meier kam am 5. Mai. |Er blieb bis zum 7. Juni.", "Das ist z. B. Berlin. |Oder z.B. Hamburg.", "Im 19. Jahrhundert lebte er. |Er wurde 85. |Sie auch.",
        "„Warum?“ |„Darum!“ |Siehe Abb. 3 und S. 12.", "Brot, Käse usw. |Danach schliefen sie.", "Es waren ca. 3,5 Mio. Menschen da.",
    ],
    "el": ["Ο κ. Παπαδόπουλος ήρθε στις 5. |Γιατί; |Δεν ξέρω.", "Τα φρούτα, π.χ. Μήλα, κ.ά. |Βλ. σελ. 12.", "Ναι; ναι είπε."],
    "en": [
        "Dr. Smith met Mr. J. R. Jones at 5 p.m. |They spoke.", "The U.S. Senate met. |It is in the U.S. |The study ended.", "See fig. 2 and pp. 3-5. |She said no. |Then she left.",
        "He paid $3.50. |Why?! |\"Because.\" |(It was late.) |Good…  |Yes.", "Write to a.b@example.com or www.example.com. |We use .NET.",
        "It has vitamin C. |It is good.", "Take it, e.g. Monday, i.e. Tomorrow.", "He lived from Jan. 5 to Sept. 12. |Version 2.0. |Done", "the end", "They sell bread etc. |People buy it.",
    ],
    "es": ["El Dr. Pérez vive en la pág. 3. |¿Por qué? |¡Porque sí!", "Los EE. UU. Mandan. |La Sra. Gil, p. ej. María, no.", "Son 1.500 euros. |«Bien.» |Vale."],
    "et": ["Dr. Tamm tuli 5. mail. |Ta ütles nt. Tallinn. |Miks?", "Vt. lk. 12. |Hind on 3,5 eurot."],
    "fa": ["د. احمدی گفت خواب مهم است. |چرا؟ |نمی‌دانم!", "در سال ۱۳۹۸ ه.ش. |خبر آمد؛ خوب بود."],
    "fi": ["Prof. Virtanen saapui 5. toukokuuta. |Hän sanoi esim. Helsinki. |Miksi?", "Katso s. 12 ja nro 3. |Ks. Kuva."],
    "fr": [
        "M. Dupont et le Dr. Petit viennent. |Pourquoi ? |Parce que !", "« Oui. » |Il est parti.", "Voir p. 12, fig. 3. |Mme. Roy, p. ex. Anne, dort.", "Cela coûte 3,50 €. |C'est cher, etc. |Voilà.",
        "Il a dit : « Non ! » |Puis il rit.",
    ],
    "he": ["פרופ׳ לוי גר ברח׳ הרצל. |למה? |ככה!", "ראו עמ. 12. |ד\"ר כהן אמר כן."],
    "hi": ["डॉ. शर्मा ने कहा कि नींद ज़रूरी है। |क्यों? |पता नहीं।", "कीमत 3.5 रुपये है। |ठीक है।"],
    "hr": ["Dr. Horvat radi od 5. svibnja. |To je, npr. Zagreb, poznato. |Zašto?", "Vidi str. 12. |Cijena je 3,5 eura.", "Ivan Pavao II. Veliki je umro."],
    "hu": ["Dr. Kovács 2024. május 5. napján jött. |Miért? |Mert!", "Lásd pl. Budapestet. |Lásd a 12. oldalt.", "XIV. Lajos francia király volt. |Meghalt."],
    "id": ["Dr. Budi tinggal di Jl. Merdeka No. 5. |Mengapa? |Karena itu!", "Harganya Rp. 3.500. |Lihat hlm. 12.", "Ada roti, keju, dll. |Mereka tidur."],
    "is": ["Dr. Jónsson kom 5. maí. |Hann nefndi t.d. Reykjavík. |Hvers vegna?", "Sjá bls. 12. |Verðið er 3,5 kr."],
    "it": ["Il dott. Rossi vive a pag. 3. |Perché? |Perché sì!", "La sig.ra Bianchi, p.es. Maria, dorme. |Costa 3,50 euro.", "«Bene.» |Andiamo, ecc. |Ciao."],
    "ja": ["研究者は言う。|眠りは大切です。|なぜですか？|わかりません！", "「行きます。」と彼は言った。|それから出た。", "値段は3.5円です。|Dr. Smithも来た。", "本当?|はい。"],
    "ko": ["연구진은 말했다. |잠은 중요하다. |왜 그런가? |모른다!", "값은 3.5원이다. |Dr. Kim도 왔다."],
    "lt": ["Dr. Kazlauskas atvyko 5 d. |Jis minėjo, pvz. Vilnių. |Kodėl?", "Žr. 12 psl. |Kaina 3,5 Eur."],
    "lv": ["Dr. Bērziņš ieradās 5. maijā. |Viņš minēja, piem. Rīgu. |Kāpēc?", "Sk. 12. lpp. |Cena ir 3,5 eiro."],
    "nb": ["Dr. Hansen kom 3. mai. |Han sa bl.a. Nei. |Hvorfor?", "Se nr. 5 og s. 12. |Prisen er 3,5 kr. |Det er dyrt."],
    "nl": ["Dr. Jansen kwam bijv. Maandag. |Waarom? |Daarom!", "Zie blz. 12 en afb. 3. |Mevr. De Vries slaapt.", "Het kost € 3,50. |Dat is duur enz. |Ja."],
    "nn": ["Dr. Hansen kom 3. mai. |Han sa t.d. Nei. |Kvifor?", "Sjå nr. 5. |Prisen er 3,5 kr. |Det er dyrt."],
    "pl": ["Dr Nowak i prof. Kowalski przyszli 5. maja. |Dlaczego? |Bo tak!", "To m.in. Warszawa i np. Kraków. |Zob. str. 12.", "Działo się to w 2019 r. |Potem wyjechał.", "Czekał 30 min. |Wyszedł."],
    "pt": ["O Dr. Silva mora na pág. 3. |Por quê? |Porque sim!", "A Sra. Costa, p. ex. Maria, dorme. |Custa 3,50 euros.", "Pão, queijo etc. |Eles dormem."],
    "ro": ["Dl. Popescu și dr. Ionescu au venit. |De ce? |Pentru că da!", "Vezi pag. 12, fig. 3. |Costă 3,5 lei.", "Sunt 3 mil. |Este mult."],
    "ru": [
        "Проф. Иванов живёт в г. Москве на ул. Ленина. |Почему? |Потому!", "Это было в 2019 г. |Он уехал.", "Т.е. Да. |Чай, кофе и др. |Смотри рис. 3 и стр. 12.",
        "Он сказал: «Да». |А. С. Пушкин писал стихи. |Это XIX в. |Потом.", "Цена 3,5 руб. |Дорого и т. д. |Всё.",
    ],
    "sk": ["MUDr. Novák prišiel 5. mája. |Pozri napr. Bratislavu, str. 12. |Prečo?", "Trvalo to 30 min. |Potom odišiel."],
    "sl": ["Dr. Novak je prišel 5. maja. |To je npr. Ljubljana. |Zakaj?", "Glej str. 12. |Cena je 3,5 evra."],
    "sr": ["Др Јовић ради од 5. маја. |То је нпр. Београд. |Зашто?", "Prof. Jović je, npr. Marko, došao. |Vidi str. 12."],
    "sv": ["Dr. Hansson kom den 3. maj. |Hon sade bl.a. Nej. |Varför?", "Se s. 12 och fig. 3. |Det kostar 3,5 kr. |Det är dyrt.", "Bröd, ost m.m. |Sedan sov de."],
    "ta": ["டாக்டர். குமார் சொன்னார். |ஏன்? |தெரியாது!", "விலை 3.5 ரூபாய். |சரி."],
    "th": ["ดร. สมชาย กล่าวว่าการนอนสำคัญ", "ราคา 3.5 บาท  |จริงหรือ? |ใช่!"],
    "tr": ["Prof. Dr. Yılmaz 5. Mayıs günü geldi. |Örn. Ankara. |Neden?", "Bkz. s. 12. |Fiyatı 3,5 lira.", "Ekmek, peynir vb. |Sonra uyudular."],
    "uk": ["Проф. Шевченко живе в м. Києві на вул. Франка. |Чому? |Тому!", "Це було у 2019 р. |Він поїхав.", "Чай, кава та ін. |Див. рис. 3, напр. Київ."],
    "vi": ["TS. Nguyễn Văn A sống ở TP. Hồ Chí Minh. |Tại sao? |Vì thế!", "Xem tr. 12. |Giá là 3,5 đồng v.v. |Xong."],
    "zh": ["研究人员说。|睡眠很重要。|为什么？|不知道！", "他说：“我很好。”|她走了。", "价格是3.5元。|见Fig. 2。", "真的吗?|是的。"],
}  # fmt: skip


def test_every_language_has_a_case_and_a_table() -> None:
    assert set(CASES) == set(tags())
    assert all(load(tag).get("sentences.abbreviations") for tag in tags())


@pytest.mark.parametrize(("tag", "case"), [(tag, case) for tag, cases in CASES.items() for case in cases])
def test_sentences(tag: str, case: str) -> None:
    text = case.replace("|", "")
    found = [text[start:end] for start, end in segment.sentences(text, 0, len(text), load(tag))]
    assert found == [part.strip() for part in case.split("|")]


PIECES = st.lists(
    st.sampled_from(
        [
            *'aAzÄéд日あ本한ع।。！？.!?…;"”»)「」(“«0123 \n\t\u00a0',
            "e\u0301",
            "😀",
            "...",
            "z.B. ",
            "Dr. ",
            "г. ",
            "XIV. ",
            "5. ",
            " ",
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES, st.sampled_from(tags()))
def test_sentences_cover_the_text_in_order(text: str, tag: str) -> None:
    last = 0
    covered = set()
    for start, end in segment.sentences(text, 0, len(text), load(tag)):
        assert last <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered.update(range(start, end))
        last = end
    assert all(offset in covered for offset, sign in enumerate(text) if not sign.isspace())


@given(PIECES, PIECES, PIECES, st.sampled_from(tags()))
def test_a_part_of_a_text_is_cut_like_the_whole(before: str, text: str, after: str, tag: str) -> None:
    pack = load(tag)
    alone = list(segment.sentences(text, 0, len(text), pack))
    inside = segment.sentences(before + text + after, len(before), len(before) + len(text), pack)
    assert [(start - len(before), end - len(before)) for start, end in inside] == alone


@given(PIECES)
def test_words_are_in_order_and_hold_all_letters(text: str) -> None:
    last = 0
    covered = set()
    for start, end in segment.words(text, 0, len(text)):
        assert last <= start < end
        covered.update(range(start, end))
        last = end
    assert all(offset in covered for offset, sign in enumerate(text) if sign.isalnum())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's well-known, isn’t it?", ["It's", "well-known", "isn’t", "it"]),
        ("नींद ज़रूरी है।", ["नींद", "ज़रूरी", "है"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("می‌خواهم بروم", ["می‌خواهم", "بروم"]),
        ('ד"ר כהן', ['ד"ר', "כהן"]),
        ("研究者は3回テストした", ["研究者", "は", "3", "回", "テスト", "した"]),
        ("睡眠很重要。为什么", ["睡眠很重要", "为什么"]),
        ("การนอน สำคัญ", ["การนอน", "สำคัญ"]),
        ("தூக்கம் முக்கியம்", ["தூக்கம்", "முக்கியம்"]),
        ("ঘুম জরুরি", ["ঘুম", "জরুরি"]),
        ("l'eau 3.5 mg", ["l'eau", "3", "5", "mg"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in segment.words(text, 0, len(text))] == expected


@pytest.mark.parametrize("unit", [".", "a.", "。", " ", ". ", "Dr. ", "5. ", "A. ", "\n", "(", '"', ". (", "! »"])
def test_long_runs_of_one_thing(unit: str) -> None:
    text = unit * 100_000
    began = time.process_time()
    for _ in segment.sentences(text, 0, len(text), load("fr")):
        pass
    for _ in segment.words(text, 0, len(text)):
        pass
    assert time.process_time() - began < 4
