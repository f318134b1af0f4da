"""copydesk rule NAME: the page of a rule, made of its own file."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from copydesk.cli import rules
from copydesk.cli.common import Color, console_for


def command(
    name: Annotated[str, typer.Argument(help="A rule, such as claims/unhedged-headline; or a family.")],
    examples: Annotated[int, typer.Option("--examples", min=0, help="How many examples of each kind to show.")] = 3,
    color: Color = "auto",
) -> None:
    import dataclasses

    from copydesk import engine, registry
    from copydesk.language import pack
    from copydesk.model import Bad

    if name in registry.family_names():
        rules.command(family=[name], color=color)
        return
    rule = registry.rule(name)
    console = console_for(color)
    console.print(rule.name, style="bold")
    console.print(rule.summary)
    console.print()
    for paragraph in _paragraphs(rule.explanation):
        console.print(paragraph)
        console.print()
    if rule.options is not None:
        console.print(f'Options: [rules."{rule.name}"] in the settings', style="bold")
        for option in dataclasses.fields(rule.options):
            console.print(f"  {option.name.replace('_', '-')} = {_value(option)}", soft_wrap=True)
        console.print()
    for title, kind in (("Finds", True), ("Leaves alone", False)):
        shown = [example for example in rule.examples if isinstance(example, Bad) is kind][:examples]
        if shown:
            console.print(title, style="bold")
        for example in shown:
            console.print(_marked(example.text, example.language + _given(example)), soft_wrap=True)
            if isinstance(example, Bad) and example.message:
                console.print(f"      says: {example.message}", style="dim", soft_wrap=True)
            if isinstance(example, Bad) and example.fixed is not None:
                console.print(_marked(example.fixed, "fixed", style="green"), soft_wrap=True)
        if shown:
            console.print()
    served = [tag for tag in pack.tags() if engine.supports(rule, tag)]
    languages = ", ".join(rule.languages) or ("every language" if not rule.needs else ", ".join(served) or "none")
    if rule.needs:
        console.print(f"Words it needs of a language pack: {', '.join(rule.needs)}.")
    state = "" if rule.default and rule.status == "stable" else " It runs only when it is selected by name."
    console.print(f"Severity: {rule.severity}. Languages: {languages}. Status: {rule.status}.{state}")


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each on one line so that it fills any width; lists keep their lines."""
    out = []
    for paragraph in text.replace("``", "").split("\n\n"):
        lines = paragraph.split("\n")
        listed = any(line.lstrip().startswith(("- ", "* ")) or line.startswith("    ") for line in lines)
        out.append(paragraph if listed else " ".join(line.strip() for line in lines))
    return out


def _value(option: Any) -> str:
    import dataclasses
    import json

    value = option.default if option.default is not dataclasses.MISSING else option.default_factory()
    if isinstance(value, tuple | frozenset | set):
        value = sorted(value) if not isinstance(value, tuple) else list(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def _given(example: Any) -> str:
    """What holds for an example beside its text: options, path, the day of its last change."""
    import json

    given = [f"{key.replace('_', '-')} = {json.dumps(value, ensure_ascii=False)}" for key, value in example.options.items()]
    given += [example.path] if example.path != "example.txt" else []
    given += [f"text last changed on {example.changed}"] if example.changed else []
    return f" ({', '.join(given)})" if given else ""


def _marked(text: str, label: str, style: str = "red") -> Any:
    """An example with its marked spans in colour; the marks stay, so that it reads without colour too."""
    from rich.text import Text

    out = Text(f"  {label}: ", style="dim")
    inside = False
    for part in text.replace("\n", "\n      ").replace("⟦", "\0⟦").replace("⟧", "⟧\0").split("\0"):
        inside = part.startswith("⟦")
        out.append(part, style=style if inside else "default")
    return out
