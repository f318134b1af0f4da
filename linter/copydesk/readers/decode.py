"""Bytes as they are on disk <-> source text: byte order mark, line endings and encoding come back as they were.

UTF-8 is tried first and strictly. A byte order mark decides for UTF-8, UTF-16 and UTF-32 and stays in the text as U+FEFF.
Older encodings are taken from what an HTML or XML file declares, else found by charset-normalizer, and said in a note.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from typing import NamedTuple


class Unreadable(Exception):
    """A file that cannot be checked. ``kind`` is for machines, ``message`` for editors.

    ``kind``: "missing", "directory", "link-loop", "unreadable", "not-text", "broken-encoding".
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class Decoded(NamedTuple):
    """A source text, the encoding that gives its bytes back, and what an editor should know of how it was read."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 48_000
_NAMES = {"latin_1": "iso-8859-1", "gb18030": "gb18030", "big5": "big5", "euc_jp": "euc-jp", "euc_kr": "euc-kr", "cp949": "cp949"}


def load(path: str | os.PathLike[str]) -> Decoded:
    """Reads a file. Raises Unreadable for whatever keeps it from being read as text."""
    return decode(read_bytes(path))


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file. Raises Unreadable, never OSError, and never waits on a pipe or a device."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable("directory", "This is a folder, not a file.")
        if not stat.S_ISREG(mode):
            raise Unreadable("unreadable", "This is a pipe or a device, not a file.")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise unreadable(error) from error
    except ValueError as error:
        raise Unreadable("missing", "There is no file of this name.") from error


def unreadable(error: OSError) -> Unreadable:
    """What an operating system's error means to an editor."""
    if error.errno == errno.ELOOP:
        return Unreadable("link-loop", "This link leads back to itself, so there is no file behind it.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Unreadable("missing", "There is no file of this name.")
    if error.errno == errno.EISDIR:
        return Unreadable("directory", "This is a folder, not a file.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return Unreadable("unreadable", "You may not read this file: its permissions forbid it.")
    return Unreadable("unreadable", f"The file could not be read: {error.strerror or error}.")


def decode(data: bytes) -> Decoded:
    """The source text of some bytes. Raises Unreadable ("not-text", "broken-encoding")."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable("not-text", f"This is {what}, not a text.")
    if b"\0" in data:
        raise Unreadable("not-text", _about_nulls(data))
    if b"\x1b$" in data and data.isascii() and (text := _strictly(data, "iso2022_jp")) is not None:
        return Decoded(text, "iso2022_jp", (_note("iso2022_jp"),))
    text = _strictly(data, "utf-8")
    if text is not None:
        _refuse_controls(data)
        return Decoded(text, "utf-8")
    return _legacy(data)


def encode(text: str, encoding: str) -> bytes:
    """The bytes that ``decode`` reads as this text; a byte order mark is part of the text.

    Raises UnicodeEncodeError where the encoding has no place for a letter that was put in.
    """
    return text.encode(encoding)


def _marked(data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is None:
        raise Unreadable("broken-encoding", f"The file says that it is {encoding.upper()}, but parts of it are not.")
    if "\0" in text:
        raise Unreadable("not-text", "The file has NUL characters in it, so it is not a text.")
    return Decoded(text, encoding, () if encoding == "utf-8" else (_note(encoding),))


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text, or None where the bytes do not fit the encoding or would not come back from it as they were."""
    try:
        text = data.decode(encoding)
        return text if encoding == "utf-8" or text.encode(encoding) == data else None
    except (UnicodeError, LookupError):
        return None


def _note(encoding: str) -> str:
    return f"read as {encoding}"


def _about_nulls(data: bytes) -> str:
    head = data[:4000]
    for odd in (0, 1):
        half = head[odd::2]
        if len(half) > 4 and half.count(0) > 0.7 * len(half):
            return "This looks like UTF-16 without a byte order mark: save it as UTF-8."
    return "The file has NUL characters in it, so it is not a text."


def _refuse_controls(data: bytes) -> None:
    if len(data) - len(data.translate(None, _CONTROL)) > 4 + len(data) // 50:
        raise Unreadable("not-text", "The file is full of control characters, so it is not a text.")


def _legacy(data: bytes) -> Decoded:
    _refuse_controls(data)
    _refuse_damaged(data)
    declared = _DECLARED.search(data, 0, 8192)
    if declared:
        name = declared[1].decode("ascii").lower()
        text = _strictly(data, name)
        if text is not None:
            return Decoded(text, name, (_note(name),))
    for name in _candidates(_sample(data)):
        text = _strictly(data, name)
        if text is not None and "\0" not in text:
            return Decoded(text, name, (_note(name),))
    raise Unreadable("broken-encoding", "The letters of this file cannot be made out: save it as UTF-8.")


def _refuse_damaged(data: bytes) -> None:
    """Refuses what is UTF-8 but for a few bytes: read in another encoding, every other letter would come out wrong."""
    whole = sum(1 for _ in _SEQUENCE.finditer(data))
    if not whole:
        return
    left = _SEQUENCE.sub(b"", data)
    broken = len(left) - len(left.translate(None, bytes(range(128, 256))))
    if whole > 2 * broken:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"This is UTF-8, but it is damaged from line {line} on: restore it from the original."
            raise Unreadable("broken-encoding", message) from None


def _sample(data: bytes) -> bytes:
    """A part of the data that has what the encoding shows in: the first bytes beyond ASCII and what stands round them."""
    if len(data) <= _SAMPLE:
        return data
    pieces: list[bytes] = []
    at = size = 0
    while size < _SAMPLE and (match := re.compile(rb"[\x80-\xff]").search(data, at)):
        start = max(at, match.start() - 500)
        at = min(len(data), match.start() + 1500)
        pieces.append(data[start:at])
        size += at - start
    return b" ".join(pieces)


def _candidates(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    names = [_NAMES.get(match.encoding, match.encoding.replace("_", "-")) for match in from_bytes(sample, enable_fallback=False)]
    names = [re.sub(r"^cp(125\d)$", r"windows-\1", name) for name in names]
    if (western := sample.decode("cp1252", "replace")) and _looks_western(western):
        names.insert(0, "windows-1252")
    names[:0] = [name for name in ("cp932", "euc-jp") if _looks_japanese(sample, name)]
    return [*dict.fromkeys([*names, "windows-1252"])]


_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÄÅÆÇÉÖØÜÀÁÂÈÊÌÍÎÒÓÔÙÚÑ“”„‘’‚–—…«»•°§©®€ºª¿¡·\xa0")


def _looks_western(text: str) -> bool:
    """Whether every letter beyond ASCII is one of western Europe and stands alone among plain ones, as there."""
    beyond = re.findall(r"[^\x00-\x7f]+", text)
    return (
        bool(beyond)
        and len("".join(beyond)) < 0.15 * len(text)
        and all(len(run) <= 2 and _WESTERN.issuperset(run) for run in beyond)
    )


def _looks_japanese(sample: bytes, encoding: str) -> bool:
    """Whether a fifth of what is beyond ASCII comes out as hiragana, which hardly happens by chance."""
    beyond = re.findall(r"[^\x00-\x7f]", sample.decode(encoding, "replace"))
    return bool(beyond) and sum("\u3041" <= sign <= "\u309f" for sign in beyond) > 0.2 * len(beyond)
