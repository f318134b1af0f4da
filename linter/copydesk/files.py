"""Which files a run reads: those named, and those found below folders, each once, in order of path."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from copydesk.config import globs_match
from copydesk.model import Failure
from copydesk.readers.decode import unreadable

_VERSION_CONTROL = frozenset((".git", ".hg", ".svn", ".jj"))
_FROM_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")


class Discovery(NamedTuple):
    """The files to read, as posix paths relative to the current folder, and what could not be looked into."""

    files: tuple[str, ...]
    failures: tuple[Failure, ...]


def discover(
    paths: Sequence[str], *, include: Sequence[str], exclude: Sequence[str], force_exclude: bool = False, root: Path
) -> Discovery:
    """Finds the files that ``paths`` name.

    A folder is searched for files that match ``include`` and not ``exclude`` (globs as in .gitignore, relative to ``root``);
    what git ignores is left out. A file given by name is read whatever the globs say, unless ``force_exclude``. A link and
    the file behind it are one file. What is missing, forbidden or a loop of links becomes a failure; nothing is raised.
    """
    search = _Search(tuple(include), tuple(exclude), root)
    for path in paths:
        name = os.path.relpath(path) if path else path
        mode = search.mode(name)
        if mode is None:
            continue
        if stat.S_ISDIR(mode):
            search.folder(name, ())
        elif not force_exclude or search.wanted(name):
            search.add(name)
    return Discovery(search.found(), tuple(sorted(search.failures)))


class _Search:
    def __init__(self, include: tuple[str, ...], exclude: tuple[str, ...], root: Path) -> None:
        self.failures: set[_Failed] = set()
        self._include = _matcher(include)
        self._exclude = exclude
        self._root = os.path.abspath(root)
        self._real: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._folders: set[str] = set()
        self._realpaths: dict[str, str] = {}

    def mode(self, name: str) -> int | None:
        """The kind of a file, as ``os.stat`` gives it; None, with a failure, where there is none."""
        try:
            return os.stat(name).st_mode
        except ValueError:
            self.fail(name, "missing", "There is no file of this name.")
        except OSError as error:
            known = unreadable(error)
            dangling = known.kind == "missing" and os.path.islink(name)
            self.fail(name, known.kind, "This link leads to a file that is gone." if dangling else known.message)
        return None

    def fail(self, name: str, kind: str, message: str) -> None:
        self.failures.add(_Failed(_posix(name), kind, message))

    def add(self, name: str) -> None:
        if os.path.islink(name):
            self._links.setdefault(os.path.realpath(name), name)
            return
        folder, base = os.path.split(name)
        if folder not in self._realpaths:
            self._realpaths[folder] = os.path.realpath(folder)
        self._real.setdefault(os.path.join(self._realpaths[folder], base), name)

    def found(self) -> tuple[str, ...]:
        """What was found, sorted; of a file and the links to it, the file."""
        names = [*self._real.values(), *(name for real, name in self._links.items() if real not in self._real)]
        return tuple(sorted(map(_posix, names)))

    def wanted(self, name: str) -> bool:
        """Whether the globs choose a file."""
        relative = self._relative(name)
        return self._include(relative) and not globs_match(self._exclude, relative)

    def excluded(self, folder: str) -> bool:
        return globs_match(self._exclude, self._relative(folder) + "/")

    def _relative(self, name: str) -> str:
        relative = os.path.relpath(name, self._root)
        return _posix(name if relative.startswith(os.pardir) else relative)

    def folder(self, name: str, above: tuple[str, ...]) -> None:
        """Searches a folder; ``above`` are the real paths of the folders that led here."""
        real = os.path.realpath(name)
        if real in above:
            self.fail(name, "link-loop", "This link leads back to a folder above it.")
            return
        if real in self._folders:
            return
        self._folders.add(real)
        listed = _git_files(name)
        links: list[tuple[str, tuple[str, ...]]] = []
        for entry in _walk(name, self) if listed is None else listed:
            path = os.path.join(name, entry) if name != os.curdir else entry
            link = os.path.islink(path)
            if os.path.isdir(path):
                (links.append if link else self._below)((path.rstrip(os.sep), (*above, real)))
            elif self.wanted(path) and (link or os.path.lexists(path)) and self.mode(path) is not None:
                self.add(path)
        for path, led in links:
            inside = os.path.realpath(os.path.dirname(path) or os.curdir)
            place = os.path.join(inside, os.path.basename(path))
            if place not in self._folders and not self.excluded(path):
                self._folders.add(place)
                self.folder(path, (*led, *_between(real, inside)))

    def _below(self, found: tuple[str, tuple[str, ...]]) -> None:
        """A repository inside another, which git lists as one entry."""
        if not self.excluded(found[0]):
            self.folder(*found)


class _Failed(Failure):
    """A failure that sorts by place."""

    __slots__ = ()

    def __lt__(self, other: Failure) -> bool:
        return (self.path, self.kind) < (other.path, other.kind)


def _between(real: str, inside: str) -> tuple[str, ...]:
    """The real paths below ``real`` down to ``inside``."""
    out = []
    while len(inside) > len(real):
        out.append(inside)
        inside = os.path.dirname(inside)
    return tuple(out)


def _posix(name: str) -> str:
    return name.replace("\\", "/") if os.sep == "\\" else name


def _matcher(globs: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a path matches any glob; endings alone, the usual case, are compared in any case of letters."""
    endings = tuple(glob[1:].lower() for glob in globs if glob.startswith("*.") and glob[2:].replace(".", "").isalnum())
    others = tuple(glob for glob in globs if not (glob.startswith("*.") and glob[2:].replace(".", "").isalnum()))
    if any(glob.startswith("!") for glob in others):
        return lambda path: globs_match(globs, path)
    return lambda path: path.lower().endswith(endings) or globs_match(others, path)


def _git_files(folder: str) -> list[str] | None:
    """The files below a folder that git knows or would add; None where git or a repository is not to be had."""
    environment = {key: value for key, value in os.environ.items() if key not in _FROM_A_HOOK}
    command = ["git", "-C", folder, "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return None
    if done.returncode != 0:
        return None
    names = sorted({os.fsdecode(name).replace("/", os.sep) for name in done.stdout.split(b"\0") if name})
    if not names:
        ignored = subprocess.run(
            ["git", "-C", folder, "check-ignore", "-q", "."], capture_output=True, env=environment, check=False
        )
        if ignored.returncode == 0:
            return None
    return names


def _walk(folder: str, search: _Search) -> Iterator[str]:
    """The files below a folder, links not followed, less what its .gitignore files name."""
    import pathspec

    pending: list[tuple[str, tuple[tuple[str, pathspec.GitIgnoreSpec], ...]]] = [("", ())]
    while pending:
        below, ignores = pending.pop()
        here = os.path.join(folder, below) if below else folder
        try:
            with open(os.path.join(here, ".gitignore"), encoding="utf-8", errors="replace") as lines:
                ignores = (*ignores, (below, pathspec.GitIgnoreSpec.from_lines(lines)))
        except (OSError, ValueError):
            pass
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            known = unreadable(error)
            search.fail(here, known.kind, "You may not look into this folder." if known.kind == "unreadable" else known.message)
            continue
        for entry in entries:
            path = os.path.join(below, entry.name) if below else entry.name
            folder_itself = entry.is_dir(follow_symlinks=False)
            if folder_itself and entry.name in _VERSION_CONTROL:
                continue
            if any(
                spec.match_file(_posix(os.path.relpath(path, base or os.curdir)) + "/" * folder_itself) for base, spec in ignores
            ):
                continue
            if folder_itself:
                if search.excluded(os.path.join(here, entry.name)):
                    continue
                pending.append((path, ignores))
            else:
                yield path
