"""A hyphen with a space on each side, or two hyphens, where a dash is meant: "cold - but bright". Write the language's dash.

Sources: The Oxford Guide to Style, 5.10; Duden, Rechtschreibung, D 43, https://www.duden.de/sprachwissen/rechtschreibregeln/bindestrich
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Related, Rule, Span
from copydesk_rules.extraction.signs import HAN, PLACEHOLDER, line, signs

# Each alternative begins with the hyphen itself, so that the search leaps from hyphen to hyphen.
_SPACED = re.compile(
    r"-(?:(?:(?<=[^\W\d_][^\S\n]-)|(?<=[,.;!?)”»\"“][^\S\n]-))-?(?=[^\S\n][^\W\d_\u2e80-\uffef(„“”\"«»])"
    r"|-(?<=[^\W\d_]{2}--)(?=[^\W\d_]{2}))"
)


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if not any(text[at - 1] in " \u00a0\u202f-" and text[at + 1 : at + 2] != "\n" for at in signs(document).at("-")):
        return
    found = [match for match in _SPACED.finditer(text) if not _other(text, match)]
    if not found:
        return
    pack = document.pack_at(found[0].start())
    dash = str(pack.get("typography.dash", " – "))
    used = dash in text
    edits = tuple(_edit(text, match, dash) for match in found)
    first = found[0]
    places = {1: "here", 2: "here and in one more place"}.get(len(found), f"here and in {len(found) - 1} more places")
    yield Hit(
        Span(*first.span()),
        f"“{first.group()}” stands for a dash {places}: write “{dash.strip()}”.",
        Fix(edits, safe=used, title=f"Write “{dash.strip()}”"),
        related=tuple(Related(Span(*match.span()), "here too") for match in found[1:12]),
    )


def _edit(text: str, match: re.Match[str], dash: str) -> Edit:
    return Edit(Span(*match.span()), dash if match.group() == "--" and text[match.start() - 1].isalpha() else dash.strip())


def _other(text: str, match: re.Match[str]) -> bool:
    """Commands, tables, code, single capitals ("A - Z") and labels of two parts ("News - Sport")."""
    start, end = line(text, match.start())
    piece = text[start:end]
    if PLACEHOLDER in piece or "|" in piece or "\t" in piece or piece.lstrip().startswith("-"):
        return True
    if match.group() == "--" and re.match(r"\S", text[match.end() : match.end() + 1]) and text[match.start() - 1].isspace():
        return True
    return len(piece) < 50 or re.search(f"[{HAN}]", text[match.start() - 2 : match.end() + 2]) is not None


RULE = Rule(
    name="typography/hyphen-as-dash",
    summary="A hyphen with spaces round it, where a dash is meant.",
    check=check,
    severity="info",
    examples=(
        Bad(
            "da",
            "Aktiviteter med krav ⟦-⟧ såsom dans og holdsport - kan tilbyde flere fordele – ofte.",
            fixed="Aktiviteter med krav – såsom dans og holdsport – kan tilbyde flere fordele – ofte.",
            message="“-” stands for a dash here and in one more place: write “–”.",
        ),
        Bad("en", "The night was cold ⟦-⟧ but the stars were bright over the hills."),
        Bad("ru", "Сон ⟦-⟧ это лучшее лекарство, которое известно врачам давно."),
        Bad("es", "La noche era fría ⟦--⟧ pero las estrellas brillaban sobre el pueblo."),
        Good("en", "- sleep well and rest\nNews - Sport"),
        Good("en", "Run the tool with --help to see what it does, from 10 - 12 o'clock on."),
        Good("de", "Die Kurz- und Langschläfer aus Nordrhein-Westfalen – so heißt es – schlafen gut."),
    ),
)
