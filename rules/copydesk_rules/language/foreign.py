"""The first stage: letters of scripts that the text's language is not written in, and Latin words in other scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk import Block, has_word_list, load_pack, quick_guess
from copydesk_rules.language import context, lexical, scripts, words
from copydesk_rules.language.fragment import SEGMENT, SEGMENT_RICH, Fragment, Place, is_wide
from copydesk_rules.language.patterns import lazily

_NATS_A_LETTER = 3.0
_GREEK_SYMBOL = 3
SINGLE_RUN = 3.0
_HANI_NAME = 3


def foreign_scripts(place: Place) -> Iterator[Fragment]:
    text, block = place.text, place.block
    for stretch in scripts.stretches(text, block.start, block.end, place.scripts):
        piece = text[stretch.start : stretch.end]
        if stretch.script == "Grek" and stretch.letters <= _GREEK_SYMBOL:
            continue
        before, after = text[stretch.start - 1 : stretch.start], text[stretch.end : stretch.end + 1]
        glued = (before.isalpha() or after.isalpha()) and not is_wide((*place.scripts, stretch.script))
        if glued:
            continue
        if stretch.script == "Hira" and "Hani" in place.scripts and piece.strip("のノ・ー") == "":
            continue
        if stretch.script == "Hani" and stretch.letters <= _HANI_NAME and is_wide(place.scripts):
            continue
        language = _language_of_script(stretch.script, piece, place.host)
        start, end = stretch.start, stretch.end
        if stretch.script == "Hira" and "Hani" in place.scripts:
            start, end = _japanese(text, block, start, end)
        count = max(1, len(list(context.words_of(text, start, end))))
        yield Fragment(start, end, "script", language, place.host, _NATS_A_LETTER * stretch.letters, count)


def _japanese(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """Kana in Chinese text with the sentence or the characters round it that must be Japanese too."""
    ends = "。！？!?\n”」』"
    left = max((text.rfind(sign, block.start, start) for sign in ends), default=-1)
    right = min((at for sign in ends if (at := text.find(sign, end, block.end)) >= 0), default=block.end)
    left = max(left + 1, block.start)
    kana = sum("\u3040" <= sign <= "\u30ff" for sign in text[left:right])
    if kana * 4 >= right - left:
        return left, min(right + 1, block.end)
    return start, end


_KANA = lazily("[\u3041-\u30fa]")
_HANI = lazily("[\u4e00-\u9fff]")
_CHINESE_MIN = 8


def chinese_sentences(place: Place) -> Iterator[Fragment]:
    """Sentences of Japanese text without any kana that a model is sure are Chinese."""
    if (
        _KANA().search(place.text, place.block.start, place.block.end)
        and "。" not in place.text[place.block.start : place.block.end]
    ):
        return
    for low, high in place.sentences():
        piece = place.text[low:high]
        signs = len(_HANI().findall(piece))
        if signs < _CHINESE_MIN or _KANA().search(piece):
            continue
        if quick_guess(piece, sure=True) == "zh":
            yield Fragment(low, high, "sentence", "zh", place.host, _NATS_A_LETTER * signs, 1)


_BY_SCRIPT = {
    "Grek": "el",
    "Hebr": "he",
    "Hang": "ko",
    "Hira": "ja",
    "Kana": "ja",
    "Hani": "zh",
    "Thai": "th",
    "Taml": "ta",
    "Beng": "bn",
    "Deva": "hi",
    "Arab": "ar",
    "Cyrl": "ru",
}


def _language_of_script(script: str, piece: str, host: str) -> str:
    usual = _BY_SCRIPT.get(script, "")
    if script in ("Cyrl", "Arab", "Hani") and len(piece) >= 12:
        guess = quick_guess(piece)
        if guess and guess != host and script in load_pack(guess).get("scripts", ()):
            return guess
    return usual


_LATIN = lazily(f"[{scripts.RANGES['Latn']}][{scripts.RANGES['Latn']}0-9'’.\\-_/@:+&#%]*")
_TECHNICAL = re.compile(r"[0-9_/@:+&#%]|\.\w|[a-z][A-Z]")
_GAP = 4


def latin_runs(place: Place, piece: str) -> Iterator[Fragment]:
    """Runs of Latin words in a text of another script that are neither names nor terms."""
    home = scripts.letters_of(place.scripts)
    base = place.block.start
    run: list[tuple[int, int, str]] = []
    for match in _LATIN().finditer(piece):
        if run:
            gap = piece[run[-1][1] : match.start()]
            if len(gap) > _GAP or home.search(gap) or "\n" in gap.strip(" "):
                yield from _latin_run(place, base, run)
                run = []
        run.append((match.start(), match.end(), match.group()))
    if run:
        yield from _latin_run(place, base, run)


def _latin_run(place: Place, base: int, run: Sequence[tuple[int, int, str]]) -> Iterator[Fragment]:
    chunks = [word.rstrip(".:-'’/&+") for _, _, word in run]
    lower = [word for word in chunks if word.islower() and not _TECHNICAL.search(word)]
    if base + run[0][0] <= place.block.start + 2 and place.block.end - base - run[-1][1] <= 2:
        for tag in place.sources:
            table = words.evidence(place.host, tag)
            if lexical.is_capital_line(table, chunks):
                yield lexical.line(place, table, chunks)
                return
    if not any(len(word) >= 2 for word in lower):
        return
    start, end = base + run[0][0], base + run[-1][0] + len(chunks[-1])
    host = words.lexicon(place.host)
    latin = context.latin_terms()
    best: tuple[float, str, int] | None = None
    for tag in _candidates_for_run(place, place.text[start:end], chunks):
        other = words.lexicon(tag)
        score, content = 0.0, 0
        for index, word in enumerate(chunks):
            plain = words.plain(word)
            if not plain or _TECHNICAL.search(word) or host.accepts(plain) or plain in latin:
                continue
            zipf = other.of(plain) or max((other.of(part) for part in plain.split("-")), default=0.0)
            if not zipf:
                score += words.UNKNOWN
                continue
            gain = words.LN10 * (zipf - words.FLOOR)
            if word[0].islower() and len(plain) > 1:
                score += gain
                content += plain not in other.commonest and len(plain) >= 3
            elif index == 0 and len(lower) * 2 >= len(chunks) > 3:
                content += plain not in other.commonest
        if best is None or score > best[0] + (3 if best[2] else 0):
            best = (score, tag, content)
    if best is None:
        return
    score, tag, content = best
    technical = sum(bool(_TECHNICAL.search(word)) for word in chunks)
    if technical * 2 > len(chunks):
        return
    other = words.lexicon(tag)
    known = sum(bool(other.of(words.plain(word))) for word in lower)
    small = context.small_words()
    prose = any(word in other.commonest for word in lower) and any(_carries(word, small, latin, host) for word in lower)
    enough = score >= SEGMENT and known >= 2 and (content or len(chunks) == len(lower))
    common = tag in place.sources and content and len(chunks) == len(lower) and score >= SINGLE_RUN
    if len(lower) >= 2 and (enough or (prose and tag in place.sources) or common):
        yield Fragment(start, end, "phrase", tag, place.host, max(score, SEGMENT_RICH), len(chunks))
    elif len(lower) == 1 and len(chunks) == 1:
        word = words.plain(chunks[0])
        if host.accepts(word) or word in latin:
            return
        common = tag in place.sources and words.lexicon(tag).of(word) >= (3.6 if len(word) < 5 else 3.0)
        certain = len(word) >= 3 and (common or (len(word) >= 4 and score >= 4.6 and tag not in place.sources))
        if score > words.SINGLE or certain:
            yield Fragment(start, end, "word", tag, place.host, score, 1, certain)


def _carries(word: str, small: frozenset[str], latin: frozenset[str], host: words.Lexicon) -> bool:
    """Whether a word is neither one that titles hold nor a term or loan."""
    plain = words.plain(word)
    return len(plain) >= 3 and plain not in small and plain not in latin and not host.accepts(plain)


def _candidates_for_run(place: Place, piece: str, chunks: Sequence[str]) -> list[str]:
    tags = [tag for tag in place.sources if "Latn" in load_pack(tag).get("scripts", ())]
    plain = [word for word in map(words.plain, chunks) if word]
    known = sum(any(words.lexicon(tag).of(word) for tag in tags) for word in plain)
    if known < len(plain) or not piece.isascii():
        guess = quick_guess(piece)
        if guess and guess not in tags and has_word_list(guess) and "Latn" in load_pack(guess).get("scripts", ()):
            tags.append(guess)
    return tags
