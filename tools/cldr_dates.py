"""Writes the table [dates.calendar] of every language pack from Unicode CLDR, through babel. Run it at build time only.

    python tools/cldr_dates.py            # writes
    python tools/cldr_dates.py --check    # exits 1 where a pack is not what CLDR says

The table stands between two comment lines of ``<tag>.toml`` and is replaced as a whole; a pack
without them gets it at its end. Babel 2.18 carries CLDR 47 (https://cldr.unicode.org/downloads/cldr-47; Unicode License v3).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from babel import Locale, __version__

CLDR = {"2.16": "45", "2.17": "46", "2.18": "47"}
FOLDER = Path(__file__).parent.parent / "rules" / "copydesk_rules" / "languages"
BEGIN, END = "# begin: from CLDR {version} by tools/cldr_dates.py", "# end: from CLDR"
SECOND_SCRIPT = {"sr": "sr_Latn", "zh": "zh_Hant"}


def calendar(tag: str) -> dict[str, Any]:
    """The names and patterns of a language's Gregorian calendar: months by width, weekdays from Monday on."""
    locales = [Locale.parse(tag)] + ([Locale.parse(SECOND_SCRIPT[tag])] if tag in SECOND_SCRIPT else [])
    out: dict[str, Any] = {}
    for number, locale in enumerate(locales):
        other = "_other" if number else ""
        for name, context, width in (
            ("months", "format", "wide"),
            ("months_alone", "stand-alone", "wide"),
            ("months_short", "format", "abbreviated"),
            ("months_short_alone", "stand-alone", "abbreviated"),
        ):
            names = [locale.months[context][width][month] for month in range(1, 13)]
            if names not in out.values():
                out[name + other] = names
        for name, context, width in (
            ("weekdays", "format", "wide"),
            ("weekdays_alone", "stand-alone", "wide"),
            ("weekdays_short", "format", "abbreviated"),
        ):
            names = [locale.days[context][width][day] for day in range(7)]
            if names not in out.values():
                out[name + other] = names
    first = locales[0]
    out["long"] = first.date_formats["long"].pattern
    out["numeric"] = first.date_formats["short"].pattern
    return out


def block(tag: str) -> str:
    """The lines that stand between and with the two comments."""
    version = CLDR[".".join(__version__.split(".")[:2])]
    lines = [BEGIN.format(version=version), "[dates.calendar]"]
    for key, value in calendar(tag).items():
        line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
        if len(line) > 120:
            half = len(value) // 2
            parts = (json.dumps(part, ensure_ascii=False)[1:-1] for part in (value[:half], value[half:]))
            line = f"{key} = [\n" + "".join(f"  {part},\n" for part in parts) + "]"
        lines.append(line)
    return "\n".join([*lines, END])


def renewed(text: str, new: str) -> str:
    """A pack's text with its CLDR table replaced, or added."""
    start = text.find(BEGIN.partition(" CLDR")[0])
    if start < 0:
        return text.rstrip("\n") + "\n\n" + new + "\n"
    end = text.index(END, start + len(END)) + len(END)
    return text[:start] + new + text[end:]


def main() -> int:
    stale = []
    for path in sorted(FOLDER.glob("*.toml")):
        tag = path.stem
        text = path.read_text(encoding="utf-8")
        new = renewed(text, block(tag))
        if new != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    print(f"{len(stale)} packs differ from CLDR" + (": " + ", ".join(stale) if "--check" in sys.argv and stale else ""))
    return 1 if "--check" in sys.argv and stale else 0


if __name__ == "__main__":
    sys.exit(main())
