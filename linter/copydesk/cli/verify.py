"""copydesk verify: say what was changed, added or lost in a published folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli import Exit


def command(
    folder: Annotated[Path, typer.Argument(help="The published folder.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="KEY", help="Also check the signature with this public key (PEM).")
    ] = None,
) -> int:
    from copydesk import publish
    from copydesk.reporters.text import visible

    problems = publish.verify(folder, key=key.read_bytes() if key else None)
    for problem in problems:
        print(visible(str(problem)))
    if problems:
        return Exit.FINDINGS
    unsigned = (
        ""
        if key or not (folder / publish.SIGNATURE).exists()
        else " The signature was not checked: give the public key with --key."
    )
    print(f"{folder} is as it was published.{unsigned}")
    return Exit.PASSED
