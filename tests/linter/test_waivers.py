"""Waivers: what they cover and until when, what they refuse, and how the file is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk import waivers
from copydesk.model import Finding, Report
from copydesk.testing import AS_OF, apply_edits
from copydesk.waivers import Waiver, WaiverError

from .conftest import make_finding

pytestmark = pytest.mark.usefixtures("known_rules")

SOURCE = "Sleep cures stress, they say.\nCoffee is good.\n"
ENTRY = """\
[[waivers]]
rule = "alpha/one"
path = "news/a.txt"
text = "Sleep cures stress"
reason = "The ministry's own title."
owner = "anna@example.org"
until = 2026-12-31
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], waivers.Waivers]:
    monkeypatch.chdir(tmp_path)

    def write_and_load(text: str) -> waivers.Waivers:
        Path("waivers.toml").write_bytes(text.encode())
        return waivers.load("waivers.toml")

    return write_and_load


Write = Callable[[str], waivers.Waivers]


def test_a_waiver_covers_its_finding_to_the_last_day(write: Write) -> None:
    loaded = write(ENTRY)
    finding = make_finding("alpha/one", SOURCE, "Sleep cures stress", "news/a.txt")
    other = make_finding("alpha/one", SOURCE, "Coffee", "news/a.txt")
    for day, covered in ((datetime.date(2026, 12, 31), True), (datetime.date(2027, 1, 1), False)):
        kept, hidden, expired = loaded.apply([finding, other], "news/a.txt", day)
        assert kept == ([other] if covered else [finding, other])
        assert [(h.kind, h.owner, h.reason) for h in hidden] == (
            [("waiver", "anna@example.org", "The ministry's own title.")] if covered else []
        )
        assert [str(e) for e in expired] == (
            [] if covered else ["news/a.txt:1: the waiver of alpha/one ended on 2026-12-31; anna@example.org answers for it"]
        )


def test_only_that_rule_that_text_and_that_document(write: Write) -> None:
    loaded = write(ENTRY)
    for finding, path in (
        (make_finding("alpha/two", SOURCE, "Sleep cures stress"), "news/a.txt"),
        (make_finding("alpha/one", SOURCE, "Sleep cures"), "news/a.txt"),
        (make_finding("alpha/one", SOURCE, "Sleep cures stress"), "news/b.txt"),
        (make_finding("alpha/one", SOURCE, "Sleep cures stress"), "old/news/a.txt"),
    ):
        assert loaded.apply([finding], path, AS_OF)[0] == [finding]


def test_a_fingerprint_survives_edits_elsewhere_and_on_one_side(write: Write) -> None:
    finding = make_finding("alpha/one", SOURCE, "Coffee is good")
    loaded = write(
        ENTRY.replace('text = "Sleep cures stress"', f'fingerprint = "{finding.fingerprint}"').replace("news/a.txt", "*.txt")
    )
    for source in (SOURCE, "Another start. " * 30 + "\n" + SOURCE, SOURCE.replace("Coffee is", "Coffee\r\nis")):
        words = "Coffee\r\nis good" if "\r" in source else "Coffee is good"
        assert loaded.apply([make_finding("alpha/one", source, words)], "x.txt", AS_OF)[0] == []
    assert loaded.apply([make_finding("alpha/one", "Tea is bad. Coffee is good? No.", "Coffee is good")], "x.txt", AS_OF)[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("until = 2026-12-31\n", ""), "entry 1: 'until' is missing"),
        (('owner = "anna@example.org"\n', ""), "entry 1: 'owner' is missing"),
        (('owner = "anna@example.org"', 'owner = " "'), "entry 1: 'owner' is empty"),
        (("reason =", "raeson ="), "entry 1: 'raeson' is not a key of a waiver; did you mean 'reason'?"),
        (('rule = "alpha/one"', 'rule = "alpha/onne"'), "entry 1: there is no rule 'alpha/onne'; did you mean 'alpha/one'?"),
        (('rule = "alpha/one"', 'rule = "beta/never"'), "entry 1: beta/never cannot be waived: correct the text"),
        (("2026-12-31", '"31.12.2026"'), "entry 1: 'until' must be a date as 2026-12-31, not '31.12.2026'"),
        (("2026-12-31", "true"), "entry 1: 'until' must be a date as 2026-12-31, not True"),
        (("2026-12-31", "2026-12-31T10:00:00"), "entry 1: 'until' must be a date as 2026-12-31, not 2026-12-31 10:00:00"),
        (
            ('text = "Sleep cures stress"\n', ""),
            "entry 1: 'fingerprint' or 'text' is missing: a waiver names one finding, never all of a rule",
        ),
        (
            ("text =", "fingerprint ="),
            "entry 1: 'fingerprint' must be the 24 signs that the report shows, not 'Sleep cures stress'",
        ),
        (("[[waivers]]", "[waivers]"), "every entry begins with [[waivers]], in double brackets"),
        (("[[waivers]]", "[[waiver]]"), "'waiver' is not known here; every entry begins with [[waivers]]"),
        (('path = "news/a.txt"', "path = 3"), "entry 1: 'path' must be text in quotes"),
    ],
)
def test_what_is_malformed_stops_the_run_and_says_where(write: Write, change: tuple[str, str], message: str) -> None:
    assert change[0] in ENTRY
    with pytest.raises(WaiverError) as error:
        write(ENTRY.replace(*change))
    assert str(error.value) == f"waivers.toml: {message}"


def test_broken_toml_names_the_file_and_the_line(write: Write) -> None:
    with pytest.raises(WaiverError, match=r"waivers.toml: .*line 2"):
        write('[[waivers]]\nrule = "a\n')
    Path("waivers.toml").write_bytes(b"\xff")
    with pytest.raises(WaiverError, match="is not UTF-8"):
        waivers.load("waivers.toml")
    with pytest.raises(WaiverError, match="No such file"):
        waivers.load("other.toml")


def test_an_empty_file_is_no_error(write: Write) -> None:
    assert write("# none yet\n").entries == ()


Make = Callable[..., Report]


def test_an_ended_waiver_fails_and_names_its_owner(write: Write, report: Make) -> None:
    loaded = write(ENTRY.replace("2026-12-31", "2026-01-31"))
    finding = make_finding("alpha/one", SOURCE, "Sleep cures stress", severity="info")
    out = waivers.apply(report({"news/a.txt": (SOURCE, [finding])}), loaded)
    (document,) = out.documents
    kept, ended = document.findings
    assert (kept.rule, kept.severity) == ("alpha/one", "info")
    assert (ended.rule, ended.severity, ended.start, ended.line) == ("waiver/expired", "error", finding.start, finding.line)
    assert ended.message == (
        "The waiver of alpha/one ended on 2026-01-31. anna@example.org answers for it: correct the text, or decide anew. "
        "It was granted because: The ministry's own title."
    )


def test_an_idle_entry_is_reported_in_the_file_with_a_fix(write: Write, report: Make) -> None:
    text = "# Ours.\n" + ENTRY + "\n# The coffee one.\n" + ENTRY.replace("Sleep cures stress", "Coffee")
    loaded = write(text)
    finding = make_finding("alpha/one", SOURCE, "Sleep cures stress")
    out = waivers.apply(report({"news/a.txt": (SOURCE, [finding])}), loaded)
    own = out.documents[-1]
    (idle,) = own.findings
    assert (idle.path, idle.rule, idle.severity, idle.line) == ("waivers.toml", "waiver/unused", "warning", 10)
    assert idle.message == "No finding needs waiver 2 (alpha/one in news/a.txt, anna@example.org) any more. Delete the entry."
    assert idle.fix is not None
    assert apply_edits(text, idle.fix.edits) == "# Ours.\n" + ENTRY + "\n"
    assert waivers.without(loaded, [1]) == "# Ours.\n" + ENTRY + "\n"
    assert waivers.without(loaded, [0, 1]) == "# Ours.\n"


def test_an_entry_is_judged_only_by_a_run_that_could_need_it(write: Write, report: Make) -> None:
    def idle(path: str, rules: tuple[str, ...], entry: str = ENTRY, **more: bool) -> bool:
        from dataclasses import replace

        out = waivers.apply(replace(report({path: (SOURCE, [])}), rules=rules), write(entry), **more)
        return out.documents[-1].path == "waivers.toml"

    assert idle("news/a.txt", ("alpha/one",))
    assert not idle("news/a.txt", ("alpha/two",))
    assert not idle("news/b.txt", ("alpha/one",))
    assert idle("news/b.txt", ("alpha/one",), complete=True)
    glob = ENTRY.replace("news/a.txt", "news/*.txt")
    assert not idle("news/b.txt", ("alpha/one",), glob)
    assert idle("news/b.txt", ("alpha/one",), glob, complete=True)


def test_paths_are_relative_to_the_file(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ENTRY)
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path / "news")
    loaded = waivers.load("../waivers.toml")
    finding: Finding = make_finding("alpha/one", SOURCE, "Sleep cures stress", "a.txt")
    assert loaded.apply([finding], "a.txt", AS_OF)[0] == []


CLEAN = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CLEAN, CLEAN, CLEAN, CLEAN, st.dates(), st.sampled_from(["", "\n", "\r\n", "# x\r\n", ENTRY, ENTRY.replace("\n", "\r\n")]))
def test_what_is_written_is_read_back(
    tmp_path: Path, path: str, text: str, reason: str, owner: str, until: datetime.date, before: str
) -> None:
    file = tmp_path / "waivers.toml"
    new = Waiver("alpha/one", path, reason, owner, until, text=text, evidence='https://example.org/?a=b&c="d"')
    file.write_bytes(waivers.added(before, new).encode())
    loaded = waivers.load(file)
    assert loaded.entries[-1] == new
    file.write_bytes(waivers.without(loaded, [len(loaded.entries) - 1]).encode())
    assert waivers.load(file).entries == loaded.entries[:-1]
