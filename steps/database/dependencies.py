"""The kind of session that a dependency of an app makes, told by its annotation, or else by the kind of function it is."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from steps.database.engines import blocking_url
from steps.database.sessions import called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import URL

MEANT = re.compile(r"\b(?P<async>Async)?\w*Session\b")


def make_sync_sessions(dependencies: Mapping[str, Callable[..., Any]]) -> bool:
    """Tell whether dependencies, by what `bdd_session` says, make sync sessions.

    Raises `pytest.UsageError` where some do and some do not: they could not share one transaction.
    """
    kinds = {reference: _makes_sync_sessions(dependency) for reference, dependency in dependencies.items()}
    if len(set(kinds.values())) > 1:
        blocking = ", ".join(f"`{reference}`" for reference, is_sync in kinds.items() if is_sync)
        awaited = ", ".join(f"`{reference}`" for reference, is_sync in kinds.items() if not is_sync)
        raise pytest.UsageError(
            f"bdd_session: {blocking} makes sync sessions and {awaited} makes async ones; "
            "a scenario has one transaction, which only sessions of one kind can share. Name dependencies of one kind."
        )
    return True in kinds.values()


def service_url(url: URL, references: Iterable[str], root: Path) -> URL:
    """Return the URL of a database with a driver for the service's sessions, before anything of it is imported.

    Its engine, made at import, has to be of the right kind: the source of its dependencies tells it, also where only a
    conftest in the root folder puts that on `sys.path`.
    """
    return blocking_url(url) if any(_is_sync_by_source(each, root) for each in references) else url


def _is_sync_by_source(reference: str, root: Path) -> bool:
    module, _, name = reference.partition(":")
    for folder in (*sys.path, str(root)):
        path = Path(folder, *module.split("."))
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file():
                nodes = ast.parse(file.read_bytes(), file).body
                return any(_is_sync_function(each) for each in nodes if getattr(each, "name", "") == name)
    return False


def _is_sync_function(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    meant = MEANT.search(ast.unparse(node.returns)) if node.returns else None
    return meant["async"] is None if meant else isinstance(node, ast.FunctionDef)


def _makes_sync_sessions(dependency: Callable[..., Any]) -> bool:
    for kind in _annotated(dependency):
        if issubclass(kind, AsyncSession):
            return False
        if issubclass(kind, Session):
            return True
    function = called(dependency)
    if meant := MEANT.search(str(getattr(function, "__annotations__", {}).get("return", ""))):
        return meant["async"] is None
    return not (inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function))


def _annotated(dependency: Callable[..., Any]) -> Iterator[type]:
    if inspect.isclass(dependency):
        yield dependency
        return
    try:
        annotation = get_type_hints(called(dependency)).get("return")
    except (NameError, TypeError):  # names that are imported for type checkers alone
        return
    yield from _classes(annotation)


def _classes(annotation: Any) -> Iterator[type]:
    if inspect.isclass(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _classes(argument)
