"""Plain text: what a reader sees is what stands in the file, but for a byte order mark."""

from __future__ import annotations

from copydesk.document import OffsetMap, Parts


def read(source: str) -> Parts:
    if source.startswith("\ufeff"):
        return Parts(source[1:], OffsetMap((0,), (1,), (len(source),), len(source) - 1))
    return Parts(source)
