"""The public functions: lint a text, lint paths, look up a language pack."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from pathlib import Path

from copydesk import engine, registry
from copydesk.language.pack import load as load_pack
from copydesk.language.pack import tags as pack_tags
from copydesk.model import Finding, Plan, Report, Rule

__all__ = ["lint_text", "load_pack", "pack_tags"]


@functools.lru_cache(maxsize=64)
def _rules(select: tuple[str, ...] | None) -> tuple[Rule, ...]:
    return tuple(rule for rule in registry.select(select) if rule.scope == "document")


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
    (default: today). Rules over several documents find nothing in one. Reads no configuration and no file. Raises
    UnknownName for a rule that does not exist and RuntimeError where a rule crashes.
    """
    rules = _rules(tuple(select) if select is not None else None)
    document = engine.build_document(text, path=path, language=language)
    result = engine.lint(document, Plan(rules), as_of or datetime.date.today())
    if result.failures:
        failure = result.failures[0]
        raise RuntimeError(f"{failure.rule or failure.kind}: {failure.message}")
    return result.findings


def lint_paths(
    paths: Sequence[str],
    *,
    language: str = "",
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    config: Path | None = None,
    as_of: datetime.date | None = None,
    jobs: int = 1,
) -> Report:
    """The report of a run over files and folders, as ``copydesk lint`` makes it.

    Settings come from ``config``, else from the nearest settings file. What cannot be read or crashes is a failure in the
    report. ``jobs`` is the number of processes, 0 for one a core. Raises ConfigError for settings that cannot be used.
    """
    from copydesk.config import load
    from copydesk.run import Request, run

    given: dict[str, object] = {}
    if select is not None:
        given["select"] = list(select)
    if ignore:
        given["extend-ignore"] = list(ignore)
    request = Request(
        as_of=as_of or datetime.date.today(),
        config=load(config, overrides=given),
        language=language,
        nearest=config is None,
        jobs=jobs,
    )
    return run(paths, request)
