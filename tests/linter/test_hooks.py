"""Where the gate stands: the pre-commit hooks, the GitHub action, the GitLab job and the shell recipe, run for real.

The hooks are also installed from this checkout, as a stranger would, where COPYDESK_WHEELS names a folder of wheels with
everything that takes (copydesk's dependencies and its build backend); then no network is needed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parents[2]
WHEELS = os.environ.get("COPYDESK_WHEELS", "")
BIN = Path(sys.executable).parent

GOOD = """\
# Sleep and stress

By Anna Berg

Published: 1 October 2026. Last updated: 2 November 2026.

Sleep may help some people to handle stress, according to a report of the clinic.
"""
BAD = GOOD.replace("2 November 2026", "31 February 2026") + "\nA\nA\nA\n\nSubscribe to our newsletter\n"

pytestmark = pytest.mark.skipif(not (HERE / ".pre-commit-hooks.yaml").exists(), reason="no checkout")


def manifest() -> dict[str, dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text())
    return {hook["id"]: hook for hook in loaded}


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "COPYDESK_"))}
    return {
        **kept,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "COPYDESK_CACHE_DIR": str(tmp_path / "cache"),
        "NO_COLOR": "1",
        **more,
    }


Run = Callable[..., subprocess.CompletedProcess[str]]


def runner(folder: Path, env: Mapping[str, str]) -> Run:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    return run


def checked(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_manifest_is_what_pre_commit_wants_and_the_issue_promises() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    clientlib.load_manifest(HERE / ".pre-commit-hooks.yaml")
    hooks = manifest()
    assert list(hooks) == ["copydesk-lint", "copydesk-fix", "copydesk-gate"]
    for hook in hooks.values():
        assert hook["types_or"] == ["plain-text", "markdown", "html"]
        assert hook["require_serial"] is True
        assert hook["args"] == []
        assert hook["language"] == "python"
        assert not hook.get("verbose")
    assert "--no-corpus" in hooks["copydesk-lint"]["entry"]
    assert "--no-corpus" not in hooks["copydesk-gate"]["entry"]


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", "ci/github.yml"),
        ("gitlab-ci", "ci/gitlab.yml"),
        ("gitlab-ci", "ci/gitlab-include.yml"),
    ],
)
def test_yaml_is_valid(schema: str, file: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(HERE / file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_users_pre_commit_settings_are_valid() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    loaded = clientlib.load_config(HERE / "ci" / "pre-commit-config.yaml")
    assert {hook["id"] for repo in loaded["repos"] for hook in repo["hooks"]} == set(manifest())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    checked(runner(folder, environment(tmp_path))("git", "init", "-q", "-b", "main"))
    return folder


def commits_as_a_stranger(repository: Path, run: Run) -> None:
    """A bad document is refused with a message an editor can read; fixed by the hook and by hand it passes."""
    (repository / "good.en.md").write_text(GOOD)
    (repository / "bad.en.md").write_text(BAD)
    checked(run("git", "add", "good.en.md", ".pre-commit-config.yaml"))
    done = run("git", "commit", "-m", "A good document")
    assert done.returncode == 0, done.stdout + done.stderr
    checked(run("git", "add", "bad.en.md"))
    done = run("git", "commit", "-m", "A bad document")
    told = done.stdout + done.stderr
    assert done.returncode == 1, told
    assert "bad.en.md" in told
    assert "31 February 2026" in told
    assert "dates/impossible-date" in told
    assert "Fixed" in told
    assert "info" not in told.replace("information", "")
    assert "Traceback" not in told
    left = (repository / "bad.en.md").read_text()
    assert "newsletter" not in left or "newsletter" in told
    (repository / "bad.en.md").write_text(GOOD.replace("stress", "worry"))
    checked(run("git", "add", "bad.en.md"))
    done = run("git", "commit", "-m", "A mended document")
    assert done.returncode == 0, done.stdout + done.stderr
    (repository / "bad.en.md").write_text(BAD)
    checked(run("git", "commit", "--no-verify", "-am", "Past the hook"))
    done = run("pre-commit", "run", "copydesk-gate", "--hook-stage", "pre-push")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Blocked." in done.stdout
    assert "dates/impossible-date" in done.stdout
    assert run("git", "status", "--porcelain").stdout == ""


def configured(repository: Path, repo: Mapping[str, Any]) -> None:
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [dict(repo)]}, sort_keys=False))


def test_the_hooks_in_a_repository(repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    order = ("copydesk-fix", "copydesk-lint", "copydesk-gate")
    hooks = [{**manifest()[name], "language": "system"} for name in order]
    for hook in hooks:
        hook.pop("minimum_pre_commit_version")
    configured(repository, {"repo": "local", "hooks": hooks})
    run = runner(repository, environment(tmp_path))
    checked(run("pre-commit", "install"))
    commits_as_a_stranger(repository, run)


@pytest.mark.skipif(not WHEELS, reason="COPYDESK_WHEELS names no folder of wheels to install the hooks from")
def test_the_hooks_installed_from_this_checkout(repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    env = environment(tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(Path(WHEELS).resolve()), PIP_DISABLE_PIP_VERSION_CHECK="1")
    env["PIP_CACHE_DIR"] = str(tmp_path / "pip")
    source = tmp_path / "copydesk"
    files = (
        subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=HERE, capture_output=True, check=True)
        .stdout.decode()
        .split("\0")
    )
    for name in filter(None, files):
        if (HERE / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / name, source / name)
    take = runner(source, env)
    checked(take("git", "init", "-q", "-b", "main"))
    checked(take("git", "add", "-A"))
    checked(take("git", "commit", "-q", "-m", "This checkout"))
    revision = checked(take("git", "rev-parse", "HEAD")).strip()
    hooks = [{"id": name} for name in ("copydesk-fix", "copydesk-lint", "copydesk-gate")]
    configured(repository, {"repo": str(source), "rev": revision, "hooks": hooks})
    run = runner(repository, env)
    checked(run("pre-commit", "install"))
    checked(run("pre-commit", "install-hooks"))
    commits_as_a_stranger(repository, run)


def test_the_step_of_the_action(tmp_path: Path) -> None:
    action = yaml.safe_load((HERE / "action.yml").read_text())
    step = next(step for step in action["runs"]["steps"] if step.get("id") == "gate")
    work, temp = tmp_path / "work", tmp_path / "temp"
    (temp / "copydesk").mkdir(parents=True)
    (temp / "copydesk" / "bin").symlink_to(BIN)
    work.mkdir()
    (work / "good.en.md").write_text(GOOD)
    (work / "bad.en.md").write_text(BAD)

    def run(paths: str, args: str = "") -> tuple[int, str]:
        for name in ("summary", "output"):
            (tmp_path / name).write_text("")
        env = environment(tmp_path, RUNNER_TEMP=str(temp), GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
        env |= {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_ACTIONS": "true"}
        env |= {"COPYDESK_PATHS": paths, "COPYDESK_ARGS": f"--as-of 2026-11-22 {args}", "COPYDESK_REPORTS": "reports"}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=work,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    code, told = run("good.en.md\nbad.en.md\n")
    assert code == 1, told
    assert "::error file=bad.en.md,line=5" in told
    assert (tmp_path / "output").read_text() == "exit-code=1\n"
    assert "blocked" in (tmp_path / "summary").read_text()
    sarif = json.loads((work / "reports" / "copydesk.sarif").read_text())
    assert any(result["ruleId"] == "dates/impossible-date" for result in sarif["runs"][0]["results"])
    code, told = run("good.en.md")
    assert code == 0, told
    code, told = run("$(touch pwned);good.en.md", "`touch pwned`")
    assert code == 3, told
    assert not (work / "pwned").exists()


def test_the_job_for_gitlab(tmp_path: Path) -> None:
    job = yaml.safe_load((HERE / "ci" / "gitlab.yml").read_text())["copydesk"]
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "bin").symlink_to(BIN)
    (tmp_path / "bad.en.md").write_text(BAD)
    variables = {**job["variables"], "COPYDESK_VENV": str(tmp_path / "venv"), "COPYDESK_PATHS": "bad.en.md"}
    env = {
        **environment(tmp_path),
        **{key: str(value) for key, value in variables.items()},
        "COPYDESK_ARGS": "--as-of 2026-11-22",
    }
    done = subprocess.run(["sh", "-ec", job["script"][-1]], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    quality = json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text())
    assert any(entry["check_name"] == "dates/impossible-date" for entry in quality)
    assert (tmp_path / job["artifacts"]["reports"]["junit"]).read_text().startswith("<?xml")
    assert (tmp_path / job["artifacts"]["paths"][0]).exists()


def test_the_shell_recipe(tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "bin").symlink_to(BIN)
    (tmp_path / "good.en.md").write_text(GOOD)
    env = {**environment(tmp_path), "COPYDESK_VENV": str(tmp_path / "venv"), "COPYDESK_REPORTS": "out"}
    command = ["sh", str(HERE / "ci" / "gate.sh"), "good.en.md", "--as-of", "2026-11-22"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["copydesk.html", "copydesk.sarif", "copydesk.xml"]
