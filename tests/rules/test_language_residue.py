"""What is residue and what is not, in many languages; bad input; settings; what a clean text may cost."""

import subprocess
import sys

import pytest

import copydesk
from copydesk import engine, registry, testing

GOOD = [
    ("sv", "REM-sömn (rapid eye movement) infaller flera gånger per natt."),
    ("sv", "Studien i Proceedings of the National Academy of Sciences leddes av forskare vid University of Illinois."),
    ("sv", "”We were surprised by the effect”, säger Anna Berg, det vill säga att de blev förvånade över effekten."),
    ("sv", "Läkemedlet atorvastatin och genen BRCA1 nämns i Nature Reviews Neuroscience."),
    ("sv", "Hon arbetar som coach och har en podcast om mindfulness."),
    ("sv", "Han är chef för Department of Systems Neuroscience vid University Medical Centre Hamburg-Eppendorf."),
    ("sv", "Programmet Couch to 5K och appen Sleep Cycle är populära."),
    ("sv", "Filmen The Hitchhiker's Guide to the Galaxy visades i går."),
    ("sv", "Han läste in vitro-studier om Escherichia coli och nervus vagus."),
    ("sv", "Kör kommandot git commit --amend eller skriv till info@example.com, se https://example.com/how-to-sleep-better."),
    (
        "sv",
        "1. Smith J, Jones K. The effect of sleep on memory in older adults: a randomized trial. Sleep Medicine. 2020;12:34-40.",
    ),
    ("sv", "Smith, J. (2019). Sleep and memory in the ageing brain. Journal of Sleep Research, 12(3), 44–51."),
    ("da", "Børn med ADHD (attention deficit hyperactivity disorder) sover dårligere."),
    ("da", "Hun er coach, holder workshops og drikker en smoothie efter træning."),
    ("da", "Bogen »The Body Keeps the Score« er skrevet af Bessel van der Kolk."),
    ("da", "Body mass index (BMI) er et mål for vægten."),
    ("nb", "Han leste boken «Why We Sleep» av Matthew Walker på flyet."),
    ("nb", "Forskere ved King's College London og University of California, Berkeley deltok."),
    ("nb", "Medisinen metformin brukes mot diabetes mellitus type 2."),
    ("fi", "Tutkimus julkaistiin New England Journal of Medicine -lehdessä."),
    ("fi", "Potilaalla oli obstruktiivinen uniapnea ja diabetes mellitus."),
    ("fi", "Elokuva The Sound of Music esitettiin teatterissa."),
    ("fi", "Hän työskentelee Massachusetts Institute of Technologyssa ja kirjoittaa blogia."),
    ("de", "Im Smoothie steckt Vitamin C, sagt der Coach aus dem Home Office."),
    ("de", "Das Buch „The Obesity Code“ stammt von Jason Fung."),
    ("de", "Die Magnetresonanztomographie (magnetic resonance imaging, MRI) zeigt das Gewebe."),
    ("de", "Er zitierte Churchill: „We shall never surrender“, also „Wir werden uns nie ergeben“."),
    ("de", "Der Musculus erector spinae und die Arteria carotis interna liegen tief."),
    ("nl", "Het onderzoek verscheen in The Lancet Global Health en in Science of the Total Environment."),
    ("nl", "De lockdown en het thuiswerken met Zoom waren voor de manager een feedbackmoment."),
    ("fr", "Le syndrome SOPK (polycystic ovary syndrome, PCOS) touche une femme sur dix."),
    ("fr", "Le footing et le jogging sont bons pour le stress, dit le coach."),
    ("fr", "Le groupe a chanté « Let It Be » et « Here Comes the Sun » pendant le week-end."),
    ("fr", "D'après l'Organisation mondiale de la santé, l'OMS (World Health Organization), le risque est faible."),
    ("es", "El libro «The Power of Habit», de Charles Duhigg, fue un best seller."),
    ("es", "El paciente con diabetes mellitus tomó metformina y fue atendido en el Hospital Clínic de Barcelona."),
    ("es", "La empresa Johnson & Johnson y la Food and Drug Administration (FDA) lo anunciaron."),
    ("it", "Il manager ha fatto smart working e jogging durante il lockdown."),
    ("it", "Lo studio è uscito su Annals of Internal Medicine nel weekend."),
    ("it", 'La canzone "Yesterday" dei Beatles è del 1965.'),
    ("pt", "O livro The Selfish Gene, de Richard Dawkins, é de 1976."),
    ("pt", "A plataforma de streaming e o marketing digital cresceram com o home office."),
    ("pl", "Badanie opublikowano w British Medical Journal, a autorzy pracują w Mayo Clinic."),
    ("pl", "Film „The Social Network” opowiada o portalu Facebook."),
    ("cs", "Studie vyšla v časopise The Lancet Infectious Diseases a autoři pracují na Johns Hopkins University."),
    ("cs", "Písmo Times New Roman a formát Portable Document Format (PDF)."),
    ("sk", "Kniha „Thinking, Fast and Slow“ od Daniela Kahnemana je známa."),
    ("ro", "Studiul a apărut în American Journal of Clinical Nutrition și a fost făcut la Harvard Medical School."),
    ("hu", "A tanulmány a Journal of the American Medical Association című lapban jelent meg."),
    ("hu", "A Harvard T.H. Chan School of Public Health kutatói vezették."),
    ("tr", "Araştırma Journal of the American College of Cardiology dergisinde yayımlandı."),
    ("tr", 'Kitabın adı "The Art of War" idi.'),
    ("et", "Uuring ilmus ajakirjas The American Journal of Psychiatry ja autor on Tartu Ülikoolist."),
    ("lv", "Pētījums publicēts žurnālā Journal of Clinical Endocrinology and Metabolism."),
    ("lt", "Tyrimas paskelbtas žurnale International Journal of Obesity."),
    ("hr", "Film Gospodar prstenova (The Lord of the Rings) snimljen je na Novom Zelandu."),
    ("sl", "Raziskava je izšla v reviji Journal of Applied Physiology."),
    ("ca", "L'estudi es va publicar a The New York Times i a la revista Nature."),
    ("id", "Penelitian itu terbit di Journal of Affective Disorders dan dipimpin University of Melbourne."),
    ("vi", "Nghiên cứu đăng trên Journal of the American Heart Association do Đại học Harvard thực hiện."),
    ("is", "Rannsóknin birtist í tímaritinu The Journal of Pediatrics."),
    ("ru", "Препарат Xarelto и ген BRCA1 описаны в журнале The New England Journal of Medicine."),
    ("ru", "Синдром раздраженного кишечника (irritable bowel syndrome) встречается часто."),
    ("ru", "Он пользуется iPhone, Wi-Fi и приложением Google Maps, а почта — на ivan@example.com."),
    ("ru", "Бактерия Escherichia coli и блуждающий нерв (nervus vagus) связаны."),
    ("uk", "Книга «The Art of Fermentation» вийшла у видавництві Chelsea Green Publishing."),
    ("uk", "Штучний інтелект (artificial intelligence) змінює медицину."),
    ("bg", "Изследването е публикувано в Journal of Nutrition от учени от University of Oxford."),
    ("sr", "Студија је објављена у часопису The Lancet, а водио ју је Џон Смит са University of Oxford."),
    ("el", "Η μελέτη δημοσιεύθηκε στο British Journal of Sports Medicine από το University College London."),
    ("el", "Το Wi-Fi και το smartphone χρησιμοποιούνται online."),
    ("he", "המחקר פורסם ב-The Lancet ונערך באוניברסיטת Harvard."),
    ("ar", "نشرت الدراسة في مجلة Nature Medicine بإشراف جامعة Stanford."),
    ("fa", "این پژوهش در مجله The BMJ منتشر شد و دکتر Smith آن را رهبری کرد."),
    ("hi", "यह अध्ययन The Lancet Public Health में प्रकाशित हुआ और WhatsApp पर साझा किया गया।"),
    ("bn", "গবেষণাটি Nature Communications সাময়িকীতে প্রকাশিত হয়েছে।"),
    ("ta", "இந்த ஆய்வு The Lancet Oncology இதழில் வெளியானது."),
    ("th", "งานวิจัยนี้ตีพิมพ์ในวารสาร Nature Medicine โดยมหาวิทยาลัย Harvard"),
    ("zh", "这项研究发表在《The Lancet》上，采用功能磁共振成像（functional magnetic resonance imaging，fMRI）。"),
    ("zh", "他用iPhone下载了App，并在GitHub上运行了git命令。"),
    ("zh", "细菌Escherichia coli与迷走神经有关，COVID-19的mRNA疫苗也是如此。"),
    ("ja", "この研究はThe New England Journal of Medicineに掲載された。"),
    ("ja", "映画『The Best Exotic Marigold Hotel』とWi-Fiの話をした。"),
    ("ko", "이 연구는 Journal of Sleep Research에 실렸고 Harvard University가 주도했다."),
    ("ko", "인공지능(artificial intelligence)과 아베 신조(安倍晋三) 총리."),
    ("en", "The philosopher Jean-Paul Sartre wrote L'Être et le Néant, and the Deutsches Ärzteblatt reviewed it."),
    ("en", "The café served crème brûlée, naan and smörgåsbord to the fiancée."),
    ("en", "Lactobacillus rhamnosus and Coffea arabica are species; the musculus erector spinae is a muscle."),
    ("en", 'He said "c\'est la vie", that is, "such is life".'),
    ("en", "Mercedes de la Cruz and Ludwig van der Rohe met in São Paulo and Ciudad de México."),
    ("en", "The Ministère de la Santé and the Universität für Bodenkultur Wien funded the study."),
    ("es", "Según la Universidade de São Paulo y la Universitat de Barcelona, no hay cambios."),
    ("da", "Der Spiegel og Frankfurter Allgemeine Zeitung skrev om Charité – Universitätsmedizin Berlin."),
    ("sv", "Institut Pasteur och Assistance Publique – Hôpitaux de Paris deltog i Médecins Sans Frontières arbete."),
]

BAD = [
    ("de", "Im average verloren sie zwei Kilo."),
    ("sv", "Vi har strikta sourcing riktlinjer för alla texter."),
    ("sv", "Artikeln är peer granskad av en läkare."),
    ("da", "Vi følger strenge sourcing retningslinjer."),
    ("sv", "Fact-checked\n\nSömnen är viktig för hälsan."),
    ("fi", "What you should know about sleep\n\nUni on tärkeää terveydelle, ja sen puute väsyttää."),
    ("fi", "What You Should Know About Sleep\n\nUni on tärkeää terveydelle, ja sen puute väsyttää."),
    ("de", "Wer gut schläft, lebt gesünder. De onderzoekers volgden de deelnemers twee jaar lang. Das zeigt eine Studie."),
    (
        "da",
        "Søvn er sundt for hjertet. Forskerne vet ikke hvorfor noen sover dårligere enn andre om natten. Det viser tallene.",
    ),
    ("da", "Søvn er sundt. Forskarna vet inte varför vissa sover sämre än andra. Det viser tallene."),
    ("nb", "Søvn er sunt. Forskerne ved ikke, hvorfor nogle sover dårligere end andre. Det viser en ny studie."),
    ("zh", "研究发现，运动可以 improve 睡眠质量。"),
    ("zh", "研究发现 moderate exercise 可以改善睡眠。"),
    ("ar", "أظهرت الدراسة أن exercise يحسن النوم."),
    ("ar", "أظهرت الدراسة أن regular exercise يحسن النوم لدى البالغين."),
    ("ru", "Учёные считают, что sleep важен для здоровья."),
    ("ru", "Учасники дослідження спали краще, ніж очікувалося."),
    ("uk", "Сон важливий. Участники исследования спали лучше, чем ожидалось. Це доведено."),
    ("es", "El sueño es importante. Os participantes dormiram melhor do que o esperado. Así lo indica el estudio."),
    ("pt", "O sono é importante. Los participantes durmieron mejor de lo esperado. Assim indica o estudo."),
    ("cs", "Spánek je důležitý. Účastníci výskumu spali lepšie, ako sa očakávalo. Ukazuje to studie."),
    ("it", "Il sonno è importante. However, the results were mixed. Lo dice lo studio."),
    ("hu", "Az alvás fontos. Read more about this topic. Ezt mutatja a kutatás."),
    ("ro", "Somnul este important. For more information, contact your doctor. Așa arată studiul."),
    ("vi", "Giấc ngủ rất quan trọng. The results were published last week. Nghiên cứu cho thấy điều đó."),
    ("id", "Tidur itu penting. The results were published last week. Begitulah hasilnya."),
    ("tr", "Uyku önemlidir. According to the study, people sleep less. Araştırma bunu gösteriyor."),
    ("is", "Svefn er mikilvægur. According to the study, people sleep less. Rannsóknin sýnir það."),
    ("et", "Uni on oluline. According to the study, people sleep less. Uuring näitab seda."),
    ("lv", "Miegs ir svarīgs. According to the study, people sleep less. Pētījums to parāda."),
    ("lt", "Miegas svarbus. According to the study, people sleep less. Tyrimas tai rodo."),
    ("bg", "Сънят е важен. According to the study, people sleep less. Проучването го показва."),
    ("sr", "Сан је важан. According to the study, people sleep less. Студија то показује."),
    ("hr", "San je važan. According to the study, people sleep less. Studija to pokazuje."),
    ("ta", "தூக்கம் முக்கியம். According to the study, people sleep less. ஆய்வு காட்டுகிறது."),
    ("th", "การนอนหลับสำคัญ According to the study, people sleep less. งานวิจัยแสดงให้เห็น"),
    ("ja", "睡眠は大切です。According to the study, people sleep less. 研究が示しています。"),
    ("ko", "잠은 중요하다. According to the study, people sleep less. 연구가 보여준다."),
    ("he", "שינה חשובה. According to the study, people sleep less. המחקר מראה זאת."),
    ("hi", "नींद ज़रूरी है। According to the study, people sleep less. अध्ययन यही दिखाता है।"),
    ("en", "Sleep is important. Nach Angaben der Forscher schlafen viele zu wenig. The study shows it."),
    ("en", "Sleep is important. Según el estudio, la gente duerme menos. The study shows it."),
    ("fa", "خواب مهم است. According to the study, people sleep less. پژوهش نشان می‌دهد."),
    ("fa", "خواب مهم است. أظهرت الدراسة أن النوم يحسن الصحة. پژوهش نشان می‌دهد که بد است."),
    ("pl", "Sen jest ważny. Podle studie lidé spí méně než dříve. Tak pokazuje badanie."),
    ("nl", "Slaap is belangrijk. Laut der Studie schlafen die Menschen weniger. Dat blijkt uit onderzoek."),
    ("sv", "Sömn är viktigt. Die Forscher haben herausgefunden, dass wir weniger schlafen. Det visar studien."),
    ("ca", "El son és important. Según el estudio, la gente duerme menos. Ho diu l'estudi."),
    ("sv", "The researchers followed 300 adults for two years. They slept less every year, and nobody knows why."),
    (
        "da",
        "Forskerne vet ikke hvorfor noen sover dårligere enn andre om natten. Dette ser man også hos barn, der søvn er viktig.",
    ),
]

RULES = [rule.name for rule in registry.load_family("language").rules]


def found(text, language, **options):
    rules = registry.select(["language"])
    typed = {rule.name: rule.options(**options) for rule in rules} if options else {}
    document = engine.build_document(text, path="x.txt", language=language)
    result = engine.lint(document, engine.Plan(rules, typed), testing.AS_OF)
    assert not result.failures
    return result.findings


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_names_titles_terms_and_loans_stay(language, text):
    assert [f for f in found(text, language) if f.severity != "info"] == []


@pytest.mark.parametrize(("language", "text"), BAD)
def test_what_was_left_is_found(language, text):
    assert [f for f in found(text, language) if f.severity != "info"]


def test_one_fragment_is_one_finding_with_language_score_and_cause():
    text = "Il sonno è importante. However, the results were mixed, and nobody knows why. Lo dice lo studio."
    (finding,) = found(text, "it")
    assert text[finding.start : finding.end] == "However, the results were mixed, and nobody knows why."
    assert finding.data["language"] == "en"
    assert finding.data["score"] > 15
    assert finding.data["cause"] == "skipped"


def test_the_ledger_stands_in_the_report_in_source_offsets():
    text = "<p>Il sonno &amp; la salute. However, the results were mixed. Lo dice lo studio.</p>"
    document = engine.build_document(text, path="x.html", language="it")
    result = engine.lint(document, engine.Plan(registry.select(["language"])), testing.AS_OF, facts=True)
    (entry,) = result.facts["language/residue"]
    assert text[entry["start"] : entry["end"]] == "However, the results were mixed."
    assert entry["kind"] == "sentence"
    assert entry["language"] == "en"


def test_a_paragraph_with_foreign_letters_is_one_finding():
    text = "Sömnen är viktig. Дети спали в парке, 2 часа, и в саду. Det visar studien."
    assert len(found(text, "sv")) == 1


def test_chrome_is_masked_where_its_rules_run():
    text = "Sömnen är viktig för hälsan och för minnet.\n\nFact-checked\n\nDet visar en ny studie."
    alone = {f.rule for f in copydesk.lint_text(text, language="sv", select=["language"])}
    both = {f.rule for f in copydesk.lint_text(text, language="sv", select=["language", "chrome"])}
    assert any(rule.startswith("language/") for rule in alone)
    assert not any(rule.startswith("language/") for rule in both)


def test_a_bilingual_record_is_no_residue():
    english = "The participants walked every day, and most of them slept better after a week. Nobody knows why. " * 4
    german = "Die Teilnehmer gingen jeden Tag spazieren, und die meisten schliefen besser. Niemand weiß warum. " * 4
    assert copydesk.lint_text(f"{english}\n\n{german}", select=["language"]) == []


def test_residue_within_a_half_of_a_bilingual_record_is_found():
    english = "The participants walked every day, and most of them slept better after a week. Nobody knows why. " * 4
    german = "Die Teilnehmer gingen jeden Tag spazieren, und die meisten schliefen besser. Niemand weiß warum. " * 4
    text = f"{english}\n\n{german}Die Gruppe war larger than the authors had expected, sagen sie."
    (finding,) = [f for f in copydesk.lint_text(text, select=["language"]) if f.severity != "info"]
    assert text[finding.start : finding.end] == "larger than the authors had expected"
    assert finding.language == "de"


def test_a_page_may_mark_a_phrase_as_foreign():
    text = '<p>Han kallar det <i lang="en">the science of falling asleep</i> i boken.</p>'
    document = engine.build_document(text, path="x.html", language="sv")
    assert engine.lint(document, engine.Plan(registry.select(["language"])), testing.AS_OF).findings == []


def test_sources_of_the_site_are_a_setting():
    text = "Wer gut schläft, lebt länger. However, the results were mixed. Das zeigt eine Studie."
    assert found(text, "de")
    sentence = found(text, "de", sources=("fr",))
    assert not sentence or sentence[0].data["cause"] == "another edition"


def test_terms_may_stay():
    text = "Patienterna följdes over a period of tolv månader och fick standard of care."
    assert len(found(text, "sv")) == 2
    assert len(found(text, "sv", allow=("standard of care",))) == 1
    assert found(text, "sv", allow=("standard of care", "over a *")) == []


def test_an_allowed_word_may_have_an_ending():
    assert found("De följde the guidelines noga, men the guideline ändrades.", "sv", allow=("guideline", "the")) == []


def test_short_fragments_may_stay():
    text = "Patienterna följdes over a period of tolv månader."
    assert found(text, "sv", min_words=4)
    assert not found(text, "sv", min_words=5)


def test_declared_bilingual_paths_are_left_alone():
    text = "Patienterna följdes over a period of tolv månader."
    assert not found(text, "sv", bilingual=("x.*",))


@pytest.mark.parametrize("language", ["sv", "zh", "ru", "et", "th", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "12 345",
        "?!…",
        "\U0001f642\U0001f389",
        "\0\x01\x1b[0m",
        "ord",
        "х",
        "(" * 3000,
        "“" * 3000,
        "-" * 5000,
        "\ufdd0" * 9,
    ],
)
def test_odd_input_does_no_harm(language, text):
    found(text, language)


@pytest.mark.parametrize("piece", ["a", "ab ", "х a ", "х", "睡", "The ", "’", "«a» "])
def test_a_line_of_a_megabyte_is_linear(piece):
    text = piece * ((1_000_000 if piece.isascii() else 200_000) // len(piece))
    for language in ("sv", "zh"):
        found(text, language)


@pytest.mark.parametrize("language", ["", "sw", "xx"])
def test_a_language_without_a_pack_is_not_checked(language):
    document = engine.build_document("12", path="x.txt", language=language or None)
    result = engine.lint(document, engine.Plan(registry.select(["language"])), testing.AS_OF)
    assert {entry.rule for entry in result.not_checked} >= {"language/untranslated-sentence", "language/untranslated-word"}
    assert result.findings == []


def test_a_clean_text_wakes_no_slow_model():
    code = """
import sys, copydesk
from tests_sentences import SENTENCES
for language, sentence in SENTENCES.items():
    text = "\\n\\n".join([sentence + " " + sentence] * 8)
    findings = [f for f in copydesk.lint_text(text, language=language, select=["language"]) if f.severity != "info"]
    assert not findings, (language, findings)
    assert "py3langid" not in sys.modules, language
"""
    code = code.replace("from tests_sentences import SENTENCES", f"SENTENCES = {clean_sentences()!r}")
    subprocess.run([sys.executable, "-c", code], check=True)


def clean_sentences():
    """Each language's own good example of the rule for sentences."""
    out = {}
    for case in testing.cases("language"):
        if case.from_pack and case.rule.name == "language/untranslated-sentence" and isinstance(case.example, copydesk.Good):
            out.setdefault(case.example.language, case.example.text)
    assert len(out) == 43
    return out


def test_each_pack_says_which_stages_cover_its_language():
    for tag in copydesk.pack_tags():
        stages = copydesk.load_pack(tag).get("residue.stages")
        assert "script" in stages
        if copydesk.has_word_list(tag) and not {"Hani", "Hang", "Thai"} & set(copydesk.load_pack(tag).get("scripts")):
            assert "words" in stages
