"""copydesk schema: the JSON Schema of the json report."""

from __future__ import annotations


def command() -> None:
    import sys
    from importlib import resources

    folder = resources.files("copydesk.reporters") / "schema"
    (file,) = [entry for entry in folder.iterdir() if entry.name.endswith(".json")]
    sys.stdout.write(file.read_text(encoding="utf-8"))
