"""The public functions: lint a text, lint paths."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence

from copydesk import engine, registry
from copydesk.language.pack import load as load_pack
from copydesk.language.pack import tags as pack_tags
from copydesk.model import Finding, Rule

__all__ = ["lint_text", "load_pack", "pack_tags"]


@functools.lru_cache(maxsize=64)
def _rules(select: tuple[str, ...] | None) -> tuple[Rule, ...]:
    return registry.select(select)


def lint_text(
    text: str,
    *,
    path: str = "x.txt",
    language: str | None = None,
    select: Sequence[str] | None = None,
    as_of: datetime.date | None = None,
) -> Sequence[Finding]:
    """The findings of a text, in order of place.

    ``path`` sets the format by its ending and may name the language ("a.sv.md"); ``language`` is a BCP 47 tag and wins over
    what is found; ``select`` names families or rules (default: all that are on); ``as_of`` is the date to judge dates by
    (default: today). Reads no configuration and no file. Raises UnknownName for a rule that does not exist and RuntimeError
    where a rule crashes.
    """
    rules = _rules(tuple(select) if select is not None else None)
    document = engine.build_document(text, path=path, language=language)
    result = engine.lint(document, engine.Plan(rules), as_of or datetime.date.today())
    if result.failures:
        failure = result.failures[0]
        raise RuntimeError(f"{failure.rule or failure.kind}: {failure.message}")
    return result.findings
