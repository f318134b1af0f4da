"""Publishing: the documents that pass, copied byte for byte into a folder with a manifest that vouches for them.

The folder is built aside and renamed into its place, so a run that is killed leaves the old one. ``manifest.json`` states
for each document the hash of its bytes, its languages and revision date, the rules that judged it and whose they are, the
verdict, the waivers it needed and the as-of date. ``verify`` compares a folder with its manifest; a signature (Ed25519,
``manifest.json.sig``) tells whether the manifest itself is the one that was written.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from copydesk import gate, registry, waivers
from copydesk.model import DocumentReport, Report

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
VERSION = 1


class PublishError(ValueError):
    """A folder, a key or a manifest that cannot be used; the message names it and why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A document that was left out, and why, in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """What ``publish`` did: the paths that are new or renewed, those kept from before, and those left out."""

    documents: tuple[str, ...]
    kept: tuple[str, ...]
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """How a published folder differs from its manifest: ``kind`` is "changed", "added", "lost" or "manifest"."""

    path: str
    kind: Literal["changed", "added", "lost", "manifest"]

    def __str__(self) -> str:
        if self.kind == "manifest":
            return f"{self.path}: is not the manifest that was written"
        return f"{self.path}: was {self.kind} since it was published"


def publish(
    report: Report,
    to: str | os.PathLike[str],
    asked: gate.Policy,
    *,
    root: str = ".",
    mirror: bool = False,
    key: bytes | None = None,
) -> Published:
    """Puts the documents that pass into ``to``, at their path relative to ``root``.

    Documents that were published before and are not in this report stay, unless ``mirror``; one that is blocked now is
    taken out. ``key`` is an Ed25519 private key (PEM). Raises PublishError, also where the folder holds what was changed
    or added by hand since.
    """
    if report.verdict is None:
        raise PublishError("the report has no verdict")
    target = Path(os.path.realpath(to))
    _recovered(target)
    before = _before(target)
    signer = _signer(key) if key is not None else None
    entries: dict[str, dict[str, Any]] = {}
    contents: dict[str, bytes] = {}
    blocked: list[Blocked] = []
    judged: set[str] = set()
    owners = _owners(report.rules)
    for document in report.documents:
        if document.format == waivers.FORMAT:
            continue
        name = os.path.relpath(document.path, root).replace(os.sep, "/")
        judged.add(name)
        reason, raw = _fit(document, report, asked, name, target)
        if reason:
            blocked.append(Blocked(document.path, reason))
        else:
            contents[name] = raw
            entries[name] = _entry(name, raw, document, report, owners)
    kept = () if mirror else tuple(name for name in before if name not in judged)
    for name in kept:
        contents[name] = (target / name).read_bytes()
        entries[name] = dict(before[name])
    _clashes(entries)
    if not entries and not before:
        return Published((), (), tuple(blocked))
    _build(target, contents, _manifest(entries, blocked, report), signer)
    return Published(tuple(sorted(name for name in entries if name not in kept)), kept, tuple(blocked))


def _fit(document: DocumentReport, report: Report, asked: gate.Policy, name: str, target: Path) -> tuple[str, bytes]:
    """(why a document is left out, or "", and its bytes)."""
    assert report.verdict is not None
    if not report.verdict.documents.get(document.path, False):
        return gate.why(report, document.path, asked) or "it did not pass", b""
    if name.startswith("../") or os.path.isabs(name) or name in (MANIFEST, SIGNATURE):
        return "it lies outside of this folder, or has the name of the manifest", b""
    if Path(os.path.realpath(document.path)).is_relative_to(target):
        return "it lies in the published folder itself", b""
    try:
        raw = Path(document.path).read_bytes()
    except OSError as error:
        return f"it could not be read: {error.strerror or error}", b""
    if hashlib.sha256(raw).hexdigest() != document.sha256:
        return "it was changed while it was being checked", b""
    return "", raw


def _entry(name: str, raw: bytes, document: DocumentReport, report: Report, owners: Mapping[str, str]) -> dict[str, Any]:
    left_out = {one.rule for one in document.not_checked}
    return {
        "path": name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "size": len(raw),
        "languages": list(document.languages or ((document.language,) if document.language else ())),
        "revised": revision(document),
        "verdict": "passed",
        "as_of": report.as_of.isoformat(),
        "rules": {rule: owner for rule, owner in owners.items() if rule not in left_out},
        "findings": {level: sum(one.severity == level for one in document.findings) for level in ("error", "warning", "info")},
        "waivers": [
            {
                "rule": one.finding.rule,
                "fingerprint": one.finding.fingerprint,
                "reason": one.reason,
                "owner": one.owner,
                "until": one.until.isoformat() if one.until else None,
            }
            for one in document.suppressed
            if one.kind == "waiver"
        ],
    }


def revision(document: DocumentReport) -> str | None:
    """The date of the document's last revision or review as its ledger of dates has it, ISO; None where it has none."""
    found = []
    for name, fact in document.facts.items():
        if name.startswith("dates/"):
            for entry in fact if isinstance(fact, list | tuple) else fact.get("dates", ()) if isinstance(fact, Mapping) else ():
                if isinstance(entry, Mapping) and entry.get("role") in ("updated", "reviewed", "revised"):
                    found.append(str(entry.get("iso") or entry.get("value") or ""))
    return max(filter(None, found), default=None)


def _owners(rules: Sequence[str]) -> dict[str, str]:
    """For each rule the package that it came from, with its version."""
    from importlib.metadata import entry_points

    packages = {}
    for point in entry_points(group=registry.GROUP):
        packages[point.name] = f"{point.dist.name} {point.dist.version}" if point.dist else point.module
    return {rule: packages.get(rule.partition("/")[0], "") for rule in rules}


def _manifest(entries: Mapping[str, Mapping[str, Any]], blocked: Sequence[Blocked], report: Report) -> bytes:
    assert report.verdict is not None
    manifest = {
        "version": VERSION,
        "tool": f"copydesk {report.version}",
        "as_of": report.as_of.isoformat(),
        "conditions": [{"name": one.name, "status": one.status, "reason": one.reason} for one in report.verdict.conditions],
        "documents": [entries[name] for name in sorted(entries)],
        "blocked": [{"path": one.path, "reason": one.reason} for one in blocked],
    }
    manifest["digest"] = _digest(manifest)
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _digest(manifest: Mapping[str, Any]) -> str:
    """The hash of everything in a manifest but itself."""
    rest = {key: value for key, value in manifest.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _clashes(entries: Mapping[str, Any]) -> None:
    seen: dict[str, str] = {}
    for name in sorted(entries):
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise PublishError(f"{other} and {name} would be one file where letter case does not count; rename one of them")


def _before(target: Path) -> dict[str, dict[str, Any]]:
    """What is published in a folder now. Raises PublishError where it is not a folder of ours, whole as it was left."""
    if not target.exists():
        return {}
    if not target.is_dir():
        raise PublishError(f"{target} is a file, not a folder")
    if not any(target.iterdir()):
        return {}
    if not (target / MANIFEST).is_file():
        raise PublishError(f"{target} holds files but no {MANIFEST}: choose an empty folder")
    if problems := verify(target):
        raise PublishError(f"{target} is not as it was left: {'; '.join(map(str, problems[:3]))}. See `copydesk verify`")
    return {entry["path"]: entry for entry in _read(target)[0]["documents"]}


def _build(target: Path, contents: Mapping[str, bytes], manifest: bytes, signer: Any) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".new", dir=target.parent))
    old = _aside(target)
    try:
        for name, raw in contents.items():
            file = new / name
            file.parent.mkdir(parents=True, exist_ok=True)
            _put(file, raw)
        _put(new / MANIFEST, manifest)
        if signer is not None:
            import base64

            _put(new / SIGNATURE, base64.b64encode(signer.sign(manifest)) + b"\n")
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o777 & ~mask)
        if target.exists():
            os.rename(target, old)
        os.rename(new, target)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        _recovered(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _put(path: Path, raw: bytes) -> None:
    with open(path, "xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _recovered(target: Path) -> None:
    """Undoes what a run that was killed left beside the folder."""
    for unfinished in target.parent.glob(f".{glob.escape(target.name)}-*.new"):
        shutil.rmtree(unfinished, ignore_errors=True)
    old = _aside(target)
    if old.exists():
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.rename(old, target)


def verify(folder: str | os.PathLike[str], *, key: bytes | None = None) -> list[Problem]:
    """How a published folder differs from its manifest; nothing where it is as it was written.

    ``key``, an Ed25519 public key (PEM), checks the signature too. Raises PublishError where there is no manifest, or no
    signature to check.
    """
    place = Path(folder)
    manifest, raw = _read(place)
    problems = []
    if key is not None and not _signed(place, raw, key):
        problems.append(Problem(MANIFEST, "manifest"))
    if manifest.get("digest") != _digest(manifest) and not problems:
        problems.append(Problem(MANIFEST, "manifest"))
    listed = {entry["path"]: entry["sha256"] for entry in manifest["documents"]}
    found = set()
    for parent, folders, files in os.walk(place):
        for name in (*files, *(one for one in folders if os.path.islink(os.path.join(parent, one)))):
            path = Path(parent, name)
            relative = path.relative_to(place).as_posix()
            if relative in (MANIFEST, SIGNATURE):
                continue
            found.add(relative)
            if relative not in listed:
                problems.append(Problem(relative, "added"))
            elif path.is_symlink() or _hash(path) != listed[relative]:
                problems.append(Problem(relative, "changed"))
    problems += [Problem(name, "lost") for name in listed if name not in found]
    return sorted(problems, key=lambda problem: (problem.path, problem.kind))


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(folder: Path) -> tuple[dict[str, Any], bytes]:
    path = folder / MANIFEST
    try:
        raw = path.read_bytes()
        manifest = json.loads(raw)
    except OSError as error:
        raise PublishError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise PublishError(f"{path}: is no manifest: {error}") from error
    entries = manifest.get("documents") if isinstance(manifest, dict) and manifest.get("version") == VERSION else None
    if not isinstance(entries, list):
        raise PublishError(f"{path}: is no manifest of version {VERSION}")
    for entry in entries:
        name = entry.get("path") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not isinstance(entry.get("sha256"), str) or not _inside(name):
            raise PublishError(f"{path}: has an entry that names no document of this folder: {name!r}")
    return manifest, raw


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def _signer(key: bytes) -> Any:
    serialization, ed25519 = _cryptography()
    with contextlib.suppress(ValueError, TypeError):
        loaded = serialization.load_pem_private_key(key, password=None)
        if isinstance(loaded, ed25519.Ed25519PrivateKey):
            return loaded
    raise PublishError(
        "the key is no Ed25519 private key (PEM, without a password): `openssl genpkey -algorithm ed25519` makes one"
    )


def _signed(folder: Path, manifest: bytes, key: bytes) -> bool:
    import base64

    serialization, ed25519 = _cryptography()
    public = None
    with contextlib.suppress(ValueError, TypeError):
        public = serialization.load_pem_public_key(key)
    if not isinstance(public, ed25519.Ed25519PublicKey):
        raise PublishError("the key is no Ed25519 public key (PEM): `openssl pkey -in KEY -pubout` prints it")
    try:
        signature = base64.b64decode((folder / SIGNATURE).read_bytes())
    except OSError as error:
        raise PublishError(f"{folder / SIGNATURE}: {error.strerror or error}; the folder was not signed") from error
    except ValueError:
        return False
    from cryptography.exceptions import InvalidSignature

    try:
        public.verify(signature, manifest)
    except InvalidSignature:
        return False
    return True


def _cryptography() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise PublishError("signatures need the package cryptography: pip install 'copydesk[sign]'") from error
    return serialization, ed25519
