"""Patterns compiled on first use: compiling all at import would cost every run more than linting a short text."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable


def lazily(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the compiled pattern."""
    return functools.cache(lambda: re.compile(pattern, flags))
