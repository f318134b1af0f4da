"""Rules that exist for these tests only, and findings made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from copydesk import registry
from copydesk.fingerprint import fingerprint
from copydesk.model import DocumentReport, Finding, Fix, Report, Rule, Severity
from copydesk.testing import AS_OF


def _silent(document: Any, options: Any, as_of: Any) -> Iterator[Any]:
    yield from ()


RULES = {
    rule.name: rule
    for rule in (
        Rule("alpha/one", "One.", _silent, "error", aliases=("alpha/uno",)),
        Rule("alpha/two", "Two.", _silent, "warning"),
        Rule("beta/three", "Three.", _silent, "info"),
        Rule("beta/never", "Never to be waived.", _silent, "error", waivable=False),
    )
}


@pytest.fixture
def known_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The four rules above instead of the installed ones."""

    def rule(name: str) -> Rule:
        for one in RULES.values():
            if name in (one.name, *one.aliases):
                return one
        raise registry.UnknownName(f"there is no rule {name!r}{registry.did_you_mean(name, RULES)}")

    monkeypatch.setattr(registry, "rule", rule)
    monkeypatch.setattr(registry, "all_rules", lambda: tuple(RULES.values()))
    monkeypatch.setattr(registry, "family_names", lambda: ("alpha", "beta"))


@pytest.fixture
def finding() -> Callable[..., Finding]:
    return make_finding


def make_finding(
    rule: str,
    source: str,
    words: str,
    path: str = "a.txt",
    *,
    severity: Severity | None = None,
    fix: Fix | None = None,
    at: int = 0,
) -> Finding:
    """A finding on ``words`` where they stand in ``source`` (after ``at``)."""
    start = source.index(words, at)
    end = start + len(words)
    line = source.count("\n", 0, start) + 1
    column = start - (source.rfind("\n", 0, start) + 1) + 1
    return Finding(
        rule=rule,
        severity=severity or (RULES[rule].severity if rule in RULES else "error"),
        message=f"{words} is wrong.",
        path=path,
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=line,
        end_column=column + len(words),
        language="en",
        fix=fix,
        related=(),
        data=None,
        fingerprint=fingerprint(rule, source, start, end),
    )


@pytest.fixture
def report() -> Callable[..., Report]:
    """A report over documents that are given as path=(source, findings)."""

    def make(documents: dict[str, tuple[str, list[Finding]]], **more: Any) -> Report:
        made = tuple(
            DocumentReport(
                path,
                "en",
                ("en",),
                "declared",
                "utf-8",
                "text",
                len(source),
                "0" * 64,
                tuple(replace(f, path=path) for f in findings),
                source=source,
            )
            for path, (source, findings) in sorted(documents.items())
        )
        return Report(made, AS_OF, "0", tuple(sorted(RULES)), **more)

    return make
