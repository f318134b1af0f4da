"""Readers: source text -> the parts of a Document. A format's reader is found by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from copydesk.document import Parts
from copydesk.readers import text

Reader = Callable[[str], Parts]

FORMATS = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html"}


def format_of(path: str) -> str:
    """The format of a file by the ending of its name; "text" where no reader claims it."""
    return FORMATS.get(PurePosixPath(path).suffix.lower(), "text")


def read(source: str, format: str) -> Parts:
    """The visible text, blocks and metadata of a source."""
    if format == "markdown":
        from copydesk.readers import markdown

        return markdown.read(source)
    if format == "html":
        from copydesk.readers import html

        return html.read(source)
    return text.read(source)
