"""One thing in two forms: "PhD" and "ph.d.", "Dr" and "Dr.", the micro sign µ (U+00B5) and the Greek letter μ (U+03BC). Readers
wonder whether they differ, and search finds half. Choose one form for the text.

Sources: Unicode Standard 16.0, chapter 7, on U+00B5, https://www.unicode.org/versions/Unicode16.0.0/
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from copydesk import Bad, Document, Edit, Fix, Good, Hit, Pack, Related, Rule, Span
from copydesk_rules.extraction.signs import within

_MU = re.compile(r"(?<![\u0370-\u03ff\u1f00-\u1fff])[\u00b5\u03bc](?![\u0370-\u03ff\u1f00-\u1fff])")
_MOST = 12


def _forms(pack: Pack) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    out = []
    for forms in pack.get("typography.forms", ()):
        ordered = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        out.append((tuple(sorted(forms, key=len, reverse=True)), re.compile(rf"(?<![\w.@/-])(?:{ordered})(?![\w@-]|\.\w)")))
    return tuple(out)


def check(document: Document, options: None, as_of: datetime.date) -> Iterator[Hit]:
    text = document.text
    if "\u00b5" in text and "\u03bc" in text:
        found = list(_MU.finditer(text))
        micro = [match for match in found if match.group() == "\u00b5"]
        greek = [match for match in found if match.group() == "\u03bc"]
        if micro and greek:
            few, sign = (micro, "\u03bc") if len(micro) < len(greek) else (greek, "\u00b5")
            few = sorted(few, key=lambda match: match.start())
            yield Hit(
                Span(*few[0].span()),
                "This text has the micro sign µ (U+00B5) and the Greek letter μ (U+03BC) for the same thing: use one of them.",
                Fix(tuple(Edit(Span(*match.span()), sign) for match in few), safe=True, title="Use one sign"),
                related=_related(few),
                severity="warning",
            )
    for forms, pattern in document.pack.compiled(_forms):
        if not _two(text, forms):
            continue
        references = document.zones_of("reference")
        by_form: dict[str, list[re.Match[str]]] = {}
        for match in pattern.finditer(text):
            if not within(references, match.start()):
                by_form.setdefault(_form(text, match), []).append(match)
        if len(by_form) > 1:
            kept = max(by_form, key=lambda form: (len(by_form[form]), -by_form[form][0].start()))
            rest = sorted((m for form, matches in by_form.items() if form != kept for m in matches), key=lambda m: m.start())
            other = rest[0].group()
            fix = Fix(tuple(Edit(Span(*match.span()), kept) for match in rest), safe=False, title=f"Write “{kept}” throughout")
            yield Hit(
                Span(*rest[0].span()),
                f"This text writes “{other}” and “{kept}”: choose one.",
                fix,
                related=_related(rest),
            )


def _two(text: str, forms: tuple[str, ...]) -> bool:
    """Whether two of the forms occur; the longest are the rarest and are looked for first."""
    found, left = 0, len(forms)
    for form in forms:
        found += form in text
        left -= 1
        if found >= 2 or found + left < 2:
            break
    return found >= 2


def _form(text: str, match: re.Match[str]) -> str:
    """The form as written; a full stop that may end the sentence is not counted as the abbreviation's."""
    form = match.group()
    if form.endswith(".") and form.count(".") == 1 and not re.match(r"\s?[^\W\d_]", text[match.end() : match.end() + 2]):
        return form[:-1]
    return form


def _related(found: Sequence[re.Match[str]]) -> tuple[Related, ...]:
    return tuple(Related(Span(*match.span()), f"“{match.group()}”") for match in found[1:_MOST])


RULE = Rule(
    name="typography/inconsistent-form",
    summary="One thing written in two forms.",
    check=check,
    severity="info",
    examples=(
        Bad(
            "sv",
            "Dr Rick Wasing sover. ”Det hjälper”, säger Dr Wasing. ⟦Dr.⟧ Wasing ler.",
            message="This text writes “Dr.” and “Dr”: choose one.",
        ),
        Bad(
            "en",
            "A dose of 5 µg, then 6 µg and ⟦μ⟧-opioids.",
            fixed="A dose of 5 µg, then 6 µg and µ-opioids.",
            severity="warning",
        ),
        Bad("da", "Anna Holm, ph.d., og Per Lund, ⟦PhD⟧, sover."),
        Good("en", "She holds a PhD. Dr Hall has one too."),
        Good("el", "Η μέτρηση είναι 5 µm και ο μυς."),
        Good("de", "Dr. Beck und Dr. Hall schlafen."),
    ),
)
