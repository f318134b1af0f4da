"""JSON text that is safe wherever it is shown: nothing in it acts on a terminal, and any encoding can carry a surrogate."""

from __future__ import annotations

import json
import re
from typing import Any

_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def dumps(value: Any, *, indent: int | None = None, sort_keys: bool = False) -> str:
    """``value`` as JSON in readable Unicode; controls, bidi marks, separators and surrogates as \\uXXXX.

    Values that JSON does not know (dates, paths) become their text; sets become sorted lists.
    """
    text = json.dumps(
        value,
        ensure_ascii=False,
        indent=indent,
        sort_keys=sort_keys,
        separators=None if indent else (",", ":"),
        default=_plain,
        allow_nan=False,
    )
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if hasattr(value, "items"):
        return dict(value.items())
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
