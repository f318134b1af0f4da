"""The values that travel through copydesk, all frozen.

Offsets are code points, half-open. A rule works in the coordinates of ``Document.text`` (what a reader sees) and yields
``Span``; what it finds in metadata, which no reader sees, it gives as ``SourceSpan``. A ``Finding`` is always in
coordinates of the source as decoded from disk.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from copydesk.document import Document

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

Scope = Literal["document", "corpus"]
Status = Literal["stable", "preview"]
Stage = Literal["structure", "content"]


class Span(NamedTuple):
    """Half-open range of code points in ``Document.text``."""

    start: int
    end: int


class SourceSpan(NamedTuple):
    """Half-open range of code points in ``Document.source``: for metadata and markup that no reader sees."""

    start: int
    end: int


AnySpan = Span | SourceSpan


class Position(NamedTuple):
    """1-based line and 1-based column in code points, as an editor shows them."""

    line: int
    column: int


class Edit(NamedTuple):
    """Replace what ``span`` covers by ``text``."""

    span: AnySpan
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together; ``safe`` when the meaning cannot change; ``title`` says what it does, as an order."""

    edits: tuple[Edit, ...]
    safe: bool
    title: str


class Related(NamedTuple):
    """Another place that a finding points to, and what stands there."""

    span: AnySpan
    message: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields. ``severity`` proposes another than the rule's own; the configured one still decides."""

    span: AnySpan
    message: str
    fix: Fix | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """An example in which the rule finds nothing.

    ``path`` sets the format and, by its name, the language; ``changed`` is the day of the text's last change in git (ISO).
    """

    language: str
    text: str
    path: str = "example.txt"
    options: Mapping[str, Any] = field(default_factory=dict)
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """An example in which the rule finds exactly the spans between ⟦ and ⟧ (an empty pair marks an empty span).

    ``message`` and ``severity``, where given, are those of every finding; ``fixed`` is the text after all its fixes.
    """

    language: str
    text: str
    fixed: str | None = None
    message: str | None = None
    severity: Severity | None = None
    path: str = "example.txt"
    options: Mapping[str, Any] = field(default_factory=dict)
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the document with a role: chrome, title, lede, byline, date, quote, caption, reference.

    ``rule`` names the rule that reports the zone; where that rule runs, content rules do not see what the zone covers.
    """

    start: int
    end: int
    kind: str
    rule: str = ""
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What several rules need of a document, computed once for each document: ``document.fact(FACT)``.

    ``to_json``, where given, turns the value into what stands in the reports.
    """

    name: str
    compute: Callable[[Document], Any]
    to_json: Callable[[Any, Document], Any] | None = None


Check = Callable[..., Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, whole; the README shows one.

    ``check(document, options, as_of)`` yields hits. In scope "corpus", ``collect(document, options)`` gives small
    picklable facts (or None), and ``check(facts, options, as_of)`` gets a list of (path, facts) and yields (path, hit).
    ``needs`` are dotted keys of the language pack; without them the rule does not run on that language, and a report says so.
    ``languages``: where given, the only ones the rule is about; texts in others have nothing that it could miss.
    ``options`` is a frozen dataclass whose defaults are the rule's; ``stage`` "structure" makes its hits chrome zones.
    """

    name: str
    summary: str
    check: Check
    severity: Severity
    needs: tuple[str, ...] = ()
    scope: Scope = "document"
    status: Status = "stable"
    examples: tuple[Good | Bad, ...] = ()
    options: type | None = None
    collect: Callable[..., Any] | None = None
    stage: Stage = "content"
    aliases: tuple[str, ...] = ()
    waivable: bool = True
    default: bool = True
    explanation: str = ""
    languages: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which rules run on a document and how: typed options and configured severities by the rule's name."""

    rules: tuple[Rule, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def options_of(self, rule: Rule) -> Any:
        if rule.name in self.options:
            return self.options[rule.name]
        return rule.options() if rule.options is not None else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, in source coordinates; ``line`` and ``column`` are 1-based, columns in code points.

    ``path`` is posix, relative to where the run started. ``fingerprint`` survives edits elsewhere, re-wrapping and renames.
    """

    rule: str
    severity: Severity
    message: str
    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    language: str
    fix: Fix | None
    related: tuple[Related, ...]
    data: Mapping[str, Any] | None
    fingerprint: str

    @property
    def family(self) -> str:
        return self.rule.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that does not count, and why: ``kind`` is "comment", "waiver" or "baseline"."""

    finding: Finding
    kind: str
    reason: str
    owner: str = ""
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be checked: a file that is not text, a rule that crashed (``rule`` set)."""

    path: str
    kind: str
    message: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule, or a family where ``rule`` has no slash, that did not run on a document, and why."""

    path: str
    rule: str
    language: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """All that a run knows of one document. ``source`` is kept for reporters that show the text; "" where it was not."""

    path: str
    language: str
    languages: tuple[str, ...]
    language_from: str
    encoding: str
    format: str
    size: int
    sha256: str
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    failures: tuple[Failure, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the gate and how it came out; ``reason`` is a sentence for a desk lead."""

    name: str
    status: Literal["passed", "failed", "not computed"]
    reason: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer for a run: passed only when every condition passed."""

    passed: bool
    conditions: tuple[Condition, ...]
    documents: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. Documents are in order of path, findings in order of place."""

    documents: tuple[DocumentReport, ...]
    as_of: datetime.date
    version: str
    rules: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: Verdict | None = None

    @property
    def findings(self) -> Sequence[Finding]:
        return [finding for document in self.documents for finding in document.findings]

    @property
    def all_failures(self) -> Sequence[Failure]:
        return [*self.failures, *(failure for document in self.documents for failure in document.failures)]
