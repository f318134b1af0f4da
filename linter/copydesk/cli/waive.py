"""copydesk waive: let one finding pass, with a reason, an owner and an end date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.common import AsOf, ConfigFile, UsageError, build_request, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.model import Finding


def command(
    path: Annotated[str, typer.Argument(help="The document.")],
    rule: Annotated[str, typer.Argument(help="The rule, such as claims/unhedged-headline.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it may pass.")],
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who answers for it.")],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day on which it holds (2026-12-31).")],
    evidence: Annotated[str, typer.Option("--evidence", metavar="LINK", help="Where the decision or the source is.")] = "",
    line: Annotated[int, typer.Option("--line", min=0, help="Which one, where there are several: its line.")] = 0,
    fingerprint: Annotated[str, typer.Option("--fingerprint", help="Which one: its fingerprint, as reports show it.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All of this rule in this document, one entry each.")] = False,
    config_file: ConfigFile = None,
    as_of: AsOf = "",
) -> int:
    import datetime
    from dataclasses import replace

    from copydesk import atomic, registry, waivers
    from copydesk.run import run

    wanted = registry.rule(rule)
    if not wanted.waivable:
        raise UsageError(f"{wanted.name} cannot be waived: correct the text")
    request = build_request(config_file=config_file, as_of=as_of, jobs=1)
    try:
        end = datetime.date.fromisoformat(until)
    except ValueError:
        raise UsageError(f"--until takes a date such as 2026-12-31, not {until!r}") from None
    if end < request.as_of:
        raise UsageError(f"--until {end} is past already")
    for name, value in (("--reason", reason), ("--owner", owner)):
        if not value.strip():
            raise UsageError(f"{name} is empty")
    report = run([path], replace(request, use_baseline=False))
    if report.all_failures:
        told(report.all_failures)
        return 3
    document = next((one for one in report.documents if one.format != waivers.FORMAT), None)
    if document is None:
        raise UsageError(f"{path}: is no document that include takes")
    ended = {one.start for one in document.findings if one.rule == waivers.EXPIRED}
    chosen = _chosen([one for one in document.findings if one.rule == wanted.name], path, wanted.name, line, fingerprint, every)
    file = request.config.root / request.config.settings.waivers
    known = waivers.load(file) if file.is_file() else waivers.Waivers(path=str(file))
    name = known.relative(document.path)
    older = {i for i, one in enumerate(known.entries) if one.covers(name) and one.path == name and any(map(one.matches, chosen))}
    source = waivers.without(known, older)
    for finding in chosen:
        text = document.source[finding.start : finding.end]
        short = text.strip() if len(text) <= 160 else ""
        entry = waivers.Waiver(
            wanted.name, name, reason.strip(), owner.strip(), end, finding.fingerprint, short, evidence.strip()
        )
        source = waivers.added(source, entry)
    atomic.write(file, source.encode())
    waivers.load(file)
    for finding in chosen:
        renewed = " (renewed)" if finding.start in ended else ""
        print(f"{path}:{finding.line}:{finding.column}: {wanted.name} is waived until {end}; {owner} answers for it.{renewed}")
    return 0


def _chosen(found: Sequence[Finding], path: str, rule: str, line: int, fingerprint: str, every: bool) -> list[Finding]:
    if not found:
        raise UsageError(f"{path}: there is no finding of {rule} that counts")
    chosen = [one for one in found if (not line or one.line == line) and (not fingerprint or one.fingerprint == fingerprint)]
    if not chosen:
        places = ", ".join(f"line {one.line}" for one in found)
        raise UsageError(f"{path}: there is no such finding of {rule}; there are some on {places}")
    if len(chosen) > 1 and not every:
        places = "".join(f"\n  line {one.line}, --fingerprint {one.fingerprint}: {one.message}" for one in chosen)
        raise UsageError(
            f"{path}: {rule} was found {len(chosen)} times; choose with --line or --fingerprint, or take --all{places}"
        )
    return chosen
