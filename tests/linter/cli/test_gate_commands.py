"""gate, baseline, waive, publish, verify, history and the fixes of lint, as they are used."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from copydesk import cli, config
from copydesk.testing import AS_OF

SEEDS = Path(__file__).parents[3] / "seeds"
GOOD = """\
Sleep and stress

By Anna Berg

Published: 1 October 2026
Last updated: 2 November 2026

Sleep may help some people to handle stress, according to a report of the clinic.
"""
BAD = GOOD.replace("2 November 2026", "31 February 2026")


class Done(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command line in an empty folder, as of one day, and gives what it left and said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path.parent / "cache"))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in [name for name in os.environ if name.startswith("GIT_") and name != "GIT_CEILING_DIRECTORIES"]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> Done:
        config.find.cache_clear()
        config._toml.cache_clear()
        dated = () if arguments[0] in ("verify", "history") or "--as-of" in arguments else ("--as-of", "2026-11-22")
        with pytest.raises(SystemExit) as left:
            cli.main([*arguments, *dated])
        said = capsys.readouterr()
        return Done(int(left.value.code or 0), said.out, said.err)

    return run


def put(**files: str) -> None:
    for name, text in files.items():
        Path(name.replace("__", "/").replace("_", ".")).parent.mkdir(parents=True, exist_ok=True)
        Path(name.replace("__", "/").replace("_", ".")).write_text(text, encoding="utf-8")


def git(*arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no checkout")
def test_the_seeds_are_blocked_then_fixed_waived_and_published(call: Call) -> None:
    Path("seeds").mkdir()
    for seed in SEEDS.glob("*.txt"):
        Path("seeds", seed.name).write_bytes(seed.read_bytes())
    done = call("gate", "seeds")
    assert done.code == 1, done
    assert done.out.startswith("Blocked.")
    for word in ("chrome/site-policy", "claims/", "dates/missing-revision-date", "extraction/lost-variable"):
        assert word in done.out
    for kind in ("chrome by chrome/", "dates by dates/", "language by language/", "claims by claims/"):
        assert kind in done.out
    assert "0 of 3 documents may be published." in done.out

    done = call("publish", "seeds", "--to", "out")
    assert done.code == 1
    assert len(done.err.strip().splitlines()) == 3
    assert not Path("out").exists()

    call("lint", "seeds", "--fix")
    assert "^\nA\nA" not in Path("seeds/001_86e038b77d20093d.txt").read_text("utf-8")
    last = "seeds/002_18ce751060159f35.txt"
    for rule in ("dates/missing-revision-date", "extraction/lost-variable"):
        done = call(
            "waive", last, rule, "--reason", "As the journal printed it", "--owner", "anna@example.org", "--until", "2026-12-31"
        )
        assert done.code == 0, done
    done = call("baseline", "seeds")
    assert done.code == 0, done
    done = call("gate", "seeds", "--output", "json:reports/gate.json", "--output", "html:reports/index.html")
    assert done.code == 0, done
    assert "2 findings waived" in done.out
    page = Path("reports/index.html").read_text("utf-8")
    assert "Findings in the last 2 runs" in page
    assert "Families over these runs" in page
    assert "Languages over these runs" in page
    report = json.loads(Path("reports/gate.json").read_text("utf-8"))
    assert report["verdict"]["passed"] is True
    assert any("Canary:" in note and "failed, as it must" in note for note in report["notes"])
    done = call("publish", "seeds", "--to", "out")
    assert done.code == 0, done
    manifest = json.loads(Path("out/manifest.json").read_text("utf-8"))
    assert [len(entry["waivers"]) for entry in manifest["documents"]] == [0, 0, 2]
    assert manifest["documents"][1]["revised"] == "2025-07-02"
    assert manifest["documents"][1]["rules"]["chrome/badge"].startswith("copydesk ")
    assert call("verify", "out").code == 0
    path = Path("out/seeds/000_c2bd32211b105223.txt")
    raw = bytearray(path.read_bytes())
    raw[100] ^= 1
    path.write_bytes(bytes(raw))
    done = call("verify", "out")
    assert (done.code, done.out) == (1, "seeds/000_c2bd32211b105223.txt: was changed since it was published\n")
    done = call("history")
    assert done.code == 0
    assert "blocked" in done.out
    assert "passed" in done.out
    assert "By family" in done.out
    points = json.loads(call("history", "--format", "json").out)
    assert [point["passed"] for point in points] == [False, True]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no checkout")
def test_fixing_twice_is_fixing_once_and_makes_nothing_worse(call: Call) -> None:
    for seed in SEEDS.glob("*.txt"):
        Path(seed.name).write_bytes(seed.read_bytes())

    def found() -> Counter[str]:
        call("lint", "--output", "json:r.json", "--show", "none")
        documents = json.loads(Path("r.json").read_text("utf-8"))["documents"]
        return Counter(finding["severity"] for document in documents for finding in document["findings"])

    before = found()
    call("lint", "--fix", "--unsafe-fixes")
    once = {path.name: path.read_bytes() for path in Path().glob("*.txt")}
    after = found()
    call("lint", "--fix", "--unsafe-fixes")
    assert {path.name: path.read_bytes() for path in Path().glob("*.txt")} == once
    assert after["error"] < before["error"]
    assert after["warning"] <= before["warning"] + before["error"] - after["error"]


def test_each_kind_of_damage_in_the_canary_is_caught_alone() -> None:
    from copydesk import gate, registry

    for family in gate.DAMAGE:
        found = gate.caught([rule.name for rule in registry.load_family(family).rules], AS_OF)
        assert list(found) == [family]
        assert found[family]


def test_a_rule_family_that_went_silent_is_noticed(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from copydesk import registry
    from copydesk.registry import load_family

    real = load_family("claims")
    mute = replace(real, rules=tuple(replace(rule, check=lambda *_: ()) for rule in real.rules))
    monkeypatch.setattr(registry, "load_family", lambda name: mute if name == "claims" else load_family(name))
    config._plan.cache_clear()
    put(a_txt=GOOD)
    try:
        done = call("gate", "--no-cache", "--jobs", "1")
    finally:
        config._plan.cache_clear()
    assert done.code == 3, done
    assert "The built-in document full of damage passed claims, so these rules do not work here." in done.out
    assert done.out.startswith("Blocked.")


def test_exit_codes(call: Call) -> None:
    put(a_txt=GOOD)
    assert call("gate").code == 0
    put(a_txt=BAD)
    assert call("gate").code == 1
    Path("b.txt").write_bytes(b"\x00\x01")
    done = call("gate", "--output", "json:r.json")
    assert done.code == 3
    assert json.loads(Path("r.json").read_text())["verdict"]["passed"] is False
    assert "b.txt" in done.out
    assert call("gate", "gone.txt").code == 3
    Path("empty").mkdir()
    done = call("gate", "empty")
    assert done.code == 2
    assert "nothing was checked" in done.err
    assert call("gate", "empty", "--allow-empty").code == 0
    put(copydesk_toml='[gate]\npreset = "strikt"\n')
    done = call("gate")
    assert done.code == 2
    assert "did you mean 'strict'?" in done.err
    put(copydesk_toml="", waivers_toml="[[waivers]]\nrule = 3\n")
    done = call("gate")
    assert done.code == 2
    assert "waivers.toml: entry 1:" in done.err


def test_a_condition_that_is_not_computed_leaves_with_3(call: Call) -> None:
    put(a_txt=BAD, copydesk_toml='[[gate.conditions]]\nname = "Danish news"\nlanguages = ["da"]\n')
    done = call("gate")
    assert done.code == 3
    assert "Danish news: No document is concerned" in done.out


def test_explain_and_what_if(call: Call) -> None:
    other = "Bread\n\nBy Bo Ek\n\nPublished: 3 October 2026\nLast updated: 4 October 2026\n\nThe bakery closes.\n"
    put(a_txt=GOOD + "\nSleep reduces stress in everybody.\n", b_txt=other)
    done = call("gate", "--explain", "--what-if", "strict")
    assert done.code == 0, done
    assert "At most 0 errors." in done.out
    assert "Every file that was found could be read" in done.out
    assert "Under the preset strict:" in done.out
    assert "a.txt: would be blocked by claims/unhedged-claim" in done.out
    assert "b.txt" not in done.out.partition("Under the preset")[2]


def test_an_ended_waiver_fails_and_an_idle_one_is_reported_and_deleted(call: Call) -> None:
    put(a_txt=BAD)
    waive = ("waive", "a.txt", "dates/impossible-date", "--reason", "The press release has it", "--owner", "anna")
    assert call(*waive, "--until", "2026-11-30").code == 0
    assert call("gate").code == 0
    done = call("gate", "--as-of", "2026-12-01")
    assert done.code == 1
    assert "anna must decide anew: a.txt: dates/impossible-date, ended on 2026-11-30." in done.out
    done = call(*waive, "--until", "2027-01-31", "--as-of", "2026-12-01")
    assert done.code == 0, done
    assert "(renewed)" in done.out
    assert Path("waivers.toml").read_text().count("[[waivers]]") == 1
    assert call("gate", "--as-of", "2026-12-01").code == 0
    put(a_txt=GOOD)
    done = call("lint", "--format", "concise")
    assert "waivers.toml:1:1: warning waiver/unused" in done.out
    call("lint", "--fix")
    assert Path("waivers.toml").read_text() == ""
    assert call("lint", "--format", "concise").out == ""


def test_waive_refuses_what_it_must(call: Call) -> None:
    put(a_txt=BAD)
    good = {"--reason": "r", "--owner": "o", "--until": "2026-12-31"}

    def waive(rule: str = "dates/impossible-date", **change: str) -> Done:
        options = {**good, **{f"--{key}": value for key, value in change.items()}}
        return call("waive", "a.txt", rule, *(part for pair in options.items() for part in pair))

    for done, words in (
        (waive("dates/imposible-date"), "did you mean 'dates/impossible-date'?"),
        (waive("chrome/badge"), "there is no finding of chrome/badge that counts"),
        (waive(until="2026-11-21"), "is past already"),
        (waive(until="soon"), "--until takes a date"),
        (waive(owner=" "), "--owner is empty"),
        (waive(line="99"), "there are some on line 6"),
    ):
        assert done.code == 2, done
        assert words in done.err
    assert not Path("waivers.toml").exists()
    assert waive(line="6").code == 0


def test_the_baseline_only_grows_with_a_reason(call: Call) -> None:
    put(a_txt=BAD)
    assert call("baseline").code == 0
    assert call("gate").code == 0
    put(b_txt=BAD)
    done = call("baseline")
    assert done.code == 1
    assert "Nothing was recorded." in done.err
    assert "b.txt:6:" in done.err
    assert call("baseline", "--accept").code == 2
    assert call("baseline", "--accept", "--reason", "Agreed").code == 0
    put(a_txt=GOOD)
    done = call("gate")
    assert done.code == 0
    assert "of the baseline is fixed: dates/impossible-date." in done.out
    done = call("baseline")
    assert "1 fixed" in done.out
    Path("b.txt").rename("c.txt")
    assert call("gate").code == 0
    Path("d.txt").write_bytes(b"\x00")
    assert call("baseline").code == 3


def test_what_changed_in_git(call: Call) -> None:
    git("init", "-q", "-b", "main")
    put(a_txt=BAD, b_txt=GOOD)
    git("add", ".")
    git("commit", "-qm", "x")
    done = call("gate", "--staged")
    assert (done.code, done.out) == (0, "Nothing to judge: no document here was changed.\n")
    put(b_txt=BAD)
    git("add", ".")
    put(b_txt=GOOD)
    done = call("lint", "--staged", "--format", "concise")
    assert done.code == 1
    assert {line.partition(":")[0] for line in done.out.splitlines()} == {"b.txt"}
    assert call("gate", "--staged").code == 1
    put(a_txt=BAD + "\nA last line.\n")
    git("checkout", "-q", "HEAD", "b.txt")
    assert call("gate", "--since", "HEAD").code == 1
    assert call("gate", "--since", "HEAD", "--new-only").code == 0
    done = call("lint", "--since", "HEAD", "--new-only", "--format", "concise")
    assert "dates/impossible-date" not in done.out
    done = call("gate", "--since", "nowhere")
    assert done.code == 2
    assert "git knows no revision 'nowhere'" in done.err


def test_publishing_into_a_folder_among_the_documents(call: Call) -> None:
    put(a_txt=GOOD, b_txt=BAD)
    done = call("publish", "--to", "public")
    assert done.code == 1
    assert done.err == "left out   b.txt: dates/impossible-date\n"
    done = call("publish", "--to", "public")
    assert done.err == "left out   b.txt: dates/impossible-date\n"
    assert sorted(path.name for path in Path("public").iterdir()) == ["a.txt", "manifest.json"]
    assert call("verify", "public").code == 0
    done = call("publish", "--to", ".")
    assert done.code == 2
    assert "holds files but no manifest.json" in done.err
    assert call("verify", "nowhere").code == 2


def test_a_suppression_that_hides_stands_in_the_report(call: Call) -> None:
    comment = "<!-- copydesk: ignore-file dates/impossible-date -- the date is the topic -->\n"
    put(a_md=comment + BAD.replace("Sleep and stress\n", "# Sleep and stress\n"))
    done = call("gate", "--output", "json:r.json")
    assert done.code == 0, done
    report = json.loads(Path("r.json").read_text())
    assert "the date is the topic" in json.dumps(report)
    put(a_md=comment + GOOD.replace("Sleep and stress\n", "# Sleep and stress\n"))
    done = call("lint", "--format", "concise")
    assert "suppression/unused" in done.out
    call("lint", "--fix")
    assert Path("a.md").read_text().startswith("# Sleep")
    put(a_md="<!-- copydesk: ignore-file dates -- all of it -->\n" + BAD.replace("Sleep and stress\n", "# Sleep and stress\n"))
    done = call("gate")
    assert done.code == 1
    assert "dates is a whole family" in done.out


def test_the_diff_shows_what_the_fixes_would_do_and_does_nothing(call: Call) -> None:
    put(a_txt=GOOD + "\nA\nA\nA\n")
    done = call("lint", "--diff", "--show", "none")
    assert "--- a/a.txt\n+++ b/a.txt\n" in done.out
    assert "\n-A\n-A\n-A\n" in done.out
    assert Path("a.txt").read_text() == GOOD + "\nA\nA\nA\n"
    call("lint", "--fix")
    assert "A\nA" not in Path("a.txt").read_text()


def test_two_gates_at_once_on_one_history(call: Call) -> None:
    put(a_txt=GOOD)
    command = [
        sys.executable,
        "-c",
        "from copydesk.cli import main; main()",
        "gate",
        "--as-of",
        "2026-11-22",
        "-o",
        "html:r.html",
    ]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 4
    assert len(json.loads(call("history", "--format", "json").out)) == 4
    assert Path("r.html").read_text("utf-8").rstrip().endswith("</html>")
    assert [path.name for path in Path().iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize("wait", [0.05, 0.4, 0.7, 0.9, 1.1, 1.3])
def test_a_killed_run_leaves_nothing_half_written(call: Call, wait: float) -> None:
    for number in range(40):
        put(**{f"n__{number}_txt": GOOD.replace("people", f"people of town {number}")})
    assert call("publish", "n", "--to", "out").code == 0
    put(n__0_txt=GOOD.replace("people", "others"))
    program = "from copydesk.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "publish", "n", "--to", "out", "--as-of", "2026-11-22", "--no-cache"]
    )
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if Path("out").exists():
        assert call("verify", "out").code == 0
    assert call("publish", "n", "--to", "out").code == 0
    assert call("verify", "out").code == 0
    assert [path.name for path in Path().iterdir() if path.name.startswith(".out")] == []
