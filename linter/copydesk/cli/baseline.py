"""copydesk baseline: record today's findings, so that only new ones count."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli import Exit
from copydesk.cli.common import AsOf, ConfigFile, ForceExclude, Jobs, NoCache, Paths, UsageError, build_request, progress, told

_SHOWN = 20


def command(
    paths: Paths = None,
    config_file: ConfigFile = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take in findings that are new; needs --reason.")] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why they are accepted; stands in the file.")] = "",
    as_of: AsOf = "",
    force_exclude: ForceExclude = False,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
) -> int:
    import sys
    from dataclasses import replace

    from copydesk import atomic, baseline
    from copydesk.run import run

    if accept and not reason.strip():
        raise UsageError("--accept needs --reason TEXT: it stands in the file and in every report")
    request = build_request(config_file=config_file, as_of=as_of, jobs=jobs, no_cache=no_cache, force_exclude=force_exclude)
    request = replace(request, use_baseline=False)
    with progress(quiet=False) as bar:
        report = run(list(paths or ["."]), request, progress=bar)
    if report.all_failures:
        told(report.all_failures)
        print("Nothing was recorded: not everything could be checked.", file=sys.stderr)
        return Exit.INCOMPLETE
    if not report.documents:
        raise UsageError("nothing was checked: there is no document here that include takes")
    root = request.config.root
    file = root / request.config.settings.baseline
    old = baseline.load(file) if file.is_file() else None
    try:
        entries, comparison = baseline.record(report, old, accept=accept, reason=reason, root=str(root))
    except baseline.BaselineGrows as grows:
        print(f"Nothing was recorded. {grows}", file=sys.stderr)
        for finding in grows.comparison.new[:_SHOWN]:
            print(f"  {finding.path}:{finding.line}:{finding.column}: {finding.rule}", file=sys.stderr)
        if len(grows.comparison.new) > _SHOWN:
            print(f"  and {len(grows.comparison.new) - _SHOWN} more", file=sys.stderr)
        return Exit.FINDINGS
    if old is None or entries != old:
        atomic.write(file, baseline.dump(entries).encode())
    for sentence in comparison.sentences(report.as_of):
        print(sentence)
    print(
        f"{baseline.relative(str(file), str(Path.cwd()))}: {len(entries)} recorded, {len(comparison.new)} new, "
        f"{len(comparison.fixed)} fixed."
    )
    return Exit.PASSED
