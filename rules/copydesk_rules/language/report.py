"""From fragments to hits: what every rule of the family says and carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk import Document, Hit, Span
from copydesk_rules.language import ledger
from copydesk_rules.language.fragment import Fragment, Kind
from copydesk_rules.language.ledger import cause, language_name
from copydesk_rules.language.settings import Residue

_SHOWN = 40
_WHY = {
    "another edition": " It seems to come from another edition.",
    "layout": " It seems to be left of the page's layout.",
}


def hits(document: Document, options: Residue, kind: Kind, message: str) -> Iterator[Hit]:
    """A hit for each fragment of a kind. ``message`` may name {text}, {language} and {host}."""
    for one in document.fact(ledger.FACT).of(kind, options):
        yield Hit(
            Span(one.start, one.end),
            message.format(text=shown(document, one), language=language_name(one.language), host=language_name(one.host))
            + _WHY.get(cause(one), ""),
            severity=None if one.certain else "info",
            data=data(one),
        )


def shown(document: Document, one: Fragment) -> str:
    """The fragment's text for a message, on one line, cut where it is long."""
    text = " ".join(document.text[one.start : one.end].split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def data(one: Fragment) -> dict[str, Any]:
    """The language of a fragment, how sure that is (nats) and the likely cause, for the reports."""
    return {"language": one.language, "score": round(one.score, 1), "words": one.words, "cause": cause(one)}
