"""What git knows of documents, asked of real repositories."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import changes
from copydesk.changes import Changed, GitError
from copydesk.document import History
from copydesk.testing import AS_OF

from .conftest import make_finding

Git = Callable[..., str]
TEXT = (
    "Sleep and stress\n\nSleep matters to most people, says the report.\nLast reviewed: 2 July 2025\n\nAnd so to bed.\n"
    + "A line of a longer text.\n" * 9
)


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def call(*arguments: str, date: str = "2026-01-01") -> str:
        environment = {**os.environ, "GIT_COMMITTER_DATE": f"{date}T12:00:00Z", "GIT_AUTHOR_DATE": f"{date}T12:00:00Z"}
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(["git", *who, *arguments], env=environment, check=True, capture_output=True, text=True).stdout

    call("init", "-q", "-b", "main")
    return call


def put(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode())


def test_what_is_staged_is_read_as_it_is_staged(git: Git) -> None:
    put("å b.txt", "one\n")
    git("add", ".")
    put("å b.txt", "two\n")
    put("other.txt", "x")
    assert changes.targets(["."], staged=True) == (["å b.txt"], {"å b.txt": b"one\n"})
    git("commit", "-qm", "x")
    assert changes.targets(["."], staged=True) == ([], {})
    git("add", ".")
    git("rm", "-q", "--cached", "å b.txt")
    assert changes.targets(["."], staged=True)[0] == ["other.txt"]


@pytest.mark.parametrize("name", ["a\nb.txt", 'q"uote.txt', "tab\t.txt", "-dash.txt", "ü字.txt", "b/+++ x.txt", ":colon*.txt"])
def test_odd_names(git: Git, name: str) -> None:
    put(name, "one\ntwo\n")
    git("add", "--", ".")
    assert changes.targets(["."], staged=True) == ([name], {name: b"one\ntwo\n"})
    git("commit", "-qm", "x")
    put(name, "one\n++ two\n+++ b/x\n")
    assert changes.since_lines("HEAD").lines == {name: frozenset({2, 3})}
    found = changes.history(name, AS_OF)
    assert found == History(AS_OF, "")


def test_since_a_branch_point_with_new_and_unknown_files(git: Git) -> None:
    put("a.txt", "1\n2\n3\n4\n")
    put("b.txt", "1\n")
    git("add", ".")
    git("commit", "-qm", "x")
    git("checkout", "-qb", "work")
    put("a.txt", "1\nzwei\n4\nfive")
    put("c.txt", "new\n")
    git("add", ".")
    git("commit", "-qm", "y")
    put("d.txt", "unknown")
    git("checkout", "-q", "main")
    put("b.txt", "changed on main\n")
    git("commit", "-qam", "z")
    git("checkout", "-q", "work")
    changed = changes.since_lines("main")
    assert changed.lines == {"a.txt": frozenset({2, 4}), "c.txt": frozenset({1}), "d.txt": None}
    assert changes.targets(["c.txt", "d.txt"], since="main")[0] == ["c.txt", "d.txt"]
    Path("sub").mkdir()
    put("sub/e.txt", "x")
    os.chdir("sub")
    assert changes.since_lines("main").lines == {"e.txt": None}


def test_a_line_that_only_lost_its_neighbour_counts_where_the_text_closed_up(git: Git) -> None:
    put("a.txt", "1\n2\n3\n")
    git("add", ".")
    git("commit", "-qm", "x")
    put("a.txt", "3\n")
    assert changes.since_lines("HEAD").lines == {"a.txt": frozenset({1})}


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "", "HEAD^^^"])
def test_a_revision_that_is_none_is_said_so(git: Git, ref: str) -> None:
    put("a.txt", "1\n")
    git("add", ".")
    git("commit", "-qm", "x")
    with pytest.raises(GitError, match=r"revision"):
        changes.since_lines(ref)
    assert not Path("x").exists()


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put("a.txt", "x")
    with pytest.raises(GitError, match="not a git repository"):
        changes.since_lines("HEAD")
    assert changes.Asked("a.txt", AS_OF, b"x")() is None
    assert changes.head() == ""


def test_which_findings_are_new() -> None:
    source = "good\nbad one\nbad two\nbad\nthree\n"
    changed = Changed({"a.txt": frozenset({2, 5}), "b.txt": None})
    assert changed.has(make_finding("a/x", source, "bad one"))
    assert not changed.has(make_finding("a/x", source, "bad two"))
    assert changed.has(make_finding("a/x", source, "bad one", "b.txt"))
    assert not changed.has(make_finding("a/x", source, "bad one", "c.txt"))
    assert changed.has(make_finding("a/x", source, ""))


def commit(git: Git, date: str, path: str, text: str) -> str:
    put(path, text)
    git("add", "-A")
    git("commit", "-qm", date, date=date)
    return git("rev-parse", "HEAD").strip()


def test_when_a_text_last_changed(git: Git) -> None:
    commit(git, "2025-12-01", "a.txt", TEXT.replace("most people", "few people"))
    assert changes.history("a.txt", AS_OF) is None, "how old a text was when it came in, git cannot say"
    first = commit(git, "2026-01-01", "a.txt", TEXT)
    assert changes.history("a.txt", AS_OF) == History(datetime.date(2026, 1, 1), first)
    commit(git, "2026-02-01", "a.txt", TEXT.replace("people, says", "people,\r\nsays").replace("2 July 2025", "1 February 2026"))
    git("mv", "a.txt", "b.md")
    commit(git, "2026-03-01", "b.md", "---\nupdated: 2026-03-01\n---\n" + TEXT.replace("report", "*report*"))
    assert changes.history("b.md", AS_OF) == History(datetime.date(2026, 1, 1), first)
    last = commit(git, "2026-04-01", "b.md", TEXT.replace("most people", "all people"))
    commit(git, "2026-05-01", "b.md", TEXT.replace("most people", "all  people"))
    assert changes.history("b.md", AS_OF) == History(datetime.date(2026, 4, 1), last)
    put("b.md", TEXT.replace("most people", "no people"))
    assert changes.history("b.md", AS_OF) == History(AS_OF, "")
    put("new.txt", "x")
    assert changes.history("new.txt", AS_OF) is changes.history("gone.txt", AS_OF) is None
    asked = changes.Asked("b.md", AS_OF, TEXT.replace("most people", "all people").encode())
    assert not asked.was
    assert asked() == History(datetime.date(2026, 4, 1), last)
    assert asked.was


def test_a_history_that_does_not_reach_far_enough_says_nothing(git: Git) -> None:
    commit(git, "2026-01-01", "a.txt", TEXT.replace("most people", "few people"))
    for day in range(2, 6):
        commit(git, f"2026-01-0{day}", "a.txt", TEXT.replace(" ", " " * day))
    assert changes.history("a.txt", AS_OF, commits=3) is None
    assert changes.history("a.txt", AS_OF, commits=9) is not None


def test_a_figure_that_changes_is_a_change() -> None:
    one, other = b"Take 50 mg a day, as the doctors of the ward say.", b"Take 5 mg a day, as the doctors of the ward say."
    assert changes.significant(one, "a.txt") != changes.significant(other, "a.txt")


LINES = st.lists(st.sampled_from(["a", "b", "c", "+d", "-e", "@@ -1 +1 @@", "", "\\ f", "+++ g"]), max_size=12)


@given(LINES, LINES)
def test_the_lines_of_a_diff_are_those_that_differ(before: list[str], after: list[str]) -> None:
    import difflib

    out: list[str] = ["diff --git a/x b/x", "--- a/x", "+++ b/x"]
    expected: set[int] = set()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        out.append(f"@@ -{a + 1 if b > a else a},{b - a} +{c + 1 if d > c else c},{d - c} @@ b")
        out += [f"-{line}" for line in before[a:b]] + [f"+{line}" for line in after[c:d]]
        expected |= set(range(c + 1, d + 1)) if d > c else {max(1, c)}
    found = {line for path, lines in changes.parse("\n".join(out)) for line in lines if path == "x"}
    assert found == expected
