"""A text cannot have been revised before it was published: one of the two dates is wrong.

Look both up. Often the stamp of an older version was kept, or day and month are swapped.

Source: Schema.org, datePublished and dateModified, https://schema.org/datePublished
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from copydesk import Bad, Document, Good, Hit, Related, Rule
from copydesk_rules.dates.ledger import FACT, REVISION, Ledger


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    ledger: Ledger = document.fact(FACT)
    revised = [date for date in ledger.of(*REVISION) if date.sound and date.precision == "day"]
    published = [date for date in ledger.of("published") if date.sound and date.precision == "day"]
    if not revised or not published or any(date.calendar == "islamic" for date in (*revised, *published)):
        return
    last = max(revised, key=lambda date: max(date.readings))
    first = min(published, key=lambda date: min(date.readings))
    if max(last.readings) < min(first.readings):
        yield Hit(
            last.span,
            f"Revised on “{last.text}”, before it was published on “{first.text}”: one of the two is wrong.",
            related=(Related(first.span, "The publication date."),),
            data={"revised": last.iso, "published": first.iso},
        )


RULE = Rule(
    name="dates/revised-before-published",
    summary="The revision date is earlier than the publication date.",
    check=check,
    severity="error",
    examples=(
        Bad(
            "en",
            "Published: 8 May 2026\nLast reviewed: ⟦19 February 2026⟧",
            message="Revised on “19 February 2026”, before it was published on “8 May 2026”: one of the two is wrong.",
        ),
        Bad("zh", "发布日期：2026年5月8日\n最后审阅：⟦2026年2月19日⟧"),
        Good("de", "Veröffentlicht: 7. Mai 2026\nZuletzt überprüft: 12.08.2026"),
        Good("en", "Published: 8 May 2026\nUpdated: 8 May 2026"),
        Good("en", "Published: 05/08/2026\nUpdated: 07/07/2026"),
    ),
)
