"""What of a document is worth a look in text of one language, found in a few set operations; most blocks of clean text leave."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from copydesk_rules.language import scripts, words
from copydesk_rules.language.fragment import Plan

LINE_MIN, LINE_MAX = 3, 14
"""How many words a headline has that is judged as a whole."""
_LIMIT = 400_000


class Sieve:
    """``strange``: whether the document has letters of foreign scripts; ``hot``: for each source those of the document's words
    that may be of its language; ``odd``: those that the text's language lacks, and how much so."""

    __slots__ = ("_all", "_judged", "_lines", "hot", "odd", "plan", "strange")

    def __init__(self, plan: Plan, text: str, chunks: Iterable[Sequence[str]]) -> None:
        self.plan = plan
        self.hot: tuple[set[str], ...] = ()
        self.odd: dict[str, float] = {}
        self._judged = not plan.latin or not (plan.wide or plan.listed)
        self._lines = bool(plan.sources)
        foreign = scripts.foreign_letters(plan.scripts)
        if plan.wide:
            self.strange = not text.isascii() and foreign.search(text) is not None
        else:
            usual = _usual(plan.host, tuple(table.other.language for table in plan.sources))
            rest = set().union(*chunks).difference(usual)
            self.hot = tuple(rest & table.learned(rest) for table in plan.sources)
            if plan.listed:
                odd = words.oddness(plan.host)
                self.odd = {chunk: odd[chunk] for chunk in rest & odd.learned(rest)}
            self.strange = foreign.search(" ".join(rest)) is not None
            plain = rest.difference(self.odd, *self.hot)
            usual.update((chunk for chunk in plain if not foreign.search(chunk)) if self.strange else plain)
        self._all = set(self.odd).union(*self.hot)

    def keeps(self, piece: str, chunks: Sequence[str]) -> bool:
        """Whether a block of these words may hold anything."""
        if self._judged or not self._all.isdisjoint(chunks) or (self.strange and not piece.isascii()):
            return True
        return self._lines and LINE_MIN <= len(chunks) <= LINE_MAX and chunks[-1][:1].isupper()


def _usual(host: str, sources: tuple[str, ...]) -> set[str]:
    """Chunks that were seen before and are worth no look, to add to."""
    usual = _seen(host, sources)
    if len(usual) > _LIMIT:
        usual.clear()
    return usual


@functools.lru_cache(maxsize=64)
def _seen(host: str, sources: tuple[str, ...]) -> set[str]:
    return set()
