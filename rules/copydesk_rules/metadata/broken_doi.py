"""A DOI with one wrong sign leads nowhere, and it is the one link to a paper that was meant to last.

A DOI is "10.", a number of four digits or more, a slash, and a name: 10.1073/pnas.2313590121.
Source: ISO 26324; DOI Handbook, 2.2, https://www.doi.org/the-identifier/resources/handbook/2_numbering
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, Span

_MARKED = re.compile(
    r"(?<!\w)(?:doi(?:\.org)?\s{0,2}[:=]\s{0,2}(?:https?://(?:dx\.)?doi\.org/)?|(?:dx\.)?doi\.org/)(?=\S)", re.IGNORECASE
)
_TOKEN = re.compile(r"\S+")
_RIGHT = re.compile(r"10\.[1-9]\d{3,8}(?:\.\d+)*/[^\s/]")
_PREFIX = re.compile(
    r"10\.(?:0\d*|\d{1,3})/|10\.\d{4,9}(?:\.\d+)*(?:/?[.,;)\]]*$|[\\|:_-])|1[Oo][.,]|[lI][0Oo][.,]\d|10,\d{4}|(?!10\.)\d{2}\.\d{4,9}/"
)
_TRAILING = ".,;:)]}>\"'”’»"


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    """Only what is called a DOI is judged, and only its form: whether it exists cannot be told offline."""
    text = document.text
    if "doi" not in text and "DOI" not in text and "Doi" not in text:
        return
    for match in _MARKED.finditer(text):
        token = _TOKEN.match(text, match.end())
        if token is None:
            continue
        doi = token.group().split("<", 1)[0]
        if _RIGHT.match(doi):
            if doi.endswith(("…", "...")):
                yield Hit(Span(token.start(), token.start() + len(doi)), "This DOI is cut off. Put the whole of it.")
            continue
        if _PREFIX.match(doi):
            end = token.start() + len(doi.rstrip(_TRAILING))
            message = "This DOI leads nowhere. It should read 10., a number of four digits or more, a slash and a name."
            yield Hit(Span(token.start(), end), message)


RULE = Rule(
    name="metadata/broken-doi",
    summary="A DOI is not formed as one.",
    check=check,
    severity="warning",
    examples=(
        Bad("en", "See doi: ⟦10.107/pnas.2313590121⟧."),
        Bad("en", "See https://doi.org/⟦1O.1073/pnas.2313590121⟧"),
        Bad("en", "doi:⟦10,1073/pnas.2313590121⟧ and DOI: ⟦10.1073⟧."),
        Bad("en", "doi: ⟦11.1073/pnas.2313590121⟧"),
        Bad("en", "doi: ⟦10.1073/pnas.23…⟧", message="This DOI is cut off. Put the whole of it."),
        Good(
            "en", "See doi: 10.1073/pnas.2313590121, doi:10.1000.10/x and https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15."
        ),
        Good("en", "A DOI: what is it? Say doi: yes. Version 10.107/2."),
    ),
)
