"""A sentence in another language in the middle of a translated paragraph.

The reader stumbles, and where the sentence held the caveat the meaning changes. Translate it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule
from copydesk_rules.language.report import hits
from copydesk_rules.language.settings import Residue

MESSAGE = "This sentence is in {language}: translate it."


def check(document: Document, options: Residue, as_of: datetime.date) -> Iterator[Hit]:
    yield from hits(document, options, "sentence", MESSAGE)


RULE = Rule(
    name="language/untranslated-sentence",
    summary="A sentence was never translated.",
    check=check,
    severity="error",
    needs=("scripts",),
    options=Residue,
    examples=(
        Bad(
            "it",
            "Il sonno è importante. ⟦However, the results were mixed.⟧ Lo dice lo studio.",
            message="This sentence is in English: translate it.",
        ),
        Bad(
            "de",
            "Wer gut schläft, lebt gesünder. ⟦De onderzoekers volgden de deelnemers twee jaar lang.⟧ Das zeigt eine Studie.",
            message="This sentence is in Dutch: translate it. It seems to come from another edition.",
        ),
        Bad("da", "Søvn er sundt. ⟦Forskarna vet inte varför vissa sover sämre än andra.⟧ Det viser en ny undersøgelse."),
        Bad(
            "da",
            "Søvn er sundt. ⟦Forskerne vet ikke hvorfor noen sover dårligere enn andre om natten.⟧ Det viser en ny undersøgelse.",
        ),
        Bad("uk", "Сон важливий. ⟦Участники исследования спали лучше, чем ожидалось.⟧ Це доведено."),
        Bad("cs", "Spánek je důležitý. ⟦Účastníci výskumu spali lepšie, ako sa očakávalo.⟧ Ukazuje to studie."),
        Bad("ar", "النوم مهم للصحة. ⟦According to the study, people sleep less.⟧ هذا ما تظهره الدراسة."),
        Bad("ja", "睡眠は大切である。⟦下一次调查将于明年春天进行。⟧結果はまだ出ていない。"),
        Good("de", "Er zitierte Churchill: „We shall never surrender“, also „Wir werden uns nie ergeben“. Dann ging er."),
        Good("en", 'He said "c\'est la vie", that is, "such is life". Then he left the room and closed the door.'),
    ),
)
