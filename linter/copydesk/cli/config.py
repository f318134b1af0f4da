"""copydesk config: the settings in force and where each of them comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli.common import Color, ConfigFile, console_for


def command(
    path: Annotated[str, typer.Argument(help="A document or folder whose settings to show.")] = ".",
    config_file: ConfigFile = None,
    color: Color = "auto",
) -> None:
    import msgspec

    from copydesk import config

    start = Path(path)
    effective = config.load(config_file, start=start if start.is_dir() else start.parent)
    console = console_for(color)
    console.print(f"# root: {effective.root}", style="dim")
    if start.is_file():
        plan = effective.plan(path, effective.declared_language(path))
        console.print(f"# {path}: {len(plan.rules)} rules run", style="dim")
    built_in = config.Settings()
    for field in msgspec.structs.fields(config.Settings):
        value = getattr(effective.settings, field.name)
        if field.name == "extends":
            continue
        if isinstance(value, dict) and value:
            for name, inner in value.items():
                _line(console, f"{field.encode_name}.{_quoted(name)}", inner, _origin(effective, f"{field.encode_name}.{name}"))
        elif field.name == "overrides":
            for index, override in enumerate(value):
                given = {k: v for k, v in msgspec.to_builtins(override).items() if v}
                _line(console, f"overrides.{index}", given, effective.origins.get(f"overrides.{index}", ""))
        else:
            same = value == getattr(built_in, field.name)
            default = "default" if same else ""
            _line(console, field.encode_name, value, effective.origins.get(field.encode_name, default))


def _origin(effective: object, key: str) -> str:
    origins: dict[str, str] = effective.origins  # type: ignore[attr-defined]
    places = {place for name, place in origins.items() if name == key or name.startswith(f"{key}.")}
    return ", ".join(sorted(places))


def _line(console: object, key: str, value: object, origin: str) -> None:
    from rich.text import Text

    text = Text(f"{key} = {_toml(value)}")
    text.append(f"  # {origin}", style="dim")
    console.print(text, soft_wrap=True)  # type: ignore[attr-defined]


def _quoted(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() else f'"{name}"'


def _toml(value: object) -> str:
    import json

    if value is None:
        return '"all that are on by default"'
    if isinstance(value, dict):
        if not value:
            return "{}"
        return "{ " + ", ".join(f"{_quoted(str(k))} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
