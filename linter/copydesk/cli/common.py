"""What the commands share: their options, and how options become a request for a run."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copydesk.cli import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.config import Config
    from copydesk.model import Failure, Report
    from copydesk.run import Request


class UsageError(ValueError):
    """Options that contradict each other or have no meaning."""


Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATHS]...", help="Files and folders; default: this folder.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Use this settings file, and no other.")]
Select = Annotated[list[str] | None, typer.Option("--select", metavar="RULES", help="Only these families or rules.")]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help="Not these families or rules.")]
SeverityOption = Annotated[
    list[str] | None, typer.Option("--severity", metavar="RULE=LEVEL", help="Report a rule as error, warning or info.")
]
Language = Annotated[str, typer.Option("--language", metavar="TAG", help="The language of all documents, such as da or pt-BR.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="Judge dates as of this day (2026-11-22); default: today.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one for each core.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Lint everything anew.")]
ForceExclude = Annotated[bool, typer.Option("--force-exclude", help="Honour exclude for files named on the command line too.")]
Outputs = Annotated[
    list[str] | None, typer.Option("--output", "-o", metavar="FORMAT:PATH", help="Also write a report; may be repeated.")
]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings of level error only, and no summary.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more of what was done.")]


def split(values: Sequence[str] | None) -> list[str]:
    """Values that were repeated, separated by commas, or both, as one list."""
    return [part.strip() for value in values or () for part in value.split(",") if part.strip()]


def day(text: str) -> datetime.date:
    """A date as 2026-11-22; today for "". Raises UsageError."""
    if not text:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of takes a date such as 2026-11-22, not {text!r}") from None


def build_request(
    *,
    config_file: Path | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    severity: Sequence[str] | None = None,
    language: str = "",
    as_of: str = "",
    jobs: int = 0,
    no_cache: bool = False,
    force_exclude: bool = False,
    preview: bool = False,
    corpus: bool = True,
) -> Request:
    """The request that the options of a command make. Raises ConfigError or UsageError."""
    from copydesk import config
    from copydesk.run import Request

    given: dict[str, Any] = {}
    if chosen := split(select):
        given["select"] = chosen
    if left_out := split(ignore):
        given["extend-ignore"] = left_out
    if levels := split(severity):
        given["severity"] = dict(_level(level) for level in levels)
    if force_exclude:
        given["force-exclude"] = True
    if preview:
        given["preview"] = True
    settings = config.load(config_file, overrides=given)
    _gate_is_sound(settings)
    if language:
        known_language(language)
    return Request(
        as_of=day(as_of),
        config=settings,
        language=language,
        nearest=config_file is None,
        jobs=jobs,
        cache=not no_cache,
        corpus=corpus,
    )


def _gate_is_sound(settings: Config) -> None:
    """A mistake in the gate's table is told by every command, not only by the one that needs the table."""
    if not settings.settings.gate:
        return
    from copydesk import gate

    try:
        gate.policy(settings.settings.gate)
    except gate.GateError as error:
        from copydesk.config import ConfigError

        raise ConfigError(f"{settings.files[-1]}: {error}") from error


def _level(text: str) -> tuple[str, str]:
    rule, _, level = text.partition("=")
    if level not in ("error", "warning", "info"):
        raise UsageError(f"--severity takes RULE=error, RULE=warning or RULE=info, not {text!r}")
    return rule, level


def known_language(tag: str) -> None:
    """Raises UsageError for a language that no pack serves."""
    from copydesk.language import pack
    from copydesk.registry import did_you_mean

    if not pack.resolve(tag):
        raise UsageError(f"there is no language pack for {tag!r}{did_you_mean(tag, pack.tags())} (see copydesk languages)")


def console_for(color: str, *, stderr: bool = False) -> Any:
    """A rich console for ``--color``; honours NO_COLOR and FORCE_COLOR when it is "auto"."""
    from rich.console import Console

    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color takes auto, always or never, not {color!r}")
    return Console(
        stderr=stderr,
        force_terminal=True if color == "always" else None,
        no_color=True if color == "never" else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error for long runs, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)

    def show(done: int, total: int) -> None:
        if total > 20:
            if not bar.live.is_started:
                bar.start()
            bar.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()


def exit_code(report: Report, fail_on: str, *, allow_empty: bool = False) -> int:
    """The exit code of a run: nothing checked before incomplete before findings at or above ``fail_on``."""
    from copydesk.model import SEVERITIES

    if not report.documents and not report.all_failures and not allow_empty:
        return Exit.USAGE
    if report.all_failures:
        return Exit.INCOMPLETE
    levels = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return Exit.FINDINGS if any(finding.severity in levels for finding in report.findings) else Exit.PASSED


def told(failures: Sequence[Failure]) -> None:
    """Failures on standard error, one a line."""
    for failure in failures:
        rule = f" ({failure.rule})" if failure.rule else ""
        print(f"copydesk: {failure.path}: {failure.message}{rule}", file=sys.stderr)
