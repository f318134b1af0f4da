"""copydesk rules: the rules that are installed."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.cli.common import Color, console_for


def command(
    family: Annotated[list[str] | None, typer.Argument(help="Only these families.")] = None,
    format: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
    color: Color = "auto",
) -> None:
    from copydesk import registry

    found = [rule for name in family for rule in registry.members(name)] if family else registry.all_rules()
    if format == "json":
        import json

        keys = ("name", "family", "summary", "severity", "scope", "status", "default", "waivable", "aliases", "needs")
        print(json.dumps([{key: getattr(rule, key) for key in keys} for rule in found], ensure_ascii=False, indent=2))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Rule", "Severity", "What it finds"):
        table.add_column(title, no_wrap=title != "What it finds")
    for rule in found:
        marks = [] if rule.default else ["off unless selected"]
        marks += ["preview"] if rule.status == "preview" else []
        marks += ["over several documents"] if rule.scope == "corpus" else []
        table.add_row(rule.name, rule.severity, rule.summary + (f" ({', '.join(marks)})" if marks else ""))
    console_for(color).print(table)
