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

        shown = [{**point, "by": dict(sorted(row.by(by).items()))} for point, row in zip(history.trend(rows), rows, strict=True)]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    elif rows:
        console_for(color).print(_table(rows, by))
    else:
        print(f"No run of the gate is kept in {settings.settings.history} yet.")
    return 0


def _table(rows: Sequence[Row], by: str) -> Any:
    from rich.table import Table

    counts = [row.by(by) for row in rows]
    order = ("error", "warning", "info") if by == "severity" else sorted({name for count in counts for name in count})
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("As of", no_wrap=True)
    table.add_column("Gate", no_wrap=True)
    for title in ("Documents", "Blocked", "Findings", *(name or "none" for name in order)):
        table.add_column(title, justify="right")
    for index, (row, count) in enumerate(zip(rows, counts, strict=True)):
        before = counts[index - 1] if index else count
        cells = [_cell(count[name], before[name]) for name in order]
        total = _cell(sum(count.values()), sum(before.values()))
        verdict = "passed" if row.passed else "blocked"
        table.add_row(row.as_of.isoformat(), verdict, str(row.documents), str(row.blocked), total, *cells)
    return table


def _cell(now: int, before: int) -> str:
    return f"{now} ({now - before:+d})" if now != before else str(now)
