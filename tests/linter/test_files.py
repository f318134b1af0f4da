from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.files import Discovery, discover

INCLUDE = ("*.txt", "*.md", "*.html")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.\n", encoding="utf-8")


def find(root: Path, *paths: str, exclude: tuple[str, ...] = (), force_exclude: bool = False) -> Discovery:
    return discover(paths, include=INCLUDE, exclude=exclude, force_exclude=force_exclude, root=root)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def test_walks_folders_in_order(here: Path) -> None:
    write(here, "b.txt", "a/c.md", "a/b.TXT", "a/x.py", ".git/x.txt")
    assert find(here, ".") == (("a/b.TXT", "a/c.md", "b.txt"), ())
    assert find(here, "a", "b.txt", "a/c.md", "./a/../b.txt").files == ("a/b.TXT", "a/c.md", "b.txt")
    assert find(here, str(here / "a")).files == ("a/b.TXT", "a/c.md")


def test_globs_choose_in_folders_and_names_win(here: Path) -> None:
    write(here, "a.txt", "drafts/b.txt", "old/c.txt", "notes.rst")
    assert find(here, ".", exclude=("drafts/", "old/*.txt")).files == ("a.txt",)
    assert find(here, "drafts/b.txt", "notes.rst", exclude=("drafts/",)).files == ("drafts/b.txt", "notes.rst")
    assert find(here, "drafts/b.txt", "a.txt", "notes.rst", exclude=("drafts/",), force_exclude=True).files == ("a.txt",)


def test_gitignore_without_a_repository(here: Path) -> None:
    write(here, "a.txt", "build/b.txt", "sub/c.txt", "sub/d.txt", "sub/keep.tmp.txt")
    (here / ".gitignore").write_text("build/\n*.tmp.txt\n")
    (here / "sub" / ".gitignore").write_text("/c.txt\n")
    assert find(here, ".").files == ("a.txt", "sub/d.txt")


def test_gitignore_in_a_repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "a.txt", "build/b.txt", "new/c.txt", "gone.txt")
    (here / ".gitignore").write_text("build/\n")
    git(here, "init", "-q")
    git(here, "add", "a.txt", "gone.txt")
    (here / "gone.txt").unlink()
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    assert find(here, ".") == (("a.txt", "new/c.txt"), ())
    assert find(here, "build").files == ("build/b.txt",), "a folder named itself is read although git ignores it"


def test_without_git(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "a.txt")
    monkeypatch.setenv("PATH", str(here))
    assert find(here, ".").files == ("a.txt",)


def test_missing_is_a_failure(here: Path) -> None:
    found = find(here, "nothing.txt", "a\0b")
    assert found.files == ()
    assert {failure.kind for failure in found.failures} == {"missing"}
    assert "nothing.txt" in {failure.path for failure in found.failures}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links(here: Path) -> None:
    write(here, "real/a.txt", "z.txt")
    os.symlink("z.txt", here / "a-link.txt")
    os.symlink("self.txt", here / "self.txt")
    os.symlink("gone", here / "dangling.txt")
    os.symlink("..", here / "real" / "up")
    os.symlink("real", here / "copy")
    found = find(here, ".")
    assert found.files == ("real/a.txt", "z.txt")
    assert {(failure.path, failure.kind) for failure in found.failures if "up" not in failure.path} == {
        ("self.txt", "link-loop"),
        ("dangling.txt", "missing"),
    }
    assert [failure.kind for failure in found.failures if "up" in failure.path] == ["link-loop"]
    assert find(here, "self.txt").failures[0].kind == "link-loop"
    assert find(here, "a-link.txt").files == ("a-link.txt",)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("repository", [False, True])
def test_odd_names(here: Path, repository: bool) -> None:
    if repository:
        git(here, "init", "-q")
    names = [b"new\nline.txt", b"bad\xff.txt", "smörgås 😀.md".encode(), b"-dash.txt", b"star*.txt", b' "quoted".txt']
    for name in names:
        with open(os.path.join(os.fsencode(here), name), "wb") as file:
            file.write(b"Text.\n")
    found = find(here, ".")
    assert sorted(os.fsencode(name) for name in found.files) == sorted(names)
    assert not found.failures
    for name in found.files:
        assert find(here, name).files == (name,)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions bind no superuser")
def test_forbidden_folder(here: Path) -> None:
    write(here, "shut/a.txt")
    os.chmod(here / "shut", 0)
    try:
        assert [failure.kind for failure in find(here, ".").failures] == ["unreadable"]
    finally:
        os.chmod(here / "shut", 0o700)
