"""One sentence read closely: which words claim a cause, in which clause, and who says it. README.md tells how."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from copydesk import Document, Sentence, Span, Zone

from .clauses import Clause, clauses
from .lexicon import CUES, Lexicon
from .patterns import Match

QUESTION_MARK = re.compile(r"[?？؟;]+[\"'”’»«“„›‹)\]」』）\s]*$")
_UPPER = "A-ZÀ-ÞĀ-ŽА-ЯЁΑ-Ω"
_NAME = re.compile(rf"[{_UPPER}][\w'’-]+(?: (?:[{_UPPER}][\w'’-]*\.?|van|von|de|da|del|der|bin|al))* [{_UPPER}][\w'’-]+")
_EDGE = frozenset(" \t\n\r,;，；、،؛–—-")
_SCARE = 16
_ANAPHOR = 120
_ENDS = tuple(".。।؟!！…:：;؛,،、，")
_VERBS = ("strong", "change", "generic")


class Cue(NamedTuple):
    """Words that claim a cause (or, where ``kind`` says so, only a link), and the clause they stand in."""

    match: Match
    clause: Clause

    @property
    def kind(self) -> str:
        return "correlational" if self.match.category.startswith("correlation") else "causal"


class ZoneIndex:
    """The zones of a kind, found by offset; the document is asked for them on first use."""

    def __init__(self, document: Document, kind: str) -> None:
        self._document, self._kind = document, kind
        self._starts: list[int] | None = None

    def at(self, offset: int) -> Zone | None:
        if self._starts is None:
            self._zones = sorted(self._document.zones_of(self._kind), key=lambda zone: zone.start)
            self._starts = [zone.start for zone in self._zones]
        index = bisect.bisect_right(self._starts, offset) - 1
        return self._zones[index] if index >= 0 and offset < self._zones[index].end else None


@dataclass(frozen=True, slots=True)
class Places:
    """Where a document has its title, lede, quotations and references; ``cites``: whether anything looks like a citation."""

    titles: ZoneIndex
    ledes: ZoneIndex
    quotes: ZoneIndex
    references: ZoneIndex
    cites: bool


class Reading:
    """What stands in one sentence. ``found`` has the pack's words in it by category; ``cues`` are those that count."""

    def __init__(
        self, document: Document, words: Lexicon, folded: str, sentence: Sentence, cues: Sequence[Match], places: Places
    ) -> None:
        self.document, self.words, self.folded, self.sentence, self.places = document, words, folded, sentence, places
        self.text, self.start, self.end = document.text, sentence.start, sentence.end
        self.found: dict[str, list[Match]] = {}
        for match in words.context.find(folded, self.start, self.end):
            self.found.setdefault(match.category, []).append(match)
        self._drop_unreal()
        if ignored := self.found.get("outcomes.ignore", ()):
            cues = [cue for cue in cues if not _inside(cue, ignored)]
        self.all = sorted(cues, key=_place) if len(cues) > 1 else list(cues)
        self.wish = bool(self.found.get("advice.wants"))
        self.advice = self._is_advice()
        self.cues: list[Cue] = []
        causal, related = self._candidates()
        if causal or related:
            self.clauses = self._clauses([*causal, *related])
            self.voice, self.speaker = self._voice()
            self.cues = self._chosen(causal, related)
            if not self.cues and related:
                self.cues = [Cue(related[0], self.clause_of(related[0].start))]

    @property
    def is_question(self) -> bool:
        """Whether a question mark ends the sentence (in Greek, ";" is one)."""
        mark = QUESTION_MARK.search(self.text, self.start, self.end)
        return mark is not None and (mark.group()[0] != ";" or self.words.tag == "el")

    @property
    def has_health(self) -> bool:
        return bool(self.found.get("outcomes.words") or self.found.get("outcomes.weak"))

    def clause_of(self, at: int) -> Clause:
        for clause in self.clauses:
            if clause.covers(at):
                return clause
        return self.clauses[-1]

    def part_of(self, clause: Clause) -> Span:
        """The clauses round a clause up to the next adversative, without the commas and blanks round them."""
        same = [other for other in self.clauses if other.block == clause.block]
        start, end = clause.start, clause.end
        if len(same) > 1:
            start, end = min(other.start for other in same), max(other.end for other in same)
        while start < end and self.text[start] in _EDGE:
            start += 1
        while end > start and self.text[end - 1] in _EDGE:
            end -= 1
        return Span(start, end)

    def voice_at(self, cue: Match) -> str:
        """Who says a cue: "quote" inside quotation marks that hold more than a word or two, else the sentence's voice."""
        zone = self.places.quotes.at(cue.start)
        blocks = self.document.blocks
        if zone is None:
            return self.voice
        whole = len(blocks) == 1 and zone.start <= blocks[0].start + 1 and zone.end >= blocks[0].end - 1
        if whole and not self.found.get("attribution.person"):
            return self.voice  # a text that stands whole between marks is no quotation in another
        if zone.end - zone.start >= (_SCARE // 2 if self.words.continuous else _SCARE):
            return "quote"
        return self.voice

    def at_start(self, at: int) -> bool:
        """Whether what stands at an offset begins the sentence or one of its parts."""
        before = self.text[self.start : at].rstrip()
        return not any(sign.isalnum() for sign in before) or before[-1:] in ",:;–—("

    # which words count

    def _drop_unreal(self) -> None:
        """Takes out the words that the pack's lists of exceptions cover."""
        for family in ("outcomes", "hedges", "negation"):
            if unreal := self.found.get(f"{family}.ignore"):
                for name in self.found:
                    if name.startswith(family) and not name.endswith("ignore"):
                        self.found[name] = [match for match in self.found[name] if not _inside(match, unreal)]

    def _candidates(self) -> tuple[list[Match], list[Match]]:
        related = [cue for cue in self.all if cue.category.startswith("correlation")]
        least: tuple[str, ...] = CUES
        if not self.found.get("outcomes.words"):
            least = ("strong",)
            if self.found.get("outcomes.weak"):
                least = (*_VERBS, "promise") if self.advice else ("strong", "change")
        causal = [c for c in self.all if c.category in least and c.category not in _NO_CAUSE and self._is_verb(c)]
        return causal, related

    def _is_verb(self, cue: Match) -> bool:
        """Whether no ``unless`` of the pack takes this cue out."""
        phrase = " " in self.folded[cue.start + 1 : cue.head + 1]
        if not self.words.unless or cue.category not in (*_VERBS, "absolute") or (cue.category == "absolute" and phrase):
            return True
        word, after, before = self._around(cue)
        for rule in self.words.unless_of(word):
            if rule.after and after not in rule.after and not ("^" in rule.after and self.at_start(cue.start)):
                continue
            if rule.before and before not in rule.before and not ("$" in rule.before and self._at_end(cue.end)):
                continue
            if after in rule.but_after or ("," in rule.but_after and self._after_comma(cue.start)):
                continue
            if rule.by and any(word in rule.by for word in self.folded[cue.end + 1 : self.end + 1].split()):
                continue
            return False
        return True

    def _around(self, cue: Match) -> tuple[str, str, str]:
        """The cue's first word, the word before it (adverbs passed over) and the word after it, of the same sentence."""
        low = self.folded
        begin = low.rfind(" ", 0, cue.start + 1) + 1
        stop = low.find(" ", cue.start + 2)
        last = low.find(" ", cue.end + 1)
        before = low[max(self.start + 1, begin - 40) : begin].split()
        while before and self.words.is_adverb(before[-1]):
            before.pop()
        after = low[last : min(self.end + 1, last + 40)].split() if last <= self.end else []
        return low[begin:stop], before[-1] if before else "^", after[0] if after else "$"

    def _after_comma(self, at: int) -> bool:
        return self.text[self.start : at].rstrip().endswith((",", "，", "、", "،"))

    def _at_end(self, at: int) -> bool:
        stop = self.folded.find(" ", at + 1) - 1
        after = self.text[stop : self.end].lstrip(" ")
        return not any(sign.isalnum() for sign in after) or after[:1] in ",:;–—)."

    def _chosen(self, causal: Sequence[Match], related: Sequence[Match]) -> list[Cue]:
        outcomes = list(self.found.get("outcomes.words", ()))
        weak = self.found.get("outcomes.weak", [])
        if self.advice:
            outcomes += weak
        out: list[Cue] = []
        taken = -1
        for cue in causal:
            if cue.start < taken:
                continue
            clause = self.clause_of(cue.start)
            kind = cue.category
            if (kind == "promise" and not self.advice) or (kind == "headline" and self.voice != "headline"):
                continue
            if kind in ("change", "generic"):
                if not (self._has_outcome(clause, cue, outcomes) or (kind == "change" and self._has_outcome(clause, cue, weak))):
                    continue
            elif kind in ("nominal", "absolute", "headline") and not any(not _overlap(m, cue) for m in outcomes):
                continue
            if kind not in ("strong", "absolute", "promise") and _is_correlational(clause, cue, related):
                continue
            out.append(Cue(cue, clause))
            taken = cue.end
        return out

    def _has_outcome(self, clause: Clause, cue: Match, outcomes: Sequence[Match]) -> bool:
        """An outcome in the cue's clause, in the clause it hangs on, or shortly before it in the sentence ("… but it helps")."""
        parent = clause.parent
        for match in outcomes:
            if not _overlap(match, cue) and (
                cue.start - _ANAPHOR < match.start < cue.start
                or clause.covers(match.start)
                or (parent is not None and parent.covers(match.start))
            ):
                return True
        return False

    def _clauses(self, predicates: Sequence[Match]) -> list[Clause]:
        def starts(name: str) -> list[int]:
            return [match.start for match in self.found.get(f"clauses.{name}", ())]

        at = [match.start for match in predicates]
        return clauses(
            self.text,
            self.start,
            self.end,
            breakers=[start for start in starts("breakers") if start > self.start],
            relatives=starts("relatives"),
            subordinates=[start for start in starts("subordinates") if start > self.start],
            coordinators=self.words.coordinators,
            opened=any(self.at_start(start) and start - self.start < 8 for start in starts("openers")),
            predicate_before=lambda a, b: any(a <= start < b for start in at),
        )

    # who says it, and to whom

    def _voice(self) -> tuple[str, Span | None]:
        block = self.document.blocks[self.sentence.block]
        speaker = None
        if self.found.get("attribution.person") and (name := _NAME.search(self.text, self.start, self.end)):
            speaker = Span(*name.span())
        if self.places.titles.at(self.start) or block.kind == "heading":
            return "headline", speaker
        if block.kind in ("paragraph", "line") and _is_heading(self.text[block.start : block.end]):
            return "headline", speaker
        if self.found.get("attribution.person"):
            return "paraphrase", speaker
        if self.places.ledes.at(self.start):
            return "lede", speaker
        return ("study" if self.found.get("attribution.study") else "own"), speaker

    def _is_advice(self) -> bool:
        if self.found.get("advice.orders_any"):
            return True
        signs = ':;!–—“"„«»，：；！؛' + (",،" if self.wish else "")
        for match in self.found.get("advice.orders", ()):
            before = self.text[self.start : match.start].rstrip()
            if not any(sign.isalnum() for sign in before) or before[-1] in signs:
                return True
        return self.wish and any(cue.category not in ("promise", "wish") for cue in self.all)


_RANK = {name: rank for rank, name in enumerate(CUES)}
_NO_CAUSE = ("correlation", "correlation_loose", "wish")


def order_at(words: Lexicon, folded: str, start: int, end: int) -> Match | None:
    """The order that a sentence begins with, if it begins with one."""
    for match in words.context.find(folded, start, min(end, start + 60)):
        if match.category == "advice.orders_any" or (match.category == "advice.orders" and match.start - start <= 1):
            return match
    return None


def _place(cue: Match) -> tuple[int, int, int]:
    return cue.start, _RANK[cue.category], -cue.end


def _is_heading(piece: str) -> bool:
    return (
        len(piece) <= 140
        and "\n" not in piece
        and "|" not in piece
        and not piece.rstrip("\"'”’»«“„)」』 ").endswith(_ENDS)
        and piece[:1] not in "•-*–·"
        and any(sign.isalpha() for sign in piece)
    )


def _is_correlational(clause: Clause, cue: Match, related: Sequence[Match]) -> bool:
    """Whether words of mere association take a cue of the same clause down to a link."""
    for other in related:
        if not clause.covers(other.start):
            continue
        if other.start <= cue.start < other.end or other.start < cue.start:
            return True
        if other.category == "correlation" and cue.category != "nominal":
            return True
    return False


def _overlap(match: Match, cue: Match) -> bool:
    """Whether a match is a word of the cue itself and not one that stands in its gap."""
    return match.start < cue.head and cue.start < match.end


def _inside(match: Match, spans: Sequence[Match]) -> bool:
    return any(span.start <= match.start and match.end <= span.end for span in spans)
