"""Reports to files: several at once, whole or not at all, with errors that say what to do."""

from __future__ import annotations

import datetime
import errno
import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from copydesk import atomic, output, reporters
from copydesk.model import Report
from copydesk.output import Output, OutputError, UsageError

REPORT = Report((), datetime.date(2026, 11, 22), "0.1.0", ())


def test_split_at_the_first_colon() -> None:
    assert output.parse("sarif:reports/a:b.sarif") == Output("sarif", "reports/a:b.sarif")
    assert output.parse(r"json:C:\reports\a.json") == Output("json", r"C:\reports\a.json")
    assert output.parse("json:-") == Output("json", "-")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("report.html", "did you mean 'html:report.html'"),
        ("r.xml", "did you mean 'junit:r.xml'"),
        ("sarif:", "names no path"),
        ("", "FORMAT:PATH"),
    ],
)
def test_what_is_no_output_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        output.parse(text)
    with pytest.raises(reporters.UnknownReporter, match="did you mean 'sarif'"):
        output.parse("sarfi:x")


def test_two_formats_to_one_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard output: json and sarif"):
        output.parse_all(["json:-", "sarif:-"])
    with pytest.raises(UsageError, match="two formats go to"):
        output.parse_all([f"json:{tmp_path}/x", f"sarif:{tmp_path}/./x"])


def test_several_are_written_and_folders_made(tmp_path: Path) -> None:
    targets = output.parse_all([f"json:{tmp_path}/a/b/r.json", f"html:{tmp_path}/r.html", f"junit:{tmp_path}/r.xml"])
    output.write_all(targets, REPORT)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["r.html", "r.json", "r.xml"]
    first = (tmp_path / "a/b/r.json").read_bytes()
    output.write_all(targets, REPORT)
    assert (tmp_path / "a/b/r.json").read_bytes() == first
    assert b"\r" not in first


def test_one_that_fails_keeps_no_other_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    targets = [Output("json", f"{tmp_path}/file/r.json"), Output("sarif", f"{tmp_path}/r.sarif")]
    with pytest.raises(OutputError, match=r"cannot write .*file/r.json: part of the path is a file"):
        output.write_all(targets, REPORT)
    assert (tmp_path / "r.sarif").exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder"):
        output.write(Output("json", str(tmp_path)), REPORT)


def test_a_full_disk_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r.json"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full; the old report there is as it was"):
        output.write(Output("json", str(target)), REPORT)
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]
    assert target.read_text() == "old"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_no_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission"):
        output.write(Output("json", str(tmp_path / "r.json")), REPORT)


def test_a_reporter_that_crashes_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r.json"
    target.write_text("old")

    def crashing(report: Report, stream: io.TextIOBase) -> None:
        stream.write("half")
        raise ZeroDivisionError

    monkeypatch.setattr(reporters, "get", lambda name: crashing)
    with pytest.raises(ZeroDivisionError):
        output.write(Output("json", str(target)), REPORT)
    assert target.read_text() == "old"


@pytest.mark.skipif(os.name != "posix", reason="signals and links of POSIX")
class TestPosix:
    def test_killed_while_it_writes_leaves_the_old_report(self, tmp_path: Path) -> None:
        target = tmp_path / "r.json"
        target.write_text("old")
        program = textwrap.dedent(
            """
            import os, sys, time
            from copydesk import atomic, output
            flush = os.fsync
            def slow(descriptor):
                flush(descriptor)
                print("writing", flush=True)
                time.sleep(60)
            os.fsync = slow
            output.put(sys.argv[1], b"new" * 1_000_000)
            """
        )
        with subprocess.Popen([sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"writing\n"
            process.send_signal(signal.SIGKILL)
        assert target.read_text() == "old"

    def test_readers_never_see_half_a_report(self, tmp_path: Path) -> None:
        target, seen, stop = tmp_path / "r", set(), threading.Event()
        output.put(str(target), b"a" * 500_000)

        def look() -> None:
            while not stop.is_set():
                data = target.read_bytes()
                seen.add((len(data), data[:1], data[-1:]))

        thread = threading.Thread(target=look)
        thread.start()
        begin = time.monotonic()
        while time.monotonic() - begin < 0.3:
            output.put(str(target), b"b" * 700_000)
            output.put(str(target), b"a" * 500_000)
        stop.set()
        thread.join()
        assert seen <= {(500_000, b"a", b"a"), (700_000, b"b", b"b")}

    def test_a_link_is_followed_and_permissions_kept(self, tmp_path: Path) -> None:
        real = tmp_path / "real.json"
        real.write_text("old")
        real.chmod(0o640)
        (tmp_path / "link.json").symlink_to(real)
        output.write(Output("json", str(tmp_path / "link.json")), REPORT)
        assert (tmp_path / "link.json").is_symlink()
        assert real.read_text().startswith("{")
        assert real.stat().st_mode & 0o777 == 0o640

    def test_a_new_file_has_the_usual_permissions(self, tmp_path: Path) -> None:
        (tmp_path / "usual").touch()
        output.write(Output("json", str(tmp_path / "r.json")), REPORT)
        assert (tmp_path / "r.json").stat().st_mode == (tmp_path / "usual").stat().st_mode

    def test_a_device_is_written_to_and_stays(self) -> None:
        output.write(Output("json", "/dev/null"), REPORT)
        assert Path("/dev/null").is_char_device()

    def test_a_file_name_with_a_newline(self, tmp_path: Path) -> None:
        output.write(Output("json", str(tmp_path / "a\nb.json")), REPORT)
        assert (tmp_path / "a\nb.json").exists()


def test_standard_output_is_utf_8_whatever_the_terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    output.write(Output("json", "-"), REPORT)
    output.write(Output("console", "-"), REPORT)
    out = capfdbinary.readouterr().out
    assert out.startswith(b"{")
    assert b"No findings in 0 documents" in out
