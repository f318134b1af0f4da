"""How common a word is in a language, on the Zipf scale (log10 of occurrences in a thousand million words).

Reads the ``small`` list files of the installed wordfreq package (https://github.com/rspeer/wordfreq, code Apache-2.0, data
CC BY-SA 4.0) as they are, without importing the package: gzip over msgpack, a header and then one bucket of words for each
hundredth of a Zipf unit below 9. The lists hold the words of Zipf 3 and above.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

SHARED = {"hr": "sh", "sr": "sh", "bs": "sh", "nn": "nb", "zh-hant": "zh"}
"""Languages served by the list of another name: one list for what wordfreq calls sh, and Bokmål's for Nynorsk."""

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_FROM_CYRILLIC = str.maketrans(dict(zip(_CYRILLIC, _LATIN.split(" "), strict=True)))


@functools.cache
def _folder() -> Path | None:
    from importlib.util import find_spec

    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "data"


@functools.cache
def has_word_list(language: str) -> bool:
    """Whether there is a word list for the language."""
    folder = _folder()
    return folder is not None and (folder / f"small_{SHARED.get(language, language)}.msgpack.gz").is_file()


def word_frequencies(language: str) -> Mapping[str, float]:
    """Zipf values by word, in lower case; words that are rarer than 3.0 are not in it. Empty where there is no list.

    The list of Croatian, Serbian and Bosnian is in Latin letters: ``word_key`` turns a Cyrillic word into them.
    """
    return _read(SHARED.get(language, language))


def word_key(language: str, word: str) -> str:
    """``word`` (in lower case) as the list of the language writes it."""
    if SHARED.get(language) == "sh" and not word.isascii():
        return word.translate(_FROM_CYRILLIC)
    return word


@functools.lru_cache(maxsize=48)
def _read(name: str) -> Mapping[str, float]:
    folder = _folder()
    if folder is None or not name:
        return {}
    import zlib
    from itertools import chain, repeat

    import msgpack  # type: ignore[import-untyped]

    try:
        packed = zlib.decompress((folder / f"small_{name}.msgpack.gz").read_bytes(), wbits=31)
    except (OSError, zlib.error):
        return {}
    header, *buckets = msgpack.unpackb(packed, raw=False)
    if not isinstance(header, dict) or header.get("format") != "cB":
        return {}
    values = map(repeat, (9 - step / 100 for step in range(len(buckets))), map(len, buckets))
    return dict(zip(chain.from_iterable(buckets), chain.from_iterable(values), strict=True))
