"""copydesk languages: which family checks which language, computed from the packs."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.cli.common import Color, console_for

_SIGNS = {"full": "●", "heuristic": "◐", "none": "·", "neutral": "○"}


def command(
    format: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
    color: Color = "auto",
) -> None:
    from copydesk import support
    from copydesk.language import pack

    table = support.table()
    if format == "json":
        import json

        print(json.dumps(table, ensure_ascii=False, indent=2))
        return
    from rich.table import Table

    families = sorted({name.partition("/")[0] for levels in table.values() for name in levels})
    out = Table(box=None, pad_edge=False, header_style="bold")
    out.add_column("")
    out.add_column("Language")
    for family in families:
        out.add_column(family)
    for tag, levels in table.items():
        cells = []
        for family in families:
            mine = [level for name, level in levels.items() if name.partition("/")[0] == family]
            full = sum(level != "none" for level in mine)
            heuristic = any(level == "heuristic" for level in mine)
            worded = any(level in ("full", "heuristic") for level in mine)
            sign = _SIGNS["none" if not full else "heuristic" if heuristic else "full" if worded else "neutral"]
            cells.append(f"{sign} {full}/{len(mine)}")
        out.add_row(tag, str(pack.load(tag).get("english", "")), *cells)
    console = console_for(color)
    console.print(out)
    console.print(
        f"{_SIGNS['full']} has words and examples   {_SIGNS['heuristic']} heuristic, not yet read by a native editor   "
        f"{_SIGNS['neutral']} rules that need no words   {_SIGNS['none']} not checked"
    )
