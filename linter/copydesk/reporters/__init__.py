"""Reporters by name: each is a function ``(report, stream) -> None`` that writes one format.

The built-in ones stand beside this file, one a module with a function ``write``; others come through the entry-point
group ``copydesk.reporters``, whose entries name such a function. A reporter is imported when it is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import TextIO

from copydesk.model import Report
from copydesk.registry import did_you_mean

Reporter = Callable[[Report, TextIO], None]

GROUP = "copydesk.reporters"
_BUILT_IN = {
    "checkstyle": "checkstyle",
    "concise": "concise",
    "console": "console",
    "github": "github",
    "gitlab": "gitlab",
    "html": "html",
    "json": "json_report",
    "jsonl": "jsonl",
    "junit": "junit",
    "markdown": "markdown",
    "rdjson": "rdjson",
    "sarif": "sarif",
}


class UnknownReporter(ValueError):
    """A format that does not exist; the message offers the nearest one that does."""


def names() -> tuple[str, ...]:
    """The formats that there are, sorted; those of plugins included."""
    return tuple(sorted({*_BUILT_IN, *(point.name for point in entry_points(group=GROUP))}))


def get(name: str) -> Reporter:
    """The function that writes a format. A plugin cannot take a built-in name. Raises UnknownReporter."""
    if name in _BUILT_IN:
        found: Reporter = importlib.import_module(f"{__name__}.{_BUILT_IN[name]}").write
        return found
    for point in sorted(entry_points(group=GROUP, name=name), key=lambda point: point.value):
        loaded: Reporter = point.load()
        return loaded
    raise UnknownReporter(f"there is no format {name!r}{did_you_mean(name.lower(), names())}; there are {', '.join(names())}")
