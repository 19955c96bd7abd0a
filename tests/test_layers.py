"""Data flows down and never back up: each part of `steps` imports only what stands below it, or in its own folder."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
# The highest first. Parts of one layer do not know each other.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("editor",),
    ("adoption", "catalogue", "format"),
    ("check",),
    ("access", "api", "users"),
    ("plugin",),
    ("recording", "running"),
    ("stage",),
    ("provided",),
    ("combinations", "workers"),
    ("system_under_test",),
    ("settings", "step_modules"),
    ("gherkin",),
    ("drivers",),
    ("database",),
    ("processes",),
    ("docs",),
    ("record",),
    ("memory", "tokens"),
)
HEIGHT = {part: -number for number, layer in enumerate(LAYERS) for part in layer}


def test_steps_import_only_what_stands_below() -> None:
    upwards = [
        f"{path.relative_to(ROOT)}:{line}: {part} imports {imported}"
        for path in _sources("steps")
        for part in [path.relative_to(ROOT / "steps").with_suffix("").parts[0]]
        for line, module in _imports(path)
        for imported in [module.removeprefix("steps.").partition(".")[0]]
        if module.startswith("steps.") and imported != part and HEIGHT[imported] >= HEIGHT[part]
    ]

    assert upwards == []


def test_steps_never_import_the_service_nor_the_service_steps() -> None:
    pairs = [("steps", "app"), ("app", "steps")]

    assert [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for folder, other in pairs
        for path in _sources(folder)
        for line, module in _imports(path)
        if module.partition(".")[0] == other
    ] == []


def test_features_hold_no_python() -> None:
    assert list((ROOT / "features").rglob("*.py")) == []


def _sources(folder: str) -> Iterator[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return (path for path in found if path.name != "__init__.py" or path.parent != ROOT / folder)


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"steps.{alias.name}" for alias in node.names] if node.module == "steps" else [str(node.module)]
            yield from ((node.lineno, name) for name in names)
