"""copydesk lint as people run it: what is printed, and the exit codes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from copydesk import config
from copydesk.cli import main

LOST = "S\ufffdvn er sundt for helbredet.\n"
RULE = "extraction/replacement-character"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Shell:
    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self.capfd = capfd

    def __call__(self, *arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        sys.stdout.flush()
        out, err = self.capfd.readouterr()
        return Ran(int(left.value.code or 0), out, err)


@pytest.fixture
def copydesk(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    config.find.cache_clear()
    config._toml.cache_clear()
    (tmp_path / "bad.txt").write_text(LOST, encoding="utf-8")
    (tmp_path / "good.txt").write_text("Søvn er sundt for helbredet.\n", encoding="utf-8")
    return Shell(capfd)


BASE = ("--select", RULE, "--language", "da", "--as-of", "2026-11-22", "--no-cache")


def test_findings_leave_with_1(copydesk: Shell) -> None:
    ran = copydesk("lint", "bad.txt", *BASE, "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith(f"bad.txt:1:2: error {RULE} ")


def test_a_clean_text_leaves_with_0(copydesk: Shell) -> None:
    assert copydesk("lint", "good.txt", *BASE).code == 0


def test_exit_zero_is_for_findings_only(copydesk: Shell) -> None:
    assert copydesk("lint", "bad.txt", *BASE, "--exit-zero").code == 0
    assert copydesk("lint", "gone.txt", *BASE, "--exit-zero").code == 3


def test_fail_on(copydesk: Shell) -> None:
    assert copydesk("lint", "bad.txt", *BASE, "--severity", f"{RULE}=info").code == 0
    assert copydesk("lint", "bad.txt", *BASE, "--severity", f"{RULE}=info", "--fail-on", "info").code == 1
    assert copydesk("lint", "bad.txt", *BASE, "--severity", f"{RULE}=warning", "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "extraktion"), "did you mean 'extraction'?"),
        (("--as-of", "yesterday"), "--as-of takes a date such as 2026-11-22, not 'yesterday'"),
        (("--fail-on", "never"), "--fail-on takes error, warning or info, not 'never'"),
        (("--severity", "chrome=loud"), "--severity takes RULE=error"),
        (("--format", "jsn"), "did you mean 'json'?"),
        (("--output", "report.html"), "--output takes FORMAT:PATH"),
        (("--language", "klingon"), "there is no language pack for 'klingon'"),
        (("--color", "sometimes"), "--color takes auto, always or never"),
        (("--unsafe-fixes",), "--unsafe-fixes needs --fix or --diff"),
        (("--config", "gone.toml"), "gone.toml: there is no such file"),
        (("--jobs", "-1"), "--jobs"),
        (("--selct", "chrome"), "--selct"),
    ],
)
def test_usage_leaves_with_2_and_says_what_is_right(copydesk: Shell, arguments: tuple[str, ...], message: str) -> None:
    ran = copydesk("lint", "good.txt", *arguments)
    assert ran.code == 2
    assert message in ran.err


def test_an_unknown_command_leaves_with_2(copydesk: Shell) -> None:
    ran = copydesk("lnt", "good.txt")
    assert ran.code == 2
    assert "lnt" in ran.err
    assert "Traceback" not in ran.err


def test_nothing_to_check_leaves_with_2_unless_allowed(copydesk: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = copydesk("lint", "empty", *BASE)
    assert ran.code == 2
    assert "nothing was checked" in ran.err
    assert copydesk("lint", "empty", *BASE, "--allow-empty").code == 0


def test_an_unread_file_leaves_with_3_before_findings(copydesk: Shell, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\x00")
    ran = copydesk("lint", "bad.txt", "binary.txt", *BASE, "--format", "concise")
    assert ran.code == 3
    assert "binary.txt" in ran.err
    assert RULE in ran.out


def test_a_bad_config_leaves_with_2_and_names_the_line(copydesk: Shell, tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").write_text('\nselct = ["chrome"]\n', encoding="utf-8")
    ran = copydesk("lint", "bad.txt")
    assert ran.code == 2
    assert "copydesk.toml:2: selct: is not a setting; did you mean 'select'?" in ran.err


def test_standard_input(copydesk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOST.encode())))
    ran = copydesk("lint", "-", "--stdin-filename", "texts/a.da.txt", *BASE, "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith("texts/a.da.txt:1:2: error")


def test_several_outputs_in_one_run(copydesk: Shell, tmp_path: Path) -> None:
    ran = copydesk("lint", "bad.txt", *BASE, "-o", "json:out/a.json", "-o", "sarif:out/a.sarif", "-o", "html:out/index.html")
    assert ran.code == 1
    assert json.loads((tmp_path / "out/a.json").read_text(encoding="utf-8"))
    assert json.loads((tmp_path / "out/a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "<html" in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_the_console_shows_line_message_and_rule(copydesk: Shell) -> None:
    ran = copydesk("lint", "bad.txt", *BASE, "--color", "never")
    assert "bad.txt" in ran.out
    assert "A letter was lost here: put back what the original has." in ran.out
    assert RULE in ran.out
    assert "\x1b" not in ran.out


def test_quiet_prints_errors_only(copydesk: Shell) -> None:
    ran = copydesk("lint", "bad.txt", *BASE, "--severity", f"{RULE}=warning", "--quiet")
    assert ran.out.strip() == ""
    assert ran.code == 1


def test_statistics(copydesk: Shell) -> None:
    ran = copydesk("lint", "bad.txt", *BASE, "--statistics", "--color", "never")
    assert RULE in ran.out.split("Rule")[-1]


def test_version_and_help(copydesk: Shell) -> None:
    assert copydesk("--version").out.startswith("copydesk ")
    helped = copydesk("--help")
    assert helped.code == 0
    for name in ("lint", "gate", "publish", "rules", "languages", "config", "init"):
        assert name in helped.out


@pytest.mark.parametrize(
    "command", [("rules",), ("rules", "extraction", "--format", "json"), ("rule", RULE), ("languages",), ("config",)]
)
def test_the_other_commands_answer(copydesk: Shell, command: tuple[str, ...]) -> None:
    ran = copydesk(*command)
    assert ran.code == 0
    assert ran.out


def test_a_rules_page_shows_its_examples(copydesk: Shell) -> None:
    ran = copydesk("rule", RULE, "--color", "never")
    assert "S⟦\ufffd⟧vn er sundt." in ran.out
    assert "Severity: error. Languages: every language." in ran.out


def test_a_rules_page_says_what_holds_for_its_examples(copydesk: Shell) -> None:
    ran = copydesk("rule", "dates/stale-revision", "--examples", "99")
    assert '[rules."dates/stale-revision"]' in ran.out
    assert "(globs =" in ran.out


def test_the_name_of_a_family_lists_its_rules(copydesk: Shell) -> None:
    ran = copydesk("rule", "extraction")
    assert ran.code == 0
    assert RULE in ran.out
    assert "chrome/" not in ran.out


def test_languages_say_by_which_stages_they_are_searched(copydesk: Shell) -> None:
    ran = copydesk("languages")
    assert "not checked" in ran.out
    assert "Found by script, words, model (residue): " in ran.out


def test_a_language_tells_what_its_pack_lacks(copydesk: Shell) -> None:
    ran = copydesk("languages", "sv")
    assert ran.code == 0
    assert f"○ {RULE}" in ran.out
    assert "Swedish (sv)" in ran.out
    assert copydesk("languages", "xx").code == 2


def test_init_writes_settings_that_load_and_never_overwrites(copydesk: Shell, tmp_path: Path) -> None:
    assert copydesk("init", "--preset", "health").code == 0
    config.find.cache_clear()
    assert config.load(start=tmp_path).plan("a.txt", "da").rules
    again = copydesk("init")
    assert again.code == 2
    assert "is there already" in again.err


def test_a_report_that_cannot_be_written_leaves_with_3(copydesk: Shell, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    ran = copydesk("lint", "good.txt", *BASE, "-o", "json:taken/a.json")
    assert ran.code == 3
    assert "cannot write taken/a.json" in ran.err


def test_what_could_not_be_checked_is_never_clean(copydesk: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert "No findings in 1 document, but not everything was checked" in copydesk("lint", "empty.txt", "--no-cache").out


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_stops_all_processes_at_once(tmp_path: Path) -> None:
    for number in range(96):
        (tmp_path / f"{number}.txt").write_text("Folk sover om natten. " * 20_000, encoding="utf-8")
    command = [sys.executable, "-c", "from copydesk.cli import main; main()", "lint", str(tmp_path), "--no-cache", "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(2)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in told


@pytest.mark.parametrize("command", ["lint", "gate"])
def test_a_mistake_in_the_gates_table_is_told_by_every_command(copydesk: Shell, tmp_path: Path, command: str) -> None:
    (tmp_path / "copydesk.toml").write_text('[gate]\npreset = "stict"\n', encoding="utf-8")
    ran = copydesk(command, "good.txt")
    assert ran.code == 2
    assert "copydesk.toml: " in ran.err
    assert "did you mean 'strict'?" in ran.err
