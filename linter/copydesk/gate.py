"""The gate: named conditions over a report, each passed, failed or not computed; a document passes when none names it.

    [tool.copydesk.gate]
    preset = "standard"                     # standard, strict, health or lenient
    languages = ["da", "sv"]                # the languages that are expected; default: every one that has a pack

    [[tool.copydesk.gate.conditions]]       # more conditions, or others by the same name
    name = "no bold claim in a news headline"
    select = ["claims/unhedged-headline"]   # families or rules
    severity = "warning"                    # this level and above
    paths = ["news/**"]                     # optional, as are languages
    metric = "findings"                     # findings, documents, share, waivers, suppressions or baseline
    max = 0
    on = "new"                              # or "all": also what the baseline holds

Four conditions hold under every preset: every document was checked, every language is expected and supported, no waiver
has ended, and the canary, a built-in document full of damage, was caught.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from copydesk import engine, registry, waivers
from copydesk.config import globs_match
from copydesk.language import pack
from copydesk.model import SEVERITIES, Condition, DocumentReport, Failure, Finding, Plan, Report, Severity, Verdict

DAMAGE = ("chrome", "dates", "language", "claims")
"""The families without which a text cannot be said to be fit to print."""

METRICS = {
    "findings": "findings",
    "documents": "documents with findings",
    "share": "percent of the documents",
    "waivers": "waived findings",
    "suppressions": "findings ignored by comments",
    "baseline": "findings in the baseline",
}
_KINDS = {"waivers": "waiver", "suppressions": "comment", "baseline": "baseline"}

CHECKED = "every document checked"
LANGUAGES = "every language supported"
WAIVERS = "no waiver past its end"
CANARY = "the canary was caught"

EXPLAINED = {
    CHECKED: "Every file that was found could be read, and no rule broke down on it.",
    LANGUAGES: "Each document is in a language that is expected, and every kind of damage can be checked in it.",
    WAIVERS: "Nothing is waived beyond the day that its owner named.",
    CANARY: "A built-in document full of damage is caught by each kind of rule that ran, so the rules do work here.",
}
"""What the conditions ask that hold under every preset."""


class GateError(ValueError):
    """Settings of the gate that cannot be used; the message names the key and the nearest right one."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One condition as it is asked for: at most ``max`` of ``metric`` among what the other fields choose."""

    name: str
    select: tuple[str, ...] = ()
    severity: Severity = "info"
    languages: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    metric: str = "findings"
    max: float = 0
    on: Literal["new", "all"] = "new"

    def sentence(self) -> str:
        """What the condition asks, for ``--explain``."""
        level = {"error": "errors", "warning": "errors and warnings", "info": "findings"}[self.severity]
        what = {"findings": level, "documents": f"documents with {level}", "share": f"percent of documents with {level}"}.get(
            self.metric, METRICS[self.metric]
        )
        of = f" of {_and(self.select)}" if self.select else ""
        where = f" in {_and([_name(tag) for tag in self.languages])}" if self.languages else ""
        where += f" below {_and(self.paths)}" if self.paths else ""
        also = ", those of the baseline too" if self.on == "all" and self.metric not in _KINDS else ""
        return f"At most {self.max:g} {what}{of}{where}{also}."

    def takes(self, document: DocumentReport, path: str) -> bool:
        """Whether a document is in the condition's scope."""
        if self.languages and not set(self.languages).intersection(document.languages or (document.language,)):
            return False
        return not self.paths or globs_match(self.paths, path)

    def counts(self, finding: Finding) -> bool:
        if SEVERITIES.index(finding.severity) > SEVERITIES.index(self.severity):
            return False
        return not self.select or finding.rule in self.select or finding.family in self.select


@dataclass(frozen=True, slots=True)
class Policy:
    """What the gate asks of a run. ``languages``: those that are expected; empty for every one that has a pack."""

    preset: str
    specs: tuple[Spec, ...]
    languages: tuple[str, ...] = ()


_NO_ERRORS = Spec("no errors", severity="error")
PRESETS: Mapping[str, tuple[Spec, ...]] = {
    "standard": (_NO_ERRORS,),
    "strict": (
        Spec("no errors or warnings", severity="warning", on="all"),
        Spec("nothing waived", metric="waivers"),
    ),
    "health": (
        _NO_ERRORS,
        Spec("no claim without its hedge", select=("claims",), severity="warning"),
        Spec("dates and sources in order", select=("dates", "metadata"), severity="warning"),
    ),
    "lenient": (
        Spec("no leftovers, lost letters or foreign text", select=("chrome", "extraction", "language"), severity="error"),
    ),
}


def policy(table: Mapping[str, Any] | None = None, *, preset: str = "") -> Policy:
    """The policy that a [gate] table states; ``preset`` wins over the table's own. Raises GateError.

    Of two conditions with one name the table's replaces the preset's.
    """
    table = table or {}
    for key in table:
        if key not in ("preset", "languages", "conditions"):
            raise GateError(f"gate.{key}: is not a setting{registry.did_you_mean(key, ('preset', 'languages', 'conditions'))}")
    name = preset or table.get("preset", "standard")
    if name not in PRESETS:
        raise GateError(
            f"gate.preset: there is no preset {name!r}{registry.did_you_mean(str(name), PRESETS)}; there are {_and([*PRESETS])}"
        )
    languages = _texts("gate.languages", table.get("languages", ()))
    for tag in languages:
        if not pack.resolve(tag):
            raise GateError(f"gate.languages: there is no language pack for {tag!r}{registry.did_you_mean(tag, pack.tags())}")
    given = table.get("conditions", ())
    if not isinstance(given, list | tuple):
        raise GateError("gate.conditions: every condition begins with [[tool.copydesk.gate.conditions]], in double brackets")
    specs = {spec.name: spec for spec in PRESETS[name]}
    seen: set[str] = set()
    for number, entry in enumerate(given):
        spec = _spec(f"gate.conditions.{number}", entry)
        if spec.name in seen or spec.name in (CHECKED, LANGUAGES, WAIVERS, CANARY):
            raise GateError(f"gate.conditions.{number}: there is a condition {spec.name!r} already")
        seen.add(spec.name)
        specs[spec.name] = spec
    return Policy(name, tuple(specs.values()), tuple(pack.resolve(tag) for tag in languages))


def _spec(key: str, entry: Any) -> Spec:
    if not isinstance(entry, Mapping):
        raise GateError(f"{key}: is no table; every condition begins with [[tool.copydesk.gate.conditions]]")
    known = [one.name for one in fields(Spec)]
    for name in entry:
        if name not in known:
            raise GateError(f"{key}.{name}: is not a key of a condition{registry.did_you_mean(name, known)}")
    if not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise GateError(f"{key}: 'name' is missing; the report calls the condition by it")
    values: dict[str, Any] = dict(entry)
    for name in ("select", "languages", "paths"):
        if name in values:
            values[name] = _texts(f"{key}.{name}", values[name])
    for name, choices in (("severity", SEVERITIES), ("metric", tuple(METRICS)), ("on", ("new", "all"))):
        if name in values and values[name] not in choices:
            offer = registry.did_you_mean(str(values[name]), choices)
            raise GateError(f"{key}.{name}: {values[name]!r} is not one of {_and(choices, 'or')}{offer}")
    limit = values.get("max", 0)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 0:
        raise GateError(f"{key}.max: must be a number from 0 on, not {limit!r}")
    values["select"] = tuple(_known_rule(f"{key}.select", name) for name in values.get("select", ()))
    values["languages"] = tuple(pack.resolve(tag) or tag for tag in values.get("languages", ()))
    return Spec(**values)


def _known_rule(key: str, name: str) -> str:
    if name in registry.family_names():
        return name
    try:
        return registry.rule(name).name
    except registry.UnknownName as error:
        raise GateError(f"{key}: {error}") from error


def _texts(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value):
        raise GateError(f"{key}: must be a list of texts")
    return tuple(value)


def evaluate(
    report: Report,
    asked: Policy,
    *,
    partial: bool = False,
    relative: Callable[[str], str] = str,
    canary: Mapping[str, str] | None = None,
) -> Verdict:
    """The verdict on a report.

    ``partial``: the run took in a part of the documents, so a condition that none of them is in the scope of has passed;
    in a whole run it is not computed. ``relative`` gives the path that globs see; ``canary`` is what ``caught`` returned.
    """
    documents = [one for one in report.documents if one.format != waivers.FORMAT]
    conditions = [
        _checked(report, documents),
        _languages(report, documents, asked.languages),
        *(_computed(spec, report, documents, partial=partial, relative=relative) for spec in asked.specs),
        _waivers(documents),
    ]
    if canary is not None:
        conditions.append(_canary(canary))
    blocked = {path for condition in conditions if condition.status != "passed" for path in condition.paths}
    barred = any(condition.status != "passed" and not condition.paths for condition in conditions)
    return Verdict(
        passed=bool(documents) and all(condition.status == "passed" for condition in conditions),
        conditions=tuple(conditions),
        documents={one.path: not barred and one.path not in blocked for one in documents},
    )


def _computed(
    spec: Spec,
    report: Report,
    documents: Sequence[DocumentReport],
    *,
    partial: bool,
    relative: Callable[[str], str],
) -> Condition:
    scope = [one for one in documents if spec.takes(one, relative(one.path))]
    if not scope:
        if partial or not (spec.languages or spec.paths):
            return Condition(spec.name, "passed", "No document of this run is concerned.")
        return Condition(
            spec.name, "not computed", f"No document is concerned; {spec.sentence()[:1].lower()}{spec.sentence()[1:]}"
        )
    chosen = [name for name in report.rules if not spec.select or name in spec.select or name.partition("/")[0] in spec.select]
    if not chosen:
        return Condition(spec.name, "not computed", f"No rule of {_and(spec.select)} ran.", tuple(one.path for one in scope))
    unread = tuple(one.path for one in scope if _unchecked(one, chosen, spec))
    if unread:
        what = f"{_and(spec.select)} " if spec.select else ""
        return Condition(spec.name, "not computed", f"{what or 'It '}could not be checked in {_listed(unread)}.", unread)
    hits = {one.path: _counted(spec, one) for one in scope}
    hits = {path: found for path, found in hits.items() if found}
    value: float = sum(map(len, hits.values()))
    if spec.metric in ("documents", "share"):
        value = len(hits) if spec.metric == "documents" else 100 * len(hits) / len(scope)
    if value <= spec.max:
        return Condition(spec.name, "passed", _passed(spec, value, len(scope)))
    return Condition(spec.name, "failed", _failed(spec, value, hits), tuple(sorted(hits)))


def _unchecked(document: DocumentReport, chosen: Collection[str], spec: Spec) -> bool:
    """Whether a document was not read, a chosen rule crashed on it, or no rule that the condition names could run on it."""
    if any(not failure.rule or failure.rule in chosen for failure in document.failures):
        return True
    left_out = {one.rule for one in document.not_checked}
    return bool(spec.select) and all(name in left_out or name.partition("/")[0] in left_out for name in chosen)


def _counted(spec: Spec, document: DocumentReport) -> list[Finding]:
    if spec.metric in _KINDS:
        kind = _KINDS[spec.metric]
        return [one.finding for one in document.suppressed if one.kind == kind and spec.counts(one.finding)]
    found = [one for one in document.findings if spec.counts(one)]
    if spec.on == "all":
        found += [one.finding for one in document.suppressed if one.kind == "baseline" and spec.counts(one.finding)]
    return found


def _passed(spec: Spec, value: float, documents: int) -> str:
    what = _what(spec, 1 if value == 1 else 2)
    found = f"No {what}" if value == 0 else f"{value:g} {what}, and {spec.max:g} may be,"
    return f"{found} in {_count(documents, 'document')}."


def _failed(spec: Spec, value: float, hits: Mapping[str, Sequence[Finding]]) -> str:
    rules = Counter(finding.rule for found in hits.values() for finding in found)
    if spec.metric == "share":
        head = f"{value:.0f} percent of the documents have {_what(spec, 2)}"
    elif spec.metric == "documents":
        head = f"{_count(int(value), 'document')} {'has' if value == 1 else 'have'} {_what(spec, 2)}"
    else:
        head = f"{value:g} {_what(spec, int(value))} in {_count(len(hits), 'document')}"
    limit = f", and at most {spec.max:g} may be" if spec.max else ""
    return f"{head}{limit}: {_ranked(rules)}. {_listed(sorted(hits))}."


def _what(spec: Spec, number: int) -> str:
    one = number == 1
    if spec.metric in _KINDS:
        return METRICS[spec.metric].replace("findings", "finding") if one else METRICS[spec.metric]
    if spec.severity == "error":
        return "error" if one else "errors"
    if spec.severity == "warning":
        return "error or warning" if one else "errors or warnings"
    return "finding" if one else "findings"


def _checked(report: Report, documents: Sequence[DocumentReport]) -> Condition:
    failures = list(report.all_failures)
    if not documents and not failures:
        return Condition(CHECKED, "not computed", "Nothing was checked.")
    if not failures:
        return Condition(
            CHECKED, "passed", f"{_count(len(documents), 'document')} checked with {_count(len(report.rules), 'rule')}."
        )
    causes: dict[str, list[Failure]] = defaultdict(list)
    for one in failures:
        causes[one.message.rstrip(".")].append(one)
    told = [
        f"{_listed(sorted({one.path for one in same}))}: {cause}{_rules_of(same)}" for cause, same in list(causes.items())[:3]
    ]
    more = f"; and {len(causes) - 3} more" if len(causes) > 3 else ""
    known = {one.path for one in documents}
    paths = tuple(sorted({one.path for one in failures} & known))
    return Condition(CHECKED, "failed", f"Not everything could be checked: {'; '.join(told)}{more}.", paths)


def _rules_of(failures: Iterable[Failure]) -> str:
    rules = sorted({one.rule for one in failures if one.rule})
    return f" ({_listed(rules)})" if rules else ""


def _languages(report: Report, documents: Sequence[DocumentReport], expected: Collection[str]) -> Condition:
    told = {one.path: trouble for one in documents if (trouble := _language_trouble(report, one, expected))}
    if not told:
        names = sorted({_name(tag) for one in documents for tag in one.languages})
        return Condition(LANGUAGES, "passed", f"{_and(names)}." if names else "No document has a language.")
    sentences = [f"{path}: {why}" for path, why in list(told.items())[:4]]
    more = f"; and {len(told) - 4} more" if len(told) > 4 else ""
    return Condition(LANGUAGES, "failed", f"{'; '.join(sentences)}{more}.", tuple(told))


def _language_trouble(report: Report, document: DocumentReport, expected: Collection[str]) -> str:
    """Why a document's language keeps it from being checked as it should be, or ""."""
    if any(not failure.rule for failure in document.failures):
        return ""
    tags = document.languages or ((document.language,) if document.language else ())
    if not tags:
        return "its language is not known"
    if strange := [_name(tag) for tag in tags if not pack.resolve(tag)]:
        return f"there are no words for {_and(strange)}"
    if other := [_name(tag) for tag in tags if expected and pack.resolve(tag) not in expected]:
        return f"it is in {_and(other)}, which {'is' if len(other) == 1 else 'are'} not expected"
    families = {name.partition("/")[0] for name in report.rules}
    if blind := [family for family in DAMAGE if family in families and _left_out(document, family, report.rules)]:
        names = _and(blind)
        return f"{names} cannot be checked in {_name(document.language)}; ignore {names} for that language where this is meant"
    return ""


def _left_out(document: DocumentReport, family: str, rules: Iterable[str]) -> bool:
    """Whether no rule of a family could run on a document."""
    left_out = {one.rule for one in document.not_checked}
    return family in left_out or all(name in left_out for name in rules if name.partition("/")[0] == family)


def _waivers(documents: Sequence[DocumentReport]) -> Condition:
    ended = [finding for one in documents for finding in one.findings if finding.rule == waivers.EXPIRED]
    if not ended:
        held = sum(one.kind == "waiver" for document in documents for one in document.suppressed)
        return Condition(WAIVERS, "passed", f"{_count(held, 'finding')} waived." if held else "Nothing is waived.")
    told = [f"{one.path}: {(one.data or {}).get('rule')}, ended on {(one.data or {}).get('until')}" for one in ended]
    owners = sorted({str((one.data or {}).get("owner")) for one in ended})
    return Condition(
        WAIVERS, "failed", f"{_and(owners)} must decide anew: {'; '.join(told)}.", tuple(sorted({one.path for one in ended}))
    )


CANARY_TEXT = """\
Hop til indhold
A
A
A

Kaffe helbreder stress og forhindrer demens

Sidst opdateret: 31.02.2025

Del på Facebook

Kaffe beskytter hjernen mod sygdom, og to kopper om dagen fjerner al stress for altid. Koffein gør nervecellerne stærkere.

The people in the study slept much better after three weeks, and most of them kept the habit for the rest of the year.

Abonnér på vores nyhedsbrev
"""
"""Danish, with leftover site text, an impossible date, an English paragraph and claims that nobody hedged."""


def caught(rules: Collection[str], as_of: datetime.date) -> dict[str, str]:
    """By kind of damage whose rules ran: the rules that caught the canary, "" where none did.

    The canary is linted with a family's own settings, so it tests the rules and not what a project makes of them.
    """
    families = [family for family in DAMAGE if any(name.startswith(f"{family}/") for name in rules)]
    if not families:
        return {}
    document = engine.build_document(CANARY_TEXT, path="canary.txt", language="da")
    result = engine.lint(document, Plan(registry.select(families)), as_of)
    return {
        family: ", ".join(sorted({one.rule for one in result.findings if one.family == family and one.severity != "info"}))
        for family in families
    }


def _canary(found: Mapping[str, str]) -> Condition:
    idle = [family for family in DAMAGE if family not in found]
    alive = [family for family, by in found.items() if not by]
    aside = f" {_and(idle)} did not run and {'was' if len(idle) == 1 else 'were'} not tried." if idle else ""
    if alive:
        return Condition(
            CANARY,
            "not computed",
            f"The built-in document full of damage passed {_and(alive)}, so these rules do not work here.{aside}",
        )
    if not found:
        return Condition(CANARY, "passed", f"Not tried:{aside}")
    told = "; ".join(f"{family} by {by}" for family, by in found.items())
    return Condition(CANARY, "passed", f"The built-in document full of damage failed, as it must: {told}.{aside}")


def judged(
    report: Report,
    asked: Policy,
    *,
    partial: bool = False,
    relative: Callable[[str], str] = str,
) -> Report:
    """The report with its verdict; the canary is tried anew, and a note says how that came out."""
    canary = caught(report.rules, report.as_of)
    verdict = evaluate(report, asked, partial=partial, relative=relative, canary=canary)
    note = next(condition.reason for condition in verdict.conditions if condition.name == CANARY)
    return replace(report, verdict=verdict, notes=(*report.notes, f"Canary: {note}"))


def exit_code(report: Report) -> int:
    """2 where nothing was checked, 3 where something was not or a condition is not computed, 1 where one failed, else 0."""
    verdict = report.verdict
    if verdict is None:
        raise ValueError("the report has no verdict")
    if not verdict.documents and not report.all_failures:
        return 2
    if report.all_failures or any(condition.status == "not computed" for condition in verdict.conditions):
        return 3
    return 0 if verdict.passed else 1


def why(report: Report, path: str, asked: Policy, *, relative: Callable[[str], str] = str) -> str:
    """Why a document is blocked, in one line; "" for one that passed."""
    verdict = report.verdict
    if verdict is None or verdict.documents.get(path, False):
        return ""
    document = next(one for one in report.documents if one.path == path)
    told = [one.message.rstrip(".") + _rules_of(document.failures) for one in document.failures[:1]]
    told.append(_language_trouble(report, document, asked.languages))
    counts = _blocking(document, asked, relative)
    counts.update({one.rule: 1 for one in document.findings if one.rule == waivers.EXPIRED})
    told.append(_ranked(counts))
    told += [one.reason.rstrip(".") for one in verdict.conditions if one.status != "passed" and not one.paths]
    named = [one.name for one in verdict.conditions if one.status != "passed" and path in one.paths]
    return "; ".join(dict.fromkeys(filter(None, told))) or _and(named)


def _blocking(document: DocumentReport, asked: Policy, relative: Callable[[str], str]) -> Counter[str]:
    """The findings of a document that the conditions count, by rule."""
    counts: Counter[str] = Counter()
    for spec in asked.specs:
        if spec.takes(document, relative(document.path)):
            counts |= Counter(one.rule for one in _counted(spec, document))
    return counts


def blocks(finding: Finding, document: DocumentReport, asked: Policy, *, relative: Callable[[str], str] = str) -> bool:
    """Whether a finding is one of those for which its document is blocked."""
    if finding.rule == waivers.EXPIRED:
        return True
    return any(
        spec.takes(document, relative(document.path)) and spec.metric not in _KINDS and spec.counts(finding)
        for spec in asked.specs
    )


@dataclass(frozen=True, slots=True)
class Flip:
    """A document that another policy would judge otherwise, and the rules (with counts) that make the difference."""

    path: str
    passes: bool
    rules: Mapping[str, int]

    def __str__(self) -> str:
        would = "would pass without" if self.passes else "would be blocked by"
        return f"{self.path}: {would} {_ranked(self.rules) or 'its other conditions'}"


def what_if(report: Report, now: Policy, other: Policy, *, relative: Callable[[str], str] = str) -> tuple[Flip, ...]:
    """The documents that would flip under another policy, in order of path."""
    before = evaluate(report, now, partial=True, relative=relative).documents
    after = evaluate(report, other, partial=True, relative=relative).documents
    flips = []
    for document in report.documents:
        if document.path in before and before[document.path] != after[document.path]:
            old, new = _blocking(document, now, relative), _blocking(document, other, relative)
            flips.append(Flip(document.path, after[document.path], old - new if after[document.path] else new - old))
    return tuple(flips)


def _ranked(counts: Mapping[str, int], most: int = 5) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f" and {_count(len(ranked) - most, 'more rule')}" if len(ranked) > most else ""
    return ", ".join(f"{rule} ({count})" if count > 1 else rule for rule, count in ranked[:most]) + more


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _and(names: Sequence[str], word: str = "and") -> str:
    return ", ".join(names[:-1]) + f" {word} {names[-1]}" if len(names) > 1 else "".join(names)


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")


def _name(tag: str) -> str:
    return str(pack.load(tag).get("english", tag)) or tag
