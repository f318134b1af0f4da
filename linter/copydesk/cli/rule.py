"""copydesk rule NAME: the page of a rule, made of its own file."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from copydesk.cli.common import Color, console_for


def command(
    name: Annotated[str, typer.Argument(help="A rule, such as claims/unhedged-headline.")],
    examples: Annotated[int, typer.Option("--examples", min=0, help="How many examples of each kind to show.")] = 3,
    color: Color = "auto",
) -> None:
    import dataclasses

    from copydesk import engine, registry
    from copydesk.language import pack
    from copydesk.model import Bad

    rule = registry.rule(name)
    console = console_for(color)
    console.print(rule.name, style="bold")
    console.print(rule.summary)
    console.print()
    console.print(rule.explanation)
    console.print()
    if rule.options is not None:
        console.print("Options", style="bold")
        for option in dataclasses.fields(rule.options):
            console.print(f"  {option.name.replace('_', '-')} = {_value(option)}")
        console.print()
    for title, kind in (("Finds", True), ("Leaves alone", False)):
        shown = [example for example in rule.examples if isinstance(example, Bad) is kind][:examples]
        if shown:
            console.print(title, style="bold")
        for example in shown:
            console.print(_marked(example.text, example.language))
            if isinstance(example, Bad) and example.fixed is not None:
                console.print(_marked(example.fixed, "fixed", style="green"))
        if shown:
            console.print()
    served = [tag for tag in pack.tags() if engine.supports(rule, tag)]
    languages = "every language" if not rule.needs else ", ".join(served) or "none"
    state = "" if rule.default and rule.status == "stable" else " It runs only when it is selected by name."
    console.print(f"Severity: {rule.severity}. Languages: {languages}. Status: {rule.status}.{state}")


def _value(option: Any) -> str:
    import dataclasses

    value = option.default if option.default is not dataclasses.MISSING else option.default_factory()
    if isinstance(value, bool):
        return str(value).lower()
    return str(list(value)) if isinstance(value, tuple | frozenset) else repr(value)


def _marked(text: str, label: str, style: str = "red") -> Any:
    """An example with its marked spans in colour; the marks stay, so that it reads without colour too."""
    from rich.text import Text

    out = Text(f"  {label}: ", style="dim")
    inside = False
    for part in text.replace("\n", "\n      ").replace("⟦", "\0⟦").replace("⟧", "⟧\0").split("\0"):
        inside = part.startswith("⟦")
        out.append(part, style=style if inside else "default")
    return out
