"""The support contract: which rule checks which language, computed from keys and examples, never declared.

A rule supports a language when the pack has every key that the rule needs, and a good and a bad example of the rule in
that language stand in the pack or in the rule itself. A pack may say in ``support.heuristic`` (families or rules) that
nobody who knows the language has read it yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from copydesk import engine, registry
from copydesk.language import pack
from copydesk.model import Bad, Rule

Level = Literal["full", "heuristic", "neutral", "none"]


def level(rule: Rule, tag: str) -> Level:
    """ "full", "heuristic", "none"; "neutral" for a rule that needs no words, or is not about this language."""
    if not rule.needs or (rule.languages and tag not in rule.languages):
        return "neutral"
    if not engine.supports(rule, tag):
        return "none"
    words = pack.load(tag)
    good, bad = words.examples(rule.name)
    own_bad = any(isinstance(example, Bad) and example.language == tag for example in rule.examples)
    own_good = any(not isinstance(example, Bad) and example.language == tag for example in rule.examples)
    unread = words.get("support.heuristic", ())
    if not ((good or own_good) and (bad or own_bad)) or rule.name in unread or rule.family in unread:
        return "heuristic"
    return "full"


def table() -> Mapping[str, Mapping[str, Level]]:
    """By language and rule: the level of support."""
    rules = registry.all_rules()
    return {tag: {rule.name: level(rule, tag) for rule in rules} for tag in pack.tags()}
