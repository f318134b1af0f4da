"""Runs rules over documents: structure first, then zones, then content; hits become findings in source coordinates."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from copydesk import registry
from copydesk.document import Document, History
from copydesk.fingerprint import fingerprint
from copydesk.language import pack
from copydesk.language.identify import Backend, identify
from copydesk.model import Edit, Failure, Finding, Fix, Hit, NotChecked, Plan, Related, Rule, SourceSpan, Span, Zone
from copydesk.readers import format_of, read


@dataclass(slots=True)
class Result:
    """What linting one document gave."""

    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    not_checked: list[NotChecked] = field(default_factory=list)
    collected: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def build_document(
    source: str,
    *,
    path: str,
    language: str | None = None,
    language_from: str = "declared",
    encoding: str = "utf-8",
    history: History | Callable[[], History | None] | None = None,
    backend: Backend = "auto",
) -> Document:
    """Reads a source and settles its language: given, else stated in the file, else in its path, else found by ``backend``.

    Half of a surrogate pair, which no file but a Python string can hold, counts as a letter that was lost (U+FFFD).
    """
    format = format_of(path)
    try:
        source.encode()
    except UnicodeEncodeError:
        source = _LONE_SURROGATE.sub("\ufffd", source)
    parts = read(source, format)
    languages: tuple[str, ...] = ()
    if not language:
        stated = next((meta.value for meta in parts.metadata if meta.key in ("lang", "language", "locale")), "")
        if stated:
            tags = [tag for tag in re.split(r"[\s,;/]+", stated.strip("[] ")) if tag]
            languages = tuple(dict.fromkeys(pack.resolve(tag) or tag for tag in tags))
            language, language_from = (tags or [""])[0], "file"
        elif by_path := path_language(path):
            language, language_from = by_path, "path"
    found = None
    if not language:
        found = identify(parts.text, backend)
        language, languages, language_from = found.language, found.languages, "found"
    locale = (language or "").replace("_", "-")
    tag = pack.resolve(locale) or locale
    return Document(
        source,
        parts,
        path=path,
        format=format,
        language=tag,
        languages=languages or ((tag,) if tag else ()),
        language_from=language_from if tag else "",
        locale=locale,
        encoding=encoding,
        history=history,
    )


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def path_language(path: str) -> str:
    """The language that a path names: a folder "/sv/" or an ending "name.sv.md"; "" where it names none."""
    posix = PurePosixPath(path.replace("\\", "/"))
    stem_tag = PurePosixPath(posix.stem).suffix[1:]
    for candidate in (stem_tag, *reversed(posix.parts[:-1])):
        if _TAG.fullmatch(candidate) and pack.resolve(candidate):
            return candidate
    return ""


def lint(
    document: Document,
    plan: Plan,
    as_of: datetime.date,
    *,
    hidden: Callable[[str, SourceSpan], bool] | None = None,
    facts: bool = False,
) -> Result:
    """Lints one document. ``hidden(rule, span)`` says whether a structure finding is suppressed and so must not fold.

    ``facts``: whether the result carries what the rules computed, as it stands in the reports. A rule that raises becomes a
    failure in the result; the other rules still run.
    """
    result = Result()
    selected = {rule.name for rule in plan.rules}
    chrome: dict[str, list[Hit]] = {}

    def find_chrome() -> dict[str, list[Hit]]:
        if not chrome:
            for rule in _structure_rules():
                chrome[rule.name] = _hits(rule, document, plan, as_of, result if rule.name in selected else None)
        return chrome

    fold: list[tuple[int, int]] = []
    if any(rule.stage == "structure" for rule in plan.rules):
        for name, hits in find_chrome().items():
            if name in selected:
                fold += [
                    (hit.span.start, hit.span.end)
                    for hit in hits
                    if not isinstance(hit.span, SourceSpan) and not (hidden and hidden(name, document.to_source(hit.span)))
                ]

    def find_zones() -> tuple[Zone, ...]:
        found = [
            Zone(hit.span.start, hit.span.end, "chrome", name, hit.data)
            for name, hits in find_chrome().items()
            for hit in hits
            if not isinstance(hit.span, SourceSpan)
        ]
        bare = document.masked([(zone.start, zone.end) for zone in found])
        for finder in _zone_finders():
            try:
                found += finder(bare)
            except Exception as error:
                result.failures.append(Failure(document.path, "zones", f"{type(error).__name__}: {error}", finder.__module__))
        return tuple(sorted(found, key=lambda zone: (zone.start, -zone.end)))

    content = document.masked(fold, find_zones)
    hits_by_rule: list[tuple[Rule, list[Hit]]] = []
    for rule in plan.rules:
        if rule.scope == "corpus":
            if rule.collect is not None and _supported(rule, document, result):
                try:
                    facts = rule.collect(content, plan.options_of(rule))
                except Exception as error:
                    result.failures.append(crash(document.path, rule, error))
                    continue
                if facts is not None:
                    result.collected[rule.name] = facts
            continue
        if rule.stage == "structure":
            hits_by_rule.append((rule, find_chrome().get(rule.name, [])))
        elif _supported(rule, document, result):
            hits_by_rule.append((rule, _hits(rule, content, plan, as_of, result)))
    result.findings = findings_of(document, hits_by_rule, plan)
    for fact in _json_facts() if facts else ():
        if fact.name in content.facts and fact.to_json is not None:
            try:
                result.facts[fact.name] = fact.to_json(content.facts[fact.name], content)
            except Exception as error:
                result.failures.append(Failure(document.path, "fact-crashed", f"{type(error).__name__}: {error}", fact.name))
    return result


def crash(path: str, rule: Rule, error: Exception) -> Failure:
    """The failure that a crashed rule leaves in the report."""
    return Failure(path, "rule-crashed", f"{type(error).__name__}: {error}", rule.name)


def _structure_rules() -> Iterable[Rule]:
    return [
        rule
        for family in registry.zone_providers()
        for rule in family.rules
        if rule.stage == "structure" and rule.scope == "document"
    ]


def _zone_finders() -> Iterable[registry.ZoneFinder]:
    return [finder for family in registry.zone_providers() for finder in family.zones]


def _json_facts() -> Iterable[Any]:
    return [fact for name in registry.family_names() if registry.is_loaded(name) for fact in registry.load_family(name).facts]


def _supported(rule: Rule, document: Document, result: Result) -> bool:
    if rule.languages and document.language and not any(language in rule.languages for language in document.languages):
        return False
    if not rule.needs:
        return True
    if any(supports(rule, language) for language in document.languages):
        return True
    reason = f"has no words for {document.language}" if document.language else "the language is not known"
    result.not_checked.append(NotChecked(document.path, rule.name, document.language, reason))
    return False


def supports(rule: Rule, language: str) -> bool:
    """Whether the pack of a language has every key that the rule needs."""
    return not missing(language, rule.needs)


@functools.lru_cache(maxsize=4096)
def missing(language: str, needs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the keys that the pack of a language lacks."""
    words = pack.load(language)
    return tuple(need for need in needs if not words.has(need))


def _hits(rule: Rule, document: Document, plan: Plan, as_of: datetime.date, result: Result | None) -> list[Hit]:
    try:
        hits = list(rule.check(document, plan.options_of(rule), as_of))
        for hit in hits:
            demand(hit, document)
        return hits
    except Exception as error:
        if result is not None:
            result.failures.append(crash(document.path, rule, error))
        return []


def demand(hit: Any, document: Document) -> None:
    """Raises TypeError or ValueError for what a rule gave that is no hit in this document."""
    if not isinstance(hit, Hit) or not isinstance(hit.span, Span | SourceSpan) or not isinstance(hit.message, str):
        raise TypeError(f"a rule gives Hit(Span(start, end), message), not {hit!r}")
    for span in (
        hit.span,
        *(related.span for related in hit.related),
        *(edit.span for edit in (hit.fix.edits if hit.fix else ())),
    ):
        end = len(document.source if isinstance(span, SourceSpan) else document.text)
        if not 0 <= span.start <= span.end <= end:
            raise ValueError(f"{span} does not lie in the text, which has {end} characters")


def findings_of(document: Document, hits: Iterable[tuple[Rule, Sequence[Hit]]], plan: Plan) -> list[Finding]:
    """Hits as findings in order of place: source spans, positions, severities and fingerprints."""
    ordered = sorted(
        ((document.to_source(hit.span), rule, hit) for rule, found in hits for hit in found),
        key=lambda item: (item[0].start, item[0].end, item[1].name, item[2].message),
    )
    seen: dict[str, int] = {}
    out = []
    for span, rule, hit in ordered:
        severity = plan.severities.get(rule.name) or hit.severity or rule.severity
        start, end = document.position(span.start), document.position(span.end)
        text, place = (document.source, span) if isinstance(hit.span, SourceSpan) else (document.text, hit.span)
        print_ = fingerprint(rule.name, text, place.start, place.end)
        seen[print_] = seen.get(print_, 0) + 1
        if seen[print_] > 1:
            print_ = fingerprint(rule.name, text, place.start, place.end, seen[print_])
        out.append(
            Finding(
                rule=rule.name,
                severity=severity,
                message=hit.message,
                path=document.path,
                start=span.start,
                end=span.end,
                line=start.line,
                column=start.column,
                end_line=end.line,
                end_column=end.column,
                language=document.language_at(hit.span.start) if not isinstance(hit.span, SourceSpan) else document.language,
                fix=source_fix(document, hit.fix),
                related=tuple(Related(document.to_source(r.span), r.message) for r in hit.related),
                data=hit.data,
                fingerprint=print_,
            )
        )
    return out


def source_fix(document: Document, fix: Fix | None) -> Fix | None:
    """A fix in source coordinates; None where an edit would cut through markup that the rule could not see."""
    if fix is None:
        return None
    edits = []
    for edit in fix.edits:
        span = document.to_source(edit.span)
        if span.end - span.start != edit.span.end - edit.span.start:
            return None
        edits.append(Edit(span, edit.text))
    return Fix(tuple(edits), fix.safe, fix.title)
