"""Read a project's source, without importing it, for what the settings have to name."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_SOURCE = {"tests", "test", "node_modules", "site-packages", "migrations", "alembic", "build", "dist", "docs"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for each setting, the likeliest first, as `module:attribute`; and files that are no Python."""

    apps: list[str] = field(default_factory=list)
    factories: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    metadata: list[str] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)


def search(folder: Path) -> Findings:
    """Look through the modules below a folder that modules are imported from."""
    found = Findings()
    for file in _files(folder):
        module = ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        try:
            with warnings.catch_warnings(action="ignore"):
                tree = ast.parse(file.read_bytes(), file)
        except (SyntaxError, ValueError):
            found.unreadable.append(file)
            continue
        for node in tree.body:
            _look_at(node, module, found)
    return found


def fixtures_of(conftest: Path) -> list[str]:
    """Name the fixtures that a conftest.py defines; none where it is missing or no Python."""
    try:
        tree = ast.parse(conftest.read_bytes(), conftest)
    except (OSError, SyntaxError, ValueError):
        return []
    functions = (node for node in tree.body if isinstance(node, Function))
    return [each.name for each in functions if any(map(_is_fixture, each.decorator_list))]


def _is_fixture(decorator: ast.expr) -> bool:
    return _name(decorator.func if isinstance(decorator, ast.Call) else decorator) == "fixture"


def _files(folder: Path) -> Iterator[Path]:
    children = sorted(folder.iterdir(), key=lambda each: (each.is_dir(), each.name))
    for each in children:
        if each.is_file() and each.suffix == ".py":
            yield each
        elif each.is_dir() and not _left_out(each):
            yield from _files(each)


def _left_out(folder: Path) -> bool:
    is_environment = (folder / "pyvenv.cfg").exists()
    return folder.name in NOT_SOURCE or not folder.name.isidentifier() or is_environment


def _look_at(node: ast.stmt, module: str, found: Findings) -> None:
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        called = _name(node.value.func)
        if isinstance(target, ast.Name) and called == "FastAPI":
            found.apps.append(f"{module}:{target.id}")
        if isinstance(target, ast.Name) and called == "declarative_base":
            found.metadata.append(f"{module}:{target.id}")
    elif isinstance(node, Function):
        _look_at_function(node, module, found)
    elif isinstance(node, ast.ClassDef):
        _look_at_class(node, module, found)


def _look_at_function(node: Function, module: str, found: Findings) -> None:
    if _makes_app(node) and not _needs_arguments(node):
        found.factories.append(f"{module}:{node.name}")
    elif not node.decorator_list and _makes_session(node):
        found.sessions.append(f"{module}:{node.name}")


def _look_at_class(node: ast.ClassDef, module: str, found: Findings) -> None:
    if any(_name(base) == "DeclarativeBase" for base in node.bases):
        found.metadata.append(f"{module}:{node.name}")
    is_table = any(each.arg == "table" and ast.unparse(each.value) == "True" for each in node.keywords)
    if is_table and "sqlmodel:SQLModel" not in found.metadata:
        found.metadata.append("sqlmodel:SQLModel")


def _makes_app(node: Function) -> bool:
    makes = any(isinstance(each, ast.Call) and _name(each.func) == "FastAPI" for each in ast.walk(node))
    returns = any(isinstance(each, ast.Return) and each.value for each in ast.walk(node))
    return isinstance(node, ast.FunctionDef) and makes and returns


def _makes_session(node: Function) -> bool:
    yields = any(isinstance(each, ast.Yield) for each in ast.walk(node))
    annotation = ast.unparse(node.returns) if node.returns else ""
    if annotation:
        return "Session" in annotation and (yields or "Iterator" not in annotation)
    return yields and "session" in ast.unparse(node).lower()


def _needs_arguments(node: Function) -> bool:
    given = len(node.args.posonlyargs) + len(node.args.args) - len(node.args.defaults)
    return given > 0 or None in node.args.kw_defaults


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
