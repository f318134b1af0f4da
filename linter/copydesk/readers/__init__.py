"""Readers: source text -> the parts of a Document. A format's reader is found by the ending of the file's name.

An entry point of the group ``copydesk.readers`` adds a format: its name is the ending without its dot ("rst"), its value
a function that takes the source text and gives ``Parts``. It is imported when a file with that ending is read.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePosixPath

from copydesk.document import Parts
from copydesk.readers import text

Reader = Callable[[str], Parts]

GROUP = "copydesk.readers"
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_INCLUDE = tuple(f"*{ending}" for ending in FORMATS)


@functools.cache
def _points() -> Mapping[str, EntryPoint]:
    """The formats that plugins add, by ending. A plugin does not replace a reader that is built in."""
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value), reverse=True)
    by_ending = {f".{point.name.lower().lstrip('.')}": point for point in points}
    return {ending: point for ending, point in by_ending.items() if ending not in FORMATS}


def format_of(path: str) -> str:
    """The format of a file by the ending of its name; "text" where no reader claims it."""
    ending = PurePosixPath(path).suffix.lower()
    if ending in FORMATS:
        return FORMATS[ending]
    return ending[1:] if ending and ending in _points() else "text"


def default_include() -> tuple[str, ...]:
    """The globs of the files that are read where the configuration names none."""
    return (*_INCLUDE, *(f"*{ending}" for ending in sorted(_points())))


def read(source: str, format: str) -> Parts:
    """The visible text, blocks and metadata of a source. What a plugin's reader raises is passed on."""
    if format == "markdown":
        from copydesk.readers import markdown

        return markdown.read(source)
    if format == "html":
        from copydesk.readers import html

        return html.read(source)
    if format != "text" and (point := _points().get(f".{format}")):
        reader: Reader = point.load()
        return reader(source)
    return text.read(source)
