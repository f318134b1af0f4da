"""A label without its date ("Last updated:" and nothing) promises what the page does not keep: a template was not filled.

Put the day there or take the label out. Where it is the only word on revision, this counts as a missing revision date.

Source: W3C, WCAG 2.2, Understanding success criterion 2.4.6, headings and labels,
https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Rule, Span
from copydesk_rules.dates.format import localised
from copydesk_rules.dates.ledger import FACT, REVISION, Ledger


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    revised = bool(ledger.of(*REVISION))
    for empty in ledger.empties:
        if empty.relative:
            continue
        fix = None
        history = getattr(document, "history", None)
        if history is not None and empty.role == "updated" and document.text[empty.span.end : empty.span.end + 1] in (":", "："):
            day = localised(history.changed, document.pack)
            edit = Edit(Span(empty.span.end + 1, empty.span.end + 1), f" {day}")
            fix = Fix((edit,), safe=False, title="Put the day of the last change")
        yield Hit(
            empty.span,
            f"“{empty.text}” has no date: put it there or take the label out.",
            fix,
            severity="error" if empty.role in REVISION and not revised else None,
            data={"role": empty.role},
        )


RULE = Rule(
    name="dates/empty-date-label",
    summary="A label of a date has no date.",
    check=check,
    severity="warning",
    needs=("dates.labels.updated",),
    examples=(
        Bad(
            "en",
            "Sleep and memory\n⟦Last updated⟧:\n\nSleep helps.",
            message="“Last updated” has no date: put it there or take the label out.",
            severity="error",
        ),
        Bad("de", "Veröffentlicht: 3. Mai 2026 | ⟦Zuletzt geprüft⟧: --"),
        Bad("fr", "⟦Dernière mise à jour⟧ : JJ/MM/AAAA"),
        Bad("ja", "⟦最終更新日⟧：\n\n睡眠は大切だ。"),
        Good("en", "Last updated:\n3 May 2026"),
        Good("en", "Published | Updated\n3 May 2026 | 4 May 2026"),
        Good("en", "Last updated 2 days ago"),
    ),
)
