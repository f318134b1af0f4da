"""Front matter is a contract with the site that publishes it. Say in the settings which fields a folder needs.

    [[tool.copydesk.overrides]]
    paths = ["news/**"]
    rules."metadata/required-field".keys = ["title", "date", "author|byline"]

A key with "|" is met by any of the names.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Good, Hit, Meta, Rule, SourceSpan


@dataclass(frozen=True, slots=True)
class Options:
    """``keys``: the fields that must be there and not empty; nested ones with dots, alternatives with "|"."""

    keys: tuple[str, ...] = ()


def check(document: Document, options: Options, as_of: datetime.date) -> Iterator[Hit]:
    there: dict[str, Meta] = {}
    for meta in document.metadata:
        there.setdefault(meta.key, meta)
        if meta.value.strip():
            there[meta.key] = meta
    for key in options.keys:
        names = [name.strip().lower() for name in key.split("|")]
        found = [there[name] for name in names if name in there]
        nested = any(known.startswith(f"{name}.") for known in there for name in names)
        if nested or any(meta.value.strip() for meta in found):
            continue
        wanted = " or ".join(f"“{name}”" for name in names)
        span = found[0].span if found else SourceSpan(0, 0)
        yield Hit(span, f"The field {wanted} is {'empty' if found else 'missing'}. Fill it in.")


RULE = Rule(
    name="metadata/required-field",
    summary="A field that the settings ask for is missing or empty.",
    check=check,
    severity="error",
    options=Options,
    examples=(
        Bad(
            "en",
            "⟦⟧---\ntitle: Tea\n---\nText.",
            path="a.md",
            options={"keys": ("title", "author|byline")},
            message="The field “author” or “byline” is missing. Fill it in.",
        ),
        Bad("en", "---\ntitle:⟦⟧\n---\nText.", path="a.md", options={"keys": ("title",)}),
        Bad("en", '---\ntitle: "⟦⟧"\n---\nText.', path="a.md", options={"keys": ("title",)}),
        Good(
            "en", "---\ntitle: Tea\nauthors:\n  - name: Anna Bok\n---\nText.", path="a.md", options={"keys": ("title", "authors")}
        ),
        Good("en", "---\ntitle: Tea\n---\nText.", path="a.md"),
    ),
)
