"""Every stretch of a document that stands in another language than it should, found once for all rules of the family.

Three stages, the cheap ones first: letters of a foreign script; words, by how common they are in the text's language and in
another; sentences, by a language model's likelihoods, only where the words looked odd. What a quotation, a title, a gloss or
a reference explains is left out, and neighbours are joined: one fragment, one entry.
"""

from __future__ import annotations

import bisect
import fnmatch
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from copydesk import Document, Fact, Span, kin, load_pack
from copydesk_rules.language import context, foreign, lexical, scripts, shape, words
from copydesk_rules.language.fragment import Fragment, Kind, Place, letters, plan, trimmed
from copydesk_rules.language.settings import Residue
from copydesk_rules.language.sieve import Sieve

WHOLE, WHOLE_MIN = 0.85, 40
SIBLING_SHARE, SIBLING_DOUBT = 0.3, -4.0


class Ledger:
    """The fragments of a document, computed once for each set of options."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[Residue, tuple[Fragment, ...]] = {}

    def fragments(self, options: Residue) -> tuple[Fragment, ...]:
        """All fragments in order of place; the kinds that rules report."""
        if options not in self._found:
            self._found[options] = tuple(_collect(self._document, options))
        return self._found[options]

    def of(self, kind: Kind, options: Residue) -> Iterator[Fragment]:
        return (fragment for fragment in self.fragments(options) if fragment.kind == kind)

    def to_json(self, document: Document) -> list[dict[str, Any]]:
        """What stands in the reports: every fragment with its place in the source."""
        out = []
        for fragment in next(iter(self._found.values()), ()):
            start, end = document.to_source(Span(fragment.start, fragment.end))
            out.append(
                {
                    "start": start,
                    "end": end,
                    "kind": fragment.kind,
                    "language": fragment.language,
                    "score": round(fragment.score, 1),
                    "words": fragment.words,
                    "cause": cause(fragment),
                }
            )
        return out


FACT = Fact("language/residue", Ledger, lambda ledger, document: ledger.to_json(document))


def language_name(tag: str) -> str:
    """The English name of a language, for messages."""
    return str(load_pack(tag).get("english", tag or "another language"))


def cause(one: Fragment) -> str:
    """Why a fragment is likely to stand there: "skipped", "left over", "another edition", "layout" or "filed wrongly"."""
    if one.kind == "document":
        return "filed wrongly"
    if one.kind == "script":
        return "layout" if one.end - one.start == 1 else "another edition"
    if not one.source:
        return "another edition"
    return "skipped" if one.kind in ("block", "sentence") else "left over"


def _collect(document: Document, options: Residue) -> list[Fragment]:
    if not document.language or any(fnmatch.fnmatch(document.path, glob) for glob in options.bilingual):
        return []
    found: list[Fragment] = []
    text = document.text
    pieces = [text[block.start : block.end] for block in document.blocks]
    chunks = [piece.split() for piece in pieces]
    several = len(document.languages) > 1
    sieves: dict[str, Sieve | None] = {}
    for index, block in enumerate(document.blocks):
        host = document.language_at(block.start) if several else document.language
        if host not in sieves:
            one = plan(host, options.sources)
            sieves[host] = Sieve(one, text, chunks) if one is not None else None
        sieve = sieves[host]
        if sieve is not None and sieve.keeps(pieces[index], chunks[index]):
            place = Place(document, text, block, index, sieve.plan, options.sources)
            found += _in_block(place, pieces[index], chunks[index], sieve)
    return _as_whole(document, _without_excused(document, found, options)) if found else []


def _in_block(place: Place, piece: str, chunks: Sequence[str], sieve: Sieve) -> list[Fragment]:
    found: list[Fragment] = []
    if sieve.strange and not piece.isascii():
        found += foreign.foreign_scripts(place)
    if not place.plan.latin:
        found += foreign.latin_runs(place, piece)
        if "Hira" in place.scripts:
            found += foreign.chinese_sentences(place)
    if not place.plan.wide:
        found += lexical.foreign_words(place, piece, chunks, sieve)
    if not found:
        return found
    found = shape.sized(place, shape.joined(place, shape.deduplicated(found)))
    return [replace(one, source=one.language in place.sources) for one in found]


def _without_excused(document: Document, found: Sequence[Fragment], options: Residue) -> list[Fragment]:
    """The fragments that no quotation, gloss, title, reference or setting explains; whole quotations keep their kind."""
    text = document.text
    allowed = context.Allowed(options.allow)
    starts = [block.start for block in document.blocks]
    listed = context.reference_list(document)
    seen: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]], bool]] = {}
    out: list[Fragment] = []
    for one in found:
        index = bisect.bisect_right(starts, one.start) - 1
        block = document.blocks[index]
        if index not in seen:
            seen[index] = (
                context.pairs(text, block.start, block.end),
                context.brackets(text, block.start, block.end),
                (listed and listed[0] <= index < listed[1]) or context.is_reference(text, block.start, block.end),
            )
        quoted, bracketed, reference = seen[index]
        if one.kind == "phrase" and words.lexicon(one.host).is_loan_phrase(text[one.start : one.end]):
            continue
        if reference or one.words < options.min_words:
            continue
        if one.kind in ("phrase", "word") and context.is_caption(document, block):
            continue
        if allowed and allowed.phrase(list(context.words_of(text, one.start, one.end))):
            continue
        if " --" in text[one.start : one.end + 3]:
            continue
        quote = context.enclosing(quoted, one.start, one.end) or _mostly_in(text, quoted, one)
        if block.kind == "quote" or (quote and (_fills(text, quote, one) or _all_foreign(text, quote, one))):
            start, end = quote or (one.start, one.end)
            start, end = trimmed(text, max(start, one.start), min(end, one.end))
            out.append(replace(one, start=start, end=end, kind="quote"))
            continue
        bracket = context.enclosing(bracketed, one.start, one.end)
        if bracket and _fills(text, bracket, one) and context.is_gloss(text, (block.start, block.end), bracket, one.words):
            continue
        if one.kind in ("phrase", "word") and context.spells_acronym(text, (block.start, block.end), (one.start, one.end)):
            continue
        if one.kind in ("phrase", "word", "sentence") and context.is_marked_up(document, one.start, one.end):
            continue
        out.append(one)
    return out


def _mostly_in(text: str, quoted: Sequence[tuple[int, int]], one: Fragment) -> tuple[int, int] | None:
    """The quotation that has most of a fragment; the rest of the fragment is a word that both languages share."""
    size = letters(text, one.start, one.end)
    for start, end in quoted:
        low, high = max(start, one.start), min(end, one.end)
        if low < high and letters(text, low, high) >= shape.MOSTLY * size:
            return start, end
    return None


def _fills(text: str, bracket: tuple[int, int], one: Fragment) -> bool:
    return letters(text, one.start, one.end) * 3 >= 2 * letters(text, *bracket)


def _all_foreign(text: str, quote: tuple[int, int], one: Fragment) -> bool:
    """Whether the rest of a quotation is names and words of the fragment's language: a title of which a part was found."""
    around = text[quote[0] : one.start] + " " + text[one.end : quote[1]]
    written = tuple(load_pack(one.host).get("scripts", ()))
    if "Latn" not in written:
        return not scripts.letters_of(written).search(around)
    table = words.evidence(one.host, one.language)
    return all(words.core(chunk)[:1].isupper() or table[chunk] > words.BREAK - 1 for chunk in around.split())


def _as_whole(document: Document, found: list[Fragment]) -> list[Fragment]:
    """One fragment for the document where next to all of it is in one other language."""
    if len(document.languages) > 1:
        return found
    counts: dict[str, int] = {}
    for one in found:
        if one.kind in ("block", "sentence", "script", "phrase"):
            counts[one.language] = counts.get(one.language, 0) + letters(document.text, one.start, one.end)
    if not counts:
        return found
    tag = max(counts, key=lambda name: counts[name])
    size = letters(document.text, 0, len(document.text))
    if counts[tag] < WHOLE_MIN:
        return found
    if counts[tag] < WHOLE * size and not (counts[tag] >= SIBLING_SHARE * size and _is_sibling_text(document, tag, found)):
        return found
    mine = [one for one in found if one.language == tag and one.kind in ("block", "sentence", "script", "phrase")]
    start, end = mine[0].start, mine[-1].end
    if counts[tag] < WHOLE * size:
        start, end = document.blocks[0].start, document.blocks[-1].end
    score = sum(one.score for one in mine)
    return [replace(mine[0], start=start, end=end, kind="document", score=score, words=sum(one.words for one in mine))]


def _is_sibling_text(document: Document, tag: str, found: Sequence[Fragment]) -> bool:
    """Whether the rest of a text, much of which is in a sibling of its language, does not speak against that sibling."""
    if not kin(tag, document.language):
        return False
    rest = document.text
    for one in reversed(found):
        rest = rest[: one.start] + " " + rest[one.end :]
    table = words.evidence(document.language, tag)
    return sum(map(table.__getitem__, rest.split())) > SIBLING_DOUBT
