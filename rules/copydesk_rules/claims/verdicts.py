"""Which rule reports which sentence: one defect is one finding, and the most specific rule has it.

``document.fact(VERDICTS)`` maps the name of a rule to its verdicts, in order of place.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copydesk import Document, Fact, Hit, Related, Span

from .lexicon import Lexicon, lexicon
from .patterns import Match
from .records import FACT, Claim

_IDENTIFIER = re.compile(r"\b10\.\d{4,9}/\S+|\bPMID:?\s*\d+", re.IGNORECASE)
_ABSTRACT_MAX = 6000
_READ = 100
_LOUD = ("headline", "lede")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim that a rule reports, how severe it is ("" for the rule's own), and the place that speaks against it."""

    claim: Claim
    severity: str = ""
    against: Span | None = None


def _compute(document: Document) -> Mapping[str, Sequence[Verdict]]:
    out: dict[str, list[Verdict]] = {}
    open_claims = _worst_of_sentences(document.fact(FACT))
    records: Sequence[Claim] = document.fact(FACT)
    if not records:
        return out
    body = _Body(document, records)
    for claim in open_claims:
        name, verdict = body.judge(claim)
        if name:
            out.setdefault(name, []).append(verdict)
    reported = {verdict.claim.sentence for found in out.values() for verdict in found}
    for claim in body.unnamed():
        if claim.sentence not in reported:
            reported.add(claim.sentence)
            out.setdefault("unnamed-study", []).append(Verdict(claim))
    return out


def _worst_of_sentences(records: Sequence[Claim]) -> list[Claim]:
    """One unlicensed claim for each sentence that has any: outside quotation marks before inside, absolute first."""
    best: dict[Span, Claim] = {}
    for claim in records:
        if claim.kind == "causal" and claim.licence is None:
            held = best.get(claim.sentence)
            if held is None or _rank(claim) < _rank(held):
                best[claim.sentence] = claim
    return list(best.values())


def _rank(claim: Claim) -> tuple[bool, bool, bool]:
    return claim.voice == "quote", claim.absolute is None, claim.category in ("promise", "headline", "nominal")


class _Body:
    """What the rest of a document says about its claims; looked up once and only where there is a claim."""

    def __init__(self, document: Document, records: Sequence[Claim]) -> None:
        self.document = document
        self.records = records
        self.words: Lexicon = lexicon(document.pack)
        self.marks: dict[str, list[Match]] = {}
        for match in self.words.document.find(self.words.fold(document.text)):
            self.marks.setdefault(match.category.partition(".")[2], []).append(match)
        self._contents: dict[Span, set[str]] = {}
        self.heads = [(zone.start, zone.end) for zone in document.zones_of("title")]
        cited = bool(_IDENTIFIER.search(document.text))
        self.is_abstract = cited and len(document.text) <= _ABSTRACT_MAX and len(self.marks.get("abstract", ())) >= 2
        self.is_model_study = bool(self.marks.get("models")) and not self.marks.get("people")

    def judge(self, claim: Claim) -> tuple[str, Verdict]:
        loud = claim.voice in _LOUD
        if claim.voice == "quote":
            return ("absolute-claim" if claim.absolute else "unhedged-claim"), Verdict(claim, "info")
        if self.is_abstract and claim.voice != "headline":
            past = self.words.past
            reach = 2 if self.words.continuous else 0
            if past and past.fullmatch(self.words.fold(self.document.text[claim.cue.start : claim.cue.end + reach]).strip()):
                return "", Verdict(claim)
            return "unhedged-claim", Verdict(claim, "info")
        if loud and (taken_back := self._caveat(claim)):
            return "headline-outruns-body", Verdict(claim, "error", taken_back)
        if claim.absolute:
            return "absolute-claim", Verdict(claim, "warning" if claim.voice == "paraphrase" else "error")
        if loud and (softer := self._same_matter(claim, hedged=True)):
            return "headline-outruns-body", Verdict(claim, "warning", softer)
        if loud and self.is_model_study and (model := self._model(claim)):
            return "model-leap", Verdict(claim, "", model)
        if claim.voice in ("own", "headline", "lede") and (association := self._same_matter(claim, hedged=False)):
            return "cause-from-association", Verdict(claim, "", association)
        return ("unhedged-headline" if loud else "unhedged-claim"), Verdict(claim)

    def unnamed(self) -> Iterator[Claim]:
        """Licensed or correlational statements that rest on a study which nothing in the document names."""
        if _IDENTIFIER.search(self.document.text) or any(m.value for m in self.document.metadata if m.key in _NAMING):
            return
        if self.marks.get("named") or self.document.zones_of("reference"):
            return
        by_start = {claim.sentence: claim for claim in reversed(self.records) if claim.voice not in ("quote", "paraphrase")}
        for match in self.marks.get("unnamed", ()):
            if claim := by_start.get(self._sentence(match.start)):
                yield claim
                return

    def _outside(self, span: tuple[int, int], claim: Claim) -> bool:
        if claim.sentence.start <= span[0] < claim.sentence.end:
            return False
        return not any(start <= span[0] < end for start, end in self.heads)

    def _caveat(self, claim: Claim) -> Span | None:
        for match in self.marks.get("caveats", ()):
            if self._outside((match.start, match.end), claim):
                return self._sentence(match.start)
        return None

    def _model(self, claim: Claim) -> Span | None:
        models = self.marks.get("models", ())
        if any(claim.sentence.start <= m.start < claim.sentence.end for m in models):
            return None
        return next((self._sentence(m.start) for m in models if self._outside((m.start, m.end), claim)), None)

    def _same_matter(self, claim: Claim, *, hedged: bool) -> Span | None:
        """Another sentence on the same matter that only associates, or that hedges."""
        own = self._content(claim.sentence)
        least = 3 if self.words.continuous else 2
        for other in self._softer[hedged]:
            if other != claim.sentence and len(own & self._content(other)) >= least:
                return other
        return None

    @functools.cached_property
    def _softer(self) -> tuple[list[Span], list[Span]]:
        """Sentences of the body that only associate, and those that hedge a cause: no more of each than are read at once."""
        body = [other for other in self.records if other.voice != "headline"]
        plain = dict.fromkeys(other.sentence for other in body if other.kind == "correlational" and other.licence is None)
        soft = dict.fromkeys(
            other.sentence
            for other in body
            if other.kind == "causal" and other.licence is not None and other.licence.kind in ("hedge", "limitation")
        )
        return list(plain)[:_READ], list(soft)[:_READ]

    def _content(self, span: Span) -> set[str]:
        if span not in self._contents:
            self._contents[span] = self._words_of(span)
        return self._contents[span]

    def _words_of(self, span: Span) -> set[str]:
        folded = self.words.fold(self.document.text[span.start : span.end])
        if self.words.continuous:
            return {folded[i : i + 2] for i in range(1, len(folded) - 2) if ord(min(folded[i : i + 2])) >= 0x3400}
        return {word[:6] for word in folded.split() if len(word) > 4}

    def _sentence(self, at: int) -> Span:
        sentences = self.document.sentences
        sentence = sentences[max(0, bisect.bisect_right(sentences, at, key=lambda s: s.start) - 1)]
        return Span(sentence.start, sentence.end)


_NAMING = frozenset({"citation_doi", "doi", "source", "isbasedon", "citation_journal_title"})
VERDICTS = Fact("claims/verdicts", _compute)


def hits(document: Document, rule: str, message: str, against: str = "") -> Iterator[Hit]:
    """The hits of one rule. {cue} in ``message`` is the claim's own words; ``against`` says what the other place does."""
    for verdict in document.fact(VERDICTS).get(rule, ()):
        claim = verdict.claim
        said = document.text[claim.cue.start : claim.cue.end]
        related = (Related(verdict.against, against),) if verdict.against and against else ()
        data = {"strength": claim.strength, "voice": claim.voice, "cue": said, "absolute": claim.absolute is not None}
        yield Hit(claim.part, message.format(cue=said), severity=verdict.severity or None, related=related, data=data)
