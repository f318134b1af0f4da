"""copydesk init: a settings file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli.common import UsageError

_TEMPLATE = """\
# Settings of copydesk. `copydesk config` prints what is in force, `copydesk rules` what there is to choose from.
extends = "copydesk:{preset}"

# Documents, as globs. Whatever .gitignore leaves out is left out here too.
include = ["*.txt", "*.md", "*.html"]
exclude = []

# The language of documents, where their text, path or front matter does not say it.
[languages]
# "content/sv/**" = "sv"

# How serious a rule is: "error", "warning" or "info".
[severity]
# "claims/unhedged-claim" = "error"

[rules.language]
# Languages that your texts are translated from, and words that may stay in them.
sources = ["en"]
allow = []

# What differs for some documents.
# [[overrides]]
# paths = ["drafts/**"]
# ignore = ["dates/missing-revision-date"]
"""


def command(
    preset: Annotated[str, typer.Option("--preset", help="news, health or docs.")] = "news",
    folder: Annotated[Path, typer.Argument(help="Where to write copydesk.toml.")] = Path(),
) -> None:
    from copydesk import config

    config.preset(f"copydesk:{preset}")
    target = folder / config.FILE
    if target.exists():
        raise UsageError(f"{target} is there already; remove it first, or edit it")
    target.write_text(_TEMPLATE.format(preset=preset), encoding="utf-8")
    print(f"Wrote {target}. Next: copydesk lint")
