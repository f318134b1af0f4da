"""Stretches of text in a script that a language is not written in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏɐ-ʯḀ-ỿＡ-Ｚａ-ｚ",
    "Grek": "\u0370-\u0373\u0376-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
    "Armn": "\u0531-\u0587",
    "Hebr": "\u05d0-\u05f2",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc",
    "Deva": "\u0904-\u0963\u0971-\u097f",
    "Beng": "\u0985-\u09e3",
    "Guru": "\u0a05-\u0a76",
    "Gujr": "\u0a85-\u0ae3",
    "Taml": "\u0b83-\u0bd7",
    "Telu": "\u0c05-\u0c63",
    "Knda": "\u0c85-\u0ce3",
    "Mlym": "\u0d05-\u0d63",
    "Sinh": "\u0d85-\u0ddf",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Laoo": "\u0e81-\u0ecd",
    "Geor": "\u10a0-\u10ff",
    "Ethi": "\u1200-\u135a",
    "Khmr": "\u1780-\u17d3",
    "Mymr": "\u1000-\u103f",
    "Hang": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "Hira": "\u3041-\u3096\u309d-\u309f",
    "Kana": "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9d",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9々",
}
"""Letters by ISO 15924 code, after the blocks of The Unicode Standard, https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt"""

NAMES = {
    "Latn": "Latin",
    "Grek": "Greek",
    "Cyrl": "Cyrillic",
    "Armn": "Armenian",
    "Hebr": "Hebrew",
    "Arab": "Arabic",
    "Deva": "Devanagari",
    "Beng": "Bengali",
    "Taml": "Tamil",
    "Thai": "Thai",
    "Geor": "Georgian",
    "Hang": "Korean",
    "Hira": "Japanese",
    "Kana": "Japanese",
    "Hani": "Chinese",
}

_JOIN = 12


class Stretch(NamedTuple):
    """Letters of foreign scripts in a row; ``script`` is that of most of them, ``letters`` how many there are."""

    start: int
    end: int
    script: str
    letters: int


@functools.lru_cache(maxsize=64)
def foreign_letters(scripts: tuple[str, ...], latin: bool = False) -> re.Pattern[str]:
    """Matches a run of letters of scripts other than ``scripts``; Latin ones only where ``latin``."""
    classes = "".join(value for name, value in RANGES.items() if name not in scripts and (latin or name != "Latn"))
    return re.compile(f"[{classes}]+")


@functools.lru_cache(maxsize=32)
def letters_of(scripts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(RANGES[name] for name in scripts if name in RANGES) or 'A-Za-z'}]")


def script_of(sign: str) -> str:
    """The script of a letter, "" for one of none that is known here."""
    return next((name for name in RANGES if letters_of((name,)).match(sign)), "")


def stretches(text: str, start: int, end: int, scripts: tuple[str, ...]) -> Iterator[Stretch]:
    """Runs of letters foreign to ``scripts`` (Latin ones left aside), merged across signs, digits and blanks between them."""
    home = letters_of(scripts)
    begin = stop = -1
    letters = 0
    for match in foreign_letters(scripts).finditer(text, start, end):
        if begin >= 0 and match.start() - stop <= _JOIN and "\n" not in text[stop : match.start()]:
            between = text[stop : match.start()]
            if not home.search(between) and not any(sign.isalpha() and sign.isascii() for sign in between):
                stop = match.end()
                letters += len(match.group())
                continue
        if begin >= 0:
            yield Stretch(begin, stop, _main(text[begin:stop]), letters)
        begin, stop, letters = match.start(), match.end(), len(match.group())
    if begin >= 0:
        yield Stretch(begin, stop, _main(text[begin:stop]), letters)


def _main(piece: str) -> str:
    counts: dict[str, int] = {}
    for sign in piece[:200]:
        if sign.isalpha() and (name := script_of(sign)):
            counts[name] = counts.get(name, 0) + 1
    if counts.get("Hira", 0) + counts.get("Kana", 0):
        return "Hira"
    return max(counts, key=lambda name: counts[name]) if counts else ""
