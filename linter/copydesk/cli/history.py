"""copydesk history: how the findings of the gate's runs developed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from copydesk.cli.common import Color, ConfigFile, UsageError, console_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.history import Row


def command(
    config_file: ConfigFile = None,
    by: Annotated[str, typer.Option("--by", metavar="WHAT", help="family, language or severity.")] = "family",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many runs, the latest.")] = 12,
    format: Annotated[str, typer.Option("--format", "-f", help="console or json.")] = "console",
    color: Color = "auto",
) -> int:
    from copydesk import config, history

    if by not in ("family", "language", "severity"):
        raise UsageError(f"--by takes family, language or severity, not {by!r}")
    if format not in ("console", "json"):
        raise UsageError(f"--format takes console or json, not {format!r}")
    settings = config.load(config_file)
    rows = history.rows(settings.root / settings.settings.history, limit)
    if format == "json":
        import json

        print(json.dumps(history.trend(rows), ensure_ascii=False, indent=2))
    elif rows:
        console_for(color).print(_table(rows, by))
    else:
        print(f"No run of the gate is kept in {settings.settings.history} yet.")
    return 0


def _table(rows: Sequence[Row], by: str) -> Any:
    """The runs, and below them how each family (language, severity) developed over them."""
    from rich.console import Group
    from rich.table import Table

    runs = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("As of", "Gate", "Documents", "Blocked", "Findings", "Waived", "Ignored", "Baseline"):
        runs.add_column(title, no_wrap=True, justify="left" if title in ("As of", "Gate") else "right")
    for row in rows:
        numbers = (row.documents, row.blocked, row.total(), row.waived, row.ignored, row.baseline)
        runs.add_row(row.as_of.isoformat(), "passed" if row.passed else "blocked", *map(str, numbers))
    counts = [row.by(by) for row in rows]
    names = ("error", "warning", "info") if by == "severity" else sorted({name for count in counts for name in count})
    trend = Table(box=None, pad_edge=False, header_style="bold")
    trend.add_column(f"By {by}", no_wrap=True)
    trend.add_column("Oldest to latest run", no_wrap=True)
    trend.add_column("Change", justify="right", no_wrap=True)
    for name in names:
        series = [count[name] for count in counts]
        width = max(len(str(number)) for number in series)
        trend.add_row(name or "none", " ".join(str(number).rjust(width) for number in series), f"{series[-1] - series[0]:+d}")
    return Group(runs, "", trend)
