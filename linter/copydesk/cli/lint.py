"""copydesk lint: find what must not reach a reader, and show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.common import (
    AsOf,
    Color,
    ConfigFile,
    ForceExclude,
    Ignore,
    Jobs,
    Language,
    NoCache,
    Outputs,
    Paths,
    Quiet,
    Select,
    SeverityOption,
    UsageError,
    Verbose,
    build_request,
    console_for,
    exit_code,
    progress,
    told,
)

if TYPE_CHECKING:
    from copydesk.model import Report
    from copydesk.run import Request

_LEVELS = {"none": (), "error": ("error",), "warning": ("error", "warning"), "info": ("error", "warning", "info")}
"""What ``--show`` prints."""

_LEFT_OUT = 10
"""How many fixes that were left out are told of."""


def command(
    paths: Paths = None,
    config_file: ConfigFile = None,
    select: Select = None,
    ignore: Ignore = None,
    severity: SeverityOption = None,
    preview: Annotated[bool, typer.Option("--preview", help="Run the rules that are in preview too.")] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="What to print: console, concise, json, sarif, …")] = "console",
    output: Outputs = None,
    language: Language = "",
    as_of: AsOf = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="LEVEL", help="error, warning or info; default: warning.")] = "",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Leave with 0 although there are findings.")] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="Nothing to check is no error.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes.")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: the likely ones too.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print what the fixes would change, and change nothing.")] = False,
    staged: Annotated[bool, typer.Option("--staged", help="Check what is staged in git, as it is staged.")] = False,
    since: Annotated[str, typer.Option("--since", metavar="REF", help="Check only documents changed since a git revision.")] = "",
    new_only: Annotated[bool, typer.Option("--new-only", help="Show only findings on changed lines.")] = False,
    stdin_filename: Annotated[str, typer.Option("--stdin-filename", metavar="NAME", help="What - is called.")] = "stdin.txt",
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="Show what the baseline hides.")] = False,
    force_exclude: ForceExclude = False,
    no_corpus: Annotated[bool, typer.Option("--no-corpus", help="Leave out the rules that compare several documents.")] = False,
    show: Annotated[str, typer.Option("--show", metavar="LEVEL", help="Print findings from this level on, or none.")] = "info",
    statistics: Annotated[bool, typer.Option("--statistics", help="Count by rule, family, language and folder.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: Color = "auto",
) -> int:
    from dataclasses import replace

    from copydesk import output as outputs
    from copydesk import reporters
    from copydesk.run import run

    reporters.get(format)
    targets = outputs.parse_all(output or ())
    if unsafe_fixes and not (fix or diff):
        raise UsageError("--unsafe-fixes needs --fix or --diff")
    request = build_request(
        config_file=config_file,
        select=select,
        ignore=ignore,
        severity=severity,
        language=language,
        as_of=as_of,
        jobs=jobs,
        no_cache=no_cache,
        force_exclude=force_exclude,
        preview=preview,
        corpus=not no_corpus,
    )
    request = replace(request, use_baseline=not no_baseline)
    level = fail_on or request.config.settings.fail_on
    if level not in ("error", "warning", "info"):
        raise UsageError(f"--fail-on takes error, warning or info, not {level!r}")
    if show not in _LEVELS:
        raise UsageError(f"--show takes error, warning, info or none, not {show!r}")
    names, request = _targets(list(paths or ["."]), request, stdin_filename, staged=staged, since=since)
    with progress(quiet or not names) as bar:
        report = run(names, request, progress=bar) if names else _nothing(request)
    if fix or diff:
        report = _fixed(report, request, unsafe=unsafe_fixes, write=fix and not diff)
    if new_only:
        from copydesk import changes

        report = changes.only_new(report, since=since, staged=staged)
    code = exit_code(report, level, allow_empty=allow_empty or staged or bool(since))
    try:
        _print(report, format, show="error" if quiet else show, quiet=quiet, verbose=verbose, color=color, statistics=statistics)
    finally:
        outputs.write_all(targets, report)
    if not report.documents and not report.all_failures and code:
        raise UsageError("nothing was checked: there is no document here that include takes; --allow-empty allows that")
    return 0 if exit_zero and code == 1 else code


def _targets(names: list[str], request: Request, stdin_name: str, *, staged: bool, since: str) -> tuple[list[str], Request]:
    """The paths to check and the request with the texts that are not to be read from disk."""
    import sys
    from dataclasses import replace

    if "-" in names:
        request = replace(request, texts={**request.texts, stdin_name: sys.stdin.buffer.read()})
        names = [stdin_name if name == "-" else name for name in names]
    if staged or since:
        from copydesk import changes

        names, texts = changes.targets(names, staged=staged, since=since, settings=request.config.settings)
        request = replace(request, texts={**request.texts, **texts})
    return names, request


def _nothing(request: Request) -> Report:
    from copydesk import __version__
    from copydesk.model import Report

    return Report((), request.as_of, __version__, ())


def _fixed(report: Report, request: Request, *, unsafe: bool, write: bool) -> Report:
    """The report after the fixes, or the same report with the fixes printed as a diff."""
    import sys
    from dataclasses import replace

    from copydesk import fixer, waivers
    from copydesk.reporters.text import visible
    from copydesk.run import run

    done = fixer.fix_run(report, request, unsafe=unsafe, write=write)
    if not write:
        for path, before, after in done.changes:
            text = fixer.diff(path, before, after)
            sys.stdout.write("\n".join(map(visible, text.split("\n"))) if sys.stdout.isatty() else text)
        sys.stdout.flush()
        return replace(report, failures=(*report.failures, *done.failures))
    told(done.failures)
    for skip in [skip for skip in done.skipped if skip.finding.fix and (skip.finding.fix.safe or unsafe)][:_LEFT_OUT]:
        print(f"Not fixed: {skip.finding.path}:{skip.finding.line}: {skip.finding.rule}: {skip.reason}.", file=sys.stderr)
    written = [path for path, _, _ in done.changes if path not in request.texts]
    if done.changes and not written:
        raise UsageError("--fix changes files; what comes from standard input or is staged can be seen with --diff")
    if written:
        count = len(done.applied)
        print(f"Fixed {count} finding{'' if count == 1 else 's'} in {', '.join(written)}.", file=sys.stderr)
        names = [document.path for document in report.documents if document.format != waivers.FORMAT]
        report = run(names, request)
    return replace(report, failures=(*report.failures, *done.failures))


def _print(report: Report, format: str, *, show: str, quiet: bool, verbose: bool, color: str, statistics: bool) -> None:
    from dataclasses import replace

    from copydesk import output as outputs

    if show != "info":
        documents = tuple(
            replace(document, findings=tuple(finding for finding in document.findings if finding.severity in _LEVELS[show]))
            for document in report.documents
        )
        report = replace(report, documents=documents)
    if format == "console":
        from copydesk.reporters import console

        console.write(report, None, console=console_for(color), summary=not quiet and show == "info")
    else:
        outputs.write(outputs.Output(format, outputs.STDOUT), report)
        told(report.all_failures)
    if statistics:
        from copydesk.reporters import statistics as counts

        counts.statistics(report, console=console_for(color, stderr=format != "console"))
    if verbose:
        _tell_of(report)


def _tell_of(report: Report) -> None:
    """What was made of each document, on standard error."""
    import sys

    for document in report.documents:
        found = f"{document.language} ({document.language_from})" if document.language else "language unknown"
        notes = "".join(f", {note}" for note in document.notes)
        size = f"{document.size} bytes"
        print(f"copydesk: {document.path!r}: {document.format}, {found}, {document.encoding}, {size}{notes}", file=sys.stderr)
