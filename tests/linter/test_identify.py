import itertools
import subprocess
import sys

import pytest

from copydesk import engine
from copydesk.document import plain_blocks
from copydesk.language.identify import identify, kin, quick_guess, runs, sibling
from copydesk.language.wordlist import has_word_list, word_frequencies, word_key

SENTENCES = {
    "da": "Deltagerne gik en tur hver dag, og de fleste af dem sov bedre efter en uge.",
    "sv": "Deltagarna tog en promenad varje dag, och de flesta sov bättre efter en vecka.",
    "nb": "Deltakerne gikk en tur hver dag, og de fleste av dem sov bedre etter en uke.",
    "nn": "Deltakarane gjekk ein tur kvar dag, og dei fleste av dei sov betre etter ei veke.",
    "fi": "Osallistujat kävelivät joka päivä, ja useimmat nukkuivat viikon jälkeen paremmin.",
    "is": "Þátttakendur gengu á hverjum degi og flestir sváfu betur eftir eina viku.",
    "de": "Die Teilnehmer gingen jeden Tag spazieren, und die meisten schliefen nach einer Woche besser.",
    "nl": "De deelnemers wandelden elke dag, en de meesten sliepen na een week beter.",
    "fr": "Les participants marchaient chaque jour, et la plupart dormaient mieux après une semaine.",
    "es": "Los participantes caminaban todos los días y la mayoría dormía mejor después de una semana.",
    "it": "I partecipanti camminavano ogni giorno e la maggior parte dormiva meglio dopo una settimana.",
    "pt": "Os participantes caminhavam todos os dias e a maioria dormia melhor depois de uma semana.",
    "ca": "Els participants caminaven cada dia i la majoria dormien millor després d'una setmana.",
    "pl": "Uczestnicy spacerowali codziennie, a większość z nich po tygodniu lepiej spała.",
    "cs": "Účastníci chodili každý den na procházku a většina z nich po týdnu spala lépe.",
    "sk": "Účastníci chodili každý deň na prechádzku a väčšina z nich po týždni spala lepšie.",
    "sl": "Udeleženci so hodili vsak dan in večina jih je po enem tednu bolje spala.",
    "hr": "Sudionici su hodali svaki dan i većina je nakon tjedan dana bolje spavala.",
    "sr": "Учесници су шетали сваки дан и већина је после недељу дана боље спавала.",
    "bs": "Učesnici su hodali svaki dan i većina je nakon sedmice bolje spavala, kažu ljekari.",
    "bg": "Участниците се разхождаха всеки ден и повечето спяха по-добре след една седмица.",
    "ru": "Участники гуляли каждый день, и большинство из них через неделю спали лучше.",
    "uk": "Учасники гуляли щодня, і більшість із них через тиждень спали краще.",
    "el": "Οι συμμετέχοντες περπατούσαν κάθε μέρα και οι περισσότεροι κοιμόνταν καλύτερα.",
    "tr": "Katılımcılar her gün yürüdü ve çoğu bir hafta sonra daha iyi uyudu.",
    "ro": "Participanții mergeau pe jos în fiecare zi, iar cei mai mulți dormeau mai bine după o săptămână.",
    "hu": "A résztvevők minden nap sétáltak, és a többségük egy hét után jobban aludt.",
    "et": "Osalejad jalutasid iga päev ja enamik neist magas nädala pärast paremini.",
    "lv": "Dalībnieki katru dienu staigāja, un lielākā daļa pēc nedēļas gulēja labāk.",
    "lt": "Dalyviai kasdien vaikščiojo, ir dauguma po savaitės geriau miegojo.",
    "ar": "كان المشاركون يمشون كل يوم، ونام معظمهم بشكل أفضل بعد أسبوع.",
    "fa": "شرکت‌کنندگان هر روز پیاده‌روی می‌کردند و بیشتر آن‌ها پس از یک هفته بهتر خوابیدند.",
    "he": "המשתתפים הלכו כל יום, ורובם ישנו טוב יותר אחרי שבוע.",
    "hi": "प्रतिभागी हर दिन टहलते थे और एक सप्ताह बाद अधिकांश बेहतर सोते थे।",
    "bn": "অংশগ্রহণকারীরা প্রতিদিন হাঁটতেন এবং এক সপ্তাহ পরে বেশিরভাগই ভালো ঘুমাতেন।",
    "ta": "பங்கேற்பாளர்கள் தினமும் நடந்தார்கள், ஒரு வாரத்திற்குப் பிறகு நன்றாக தூங்கினார்கள்.",
    "th": "ผู้เข้าร่วมเดินทุกวัน และส่วนใหญ่นอนหลับดีขึ้นหลังจากหนึ่งสัปดาห์",
    "vi": "Những người tham gia đi bộ mỗi ngày và phần lớn ngủ ngon hơn sau một tuần.",
    "id": "Para peserta berjalan kaki setiap hari, dan sebagian besar tidur lebih nyenyak setelah seminggu.",
    "zh": "参与者每天散步，大多数人一周后睡得更好。",
    "ja": "参加者は毎日散歩をし、ほとんどの人が一週間後によく眠れるようになった。",
    "ko": "참가자들은 매일 산책을 했고 대부분은 일주일 뒤에 더 잘 잤다.",
    "en": "The participants walked every day, and most of them slept better after a week.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language):
    assert identify(SENTENCES[language]).language == language


@pytest.mark.parametrize("language", SENTENCES)
def test_a_document_tells_its_language(language):
    assert identify("\n\n".join([SENTENCES[language]] * 4)).language == language


def test_both_writings_of_chinese_are_chinese():
    assert identify("參與者每天散步，大多數人一週後睡得更好。這項研究說明運動有幫助。").language == "zh"


@pytest.mark.parametrize(
    "text", ["", " \n\t", "12 345,67", "!?… — ·", "🙂🎉", "\0\x01\x02", "x", "\ud800", "\ufdd0\ufdd0", "OK", "Hej"]
)
def test_says_nothing_where_nothing_can_be_told(text):
    assert identify(text).language == ""


def test_control_characters_and_surrogates_do_no_harm():
    dirty = "\x00\x07" + SENTENCES["da"] + "\ufdd0\ud800\U0001fffe"
    assert identify(dirty).language == "da"


@pytest.mark.parametrize("backend", ["cld2", "langid", "langdetect"])
def test_one_voice_can_be_chosen(backend):
    if backend == "cld2":
        pytest.importorskip("pycld2")
    found = identify(SENTENCES["de"], backend)
    assert (found.language, found.by) == ("de", backend)


def test_works_without_pycld2(monkeypatch):
    monkeypatch.setitem(sys.modules, "pycld2", None)
    quick_guess.cache_clear()
    assert quick_guess(SENTENCES["fr"]) == ""
    assert identify(SENTENCES["fr"]).language == "fr"
    assert identify(SENTENCES["nn"]).language == "nn"
    quick_guess.cache_clear()


def test_nothing_heavy_is_loaded_by_import():
    heavy = {"pycld2", "py3langid", "numpy", "langdetect", "msgpack"}
    code = f"import copydesk.language.identify, sys; print(set({sorted(heavy)}) & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


def test_siblings_are_kin():
    assert kin("da", "nb")
    assert kin("ru", "uk")
    assert kin("de", "de")
    assert not kin("de", "nl")


@pytest.mark.parametrize(("a", "b"), list(itertools.permutations(["da", "nb", "nn", "sv"], 2)))
def test_decisive_words_tell_siblings_apart(a, b):
    assert sibling(SENTENCES[a], b) == a


def test_siblings_without_a_pack_are_told_apart_too():
    assert sibling("Saya tidak boleh memandu kereta ke pejabat kerana hujan.", "id") == "ms"
    assert sibling("Saya tidak bisa menyetir mobil ke kantor karena hujan.", "ms") == "id"
    assert sibling("Os médicos din que o sono tamén é moi importante cando un non descansa.", "pt") == "gl"


PARAGRAPHS = {tag: " ".join([SENTENCES[tag]] * 4) for tag in SENTENCES}


@pytest.mark.parametrize(("a", "b"), [("en", "zh"), ("de", "fr"), ("ru", "en"), ("fi", "sv")])
def test_an_abstract_and_its_translation_are_a_bilingual_record(a, b):
    text = f"{PARAGRAPHS[a]}\n\n{PARAGRAPHS[b]}"
    assert set(identify(text).languages) == {a, b}
    document = engine.build_document(text, path="x.txt")
    assert document.language_at(10) == a
    assert document.language_at(len(text) - 10) == b


def test_paragraphs_in_turn_are_a_bilingual_record():
    assert set(identify("\n\n".join([PARAGRAPHS["en"], PARAGRAPHS["de"]] * 3)).languages) == {"en", "de"}


def test_a_paragraph_left_in_english_is_no_record():
    parts = [PARAGRAPHS["sv"], PARAGRAPHS["en"], PARAGRAPHS["sv"], PARAGRAPHS["sv"]]
    assert identify("\n\n".join(parts)).languages == ("sv",)


def test_runs_cover_all_blocks_and_short_ones_follow_their_neighbour():
    text = f"A. Hill\n\n{PARAGRAPHS['en']}\n\n1\n\n{PARAGRAPHS['zh']}"
    lines = [(0, 7), (7, 8), (8, 8)]
    blocks = list(plain_blocks(text)) or lines
    found = runs(text, blocks, ("en", "zh"))
    assert [run[2] for run in found] == ["en", "zh"]
    assert found[0][0] == 0
    assert found[-1][1] == len(text)


def test_a_file_may_state_two_languages():
    document = engine.build_document("---\nlang: en, zh\n---\n\nHello there, how are you?", path="x.md")
    assert document.languages == ("en", "zh")


def test_word_lists_are_read_without_wordfreq():
    assert word_frequencies("sv")["och"] > 7
    assert word_frequencies("xx") == {}
    assert not has_word_list("et")
    assert has_word_list("sr")
    assert word_frequencies("sr")[word_key("sr", "није")] > 5
