"""The house keeps its layers: a module imports only from those below it, and the engine knows no rule and no language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import copydesk
from copydesk.language import pack

HOUSE = Path(copydesk.__file__).parent
LAYERS = (
    ("model",),
    ("atomic", "fingerprint", "toml"),
    ("language",),
    ("document",),
    ("readers",),
    ("registry",),
    ("config",),
    ("cache", "suppress", "baseline", "waivers"),
    ("engine",),
    ("changes", "files", "support"),
    ("run",),
    ("fixer", "gate", "history"),
    ("reporters",),
    ("output",),
    ("publish",),
    ("api", "testing"),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def modules() -> list[tuple[str, Path]]:
    return [(file.relative_to(HOUSE).parts[0].removesuffix(".py"), file) for file in sorted(HOUSE.rglob("*.py"))]


def imported(file: Path) -> set[str]:
    """The modules of copydesk that a file imports, type-checking imports left out."""
    found: set[str] = set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "copydesk":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("copydesk."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("copydesk.")}
    return found


def test_every_module_has_a_layer() -> None:
    homeless = {name for name, _ in modules()} - LEVEL.keys() - {"__init__"}
    assert not homeless


def test_imports_go_down_only() -> None:
    upward = [
        f"{file.relative_to(HOUSE)} imports {other}"
        for name, file in modules()
        for other in imported(file)
        if name in LEVEL and LEVEL.get(other, -1) > LEVEL[name]
    ]
    assert not upward


def test_the_engine_never_imports_the_rules() -> None:
    named = [str(file.relative_to(HOUSE)) for _, file in modules() if "copydesk_rules" in file.read_text(encoding="utf-8")]
    assert not named


def test_rules_use_the_public_api_only() -> None:
    import copydesk_rules

    home = Path(copydesk_rules.__file__).parent
    private = [
        f"{file.relative_to(home)}: {line.strip()}"
        for file in sorted(home.rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*(?:from|import) copydesk\.", line)
    ]
    assert not private


def test_public_names_are_what_all_says() -> None:
    assert sorted(copydesk.__all__) == list(copydesk.__all__)
    for name in copydesk.__all__:
        assert getattr(copydesk, name) is not None
    assert set(copydesk.__all__) - {"__version__"} == set(copydesk._HOME)


def test_packs_have_an_identity() -> None:
    for tag in pack.tags():
        words = pack.load(tag)
        assert words.get("name")
        assert words.get("english")
        assert words.get("scripts")
        assert words.get("direction") in ("ltr", "rtl")
