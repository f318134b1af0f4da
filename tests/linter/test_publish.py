"""Publishing and verifying: what goes in, what stays out, what is noticed, and what a killed run leaves."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import gate, publish
from copydesk.model import Finding, NotChecked, Report, Suppressed
from copydesk.publish import Problem, PublishError
from copydesk.testing import AS_OF

from .conftest import make_finding

pytestmark = pytest.mark.usefixtures("known_rules")

Make = Callable[..., Report]
STANDARD = gate.policy({})
A = "Sleep cures stress."


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def judged(report: Make) -> Callable[..., Report]:
    """A judged report over files that are written to disk; a document named bad… has an error."""

    def make(*paths: str, text: str = A) -> Report:
        documents: dict[str, tuple[str, list[Finding]]] = {}
        for path in paths:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(f"{text}\r\n{path}".encode())
            documents[path] = (A, [make_finding("alpha/one", A, "Sleep", path)] if "bad" in path else [])
        made = report(documents)
        hashed = tuple(replace(d, sha256=hashlib.sha256(Path(d.path).read_bytes()).hexdigest()) for d in made.documents)
        made = replace(made, documents=hashed)
        return replace(made, verdict=gate.evaluate(made, STANDARD))

    return make


Judged = Callable[..., Report]


def manifest() -> dict[str, object]:
    loaded: dict[str, object] = json.loads(Path("out/manifest.json").read_text())
    return loaded


def files(folder: str = "out") -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())


def test_what_passes_goes_in_and_what_is_blocked_stays_out_with_a_line(judged: Judged) -> None:
    run = judged("a.txt", "news/b.md", "bad.txt")
    first = replace(
        run.documents[0],
        facts={"dates/ledger": [{"role": "published", "iso": "2026-01-01"}, {"role": "updated", "iso": "2026-02-03"}]},
        suppressed=(Suppressed(make_finding("alpha/two", A, "cures"), "waiver", "agreed", "anna", AS_OF),),
        not_checked=(NotChecked("a.txt", "beta/three", "en", "no words"),),
    )
    done = publish.publish(replace(run, documents=(first, *run.documents[1:])), "out", STANDARD)
    assert done.documents == ("a.txt", "news/b.md")
    assert [(b.path, b.reason) for b in done.blocked] == [("bad.txt", "alpha/one")]
    assert files() == ["a.txt", "manifest.json", "news/b.md"]
    assert Path("out/news/b.md").read_bytes() == Path("news/b.md").read_bytes()
    entry = manifest()["documents"][0]  # type: ignore[index]
    assert entry["path"] == "a.txt"
    assert entry["sha256"] == hashlib.sha256(Path("a.txt").read_bytes()).hexdigest()
    assert (entry["languages"], entry["revised"], entry["verdict"], entry["as_of"]) == (
        ["en"],
        "2026-02-03",
        "passed",
        "2026-11-22",
    )
    assert sorted(entry["rules"]) == ["alpha/one", "alpha/two", "beta/never"]
    assert entry["waivers"] == [
        {
            "rule": "alpha/two",
            "fingerprint": first.suppressed[0].finding.fingerprint,
            "reason": "agreed",
            "owner": "anna",
            "until": "2026-11-22",
        }
    ]
    assert manifest()["blocked"] == [{"path": "bad.txt", "reason": "alpha/one"}]
    assert publish.verify("out") == []
    assert [p.name for p in Path().iterdir() if p.name.startswith(".")] == []


def test_the_same_input_gives_the_same_bytes(judged: Judged) -> None:
    publish.publish(judged("a.txt", "b.txt"), "one", STANDARD)
    publish.publish(judged("a.txt", "b.txt"), "two", STANDARD)
    assert Path("one/manifest.json").read_bytes() == Path("two/manifest.json").read_bytes()


def test_verify_notices_every_byte(judged: Judged) -> None:
    publish.publish(judged("a.txt", "b.txt", "c.txt"), "out", STANDARD)
    raw = bytearray(Path("out/a.txt").read_bytes())
    raw[3] ^= 1
    Path("out/a.txt").write_bytes(bytes(raw))
    Path("out/b.txt").unlink()
    Path("out/extra.txt").write_text("x")
    Path("out/c.txt").unlink()
    Path("out/c.txt").symlink_to("../c.txt")
    assert publish.verify("out") == [
        Problem("a.txt", "changed"),
        Problem("b.txt", "lost"),
        Problem("c.txt", "changed"),
        Problem("extra.txt", "added"),
    ]
    assert str(publish.verify("out")[0]) == "a.txt: was changed since it was published"


def test_verify_notices_a_changed_manifest(judged: Judged) -> None:
    publish.publish(judged("a.txt"), "out", STANDARD)
    text = Path("out/manifest.json").read_text()
    Path("out/manifest.json").write_text(text.replace('"as_of": "2026-11-22"', '"as_of": "2026-11-23"', 1))
    assert publish.verify("out") == [Problem("manifest.json", "manifest")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no manifest"),
        ("[]", "is no manifest of version 1"),
        ('{"version": 1, "documents": [{"path": "../x", "sha256": "y"}]}', "names no document of this folder: '../x'"),
        ('{"version": 1, "documents": [{"path": "/etc/passwd", "sha256": "y"}]}', "names no document of this folder"),
        ('{"version": 1, "documents": [3]}', "names no document of this folder"),
    ],
)
def test_a_broken_manifest_is_an_error(text: str, message: str) -> None:
    Path("out").mkdir()
    Path("out/manifest.json").write_text(text)
    with pytest.raises(PublishError, match=message):
        publish.verify("out")


def test_no_manifest_is_an_error() -> None:
    with pytest.raises(PublishError, match="No such file"):
        publish.verify("out")


def test_a_second_run_renews_keeps_and_takes_out(judged: Judged) -> None:
    publish.publish(judged("a.txt", "b.txt", "c.txt"), "out", STANDARD)
    run = judged("a.txt", text="Tea is good.")
    done = publish.publish(run, "out", STANDARD)
    assert (done.documents, done.kept) == (("a.txt",), ("b.txt", "c.txt"))
    assert Path("out/a.txt").read_bytes().startswith(b"Tea")
    assert publish.verify("out") == []
    run = judged("b.txt")
    run = replace(run, verdict=replace(run.verdict, documents={"b.txt": False}))  # type: ignore[type-var]
    publish.publish(run, "out", STANDARD)
    assert files() == ["a.txt", "c.txt", "manifest.json"]
    publish.publish(judged("c.txt"), "out", STANDARD, mirror=True)
    assert files() == ["c.txt", "manifest.json"]
    assert publish.verify("out") == []


def test_a_folder_that_is_not_ours_or_was_touched_is_left_alone(judged: Judged) -> None:
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine")
    with pytest.raises(PublishError, match="holds files but no manifest"):
        publish.publish(judged("a.txt"), "out", STANDARD)
    assert files() == ["mine.txt"]
    shutil.rmtree("out")
    publish.publish(judged("a.txt"), "out", STANDARD)
    Path("out/mine.txt").write_text("mine")
    with pytest.raises(PublishError, match=r"is not as it was left: mine\.txt: was added since it was published"):
        publish.publish(judged("a.txt"), "out", STANDARD)
    assert files() == ["a.txt", "manifest.json", "mine.txt"]
    Path("plain").write_text("x")
    with pytest.raises(PublishError, match="is a file"):
        publish.publish(judged("a.txt"), "plain", STANDARD)


def test_what_changed_after_the_check_or_lies_elsewhere_is_not_published(judged: Judged, tmp_path: Path) -> None:
    run = judged("a.txt", "manifest.json")
    Path("a.txt").write_text("other words")
    done = publish.publish(run, "out", STANDARD)
    assert [b.reason for b in done.blocked] == [
        "it was changed while it was being checked",
        "it lies outside of this folder, or has the name of the manifest",
    ]
    assert not Path("out").exists()
    done = publish.publish(judged("../outside.txt"), "out", STANDARD)
    assert len(done.blocked) == 1
    assert not (tmp_path / "outside.txt").exists()


def test_names_that_differ_in_case_only_are_refused(judged: Judged) -> None:
    with pytest.raises(PublishError, match=r"A\.txt and a\.txt would be one file"):
        publish.publish(judged("a.txt", "A.txt"), "out", STANDARD)


def test_a_condition_on_the_whole_run_lets_nothing_out(judged: Judged) -> None:
    run = judged("a.txt")
    run = replace(run, verdict=gate.evaluate(run, STANDARD, canary={"claims": ""}))
    done = publish.publish(run, "out", STANDARD)
    assert not Path("out").exists()
    assert done.blocked[0].reason.startswith("The built-in document full of damage passed claims")


def _die_at(step: int, made: Report) -> None:
    count = 0

    def counted(real: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            nonlocal count
            count += 1
            if count == step:
                os._exit(9)
            real(*arguments)

        return call

    os.rename = counted(os.rename)  # type: ignore[assignment]
    os.fsync = counted(os.fsync)  # type: ignore[assignment]
    publish.publish(made, "out", STANDARD)
    os._exit(0)


@pytest.mark.parametrize("step", range(1, 7))
def test_a_killed_run_leaves_the_old_folder_or_the_new_one(judged: Judged, step: int) -> None:
    publish.publish(judged("a.txt", "b.txt"), "out", STANDARD)
    run = judged("a.txt", "b.txt", text="Tea is good.")
    worker = multiprocessing.get_context("fork").Process(target=_die_at, args=(step, run))
    worker.start()
    worker.join()
    assert worker.exitcode == (9 if step <= 5 else 0)
    if Path("out").exists():
        assert publish.verify("out") == []
    publish.publish(run, "out", STANDARD)
    assert publish.verify("out") == []
    assert Path("out/a.txt").read_bytes().startswith(b"Tea")
    assert [p.name for p in Path().iterdir() if p.name.startswith(".")] == []


def test_signatures(judged: Judged) -> None:
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    def pem(key: Ed25519PrivateKey) -> tuple[bytes, bytes]:
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return private, key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    (private, public), (_, other) = pem(Ed25519PrivateKey.generate()), pem(Ed25519PrivateKey.generate())
    publish.publish(judged("a.txt"), "out", STANDARD, key=private)
    assert publish.verify("out", key=public) == []
    assert publish.verify("out") == []
    assert publish.verify("out", key=other) == [Problem("manifest.json", "manifest")]
    loaded = json.loads(Path("out/manifest.json").read_text())
    loaded["as_of"] = "2026-11-23"
    loaded["digest"] = publish._digest(loaded)
    Path("out/manifest.json").write_text(json.dumps(loaded))
    assert publish.verify("out") == []
    assert publish.verify("out", key=public) == [Problem("manifest.json", "manifest")]
    Path("out/manifest.json.sig").write_text("nonsense")
    assert publish.verify("out", key=public) == [Problem("manifest.json", "manifest")]
    with pytest.raises(PublishError, match="no Ed25519 public key"):
        publish.verify("out", key=b"nonsense")
    with pytest.raises(PublishError, match="no Ed25519 private key"):
        publish.publish(judged("a.txt"), "new", STANDARD, key=public)
    publish.publish(judged("a.txt"), "plain", STANDARD)
    with pytest.raises(PublishError, match="was not signed"):
        publish.verify("plain", key=public)
