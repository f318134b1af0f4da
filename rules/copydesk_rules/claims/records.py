"""The claim records of a document: every causal or correlational statement, what licenses it, and who says it.

``document.fact(FACT)`` is a tuple of ``Claim``, in order of place; README.md beside this file says how they are found.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from copydesk import Document, Fact, Pack, Span

from .lexicon import Lexicon, lexicon
from .licences import Marker, licence
from .patterns import Match
from .sentence import Cue, Places, Reading, ZoneIndex, order_at

STRENGTHS = ("negated", "question", "might", "may", "is associated with", "shows", "causes")
_CITATION = re.compile(r"\b10\.\d{4,9}/\S+|\[\d{1,3}(?:[,–-]\s*\d{1,3})*\]|\bPMID:?\s*\d+|\bNCT\d{8}\b|\bet al\b", re.IGNORECASE)
_CITES = ("10.", "[", "pmid", "nct", "et al")
_PROSE_MAX = 3000  # a longer "sentence" is a table or a list, and reading one costs its length squared
_EVIDENCE = (("designs.sentence", "trial"), ("evidence.models", "model"), ("evidence.people", "people"))


class Claim(NamedTuple):
    """One statement that something causes, or goes with, something else.

    ``part`` is the stretch of the sentence that an adversative sets apart, or all of it; ``kind`` "causal" or
    "correlational"; ``strength`` one of STRENGTHS; ``voice`` headline, lede, own, study, paraphrase or quote; ``category`` the
    pack's list that has the cue; ``speaker`` the name in a quote or paraphrase, where one stands; ``absolute`` the words
    that promise everything; ``near`` the evidence in its sentence.
    """

    cue: Span
    sentence: Span
    part: Span
    clause: Span
    kind: str
    strength: str
    licence: Marker | None
    voice: str
    category: str = ""
    speaker: Span | None = None
    absolute: Span | None = None
    advice: bool = False
    near: tuple[tuple[str, Span], ...] = ()


def _compute(document: Document) -> tuple[Claim, ...]:
    packs: dict[str, Pack] = {document.language: document.pack}
    for run in document.runs:
        packs.setdefault(run.language, document.pack_at(run.start))
    out: list[Claim] = []
    for language in sorted(packs):
        if packs[language].has("claims.cues"):
            out += _in_language(document, language if len(packs) > 1 else None, lexicon(packs[language]))
    return tuple(sorted(out, key=lambda claim: claim.cue))


def _in_language(document: Document, language: str | None, words: Lexicon) -> Iterator[Claim]:
    """The claims in the sentences of one language (None: in all)."""
    folded = words.fold(document.text)
    cues = words.cues.find(folded)
    health = words.health.starts(folded) if cues else []
    if not cues or not (health or any(match.category == "strong" for match in cues)):
        return
    sentences = document.sentences
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[Match]] = {}
    for match in cues:
        at = bisect.bisect_right(starts, match.start) - 1
        if at >= 0 and match.end <= sentences[at].end:
            found.setdefault(at, []).append(match)
    low = document.text.lower()
    title, lede, quote, reference = (ZoneIndex(document, kind) for kind in ("title", "lede", "quote", "reference"))
    places = Places(title, lede, quote, reference, any(sign in low for sign in _CITES))
    healthy = {bisect.bisect_right(starts, start) - 1 for start in health}
    for at in sorted(found):
        sentence = sentences[at]
        if sentence.end - sentence.start > _PROSE_MAX:
            continue
        if at not in healthy and not any(match.category == "strong" for match in found[at]):
            continue
        if (language and document.language_at(sentence.start) != language) or places.references.at(sentence.start):
            continue
        read = Reading(document, words, folded, sentence, found[at], places)
        yield from _claims(read)
        if read.wish and read.has_health and read.is_question and at + 1 < len(sentences):
            following = sentences[at + 1]
            order = order_at(words, folded, following.start, following.end) if following.block == sentence.block else None
            if order is not None:  # "Want to avoid cramps? Drink milk."
                span = Span(following.start, following.end)
                yield Claim(
                    Span(order.start, order.end), span, span, span, "causal", "causes", None, "own", "promise", advice=True
                )


def _claims(read: Reading) -> Iterator[Claim]:
    before: Cue | None = None
    purpose = False
    for cue in read.cues:
        marker = licence(read, cue, before, purpose)
        before, purpose = cue, marker is not None and marker.kind == "purpose"
        yield _claim(read, cue, marker)


def _claim(read: Reading, cue: Cue, marker: Marker | None) -> Claim:
    match, clause = cue.match, cue.clause
    voice = read.voice_at(match)
    absolute = None
    if match.category == "absolute":
        absolute = Span(match.start, match.end)
    elif cue.kind == "causal" and (marks := read.found.get("absolute.marks")):
        absolute = Span(marks[0].start, marks[0].end)
    stop = match.end if read.words.continuous else max(match.end, read.folded.find(" ", match.end) - 1)
    near: list[tuple[str, Span]] = []
    if read.places.cites:
        near += [("citation", Span(*m.span())) for m in _CITATION.finditer(read.text, read.start, read.end)]
    near += [(kind, Span(m.start, m.end)) for name, kind in _EVIDENCE if name in read.found for m in read.found[name]]
    return Claim(
        cue=Span(match.start, stop),
        sentence=Span(read.start, read.end),
        part=read.part_of(clause),
        clause=Span(clause.start, clause.end),
        kind=cue.kind,
        strength=_strength(read, cue, marker, voice),
        licence=marker,
        voice=voice,
        category=match.category,
        speaker=read.speaker if voice in ("quote", "paraphrase") else None,
        absolute=absolute,
        advice=read.advice,
        near=tuple(sorted(near, key=lambda item: item[1])) if near else (),
    )


def _strength(read: Reading, cue: Cue, marker: Marker | None, voice: str) -> str:
    if marker is None:
        return "is associated with" if cue.kind == "correlational" else "shows" if voice == "study" else "causes"
    if marker.kind in ("negation", "question", "experiment"):
        return {"negation": "negated", "question": "question", "experiment": "shows"}[marker.kind]
    return "might" if any(m.start == marker.span.start for m in read.found.get("hedges.might", ())) else "may"


def _to_json(value: tuple[Claim, ...], document: Document) -> list[dict[str, Any]]:
    def at(span: Span | None) -> list[int] | None:
        return None if span is None else list(document.to_source(span))

    return [
        {
            "kind": claim.kind,
            "strength": claim.strength,
            "voice": claim.voice,
            "cue": at(claim.cue),
            "cue_text": document.text[claim.cue.start : claim.cue.end],
            "sentence": at(claim.sentence),
            "clause": at(claim.clause),
            "licence": None if claim.licence is None else {"kind": claim.licence.kind, "span": at(claim.licence.span)},
            "speaker": at(claim.speaker),
            "absolute": at(claim.absolute),
            "advice": claim.advice,
            "evidence": [{"kind": kind, "span": at(span)} for kind, span in claim.near],
        }
        for claim in value
    ]


FACT = Fact("claims/records", _compute, _to_json)
