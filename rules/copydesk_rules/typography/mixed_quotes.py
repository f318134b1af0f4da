"""Two styles of quotation marks in one text, straight and typographic ones above all: a sign that pieces of different origin were
put together. Use the language's own marks throughout.

Source: quotation marks by language, CLDR, https://cldr.unicode.org/translation/characters/typographic-names
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Related, Rule, Span
from copydesk_rules.extraction.signs import within
from copydesk_rules.typography.quotes import Pair, quotes

_MOST = 12
_SURE = 2


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    styles: dict[str, list[Pair]] = {}
    for pair in quotes(document).pairs:
        if pair.depth == 0 and (style := text[pair.start] + text[pair.end])[0] not in "「『《〈":
            styles.setdefault(style, []).append(pair)
    if len(styles) < 2:
        return
    main = document.language
    references = document.zones_of("reference")
    counted = {
        style: [pair for pair in pairs if document.language_at(pair.start) == main and not within(references, pair.start)]
        for style, pairs in styles.items()
    }
    counted = {style: pairs for style, pairs in counted.items() if pairs}
    if len(counted) < 2:
        return
    kept = max(counted, key=lambda style: (len(counted[style]), -counted[style][0].start))
    rest = sorted((pair for style, pairs in counted.items() if style != kept for pair in pairs), key=lambda pair: pair.start)
    straight = '""' in counted
    if not straight and document.language in ("zh", "ja", "ko"):
        return
    first = rest[0]
    other = text[first.start] + text[first.end]
    sure = straight and len(rest) >= _SURE
    yield Hit(
        Span(first.start, first.start + 1),
        f"This text has quotation marks of two styles, {_shown(kept)} and {_shown(other)}: use one throughout.",
        _fix(document, text, rest, kept),
        severity="warning" if sure else "info",
        related=tuple(Related(Span(pair.start, pair.start + 1), "here too") for pair in rest[1:_MOST]),
    )


def _shown(style: str) -> str:
    return f"{style[0]}…{style[1]}"


def _fix(document: Document, text: str, rest: list[Pair], kept: str) -> Fix | None:
    """Rewrites the fewer ones; none where French spaces would have to come or go, or where marks stand inside each other."""
    gaps = any(sign in kept for sign in "«»") and document.pack.get("typography.space_before", "")
    if gaps or any(text[pair.start] in "«»" and text[pair.start + 1 : pair.start + 2].isspace() for pair in rest):
        return None
    if any(sign in text[pair.start + 1 : pair.end] for pair in rest for sign in kept):
        return None
    edits = tuple(
        edit
        for pair in rest
        for edit in (Edit(Span(pair.start, pair.start + 1), kept[0]), Edit(Span(pair.end, pair.end + 1), kept[1]))
    )
    return Fix(edits, safe='""' in kept or all(text[pair.start] == '"' for pair in rest), title=f"Write {_shown(kept)}")


RULE = Rule(
    name="typography/mixed-quotes",
    summary="Quotation marks of two styles in one text.",
    check=check,
    severity="info",
    examples=(
        Bad(
            "sv",
            '"Sov gott", sa hon. "Ja", sa han. "Nu", sa hon.\n\n⟦”⟧Nej”, sa han. ”Jo”, sa hon.',
            fixed='"Sov gott", sa hon. "Ja", sa han. "Nu", sa hon.\n\n"Nej", sa han. "Jo", sa hon.',
            severity="warning",
            message='This text has quotation marks of two styles, "…" and ”…”: use one throughout.',
        ),
        Bad(
            "de",
            '„Ja“, sagt er. „Nein“, sagt sie. ⟦"⟧Doch", sagt er.',
            fixed="„Ja“, sagt er. „Nein“, sagt sie. „Doch“, sagt er.",
            severity="info",
        ),
        Bad("ru", 'Роман «Сон» и «Ночь», журнал ⟦"⟧День".', fixed="Роман «Сон» и «Ночь», журнал «День»."),
        Good("fr", "« Il m'a dit “bonjour” hier », dit-elle. « Et “bonsoir” », répond-il."),
        Good("ja", "「眠り」と『夢』、“sleep”と「夜」。"),
        Good("de", "„Er sagte ‚ja‘.“ „Gut.“"),
    ),
)
