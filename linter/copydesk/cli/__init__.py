"""The command line: one file a command. Only the command that is asked for is imported."""

from __future__ import annotations

import enum
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

COMMANDS = {
    "lint": "Find what must not reach a reader, and show it.",
    "gate": "Decide whether documents may be published, and say why.",
    "publish": "Copy the documents that pass the gate into a folder, with a manifest.",
    "verify": "Say what was changed, added or lost in a published folder.",
    "baseline": "Record today's findings, so that only new ones count.",
    "waive": "Let one finding pass, with a reason, an owner and an end date.",
    "history": "Show how the findings of the gate's runs developed.",
    "rules": "List the rules.",
    "rule": "Explain a rule, with examples.",
    "languages": "Show which family checks which language.",
    "config": "Show the settings in force and where each comes from.",
    "schema": "Print the JSON Schema of the json report.",
    "init": "Write a settings file to start from.",
}


class Exit(enum.IntEnum):
    """Exit codes; where several hold, USAGE comes before INCOMPLETE before FINDINGS."""

    PASSED = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command line and leaves with its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        from copydesk import __version__

        print(f"copydesk {__version__}")
        raise SystemExit(Exit.PASSED)
    _safe_streams()
    raise SystemExit(_guarded(arguments))


def _safe_streams() -> None:
    """A terminal that cannot show a letter gets its escape instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _guarded(arguments: list[str]) -> int:
    """The one place where an error becomes words and an exit code."""
    try:
        return int(_app(arguments)(args=arguments, prog_name="copydesk", standalone_mode=False) or 0)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except Exception as error:
        return _told(error)


def _told(error: Exception) -> int:
    names = {kind.__name__ for kind in type(error).__mro__}  # typer brings a click of its own or takes the installed one
    if "Exit" in names:
        return int(getattr(error, "exit_code", 0))
    if "ClickException" in names and (show := getattr(error, "show", None)):
        show()
        return Exit.USAGE
    if "Abort" in names:
        print("Stopped.", file=sys.stderr)
        return 130
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        print(f"copydesk: {name}{error.strerror or error}", file=sys.stderr)
        return Exit.INCOMPLETE
    if isinstance(error, ValueError | RuntimeError) and type(error).__module__.startswith("copydesk"):
        print(f"copydesk: {error}", file=sys.stderr)
        return int(getattr(error, "exit_code", Exit.USAGE))
    import traceback

    traceback.print_exc()
    print("copydesk: this is a mistake of copydesk itself; please report it with the lines above.", file=sys.stderr)
    return Exit.INCOMPLETE


def _app(arguments: Sequence[str]) -> Any:
    import typer

    app = typer.Typer(
        help="A linter and publication gate for editorial text in many languages.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=False)
    def callback(version: bool = typer.Option(False, "--version", "-V", help="Print the version and leave.")) -> None:
        if version:
            from copydesk import __version__

            print(f"copydesk {__version__}")
            raise typer.Exit

    asked = next((word for word in arguments if not word.startswith("-")), "")
    for name in [asked] if asked in COMMANDS else COMMANDS:
        module = importlib.import_module(f"copydesk.cli.{name}")
        app.command(name, help=COMMANDS[name])(module.command)
    return typer.main.get_command(app)
