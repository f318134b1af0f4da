"""The claim records of a document: every causal or correlational statement, what licenses it, and who says it.

``document.fact(FACT)`` is a tuple of ``Claim``, in order of place; README.md beside this file says how they are found.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from copydesk import Document, Fact, Sentence, Span, Zone

from .clauses import Clause, clauses
from .lexicon import CUES, Lexicon, lexicon
from .patterns import Match

STRENGTHS = ("negated", "question", "might", "may", "is associated with", "shows", "causes")
_CITATION = re.compile(r"\b10\.\d{4,9}/\S+|\[\d{1,3}(?:[,–-]\s*\d{1,3})*\]|\bPMID:?\s*\d+|\bNCT\d{8}\b|\bet al\b", re.IGNORECASE)
_QUESTION = re.compile(r"[?？؟;]+[\"'”’»«“„›‹)\]」』）\s]*$")
_NAME = re.compile(
    r"[A-ZÀ-ÞĀ-ŽА-ЯЁΑ-Ω][\w'’-]+(?: (?:[A-ZÀ-ÞĀ-ŽА-ЯЁΑ-Ω][\w'’-]*\.?|van|von|de|da|del|der|bin|al))* [A-ZÀ-ÞĀ-ŽА-ЯЁΑ-Ω][\w'’-]+"
)
_SCARE = 16


@dataclass(frozen=True, slots=True)
class Marker:
    """What licenses a claim: ``kind`` is hedge, negation, question, aim, limitation, experiment or purpose."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that something causes, or goes with, something else.

    ``kind`` is "causal" or "correlational"; ``strength`` one of STRENGTHS; ``voice`` headline, lede, own, study,
    paraphrase or quote; ``category`` the pack's list that has the cue; ``speaker`` the name in a quote or paraphrase, where one stands; ``near`` the evidence in its sentence.
    """

    cue: Span
    sentence: Span
    clause: Span
    kind: str
    strength: str
    licence: Marker | None
    voice: str
    speaker: Span | None = None
    absolute: Span | None = None
    advice: bool = False
    category: str = ""
    near: tuple[tuple[str, Span], ...] = ()


def _compute(document: Document) -> tuple[Claim, ...]:
    out: list[Claim] = []
    sentences = document.sentences
    if not sentences:
        return ()
    starts = [sentence.start for sentence in sentences]
    languages = {document.language, *(run.language for run in document.runs)}
    skipped = _Zones(document, "reference")
    zones = _Zones(document, "title"), _Zones(document, "lede"), _Zones(document, "quote")
    for language in sorted(languages):
        pack = (
            document.pack
            if language == document.language
            else next(document.pack_at(run.start) for run in document.runs if run.language == language)
        )
        if not pack.has("claims.cues"):
            continue
        words = lexicon(pack)
        folded = words.fold(document.text)
        by_sentence: dict[int, list[Match]] = {}
        for match in words.cues.find(folded):
            at = bisect.bisect_right(starts, match.start) - 1
            if at >= 0 and match.end <= sentences[at].end:
                by_sentence.setdefault(at, []).append(match)
        for at in sorted(by_sentence):
            sentence = sentences[at]
            if len(languages) > 1 and document.language_at(sentence.start) != language:
                continue
            if skipped.at(sentence.start):
                continue
            out += _Reader(document, words, folded, sentence, by_sentence[at], at, zones).claims()
    return tuple(sorted(out, key=lambda claim: claim.cue))


class _Zones:
    """The zones of some kinds, found by offset."""

    def __init__(self, document: Document, *kinds: str) -> None:
        self._zones = sorted(document.zones_of(*kinds), key=lambda zone: zone.start)
        self._starts = [zone.start for zone in self._zones]

    def at(self, offset: int) -> Zone | None:
        index = bisect.bisect_right(self._starts, offset) - 1
        return self._zones[index] if index >= 0 and offset < self._zones[index].end else None


class _Reader:
    """Reads one sentence that has a cue."""

    def __init__(
        self,
        document: Document,
        words: Lexicon,
        folded: str,
        sentence: Sentence,
        cues: Sequence[Match],
        index: int,
        zones: tuple[_Zones, _Zones, _Zones],
    ) -> None:
        self.titles, self.ledes, self.quotes = zones
        self.document = document
        self.words = words
        self.folded = folded
        self.sentence = sentence
        self.start, self.end = sentence.start, sentence.end
        self.text = document.text
        self.index = index
        self.cues = sorted(cues, key=lambda m: (m.start, CUES.index(m.category), -m.end))
        self.found: dict[str, list[Match]] = {}

    def claims(self) -> Iterator[Claim]:
        words = self.words
        for match in words.context.find(self.folded, self.start, self.end):
            self.found.setdefault(match.category, []).append(match)
        ignored = self.found.get("outcomes.ignore", ())
        if ignored:
            self.cues = [cue for cue in self.cues if not _inside(cue, ignored)]
            for name in ("outcomes.words", "outcomes.weak"):
                self.found[name] = [m for m in self.found.get(name, ()) if not _inside(m, ignored)]
        for family in ("hedges", "negation"):
            if unreal := self.found.get(f"{family}.ignore"):
                for name in [name for name in self.found if name.startswith(family) and not name.endswith("ignore")]:
                    self.found[name] = [m for m in self.found[name] if not _inside(m, unreal)]
        causal = [cue for cue in self.cues if not cue.category.startswith("correlation") and self._is_verb(cue)]
        related = [cue for cue in self.cues if cue.category.startswith("correlation")]
        if not self.found.get("outcomes.words"):
            weak = self.found.get("outcomes.weak")
            least = ("strong", "change", *(("generic", "promise") if self._advice() else ())) if weak else ("strong",)
            causal = [cue for cue in causal if cue.category in least]
        if not causal and not related:
            return
        self.clauses = self._clauses(causal, related)
        self.voice, self.speaker = self._voice()
        advice = self._advice()
        chosen = self._chosen(causal, related, advice)
        purpose = False
        last: Match | None = None
        for cue, clause in chosen:
            marker = self._licence(cue, clause, advice, purpose and last is not None and self._coordinated(last, cue))
            purpose = marker is not None and marker.kind == "purpose"
            last = cue
            yield self._claim(cue, clause, marker, advice)
        if answer := self._answer(causal):
            yield answer
        if not chosen:
            for cue in related[:1]:
                clause = self._clause_of(cue.start)
                marker = self._licence(cue, clause, False, False)
                yield self._claim(cue, clause, marker, False)

    def _claim(self, cue: Match, clause: Clause, marker: Marker | None, advice: bool) -> Claim:
        voice = self._voice_at(cue)
        kind = "correlational" if cue.category.startswith("correlation") else "causal"
        marks = self.found.get("absolute.marks", ())
        absolute = Span(cue.start, cue.end) if cue.category == "absolute" else None
        if absolute is None and marks and kind == "causal":
            absolute = Span(marks[0].start, marks[0].end)
        if marker is None:
            strength = "is associated with" if kind == "correlational" else "shows" if voice == "study" else "causes"
        elif marker.kind in ("negation", "question"):
            strength = {"negation": "negated", "question": "question"}[marker.kind]
        elif marker.kind == "experiment":
            strength = "shows"
        else:
            remote = any(m.start == marker.span.start for m in self.found.get("hedges.might", ()))
            strength = "might" if remote else "may"
        stop = cue.end if self.words.continuous else max(cue.end, self.folded.find(" ", cue.end) - 1)
        return Claim(
            cue=Span(cue.start, stop),
            sentence=Span(self.start, self.end),
            clause=Span(clause.start, clause.end),
            kind=kind,
            strength=strength,
            licence=marker,
            voice=voice,
            speaker=self.speaker if voice in ("quote", "paraphrase") else None,
            absolute=absolute,
            advice=advice,
            category=cue.category,
            near=self._near(),
        )

    def _answer(self, causal: Sequence[Match]) -> Claim | None:
        """The advice that the next sentence gives to a wish put as a question: "Want to avoid cramps? Drink milk."."""
        sentences = self.document.sentences
        if not (causal and self.found.get("advice.wants") and _QUESTION.search(self.text, self.start, self.end)):
            return None
        if self.index + 1 >= len(sentences) or sentences[self.index + 1].block != self.sentence.block:
            return None
        following = sentences[self.index + 1]
        for match in self.words.context.find(self.folded, following.start, min(following.end, following.start + 60)):
            if match.category == "advice.orders_any" or (
                match.category == "advice.orders" and match.start - following.start <= 1
            ):
                span = Span(following.start, following.end)
                return Claim(Span(match.start, match.end), span, span, "causal", "causes", None, self.voice, advice=True)
        return None

    # which cues count

    def _is_verb(self, cue: Match) -> bool:
        """Whether no ``unless`` of the pack takes this cue out."""
        if not self.words.unless or cue.category not in ("strong", "change", "generic", "absolute"):
            return True
        if cue.category == "absolute" and " " in self.folded[cue.start + 1 : cue.head + 1]:
            return True
        word, after, before = self._around(cue)
        for rule in self.words.unless_of(word):
            if rule.after and after not in rule.after and not (rule.after & {"^"} and self._at_start(cue.start)):
                continue
            if rule.before and before not in rule.before and not (rule.before & {"$"} and self._at_end(cue.end)):
                continue
            if rule.but_after and (after in rule.but_after or ("," in rule.but_after and self._after_comma(cue.start))):
                continue
            if rule.by and any(w in rule.by for w in self.folded[cue.end + 1 : self.end + 1].split()):
                continue
            return False
        return True

    def _around(self, cue: Match) -> tuple[str, str, str]:
        """The cue's first word, the word before it and the word after it (of the same sentence)."""
        low = self.folded
        begin = low.rfind(" ", 0, cue.start + 1) + 1
        stop = low.find(" ", cue.start + 2)
        last = low.find(" ", cue.end + 1)
        before = low[max(self.start + 1, begin - 40) : begin].split()
        adverbs = self.words.adverbs
        while before and adverbs is not None and adverbs.fullmatch(before[-1]):
            before.pop()
        after = low[last : min(self.end + 1, last + 40)].split() if last <= self.end else []
        return low[begin:stop], before[-1] if before else "^", after[0] if after else "$"

    def _after_comma(self, at: int) -> bool:
        return self.text[self.start : at].rstrip().endswith((",", "，", "、"))

    def _at_start(self, at: int) -> bool:
        before = self.text[self.start : at].rstrip()
        return not any(sign.isalnum() for sign in before) or before[-1:] in ",:;–—("

    def _at_end(self, at: int) -> bool:
        stop = self.folded.find(" ", at + 1) - 1
        after = self.text[stop : self.end].lstrip(" ")
        return not any(sign.isalnum() for sign in after) or after[:1] in ",:;–—)."

    def _chosen(self, causal: list[Match], related: list[Match], advice: bool) -> list[tuple[Match, Clause]]:
        headline = self.voice == "headline"
        outcomes = self.found.get("outcomes.words", ())
        weak = self.found.get("outcomes.weak", ())
        if advice:
            outcomes = (*outcomes, *weak)
        out: list[tuple[Match, Clause]] = []
        taken = -1
        for cue in causal:
            if cue.start < taken:
                continue
            clause = self._clause_of(cue.start)
            kind = cue.category
            if (kind == "promise" and not advice) or (kind == "headline" and not headline):
                continue
            if kind == "generic" and not self._has_outcome(clause, cue, outcomes):
                continue
            if kind == "change" and not (self._has_outcome(clause, cue, outcomes) or self._has_outcome(clause, cue, weak)):
                continue
            if kind in ("nominal", "absolute", "headline") and not any(not _overlap(m, cue) for m in outcomes):
                continue
            if kind not in ("strong", "absolute", "promise") and self._is_correlational(clause, cue, related):
                continue
            out.append((cue, clause))
            taken = cue.end
        return out

    def _has_outcome(self, clause: Clause, cue: Match, outcomes: Sequence[Match]) -> bool:
        """An outcome in the cue's clause, in the clause that it hangs on, or before it in the sentence ("… but it helps")."""
        near = [m for m in outcomes if not _overlap(m, cue)]
        parent = clause.parent
        return any(cue.start - 120 < m.start < cue.start or clause.covers(m.start) or (parent and parent.covers(m.start)) for m in near)

    def _is_correlational(self, clause: Clause, cue: Match, related: Sequence[Match]) -> bool:
        for other in related:
            if not clause.covers(other.start):
                continue
            if other.start <= cue.start < other.end:
                return True
            if other.start < cue.start or (other.category == "correlation" and cue.category != "nominal"):
                return True
        return False

    # what covers them

    def _clauses(self, causal: Sequence[Match], related: Sequence[Match]) -> list[Clause]:
        found = self.found
        openers = found.get("clauses.openers", ())
        predicates = [m.start for m in (*causal, *related)]
        return clauses(
            self.text,
            self.start,
            self.end,
            breakers=[m.start for m in found.get("clauses.breakers", ()) if m.start > self.start],
            relatives=[m.start for m in found.get("clauses.relatives", ())],
            subordinates=[m.start for m in found.get("clauses.subordinates", ()) if m.start > self.start],
            coordinators=self.words.coordinators,
            opened=any(self._at_start(m.start) and m.start - self.start < 8 for m in openers),
            predicate_before=lambda a, b: any(a <= at < b for at in predicates),
        )

    def _clause_of(self, at: int) -> Clause:
        for clause in self.clauses:
            if clause.covers(at):
                return clause
        return self.clauses[-1]

    def _scope(self, clause: Clause, at: int) -> bool:
        """Whether what stands at an offset covers a clause: in it, or before it in the clause it hangs on."""
        if clause.covers(at):
            return True
        if clause.parent is not None and (clause.bracketed or self.words.inherits):
            return at < clause.start and self._scope(clause.parent, at)
        return False

    def _licence(self, cue: Match, clause: Clause, advice: bool, coordinated: bool) -> Marker | None:
        found = self.found
        text = self.text

        def first(kind: str, *names: str, where: Any) -> Marker | None:
            for name in names:
                for match in found.get(name, ()):
                    if not _overlap_strict(match, cue) and where(match):
                        return Marker(kind, Span(match.start, match.end))
            return None

        mark = _QUESTION.search(text, self.start, self.end)
        if mark and (mark.group()[0] != ";" or self.document.language == "el"):
            return Marker("question", Span(mark.start(), mark.start() + 1))
        if marker := first("question", "questions.sentence", where=lambda m: True):
            return marker
        same_block = lambda m: self._clause_of(m.start).block == clause.block  # noqa: E731
        presupposed = self.voice == "headline" and any(self._at_start(m.start) for m in found.get("presupposed.starts", ()))
        if marker := first(
            "question",
            "questions.embedded",
            where=lambda m: m.start < cue.start and same_block(m) and not (presupposed and self._at_start(m.start)),
        ):
            return marker
        follows = lambda m: self.words.continuous and same_block(m) and 0 <= m.start - cue.end <= 14  # noqa: E731
        if not presupposed and (marker := first("question", "questions.embedded", where=follows)):
            return marker
        if cue.category != "promise" and (marker := self._negation(cue, clause, first)):
            return marker
        if marker := first("hedge", "hedges.might", "hedges.may", where=lambda m: self._scope(clause, m.start)):
            return marker
        if marker := first("hedge", "hedges.near", where=lambda m: self._near_before(m, cue)):
            return marker
        if marker := first("hedge", "hedges.sentence", where=same_block):
            return marker
        if not advice and (marker := first("aim", "aims.sentence", where=same_block)):
            return marker
        if marker := first("limitation", "limits.sentence", where=lambda m: True):
            return marker
        if marker := first("experiment", "designs.sentence", where=lambda m: True):
            return marker
        if advice:
            return None
        asserted = any(m.start < cue.start and clause.covers(m.start) for m in found.get("aims.asserted", ()))
        if not asserted:
            if marker := first("purpose", "aims.before", where=lambda m: self._right_before(m, cue)):
                return marker
            if marker := first("purpose", "aims.after", where=lambda m: -1 <= m.start - cue.end <= 6):
                return marker
            if coordinated:
                return Marker("purpose", Span(cue.start, cue.end))
        return None

    def _negation(self, cue: Match, clause: Clause, first: Any) -> Marker | None:
        if cue.category == "nominal" and any(_overlap(m, cue) for m in self.found.get("negation.ignore", ())):
            return None  # the cue's own negation strengthens it: "not possible without"
        reach = 3 if self.words.continuous else 12
        nominal = cue.category in ("nominal", "headline")
        in_reach = lambda m: (
            not self._belongs_later(m, cue) and (not nominal or self._weighty(m) or self._near_before(m, cue) or _touches(m, cue))
        )  # noqa: E731
        return (
            first("negation", "negation.clause", where=lambda m: self._scope(clause, m.start) and in_reach(m))
            or first("negation", "negation.before", where=lambda m: m.start < cue.start and self._scope(clause, m.start))
            or first("negation", "negation.near", where=lambda m: self._near_before(m, cue))
            or first(
                "negation", "negation.after", where=lambda m: cue.start < m.start <= cue.end + reach and clause.covers(m.start)
            )
        )

    def _belongs_later(self, marker: Match, cue: Match) -> bool:
        """Whether a negation after a cue belongs to another one that a coordinator joins: "eased the pain and did not harm"."""
        if marker.start < cue.end or self.words.continuous:
            return False
        at = cue.end
        for word in self.folded[cue.end + 1 : marker.start + 1].split():
            at = self.folded.find(word, at + 1) if at > cue.end else self.folded.find(word, cue.end + 1)
            if word in self.words.coordinators:
                return any(other.start >= at - 1 and other.category in ("strong", "change", "generic") for other in self.cues)
        return False

    def _weighty(self, marker: Match) -> bool:
        """Whether a negation is a phrase ("no evidence") and so denies more than the word beside it."""
        return self.words.continuous or " " in self.folded[marker.start + 1 : marker.end + 1]

    def _near_before(self, marker: Match, cue: Match) -> bool:
        if marker.end > cue.start:
            return False
        between = self.folded[marker.end + 1 : cue.start + 1]
        return len(between) <= 6 if self.words.continuous else len(between) <= 40 and len(between.split()) <= 3

    def _right_before(self, marker: Match, cue: Match) -> bool:
        if marker.end > cue.start:
            return False
        between = self.text[marker.end : cue.start]
        if self.words.continuous:
            return len(between) <= 4
        if "," in between or len(between) > 30:
            return False
        adverbs = self.words.adverbs
        return all(adverbs is not None and adverbs.fullmatch(word.lower()) for word in between.split())

    def _coordinated(self, last: Match, cue: Match) -> bool:
        """Whether a cue is joined to the one before by a coordinator or a comma right before it."""
        before = self.text[last.end : cue.start].rstrip()
        if before.endswith((",", "、", "，")):
            return True
        words = self.folded[last.end + 1 : cue.start + 1].split()
        return any(word in self.words.coordinators for word in words[-3:])

    # who says it

    def _voice(self) -> tuple[str, Span | None]:
        document, block = self.document, self.document.blocks[self.sentence.block]
        speaker = None
        if self.found.get("attribution.person") and (name := _NAME.search(self.text, self.start, self.end)):
            speaker = Span(*name.span())
        if self.titles.at(self.start) or block.kind == "heading":
            return "headline", speaker
        piece = self.text[block.start : block.end]
        if block.kind in ("paragraph", "line") and _is_heading(piece):
            return "headline", speaker
        if self.found.get("attribution.person"):
            return "paraphrase", speaker
        if self.ledes.at(self.start):
            return "lede", speaker
        return ("study" if self.found.get("attribution.study") else "own"), speaker

    def _voice_at(self, cue: Match) -> str:
        zone = self.quotes.at(cue.start)
        if len(self.document.blocks) == 1 and zone is not None and not self.found.get("attribution.person"):
            block = self.document.blocks[0]
            if zone.start <= block.start + 1 and zone.end >= block.end - 1:
                zone = None  # a text that stands whole between marks is no quotation in another
        if zone is not None and zone.end - zone.start >= (_SCARE // 2 if self.words.continuous else _SCARE):
            return "quote"
        return self.voice

    def _advice(self) -> bool:
        found = self.found
        wish = bool(found.get("advice.wants"))
        order = bool(found.get("advice.orders_any"))
        for match in found.get("advice.orders", ()):
            if order:
                break
            before = self.text[self.start : match.start].rstrip()
            order = not any(sign.isalnum() for sign in before) or before[-1] in ',:;!–—“"„«»，：；！'
        return order or (wish and any(cue.category != "promise" for cue in self.cues))

    def _near(self) -> tuple[tuple[str, Span], ...]:
        out = [("citation", Span(*m.span())) for m in _CITATION.finditer(self.text, self.start, self.end)]
        names = {"designs.sentence": "trial", "evidence.models": "model", "evidence.people": "people"}
        out += [(kind, Span(m.start, m.end)) for name, kind in names.items() for m in self.found.get(name, ())]
        return tuple(sorted(out, key=lambda item: item[1]))


_ENDS = tuple(".。।؟!！…:：;,、，")


def _is_heading(piece: str) -> bool:
    return (
        len(piece) <= 140
        and "\n" not in piece
        and "|" not in piece
        and not piece.rstrip("\"'”’»«“„)」』 ").endswith(_ENDS)
        and piece[:1] not in "•-*–·"
        and any(sign.isalpha() for sign in piece)
    )


def _overlap(one: Match, cue: Match) -> bool:
    """Whether an outcome is a word of the cue itself and not one that stands in its gap."""
    return one.start < cue.head and cue.start < one.end


def _overlap_strict(one: Match, cue: Match) -> bool:
    """Whether a marker is nothing but a part of the cue itself."""
    return cue.start <= one.start and one.end <= cue.head and (one.end - one.start) < (cue.head - cue.start)


def _touches(one: Match, cue: Match) -> bool:
    """Whether a marker stands in a cue's gap or right behind it."""
    return cue.head <= one.start <= cue.end + 8


def _inside(match: Match, spans: Sequence[Match]) -> bool:
    return any(span.start <= match.start and match.end <= span.end for span in spans)


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
