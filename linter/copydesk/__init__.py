"""copydesk: a linter and publication gate for editorial text in many languages.

from copydesk import lint_text
for finding in lint_text("...", path="article.txt", language="da"):
    print(finding.line, finding.rule, finding.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Bad": "model",
    "Block": "document",
    "Document": "document",
    "Edit": "model",
    "Fact": "model",
    "Finding": "model",
    "Fix": "model",
    "Good": "model",
    "Hit": "model",
    "Meta": "document",
    "Pack": "language.pack",
    "Related": "model",
    "Report": "model",
    "Rule": "model",
    "Sentence": "document",
    "Severity": "model",
    "SourceSpan": "model",
    "Span": "model",
    "Zone": "model",
    "has_word_list": "language.wordlist",
    "identify": "language.identify",
    "kin": "language.identify",
    "likelihoods": "language.identify",
    "kept": "language.pack",
    "lint_paths": "api",
    "lint_text": "api",
    "load_pack": "api",
    "quick_guess": "language.identify",
    "word_frequencies": "language.wordlist",
    "word_key": "language.wordlist",
    "pack_tags": "api",
}

__all__ = [
    "Bad",
    "Block",
    "Document",
    "Edit",
    "Fact",
    "Finding",
    "Fix",
    "Good",
    "Hit",
    "Meta",
    "Pack",
    "Related",
    "Report",
    "Rule",
    "Sentence",
    "Severity",
    "SourceSpan",
    "Span",
    "Zone",
    "__version__",
    "has_word_list",
    "identify",
    "kept",
    "kin",
    "likelihoods",
    "lint_paths",
    "lint_text",
    "load_pack",
    "pack_tags",
    "quick_guess",
    "word_frequencies",
    "word_key",
]

if TYPE_CHECKING:
    from copydesk.api import lint_paths, lint_text, load_pack, pack_tags
    from copydesk.document import Block, Document, Meta, Sentence
    from copydesk.language.identify import identify, kin, likelihoods, quick_guess
    from copydesk.language.pack import Pack, kept
    from copydesk.language.wordlist import has_word_list, word_frequencies, word_key
    from copydesk.model import Bad, Edit, Fact, Finding, Fix, Good, Hit, Related, Report, Rule, Severity, SourceSpan, Span, Zone


def __getattr__(name: str) -> Any:
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(f"copydesk.{_HOME[name]}"), name)
    raise AttributeError(f"module 'copydesk' has no attribute {name!r}")
