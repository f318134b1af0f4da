"""A space before a comma, a full stop or a closing bracket is the scar of a link or a tag that was taken out: "noradrenalin )".
Close the gap. French writes a space before ; : ! ? and », and keeps it.

Sources: French typography in Lexique des règles typographiques en usage à l'Imprimerie nationale, 2002;
CLDR, https://cldr.unicode.org/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.extraction.signs import PLACEHOLDER, Signs, line, signs

_GAP = "[ \u00a0\u2009\u202f]"
_AFTER = r"(?=$|[\s\"'”’»“)\]}\[（(*]|\.\s)"
_GAPS = re.compile(
    rf"(?<=[^\s\x00-\x21#$&'(*+,\-./:;<=>?@\[\\^_`{{|}}~«“„–—]){_GAP}+"
    rf"(?:(?P<point>[,.،]){_AFTER}(?! ?\.)|(?P<comma>,)(?=[^\W\d_]{{2}})"
    rf"|(?P<close>[)\]])(?!\w)|(?P<mark>[;:!?؛؟])(?=$|[\s\"”’»])|(?P<wide>[，。！？；：、）」』]))",
    re.M,
)
_GAP_SIGNS = frozenset(" \u00a0\u2009\u202f")
_UNUSUAL_GAPS = _GAP_SIGNS - {" "}
_RARE = ")];:!?،؛؟，。！？；：、）」』"


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if not _any(signs(document)):
        return
    for match in _GAPS.finditer(text):
        pack = document.pack_at(match.start())
        sign, before = match.group()[-1], text[match.start() - 1]
        if sign in pack.get("typography.space_before", "") or _deliberate(text, match):
            continue
        certain = match["point"] or match["comma"] or match["mark"] or match["wide"] or (match["close"] and before.isalnum())
        if match["mark"] and (sign in ":;؛" or not before.isalpha() or pack.get("typography.loose_spacing", False)):
            certain = None
        if match["close"] and _spaced_inside(text, match.start()):
            certain = None
        if match["wide"] and not ("\u3041" <= before <= "\u9fff"):
            certain = None
        title = "Close the gap"
        new = f"{sign} " if match["comma"] else sign
        yield Hit(
            Span(*match.span()),
            f"There is a gap before “{sign}”: close it, and see whether something was lost there.",
            Fix((Edit(Span(*match.span()), new),), safe=bool(certain), title=title),
            severity=None if certain else "info",
        )


def _any(found: Signs) -> bool:
    """Whether a sign stands behind a gap anywhere; the commonest signs are searched for, the rare ones looked at."""
    text = found.text
    if " ," in text or " ." in text:
        return True
    if found.unusual.isdisjoint(_UNUSUAL_GAPS):
        return any(text[at - 1] == " " for sign in _RARE for at in found.at(sign))
    return any(text[at - 1 : at] in _GAP_SIGNS for sign in ",." + _RARE for at in found.at(sign))


def _deliberate(text: str, match: re.Match[str]) -> bool:
    """Code, tables, smileys, spaced dots, a list marker such as "a )"."""
    start, end = line(text, match.start())
    piece = text[start:end]
    if PLACEHOLDER in piece or "|" in piece or "\t" in piece:
        return True
    if "   " in piece.strip() or (match["point"] == "." and " . ." in piece):
        return True
    if match["mark"] and text[match.end() : match.end() + 3].strip()[:1].isdigit():
        return True
    if match["close"]:
        inside = text[start : match.start()]
        return "(" not in inside and "[" not in inside and len(inside.strip()) <= 3
    return False


def _spaced_inside(text: str, at: int) -> bool:
    """Whether the bracket that closes at ``at`` was opened with a space behind it too."""
    opened = max(text.rfind("(", 0, at), text.rfind("[", 0, at))
    return opened >= 0 and text[opened + 1 : opened + 2].isspace()


RULE = Rule(
    name="extraction/space-before-punctuation",
    summary="A gap before a comma, a full stop or a closing bracket, where a link or a tag was taken out.",
    check=check,
    severity="warning",
    examples=(
        Bad(
            "sv",
            "Serotonin (och noradrenalin⟦ )⟧ styr sömnen⟦ .⟧",
            fixed="Serotonin (och noradrenalin) styr sömnen.",
        ),
        Bad("en", "a decaffeinated drink⟦ ,⟧ but nobody noticed.", fixed="a decaffeinated drink, but nobody noticed."),
        Bad("en", "They slept well⟦ ,⟧but not long.", fixed="They slept well, but not long."),
        Bad("zh", "应当先做检查⟦ ，⟧再决定。", fixed="应当先做检查，再决定。"),
        Bad("fr", "Le sommeil⟦ ,⟧ dit-elle, compte.", fixed="Le sommeil, dit-elle, compte."),
        Bad("de", "Wer schläft besser⟦ ?⟧", fixed="Wer schläft besser?"),
        Bad("hi", "क्या यह सच है⟦ ?⟧ हाँ।", severity="info"),
        Bad("ar", "النوم مهم⟦ ،⟧ كما يقال⟦ .⟧", fixed="النوم مهم، كما يقال."),
        Good("fr", "Pourquoi ? « Parce que ! » : voilà ; c'est dit."),
        Good("en", "Then ... it works :) and .NET runs at .5 or 1 : 10."),
        Good("en", "A | . | B\na ) first"),
        Good("ja", "質問 「はい」と答えた。"),
    ),
)
