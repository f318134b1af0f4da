"""copydesk gate: decide whether documents may be published, and say why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

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
    Select,
    SeverityOption,
    UsageError,
    build_request,
    console_for,
    progress,
    told,
)

if TYPE_CHECKING:
    from copydesk.gate import Flip, Policy
    from copydesk.history import Row
    from copydesk.model import Finding, Report, Verdict
    from copydesk.output import Output
    from copydesk.run import Request

_SHOWN = 6

Preset = Annotated[
    str, typer.Option("--preset", metavar="NAME", help="standard, strict, health or lenient, whatever the settings say.")
]


def command(
    paths: Paths = None,
    config_file: ConfigFile = None,
    preset: Preset = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say what each condition asks.")] = False,
    what_if: Annotated[
        str, typer.Option("--what-if", metavar="PRESET", help="Also show which documents another preset would judge otherwise.")
    ] = "",
    format: Annotated[str, typer.Option("--format", "-f", help="What to print: console, concise, json, markdown, …")] = "console",
    output: Outputs = None,
    select: Select = None,
    ignore: Ignore = None,
    severity: SeverityOption = None,
    language: Language = "",
    as_of: AsOf = "",
    staged: Annotated[bool, typer.Option("--staged", help="Judge what is staged in git, as it is staged.")] = False,
    since: Annotated[str, typer.Option("--since", metavar="REF", help="Judge only documents changed since a git revision.")] = "",
    new_only: Annotated[bool, typer.Option("--new-only", help="Count only findings on changed lines.")] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="Nothing to check is no error.")] = False,
    no_history: Annotated[bool, typer.Option("--no-history", help="Do not keep this run in the history.")] = False,
    force_exclude: ForceExclude = False,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    color: Color = "auto",
) -> int:
    from copydesk import gate, reporters
    from copydesk import output as outputs

    reporters.get(format)
    targets = outputs.parse_all(output or ())
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
    )
    asked = gate.policy(request.config.settings.gate, preset=preset)
    other = gate.policy(request.config.settings.gate, preset=what_if) if what_if else None
    report = judged_run(list(paths or ["."]), request, asked, staged=staged, since=since, new_only=new_only)
    if report is None:
        print("Nothing to judge: no document here was changed.")
        return 0
    flips = gate.what_if(report, asked, other, relative=request.config.relative) if other else None
    past = _kept(report, request, keep=not no_history)
    try:
        if format == "console":
            _print(report, asked, request, color=color, explain=explain, flips=flips, what_if=what_if)
        else:
            outputs.write(outputs.Output(format, outputs.STDOUT), report)
            told(report.all_failures)
    finally:
        write_reports(targets, report, past)
    code = gate.exit_code(report)
    if code == 2 and allow_empty:
        return 0
    if code == 2:
        raise UsageError("nothing was checked: there is no document here that include takes; --allow-empty allows that")
    return code


def judged_run(
    names: list[str], request: Request, asked: Policy, *, staged: bool = False, since: str = "", new_only: bool = False
) -> Report | None:
    """The report of a run with its verdict; None where only changed documents were asked for and there are none."""
    from dataclasses import replace

    from copydesk import changes, gate
    from copydesk.run import is_complete, run

    partial = bool(staged or since) or not is_complete(names, request)
    if staged or since:
        names, texts = changes.targets(names, staged=staged, since=since, settings=request.config.settings)
        request = replace(request, texts=texts)
        if not names:
            return None
    with progress(quiet=False) as bar:
        report = run(names, request, progress=bar)
    if new_only:
        report = changes.only_new(report, staged=staged, since=since)
    return gate.judged(report, asked, partial=partial, relative=request.config.relative)


def _kept(report: Report, request: Request, *, keep: bool) -> list[Row]:
    """The last runs with this one, which is added to the history where it is to be kept.

    A history that fails never changes the verdict.
    """
    import sys

    from copydesk import history

    path = request.config.root / request.config.settings.history
    try:
        past = [*history.rows(path), history.row(report)]
        if keep and report.documents:
            history.record(path, report)
    except history.HistoryError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        return []
    return past


def write_reports(targets: Sequence[Output], report: Report, past: Sequence[Row]) -> None:
    """Writes the reports, the HTML one with the trend of the runs."""
    import io

    from copydesk import history
    from copydesk import output as outputs
    from copydesk.reporters import html

    plain = [target for target in targets if target.format != "html" or target.path == outputs.STDOUT]
    for target in targets:
        if target not in plain:
            page = io.StringIO(newline="")
            html.write(report, page, trend=history.trend(past))
            outputs.put(target.path, page.getvalue().encode("utf-8", "backslashreplace"))
    outputs.write_all(plain, report)


def _print(
    report: Report, asked: Policy, request: Request, *, color: str, explain: bool, flips: Sequence[Flip] | None, what_if: str
) -> None:
    from copydesk import gate

    assert report.verdict is not None
    out = console_for(color)
    verdict = report.verdict
    _line(out, "Passed." if verdict.passed else "Blocked.", "bold green" if verdict.passed else "bold red")
    _line(out, "")
    meanings = {**gate.EXPLAINED, **{spec.name: spec.sentence() for spec in asked.specs}}
    for condition in verdict.conditions:
        style = {"passed": "green", "failed": "red", "not computed": "yellow"}[condition.status]
        _line(out, f"  {condition.status:<12}  {condition.name}: {condition.reason}", style)
        if explain:
            _line(out, f"                {meanings.get(condition.name, '')}", "dim")
    _documents(out, report, verdict, asked, request)
    own = {condition.reason for condition in verdict.conditions}
    for note in report.notes:
        if note.removeprefix("Canary: ") not in own:
            _line(out, f"\n{note}")
    if flips is not None:
        _line(out, f"\nUnder the preset {what_if}: " + ("the same documents pass." if not flips else ""))
        for flip in flips:
            _line(out, f"  {flip}")


def _documents(out: Any, report: Report, verdict: Verdict, asked: Policy, request: Request) -> None:
    from copydesk import gate

    _line(out, "")
    for document in report.documents:
        if verdict.documents.get(document.path, True):
            continue
        _line(out, f"{document.path}: {gate.why(report, document.path, asked, relative=request.config.relative)}", "bold")
        blocking = [one for one in document.findings if gate.blocks(one, document, asked, relative=request.config.relative)]
        for finding in blocking[:_SHOWN]:
            _line(out, f"  {_place(finding)}  {finding.message}")
        if len(blocking) > _SHOWN:
            _line(out, f"  and {len(blocking) - _SHOWN} more: copydesk lint {document.path}")
    passed = sum(verdict.documents.values())
    _line(out, f"{passed} of {len(verdict.documents)} document{'' if len(verdict.documents) == 1 else 's'} may be published.")


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}".ljust(7)


def _line(out: Any, text: str, style: str | None = None) -> None:
    from rich.text import Text

    from copydesk.reporters.text import visible

    out.print(Text("\n".join(map(visible, text.split("\n"))), style=style or ""), soft_wrap=True)
