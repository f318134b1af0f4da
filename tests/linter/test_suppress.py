"""Comments that hide findings: what they cover, what they refuse, and what is said of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk import suppress
from copydesk.document import Document, Parts
from copydesk.model import SourceSpan
from copydesk.testing import apply_edits

pytestmark = pytest.mark.usefixtures("known_rules")


def document(source: str) -> Document:
    """A document whose comments <!-- … --> are no part of what a reader sees."""
    found = list(re.finditer("<!--.*?-->", source, re.DOTALL))
    text = re.sub("<!--.*?-->", lambda m: re.sub(r"[^\r\n]", " ", m[0]), source, flags=re.DOTALL)
    comments = tuple((SourceSpan(*m.span()), m[0].removeprefix("<!--").removesuffix("-->")) for m in found)
    return Document(source, Parts(text, comments=comments), path="a.md", format="markdown", language="en")


def hidden(source: str, rule: str, words: str) -> str | None:
    at = source.index(words)
    return suppress.parse(document(source)).hides(rule, SourceSpan(at, at + len(words)))


TEXT = "First block here.\n\n{}\n\nSecond block here.\n\nThird block here.\n"


def test_a_comment_on_its_own_covers_the_next_block() -> None:
    source = TEXT.format("<!-- copydesk: ignore alpha/one -- a quote from a song -->")
    assert hidden(source, "alpha/one", "Second") == "a quote from a song"
    assert hidden(source, "alpha/one", "block here.\n\nThird") == "a quote from a song"
    assert hidden(source, "alpha/one", "First") is None
    assert hidden(source, "alpha/one", "Third") is None
    assert hidden(source, "alpha/two", "Second") is None


@pytest.mark.parametrize("scope", ["ignore", "ignore-block"])
@pytest.mark.parametrize("line", ["Own {} block.", "Own block. {}", "{} Own block.", "Own block.{}"])
def test_a_comment_in_a_block_covers_that_block(scope: str, line: str) -> None:
    source = TEXT.format(line.format(f"<!-- copydesk: {scope} alpha/one -- said so by the author -->"))
    assert hidden(source, "alpha/one", "Own") == "said so by the author"
    assert hidden(source, "alpha/one", "Second") is None
    assert hidden(source, "alpha/one", "First") is None


def test_the_whole_file() -> None:
    source = TEXT.format("<!-- copydesk: ignore-file alpha/one, alpha/two -- a test page -->")
    for words in ("First", "Second", "Third"):
        assert hidden(source, "alpha/one", words) == hidden(source, "alpha/two", words) == "a test page"


@pytest.mark.parametrize("dash", ["--", "—", "–", "---"])
@pytest.mark.parametrize("names", ["alpha/one, alpha/two", "alpha/one alpha/two", "alpha/uno,alpha/two"])
def test_ways_to_write_it(dash: str, names: str) -> None:
    source = TEXT.format(f"<!--\nCopydesk: Ignore {names} {dash} agreed  with\nthe desk\n-->")
    assert hidden(source, "alpha/one", "Second") == "agreed with the desk"
    assert hidden(source, "alpha/two", "Second") == "agreed with the desk"


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("copydesk: ignore", "No rule is named, and a comment never hides everything. Write “copydesk: ignore RULE -- reason”."),
        ("copydesk: ignore -- because", ("No rule is named, and a comment never hides everything. "
         "Write “copydesk: ignore RULE -- reason”.")),
        ("copydesk: ignore alpha/one", "The reason is missing. Say after “--” why alpha/one does not count here."),
        ("copydesk: ignore alpha/one --", "The reason is missing. Say after “--” why alpha/one does not count here."),
        ("copydesk: ignore alpha/one -- ...", "The reason is missing. Say after “--” why alpha/one does not count here."),
        ("copydesk: ignore alpha/onne -- a reason", "There is no rule 'alpha/onne'; did you mean 'alpha/one'?"),
        ("copydesk: ignore alpha -- a reason", "alpha is a whole family. Name the rule, as in alpha/…."),
        ("copydesk: ignore all -- a reason", "There is no rule 'all'."),
        ("copydesk: ignore beta/never -- a reason", "beta/never cannot be ignored: correct the text."),
        ("copydesk: ignore-line alpha/one -- a reason", ("“ignore-line” is not known here; did you mean 'ignore-file'?. "
         "Write “copydesk: ignore RULE -- reason”.")),
        ("copydesk: disable alpha/one -- x", "“disable” is not known here. Write “copydesk: ignore RULE -- reason”."),
        ("copydesk ignore alpha/one -- x", "The colon after “copydesk” is missing. Write “copydesk: ignore RULE -- reason”."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error_and_hides_nothing(comment: str, message: str) -> None:
    source = TEXT.format(f"<!-- {comment} -->")
    found = suppress.parse(document(source))
    assert [f.message for f in found.malformed()] == [message]
    assert {f.rule for f in found.malformed()} == {"suppression/malformed"}
    assert {f.severity for f in found.malformed()} == {"error"}
    assert found.malformed()[0].line == 3
    assert not found.entries
    for rule in ("alpha/one", "alpha/two", "beta/never"):
        assert found.hides(rule, SourceSpan(source.index("Second"), source.index("Second") + 6)) is None


@pytest.mark.parametrize("comment", ["copydesk is a linter", "TODO: ask copydesk: ignore?", "more", ""])
def test_other_comments_are_left_alone(comment: str) -> None:
    assert not suppress.parse(document(TEXT.format(f"<!-- {comment} -->")))


def test_a_comment_after_the_last_block_covers_nothing_and_says_so() -> None:
    found = suppress.parse(document("Text.\n\n<!-- copydesk: ignore alpha/one -- a reason -->\n"))
    assert "has no text after it" in found.malformed()[0].message
    found = suppress.parse(document("Text.\n\n<!-- copydesk: ignore-block alpha/one -- a reason -->\n\nMore.\n"))
    assert "stands in no block" in found.malformed()[0].message


def test_what_hid_nothing_is_reported_once_used_it_is_not() -> None:
    source = TEXT.format("<!-- copydesk: ignore alpha/one -- a reason -->")
    found = suppress.parse(document(source))
    (unused,) = found.unused()
    assert (unused.rule, unused.severity, unused.line, unused.column) == ("suppression/unused", "warning", 3, 1)
    assert unused.message == "This comment ignores alpha/one, and nothing of the kind is found here. Delete the comment."
    assert found.unused(ran={"alpha/two"}) == []
    at = source.index("Second")
    found.hides("alpha/one", SourceSpan(at, at + 1))
    assert found.unused() == []


def fixed(source: str, used: tuple[str, ...] = ()) -> str:
    found = suppress.parse(document(source))
    for rule in used:
        for entry in found.entries:
            entry.used = entry.used or entry.rule == rule
    (unused,) = found.unused()
    assert unused.fix is not None
    assert unused.fix.safe
    return apply_edits(source, unused.fix.edits)


def test_the_fix_takes_the_comment_away_and_nothing_else() -> None:
    comment = "<!-- copydesk: ignore alpha/one -- a reason -->"
    assert fixed(f"One.\r\n\r\n{comment}\r\nTwo.\r\n") == "One.\r\n\r\nTwo.\r\n"
    assert fixed(f"One. {comment}\nTwo.") == "One.\nTwo."
    assert fixed(f"One {comment} more.\n") == "One  more.\n"
    assert fixed(f"\ufeff{comment}\nOne.") == "\ufeffOne."
    assert fixed(f"One.\n  {comment}  \n\nTwo.") == "One.\n\nTwo."


def test_the_fix_of_a_half_used_comment_takes_out_the_idle_name() -> None:
    source = "<!-- copydesk: ignore alpha/one, alpha/two -- a -- b -->\nText."
    assert fixed(source, ("alpha/two",)) == "<!-- copydesk: ignore alpha/two -- a -- b -->\nText."


DIRECTIVE = st.lists(
    st.sampled_from(
        [
            "copydesk",
            ":",
            " ",
            "ignore",
            "-file",
            "-block",
            "alpha/one",
            "beta/never",
            ",",
            "--",
            "—",
            "why",
            "\n",
            "x",
            "alpha",
            "é",
        ]
    ),
    max_size=14,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DIRECTIVE, st.sampled_from([TEXT, "{}", "Text {} more.", "{}\nText.", "Text.\n{}"]))
def test_any_directive_is_whole_or_an_error_never_a_blanket(comment: str, text: str) -> None:
    source = text.format(f"<!--{comment}-->")
    found = suppress.parse(document(source))
    for entry in found.entries:
        assert entry.rule in ("alpha/one",)
        assert any(sign.isalnum() for sign in entry.reason)
        assert "--" in comment or "—" in comment
    assert not (found.entries and found.errors)
    for rule in ("alpha/two", "beta/never", "beta/three"):
        for at in range(len(source)):
            assert found.hides(rule, SourceSpan(at, at + 1)) is None
    for problem in found.problems():
        assert source[problem.start : problem.end] == f"<!--{comment}-->"
        if problem.fix:
            after = apply_edits(source, problem.fix.edits)
            assert not suppress.parse(document(after)).problems()
            visible, left = document(source).text, document(after).text
            assert "".join(left.split()) == "".join(visible.split())
