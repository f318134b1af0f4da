"""copydesk languages: which family checks which language, computed from the packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from copydesk.cli.common import Color, console_for, known_language

_SIGNS = {"full": "●", "heuristic": "◐", "none": "·", "neutral": "○"}

_MEANINGS = {
    "full": "checked, with words and examples of the language",
    "heuristic": "checked, but no native editor has read the words yet, or examples are missing",
    "neutral": "checked by rules that need no words",
    "none": "not checked",
}


def command(
    tag: Annotated[
        str, typer.Argument(metavar="[TAG]", help="One language: what each rule can do, and what its pack lacks.")
    ] = "",
    format: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
    color: Color = "auto",
) -> None:
    from copydesk import support
    from copydesk.language import pack

    table = support.table()
    if tag:
        known_language(tag)
        table = {pack.resolve(tag): table[pack.resolve(tag)]}
    if format == "json":
        import json

        print(json.dumps(table, ensure_ascii=False, indent=2))
        return
    if tag:
        _one(pack.resolve(tag), table[pack.resolve(tag)], console_for(color))
        return
    from rich.table import Table

    families = sorted({name.partition("/")[0] for levels in table.values() for name in levels})
    out = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    out.add_column("", no_wrap=True, min_width=3)
    out.add_column("", no_wrap=True, min_width=max(len(str(pack.load(tag).get("english", ""))) for tag in table))
    for family in families:
        out.add_column(family, no_wrap=True, min_width=6)
    for tag, levels in table.items():
        cells = []
        for family in families:
            mine = [level for name, level in levels.items() if name.partition("/")[0] == family]
            full = sum(level != "none" for level in mine)
            heuristic = any(level == "heuristic" for level in mine)
            worded = any(level in ("full", "heuristic") for level in mine)
            sign = _SIGNS["none" if not full else "heuristic" if heuristic else "full" if worded else "neutral"]
            cells.append(sign if full in (0, len(mine)) else f"{sign} {full}/{len(mine)}")
        out.add_row(tag, str(pack.load(tag).get("english", "")), *cells)
    console = console_for(color)
    console.print(out)
    console.print()
    for sign, meaning in _MEANINGS.items():
        console.print(f"{_SIGNS[sign]} {meaning}")
    for stages, tags in sorted(_stages(table).items()):
        console.print(f"Found by {stages}: {' '.join(tags)}")


def _one(tag: str, levels: Mapping[str, str], console: Any) -> None:
    """Every rule of one language, with its level, and with the keys and examples that it lacks."""
    from copydesk import engine, registry
    from copydesk.language import pack
    from copydesk.model import Bad

    console.print(f"{pack.load(tag).get('english', tag)} ({tag})", style="bold")
    for name, level in levels.items():
        rule = registry.rule(name)
        lacks = list(engine.missing(tag, rule.needs)) if level == "none" else []
        if level == "heuristic":
            good, bad = pack.load(tag).examples(name)
            own = [isinstance(example, Bad) for example in rule.examples if example.language == tag]
            lacks += [] if good or False in own else ["a good example"]
            lacks += [] if bad or True in own else ["a bad example"]
        told = f"  lacks {', '.join(lacks)}" if lacks else ""
        console.print(f"{_SIGNS[level]} {name}{told}", soft_wrap=True)
    console.print()
    for sign, meaning in _MEANINGS.items():
        console.print(f"{_SIGNS[sign]} {meaning}")


def _stages(tags: Iterable[str]) -> dict[str, list[str]]:
    """Which languages go by which stages, where the section of a pack lists the stages of its search."""
    from copydesk.language import pack

    out: dict[str, list[str]] = {}
    for tag in tags:
        for section, words in pack.load(tag).data.items():
            if isinstance(words, dict) and (stages := words.get("stages")):
                out.setdefault(f"{', '.join(stages)} ({section})", []).append(tag)
    return out
