"""What starts stays light: counted imports, no clock."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = [
    "ahocorasick_rs",
    "charset_normalizer",
    "cryptography",
    "ftfy",
    "langdetect",
    "msgspec",
    "numpy",
    "pathspec",
    "py3langid",
    "pycld2",
    "pyromark",
    "rensa",
    "rich.console",
    "sqlite3",
    "textstat",
    "typer",
    "wordfreq",
    "yaml",
]


def loaded_after(code: str) -> set[str]:
    """The heavy modules that a fresh interpreter has loaded after some code."""
    probe = f"{code}\nimport sys\nprint(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split()) if run.stdout.splitlines() else set()


def test_version_loads_nothing_heavy() -> None:
    code = "import copydesk.cli\ntry:\n    copydesk.cli.main(['--version'])\nexcept SystemExit:\n    pass"
    assert loaded_after(code) == set()


def test_importing_copydesk_loads_nothing_heavy() -> None:
    assert loaded_after("import copydesk") == set()


@pytest.mark.parametrize(
    "family", ["chrome", "claims", "dates", "extraction", "language", "metadata", "readability", "typography"]
)
def test_a_family_loads_no_detector_and_no_readability_library(family: str) -> None:
    code = f"from copydesk import registry\nregistry.load_family({family!r})"
    assert loaded_after(code) <= {"ahocorasick_rs"}
