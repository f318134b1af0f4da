"""Runs the examples of rules and packs as tests; for authors of plugins too.

@pytest.mark.parametrize("case", cases("my-family"), ids=str)
def test_examples(case):
    case.check()
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copydesk import engine, registry
from copydesk.document import History
from copydesk.language import pack
from copydesk.model import Bad, Edit, Finding, Good, Plan, Rule

AS_OF = datetime.date(2026, 11, 22)
"""The date by which examples are judged."""


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its ⟦ ⟧ marks, and the spans that they enclose."""
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    size = 0
    for sign in text:
        if sign == "⟦":
            opened.append(size)
        elif sign == "⟧":
            spans.append((opened.pop(), size))
        else:
            out.append(sign)
            size += 1
    if opened:
        raise ValueError(f"a ⟦ without its ⟧ in {text!r}")
    return "".join(out), sorted(spans)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@dataclass(frozen=True, slots=True)
class Case:
    """One example of one rule. ``check`` raises AssertionError where the rule does not do what the example says."""

    rule: Rule
    example: Good | Bad
    from_pack: bool = False

    def __str__(self) -> str:
        kind = "good" if isinstance(self.example, Good) else "bad"
        return f"{self.rule.name}-{self.example.language}-{kind}-{unmarked(self.example.text)[0][:40]!r}"

    def findings(self) -> tuple[str, Sequence[Finding]]:
        text, _ = unmarked(self.example.text)
        options: Mapping[str, Any] = {}
        if self.example.options and self.rule.options is not None:
            options = {self.rule.name: replace(self.rule.options(), **self.example.options)}
        changed = self.example.changed
        history = History(datetime.date.fromisoformat(changed), "0" * 40) if changed else None
        language = self.example.language or None
        document = engine.build_document(text, path=self.example.path, language=language, history=history)
        result = engine.lint(document, Plan((self.rule,), options), AS_OF)
        assert not result.failures, result.failures[0]
        assert not result.not_checked, (
            f"{self.rule.name} needs words that the pack {self.example.language!r} lacks: "
            f"{', '.join(engine.missing(document.language, self.rule.needs))}"
        )
        return text, result.findings

    def check(self) -> None:
        text, findings = self.findings()
        if isinstance(self.example, Good):
            assert not findings, f"{self.rule.name} must not fire on {text!r}: {_told(text, findings)}"
            return
        _, spans = unmarked(self.example.text)
        if self.from_pack and not spans:
            assert findings, f"{self.rule.name} must fire on {text!r}"
            return
        found = sorted((f.start, f.end) for f in findings)
        assert found == spans, f"expected {[text[a:b] for a, b in spans]}, found {_told(text, findings)}"
        if self.example.message is not None:
            for finding in findings:
                assert finding.message == self.example.message
        if self.example.severity is not None:
            for finding in findings:
                assert finding.severity == self.example.severity
        if self.example.fixed is not None:
            edits = dict.fromkeys(edit for finding in findings if finding.fix for edit in finding.fix.edits)
            assert apply_edits(text, edits) == self.example.fixed


def _told(text: str, findings: Sequence[Finding]) -> str:
    return "; ".join(f"{text[f.start : f.end]!r} ({f.message})" for f in findings) or "nothing"


def cases(*families: str) -> list[Case]:
    """Every example of the rules of some families (default: all), those of the rules first and then those of the packs."""
    out = []
    for name in families or registry.family_names():
        for rule in registry.load_family(name).rules:
            if rule.scope == "document":
                out += [Case(rule, example) for example in rule.examples]
                for tag in pack.tags():
                    good, bad = pack.load(tag).examples(rule.name)
                    out += [Case(rule, Good(tag, text), from_pack=True) for text in good]
                    out += [Case(rule, Bad(tag, text), from_pack=True) for text in bad]
    return out
