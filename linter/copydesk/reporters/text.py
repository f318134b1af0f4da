"""Text from a document made fit for a terminal, a log, a page or XML: what would act there is shown instead."""

from __future__ import annotations

import functools
import re
import textwrap
import unicodedata

# Compiled by re on first use and kept there: classes this wide cost milliseconds, and most runs need few of them.
_BIDI = "\u202a-\u202e\u2066-\u2069"
_ACTS = f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
_UNSEEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f]"
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "nb": "Norwegian Bokmål", "nl": "Dutch", "nn": "Norwegian Nynorsk", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_RTL_SIGN = "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"


def visible(text: str) -> str:
    """The text with everything that acts instead of showing turned into a picture: ␛, ␊, \\u202e, \\udc80.

    Controls, line and paragraph separators, bidi overrides and isolates, surrogates, tags and noncharacters; what only
    joins or separates letters stays.
    """
    return re.sub(_ACTS, _picture, text) if re.search(_ACTS, text) else text


def visible_all(text: str) -> str:
    """As ``visible``, with what has no width shown too: zero-width spaces, joiners, soft hyphens, direction marks."""
    return re.sub(_UNSEEN, _picture, visible(text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_COMMAND = re.compile(r"^(\s*)::|##(?=\[|vso\[)")


def inert(line: str) -> str:
    """A line for a log with a backslash in what a CI server would take for a command: "::" at its head, "##[", "##vso["."""
    return _COMMAND.sub(lambda match: "#\\#" if match[1] is None else f"{match[1]}\\::", line)


def one_line(text: str, limit: int = 200) -> str:
    """The text on one line for a label: white space run together, at most ``limit`` code points, cut with an ellipsis."""
    flat = visible(" ".join(text[: limit * 4].split()))
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def language_name(tag: str) -> str:
    """The English name of a language, the tag itself where it is not known, "unknown language" for none."""
    return _LANGUAGES.get(tag.partition("-")[0], visible(tag)) if tag else "unknown language"


def right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.partition("-")[0] in _RIGHT_TO_LEFT


def has_right_to_left(text: str) -> bool:
    """Whether any sign of the text is of a script written from right to left."""
    return not text.isascii() and re.search(_RTL_SIGN, text) is not None


def count(number: int, noun: str) -> str:
    """ "1 finding", "1,204 findings"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


_ODD = "[\u00ad\u0300-\U0010ffff]"
_GLUED = "[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"


def width(text: str) -> int:
    """Terminal columns that the text takes: two for East Asian wide signs and emoji, none for marks and joiners.

    What a zero-width joiner glues on takes none, and a pair of regional letters is one flag.
    """
    odd = re.findall(_ODD, text)
    if not odd:
        return len(text)
    if not re.search(_GLUED, text):
        return len(text) + sum(map(_sign_width, odd)) - len(odd)
    total = 0
    previous = ""
    flag = False
    for sign in text:
        size = _sign_width(sign)
        if previous == "\u200d" and size:
            size = 0
        elif sign == "\ufe0f" and previous and _sign_width(previous) == 1:
            size = 1
        elif "\U0001f3fb" <= sign <= "\U0001f3ff" and previous > "\u2600":
            size = 0
        if "\U0001f1e6" <= sign <= "\U0001f1ff":
            size = 0 if flag else 2
            flag = not flag
        else:
            flag = False
        total += size
        previous = sign
    return total


@functools.lru_cache(maxsize=16384)
def _sign_width(sign: str) -> int:
    if sign < "\u0300":
        return 0 if sign == "\u00ad" else 1
    kind = unicodedata.category(sign)
    if kind in ("Mn", "Me", "Cf") or "\u1160" <= sign <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most ``room`` terminal columns, broken at spaces and inside words too long for a line."""
    if len(text) <= room and text.isascii():
        return [text]
    if text.isascii():
        return textwrap.wrap(text, max(room, 8), break_on_hyphens=False) or [""]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = width(word)
        if line and used + 1 + size > room:
            lines.append(line)
            line, used = "", 0
        while size > room and len(word) > 1:
            head = fitting(word, room - used - (1 if line else 0))
            if not head:
                if line:
                    lines.append(line)
                    line, used = "", 0
                    continue
                head = word[:1]
            lines.append(f"{line} {head}" if line else head)
            line, used = "", 0
            word = word[len(head) :]
            size = width(word)
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line]


def fitting(text: str, room: int) -> str:
    """The longest beginning of the text that takes at most ``room`` columns, never cut before a mark or a joined sign."""
    used, end = 0, 0
    for index, sign in enumerate(text):
        size = _sign_width(sign)
        if used + size > room:
            break
        used += size
        end = index + 1
    while 0 < end < len(text) and (_sign_width(text[end]) == 0 or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end]


def fitting_end(text: str, room: int) -> str:
    """The longest ending of the text that takes at most ``room`` columns and does not begin with a mark."""
    used, start = 0, len(text)
    while start and used + (size := _sign_width(text[start - 1])) <= room:
        used += size
        start -= 1
    while 0 < start < len(text) and (_sign_width(text[start]) == 0 or text[start - 1] == "\u200d"):
        start += 1
    return text[start:]
