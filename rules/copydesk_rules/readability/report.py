"""The scores as they stand in the reports: counted when a report asks for them, not on every run."""

from __future__ import annotations

from typing import Any

from copydesk import Document, Fact
from copydesk_rules.readability import scores


def _to_json(asked: None, document: Document) -> dict[str, Any]:
    counted: scores.Scores = document.fact(scores.FACT)
    told = {"words": counted.words, "sentences": counted.sentences}
    return {**told, "lix": counted.lix, "rix": counted.rix} if counted.lix else told


FACT = Fact("readability/scores", lambda document: None, _to_json)
"""Asked for by a rule, it makes the reports carry the scores."""
