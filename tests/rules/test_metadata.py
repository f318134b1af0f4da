"""What metadata rules make of formats, of several studies, and of settings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from copydesk import Finding, lint_text
from copydesk.language.pack import load, tags

AS_OF = datetime.date(2026, 11, 22)
BODY = "The tram stops at the harbour and at the old mill. In winter it runs every half hour, in summer every ten minutes. " * 4
STUDY = "A study published in the journal Nature shows that tea keeps people awake at night."


def found(text: str, rule: str, path: str = "x.txt") -> Sequence[Finding]:
    return lint_text(text, path=path, language="en", select=[f"metadata/{rule}"], as_of=AS_OF)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", f"---\nauthors: [Anna Bok, Bo Ek]\n---\n{BODY}"),
        ("a.md", f"---\nparams:\n  author: Anna Bok\n---\n{BODY}"),
        ("a.md", f"---\nauthors:\n  - name: Anna Bok\n---\n{BODY}"),
        ("a.md", f'+++\n[author]\nname = "Anna Bok"\n+++\n{BODY}'),
        ("a.html", f'<p><a rel="author" href="/a">Anna Bok</a></p><p>{BODY}</p>'),
        ("a.html", f'<script type="application/ld+json">{{"author": {{"name": "Anna Bok"}}}}</script><p>{BODY}</p>'),
        ("a.html", f'<script type="application/ld+json">{{"reviewedBy": {{"name": "Anna Bok"}}}}</script><p>{BODY}</p>'),
        ("a.txt", f"The tram is back\n\nWritten by Anna Bok\n\n{BODY}"),
    ],
)
def test_bylines_in_all_formats(path: str, text: str) -> None:
    assert not found(text, "missing-byline", path)


@pytest.mark.parametrize("value", ["", "admin", "https://example.org/anna"])
def test_what_names_nobody_is_no_byline(value: str) -> None:
    assert found(f"---\nauthor: {value}\n---\n{BODY}", "missing-byline", "a.md")


def test_a_lost_name_is_pointed_to() -> None:
    text = f"The tram is back\n\n, Transport editor\n\n{BODY}"
    (finding,) = found(text, "missing-byline")
    assert (finding.start, finding.end) == (0, 0)
    assert [text[slice(*related.span)] for related in finding.related] == [", Transport editor"]


def test_one_finding_for_all_studies() -> None:
    (finding,) = found(f"{STUDY} It is cold. {STUDY}", "missing-source")
    assert (finding.start, finding.end) == (0, len(STUDY))
    assert len(finding.related) == 1


def test_links_of_the_prose_are_sources_and_those_of_the_menu_are_not() -> None:
    linked = f'<p>{STUDY} It was <a href="https://example.org/paper">done</a> at the old mill.</p>'
    menu = f'<ul><li><a href="https://example.org/">Home</a></ul><p>{STUDY}</p>'
    assert not found(linked, "missing-source", "a.html")
    assert found(menu, "missing-source", "a.html")
    assert not found(f'{menu}<p>Read <a href="https://doi.org/10.1038/x">it</a></p>', "missing-source", "a.html")


def test_a_doi_is_judged_by_its_form_alone() -> None:
    text = "doi: 10.1073/pnas.2313590121 and https://dx.doi.org/10.107/pnas"
    (finding,) = found(text, "broken-doi")
    assert text[finding.start : finding.end] == "10.107/pnas"


@pytest.mark.parametrize("tag", tags())
def test_every_language_has_the_words(tag: str) -> None:
    for key in ("study", "published", "reviewer", "attribution", "share", "percent"):
        words = load(tag).get(f"metadata.{key}")
        assert words
        assert len(set(words)) == len(words)
