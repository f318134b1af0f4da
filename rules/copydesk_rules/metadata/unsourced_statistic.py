"""A figure without a source may be old, local or invented, and readers repeat figures. Say whose it is.

Source: Full Fact, "How to spot misleading statistics", https://fullfact.org/blog/2015/jul/spot-misleading-statistics/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Rule, Span
from copydesk_rules.metadata import sources

_MOST = 5
_CLAUSE = re.compile(r"[^\n,;:.!?()。，、；！？।؟،]{0,40}(?<!\s)(?!\w)")
_MESSAGE = "Where is this figure from? Say whose it is."


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    """At most five a document: shares in sentences that name no one who counted, and neither does the one before."""
    text = document.text
    share = document.pack.compiled(sources.share)
    attribution = document.pack.compiled(sources.attribution)
    signs = document.pack.compiled(sources.share_signs)
    told = sources.folded(text)
    if not any(sign in told for sign in signs):
        return
    shown = 0
    before = ""
    for sentence in document.sentences:
        start, end = sentence.start, sentence.end
        context, before = before, text[start:end]
        figure = share.search(text, start, end)
        if figure is None or text.endswith("?", start, end):
            continue
        if "|" in text[start:end] or document.blocks[sentence.block].kind == "table":
            continue
        if attribution.search(text, start, end) or attribution.search(context) or sources.cited(document, start, end):
            continue
        if document.zone_at(start, "chrome", "reference", "caption") or document.language_at(start) != document.language:
            continue
        yield Hit(Span(figure.start(), _clause_end(text, figure.end(), end)), _MESSAGE)
        shown += 1
        if shown == _MOST:
            return


def _clause_end(text: str, at: int, end: int) -> int:
    """Where the words end that say what a figure counts."""
    match = _CLAUSE.match(text, at, end)
    return match.end() if match else at


RULE = Rule(
    name="metadata/unsourced-statistic",
    summary="A share is given and no one who counted it.",
    check=check,
    severity="info",
    needs=("metadata.share", "metadata.percent", "metadata.attribution"),
    examples=(
        Bad("en", "In the end ⟦two out of three people wake at night⟧.", message=_MESSAGE),
        Bad("da", "⟦Hver tredje dansker vågner om natten⟧, og det er mange."),
        Good("en", "According to the ministry, 40% of people wake at night."),
        Good("en", "40% of people wake at night [3]."),
        Good("en", "Do 40% of people wake at night?"),
        Good("en", "Under 4 hours | 27% | 11%"),
        Good("en", "The door is open."),
    ),
)
