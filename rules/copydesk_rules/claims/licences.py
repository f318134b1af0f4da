"""What licenses a claim, and whether its scope covers the words that claim: hedges, negation, questions, aims, trials."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from copydesk import Span

from .clauses import Clause
from .patterns import Match
from .sentence import QUESTION_MARK, Cue, Reading

_VERBS = ("strong", "change", "generic")


class Marker(NamedTuple):
    """What licenses a claim: ``kind`` is hedge, negation, question, aim, limitation, experiment or purpose."""

    kind: str
    span: Span


def licence(read: Reading, cue: Cue, before: Cue | None, before_is_purpose: bool) -> Marker | None:
    """The first marker whose scope covers a cue, or None. ``before`` is the cue before it and whether that was a mere purpose."""
    return _Scope(read, cue).licence(before if before_is_purpose else None)


class _Scope:
    """One cue in its sentence, and what reaches it."""

    def __init__(self, read: Reading, cue: Cue) -> None:
        self.read, self.cue, self.clause = read, cue.match, cue.clause

    def licence(self, joined: Cue | None) -> Marker | None:
        read = self.read
        if read.is_question and (mark := QUESTION_MARK.search(read.text, read.start, read.end)):
            return Marker("question", Span(mark.start(), mark.start() + 1))
        return (
            self._first("question", ("questions.sentence",), _anywhere)
            or self._embedded_question()
            or (self._negation() if self.cue.category != "promise" else None)
            or self._first("hedge", ("hedges.might", "hedges.may"), self._hedges)
            or self._first("hedge", ("hedges.near",), self._near_before)
            or self._first("hedge", ("hedges.sentence",), self._in_block)
            or (self._first("aim", ("aims.sentence",), self._in_block) if not read.advice else None)
            or self._first("limitation", ("limits.sentence",), _anywhere)
            or self._first("experiment", ("designs.sentence",), _anywhere)
            or (self._purpose(joined) if not read.advice else None)
        )

    def _first(self, kind: str, names: tuple[str, ...], covers: Callable[[Match], bool]) -> Marker | None:
        found = self.read.found
        for name in names:
            for match in found.get(name, ()):
                if not self._is_part(match) and covers(match):
                    return Marker(kind, Span(match.start, match.end))
        return None

    def _is_part(self, marker: Match) -> bool:
        """Whether a marker is nothing but a part of the cue itself."""
        cue = self.cue
        return cue.start <= marker.start and marker.end <= cue.head and marker.end - marker.start < cue.head - cue.start

    # reach

    def _in_block(self, marker: Match) -> bool:
        return self.read.clause_of(marker.start).block == self.clause.block

    def _in_scope(self, marker: Match, clause: Clause | None = None) -> bool:
        """In the cue's clause, or before it in the clause that it hangs on."""
        clause = clause or self.clause
        if clause.covers(marker.start):
            return True
        if clause.parent is not None and (clause.bracketed or self.read.words.inherits):
            return marker.start < clause.start and self._in_scope(marker, clause.parent)
        return False

    def _near_before(self, marker: Match) -> bool:
        if marker.end > self.cue.start:
            return False
        between = self.read.folded[marker.end + 1 : self.cue.start + 1]
        return len(between) <= 6 if self.read.words.continuous else len(between) <= 40 and len(between.split()) <= 3

    def _right_before(self, marker: Match) -> bool:
        if marker.end > self.cue.start:
            return False
        between = self.read.text[marker.end : self.cue.start]
        if self.read.words.continuous:
            return len(between) <= 4
        return (
            "," not in between
            and "،" not in between
            and len(between) <= 30
            and all(self.read.words.is_adverb(w.lower()) for w in between.split())
        )

    def _joined_later(self, marker: Match) -> int:
        """Where a coordinator between the cue and a marker after it stands; -1 where none does."""
        at = self.cue.end + 1
        for word in self.read.folded[at : marker.start + 1].split():
            at = self.read.folded.find(word, at)
            if word in self.read.words.coordinators:
                return at - 1
        return -1

    # kinds

    def _embedded_question(self) -> Marker | None:
        read, cue = self.read, self.cue
        presupposed = read.voice == "headline" and any(read.at_start(m.start) for m in read.found.get("presupposed.starts", ()))

        def covers(marker: Match) -> bool:
            if not self._in_block(marker) or (presupposed and read.at_start(marker.start)):
                return False
            follows = read.words.continuous and not presupposed and 0 <= marker.start - cue.end <= 14
            return marker.start < cue.start or follows

        return self._first("question", ("questions.embedded",), covers)

    def _hedges(self, marker: Match) -> bool:
        """A modal covers its clause; where modals come first, not what a coordinator joins before it ("bends it and may …")."""
        if not self._in_scope(marker):
            return False
        later = self.read.words.modal_first and marker.start > self.cue.end and self._joined_later(marker) >= 0
        return not later

    def _negation(self) -> Marker | None:
        read, cue = self.read, self.cue
        if cue.category == "nominal" and any(
            m.start < cue.head and cue.start < m.end for m in read.found.get("negation.ignore", ())
        ):
            return None  # the cue's own negation strengthens it: "not possible without"
        reach = 3 if read.words.continuous else 12
        return (
            self._first("negation", ("negation.clause",), self._negates)
            or self._first("negation", ("negation.before",), lambda m: m.start < cue.start and self._in_scope(m))
            or self._first("negation", ("negation.near",), self._near_before)
            or self._first(
                "negation",
                ("negation.after",),
                lambda m: cue.start < m.start <= cue.end + reach and self.clause.covers(m.start),
            )
        )

    def _negates(self, marker: Match) -> bool:
        """A negation covers the verbs of its clause, but not one before a coordinator, and a noun of cause only from near by."""
        read, cue = self.read, self.cue
        if not self._in_scope(marker):
            return False
        if marker.start >= cue.end and not read.words.continuous:
            joined = self._joined_later(marker)
            if joined >= 0 and any(other.start >= joined and other.category in _VERBS for other in read.all):
                return False
        if cue.category not in ("nominal", "headline"):
            return True
        phrase = read.words.continuous or " " in read.folded[marker.start + 1 : marker.end + 1]
        return phrase or self._near_before(marker) or cue.head <= marker.start <= cue.end + 8

    def _purpose(self, joined: Cue | None) -> Marker | None:
        found, cue = self.read.found, self.cue
        if any(m.start < cue.start and self.clause.covers(m.start) for m in found.get("aims.asserted", ())):
            return None
        marker = self._first("purpose", ("aims.before",), self._right_before)
        marker = marker or self._first("purpose", ("aims.after",), lambda m: -1 <= m.start - cue.end <= 6)
        if marker is None and joined is not None and self._coordinated(joined.match):
            return Marker("purpose", Span(cue.start, cue.end))
        return marker

    def _coordinated(self, last: Match) -> bool:
        """Whether the cue is joined to the one before by a comma or a coordinator right before it."""
        if self.read.text[last.end : self.cue.start].rstrip().endswith((",", "、", "，", "،")):
            return True
        words = self.read.folded[last.end + 1 : self.cue.start + 1].split()
        return any(word in self.read.words.coordinators for word in words[-3:])


def _anywhere(marker: Match) -> bool:
    return True
