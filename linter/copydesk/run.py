"""A whole run: find the files, read them, lint them in one process or many, apply what suppresses, report all of it."""

from __future__ import annotations

import datetime
import functools
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk import __version__, changes, config, engine, registry
from copydesk.config import Config
from copydesk.document import Document
from copydesk.language import pack
from copydesk.model import DocumentReport, Failure, Finding, Plan, Report, Rule, SourceSpan, Suppressed
from copydesk.readers import decode

if TYPE_CHECKING:
    from copydesk.suppress import Suppressions

_BATCH = 24
_ASKED_GIT = "asked git"
_SPAWN_FROM = 48


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for, whatever its settings files say.

    ``nearest``: whether a document follows the settings file nearest to it instead of ``config``; ``jobs``: processes, 0 for
    one a core; ``texts``: sources by path that are linted instead of what is on disk (standard input, staged content);
    ``revision``: the commit that is checked out, for the cache; ``corpus``: whether rules over several documents run.
    """

    as_of: datetime.date
    config: Config
    language: str = ""
    nearest: bool = False
    jobs: int = 1
    cache: bool = False
    corpus: bool = True
    texts: dict[str, bytes] = field(default_factory=dict)
    revision: str = ""
    use_baseline: bool = True
    keep_source: bool = True


@dataclass(slots=True)
class Outcome:
    """What one document gave, picklable, before waivers and baseline."""

    report: DocumentReport
    collected: dict[str, Any] = field(default_factory=dict)


def run(paths: Sequence[str], request: Request, *, progress: Callable[[int, int], None] | None = None) -> Report:
    """Lints files and folders. Never raises for what stands in a document: that becomes a failure in the report.

    Raises ConfigError for a settings file below the current folder that cannot be used.
    """
    from copydesk import files

    if request.cache:
        request = replace(request, revision=changes.head())
    settings = request.config.settings
    found = files.discover(
        [path for path in paths if path not in request.texts],
        include=(*settings.include, *settings.extend_include),
        exclude=(*settings.exclude, *settings.extend_exclude),
        force_exclude=settings.force_exclude,
        root=request.config.root,
    )
    names = [*found.files, *(path for path in paths if path in request.texts)]
    for folder in {os.path.dirname(name) for name in names}:
        _config_of(os.path.join(folder, "x"), request)
    if len(names) == 1:
        request = replace(request, corpus=False)
    outcomes = list(_outcomes(names, request, progress))
    outcomes.sort(key=lambda outcome: outcome.report.path)
    if request.corpus:
        outcomes = _with_corpus(outcomes, request)
    ran = {rule.name for outcome in outcomes for rule in _plan_of(request, outcome.report).rules}
    report = Report(
        documents=tuple(outcome.report for outcome in outcomes),
        as_of=request.as_of,
        version=__version__,
        rules=tuple(sorted(ran)),
        failures=tuple(found.failures),
    )
    return _suppressed(report, request, complete=is_complete(paths, request))


def lint_batch(paths: Sequence[str], request: Request) -> list[Outcome]:
    """Lints some files in this process. Picklable in and out, free of any state but caches: what a cluster would call."""
    store = _store(request) if request.cache else None
    out = []
    for path in paths:
        try:
            raw = request.texts[path] if path in request.texts else decode.read_bytes(path)
            key = _key(path, raw, request) if store is not None else ""
            outcome = store.get(key) if store is not None else None
            if outcome == _ASKED_GIT and store is not None:
                outcome = store.get(key + request.revision)
            if outcome is None:
                history = changes.Asked(path, request.as_of, raw)
                outcome = _lint_raw(path, raw, request, history)
                if store is not None and not outcome.report.failures:
                    if history.was:
                        store.put(key, _ASKED_GIT)
                        key += request.revision
                    store.put(key, outcome)
        except decode.Unreadable as error:
            outcome = Outcome(_unread(path, Failure(path, error.kind, error.message)))
        except Exception as error:  # one bad file is one failure in the report, whatever it did
            outcome = Outcome(_unread(path, Failure(path, "crashed", f"{type(error).__name__}: {error}")))
        out.append(outcome)
    if store is not None:
        store.close()
    return out


def _unread(path: str, failure: Failure) -> DocumentReport:
    return DocumentReport(path, "", (), "", "", "", 0, "", failures=(failure,))


def _config_of(path: str, request: Request) -> Config:
    """The settings for a document: those of the nearest file, unless the run was told to use one."""
    if not request.nearest:
        return request.config
    nearest = config.find((Path.cwd() / path).parent)
    if nearest is None or nearest in request.config.files:
        return request.config
    return _nested(nearest, request.config)


@functools.lru_cache(maxsize=64)
def _nested(path: Path, base: Config) -> Config:
    return config.load(path, overrides=base.given)


def _plan_of(request: Request, report: DocumentReport) -> Plan:
    return _config_of(report.path, request).plan(report.path, report.language)


def _lint_raw(path: str, raw: bytes, request: Request, history: changes.Asked) -> Outcome:
    source, encoding, notes = decode.decode(raw)
    document = _document(path, source, encoding, request, history)
    plan = _config_of(path, request).plan(path, document.language)
    if not request.corpus:
        plan = replace(plan, rules=tuple(rule for rule in plan.rules if rule.scope == "document"))
    comments = _comments(document)
    hidden = (lambda rule, span: comments.hides(rule, span) is not None) if comments else None
    result = engine.lint(document, plan, request.as_of, hidden=hidden, facts=True)
    kept, ignored = _by_comment(result.findings, comments)
    if comments:
        kept += comments.problems({rule.name for rule in plan.rules if rule.scope == "document"})
    report = DocumentReport(
        path=path,
        language=document.language,
        languages=document.languages,
        language_from=document.language_from,
        encoding=encoding,
        format=document.format,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        findings=tuple(sorted(kept, key=_order)),
        suppressed=tuple(ignored),
        failures=tuple(result.failures),
        not_checked=tuple(result.not_checked),
        facts=result.facts,
        source=source if request.keep_source else "",
        notes=notes,
    )
    return Outcome(report, result.collected)


def _document(path: str, source: str, encoding: str, request: Request, history: changes.Asked | None = None) -> Document:
    settings = _config_of(path, request)
    language, origin = request.language, "command line"
    if not language:
        language, origin = settings.declared_language(path), "settings"
    return engine.build_document(
        source,
        path=path,
        language=language or None,
        language_from=origin,
        encoding=encoding,
        history=history,
        backend=settings.settings.identify,
    )


def _comments(document: Document) -> Suppressions | None:
    """What the comments of a document suppress; None where it has no comment."""
    if not document.comments:
        return None
    from copydesk import suppress

    return suppress.parse(document)


def _by_comment(findings: Sequence[Finding], comments: Suppressions | None) -> tuple[list[Finding], list[Suppressed]]:
    kept: list[Finding] = []
    hidden: list[Suppressed] = []
    for finding in findings:
        reason = comments.hides(finding.rule, SourceSpan(finding.start, finding.end)) if comments else None
        if reason is None:
            kept.append(finding)
        else:
            hidden.append(Suppressed(finding, "comment", reason))
    return kept, hidden


def _order(finding: Finding) -> tuple[Any, ...]:
    return (finding.start, finding.end, finding.rule, finding.message)


def _outcomes(names: Sequence[str], request: Request, progress: Callable[[int, int], None] | None) -> Iterable[Outcome]:
    jobs = request.jobs or os.cpu_count() or 1
    batches = [names[at : at + _BATCH] for at in range(0, len(names), _BATCH)]
    done = 0
    if jobs == 1 or len(names) < _SPAWN_FROM:
        for name in names:
            yield from lint_batch([name], request)
            done += 1
            if progress:
                progress(done, len(names))
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(min(jobs, len(batches)), initializer=_leave_interrupts)
    try:
        futures = [(batch, pool.submit(lint_batch, batch, request)) for batch in batches]
        for batch, future in futures:
            try:
                yield from future.result()
            except Exception as error:  # a worker that was killed: say so for each of its files
                for path in batch:
                    yield Outcome(_unread(path, Failure(path, "crashed", f"{type(error).__name__}: {error}")))
            done += len(batch)
            if progress:
                progress(done, len(names))
    except BaseException:  # Ctrl-C: what is under way is not waited for
        workers = [process for process in multiprocessing.active_children() if process not in others]
        pool.shutdown(wait=False, cancel_futures=True)
        for process in workers:
            process.terminate()
        raise
    pool.shutdown()


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one answers it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_corpus(outcomes: list[Outcome], request: Request) -> list[Outcome]:
    """The outcomes with what rules over several documents found in them."""
    facts: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for outcome in outcomes:
        for name, value in outcome.collected.items():
            facts[name].append((outcome.report.path, value))
    hits: dict[str, list[tuple[Rule, list[Any]]]] = defaultdict(list)
    failures: dict[str, list[Failure]] = defaultdict(list)
    for name, collected in sorted(facts.items()):
        rule = registry.rule(name)
        plan = request.config.plan("", "")
        options = plan.options_of(rule)
        grouped: dict[str, list[Any]] = defaultdict(list)
        try:
            for path, hit in rule.check(collected, options, request.as_of):
                grouped[path].append(hit)
        except Exception as error:
            for path, _ in collected:
                failures[path].append(engine.crash(path, rule, error))
            continue
        for path, found in grouped.items():
            hits[path].append((rule, found))
    return [
        _joined(outcome, hits[path], failures[path], request)
        if (path := outcome.report.path) in hits or path in failures
        else outcome
        for outcome in outcomes
    ]


def _joined(outcome: Outcome, hits: list[tuple[Rule, list[Any]]], failures: list[Failure], request: Request) -> Outcome:
    report = outcome.report
    source = report.source
    if not source:
        raw = request.texts[report.path] if report.path in request.texts else decode.read_bytes(report.path)
        source = decode.decode(raw).text
    document = _document(report.path, source, report.encoding, request)
    comments = _comments(document)
    sound = []
    for rule, given in hits:
        try:
            for hit in given:
                engine.demand(hit, document)
            sound.append((rule, given))
        except (TypeError, ValueError) as error:
            failures = [*failures, engine.crash(report.path, rule, error)]
    found = engine.findings_of(document, sound, _plan_of(request, report))
    found = [one for one in found if not _covered(one, report.findings)]
    kept, hidden = _by_comment(found, comments)
    return Outcome(
        replace(
            report,
            findings=tuple(sorted((*report.findings, *kept), key=_order)),
            suppressed=(*report.suppressed, *hidden),
            failures=(*report.failures, *failures),
        ),
        outcome.collected,
    )


def _covered(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether another finding of its family has already reported the place as chrome: one defect, one finding."""
    return finding.start < finding.end and any(
        other.family == finding.family
        and other.start <= finding.start
        and finding.end <= other.end
        and registry.rule(other.rule).stage == "structure"
        for other in others
    )


def _suppressed(report: Report, request: Request, *, complete: bool) -> Report:
    """The report with waivers and the baseline applied; ``complete``: the run took in every document there is."""
    root, settings = request.config.root, request.config.settings
    granted, recorded = root / settings.waivers, root / settings.baseline
    if granted.is_file():
        from copydesk import waivers

        report = waivers.apply(report, waivers.load(granted), complete=complete)
    if request.use_baseline and recorded.is_file():
        from copydesk import baseline

        report, _ = baseline.apply(report, baseline.load(recorded), root=str(root))
    return report


def is_complete(paths: Sequence[str], request: Request) -> bool:
    """Whether a run over ``paths`` takes in every document that the settings are about."""
    return not request.texts and any(request.config.root.is_relative_to(os.path.realpath(path)) for path in paths)


def _store(request: Request) -> Any:
    from copydesk.cache import Store

    return Store(pack.cache_folder() / "runs", request.config.root)


def _key(path: str, raw: bytes, request: Request) -> str:
    settings = _config_of(path, request)
    parts = (
        _state(),
        path,
        request.as_of.isoformat(),
        request.language,
        repr(settings.settings),
        str(request.keep_source),
        str(request.corpus),
    )
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass") + b"\x1f" + raw, digest_size=16).hexdigest()


@functools.cache
def _state() -> str:
    """A hash that changes with the version and with any file of an installed rule, pack or the engine itself."""
    from importlib import resources
    from importlib.metadata import entry_points

    modules = {"copydesk"}
    for group in (registry.GROUP, "copydesk.languages", "copydesk.readers"):
        modules |= {point.module for point in entry_points(group=group)}
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    for module in sorted(modules):
        for file in sorted(Path(str(resources.files(module.partition(":")[0]))).rglob("*")):
            if file.suffix in (".py", ".toml"):
                stat = file.stat()
                digest.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()
