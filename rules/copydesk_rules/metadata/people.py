"""Who a document says wrote, checked or translated it."""

from __future__ import annotations

from copydesk import Document, Meta

AUTHOR_KEYS = frozenset(
    (
        "author",
        "authors",
        "author.name",
        "authors.name",
        "article:author",
        "byline",
        "citation_author",
        "contributor",
        "creator",
        "dc.creator",
        "dcterms.creator",
        "editor",
        "parsely-author",
        "sailthru.author",
        "translator",
        "writer",
    )
)
REVIEWER_KEYS = frozenset(
    (
        "checked_by",
        "fact_checked_by",
        "medical_reviewer",
        "medically_reviewed_by",
        "reviewed_by",
        "reviewedby",
        "reviewer",
        "reviewer.name",
        "reviewers",
        "reviewers.name",
    )
)
_NOBODY = frozenset(
    ("admin", "administrator", "anonymous", "editor", "guest", "none", "null", "root", "staff", "unknown", "webmaster")
)


def stated(document: Document, keys: frozenset[str]) -> Meta | None:
    """The first entry of the metadata that names a person under one of the keys."""
    for meta in document.metadata:
        if meta.key.removeprefix("params.").replace("-", "_") in keys or meta.key in keys:
            value = meta.value.strip()
            if value and value.casefold() not in _NOBODY and not value.startswith(("http://", "https://", "@")):
                return meta
    return None


def is_article(document: Document, least: int) -> bool:
    """Whether a text is long enough to be published on its own; a line of Chinese or Japanese counts for more."""
    text = document.text.strip()
    return len(text) >= (least if text[:200].isascii() or " " in text[:60] else least // 3)
