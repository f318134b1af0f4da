"""copydesk schema: the JSON Schema of the json report."""

from __future__ import annotations


def command() -> None:
    from copydesk.reporters.json_report import schema_text

    print(schema_text(), end="")
