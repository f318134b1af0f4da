"""copydesk publish: copy the documents that pass the gate into a folder, with a manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.common import AsOf, ConfigFile, ForceExclude, Jobs, Language, NoCache, Paths, UsageError, build_request
from copydesk.cli.gate import Preset

if TYPE_CHECKING:
    from copydesk.run import Request


def command(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder to publish into.")],
    paths: Paths = None,
    config_file: ConfigFile = None,
    preset: Preset = "",
    mirror: Annotated[
        bool, typer.Option("--mirror", help="Take out what was published before and is not among these documents.")
    ] = False,
    sign: Annotated[Path | None, typer.Option("--sign", metavar="KEY", help="Sign with this Ed25519 private key (PEM).")] = None,
    language: Language = "",
    as_of: AsOf = "",
    force_exclude: ForceExclude = False,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
) -> int:
    import sys

    from copydesk import gate, publish
    from copydesk.cli.gate import judged_run

    request = build_request(
        config_file=config_file, language=language, as_of=as_of, jobs=jobs, no_cache=no_cache, force_exclude=force_exclude
    )
    key = sign.read_bytes() if sign else None
    asked = gate.policy(request.config.settings.gate, preset=preset)
    report = judged_run(list(paths or ["."]), _without(request, to), asked)
    assert report is not None
    code = gate.exit_code(report)
    if code == 2:
        raise UsageError("nothing was checked: there is no document here that include takes")
    done = publish.publish(report, to, asked, root=str(request.config.root), mirror=mirror, key=key)
    for path in done.documents:
        print(f"published  {_shown(path)}")
    for blocked in done.blocked:
        print(f"left out   {_shown(blocked.path)}: {_shown(blocked.reason)}", file=sys.stderr)
    for failure in report.failures:
        print(f"left out   {_shown(failure.path)}: {failure.message}", file=sys.stderr)
    kept = f", {len(done.kept)} kept from before" if done.kept else ""
    print(f"{len(done.documents)} published in {to}{kept}, {len(done.blocked)} left out.")
    return code or (1 if done.blocked else 0)


def _without(request: Request, folder: Path) -> Request:
    """The request with the published folder left out, where it lies among the documents."""
    from dataclasses import replace

    import msgspec

    config = request.config
    place = folder.resolve()
    if not place.is_relative_to(config.root) or place == config.root:
        return request
    glob = f"/{place.relative_to(config.root).as_posix()}/"
    settings = msgspec.structs.replace(config.settings, extend_exclude=(*config.settings.extend_exclude, glob))
    return replace(request, config=replace(config, settings=settings))


def _shown(text: str) -> str:
    from copydesk.reporters.text import visible

    return visible(text)
