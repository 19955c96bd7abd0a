"""Load the modules of step definitions that `bdd_steps` names, as plugins whose steps every feature sees."""

from __future__ import annotations

import importlib
import pkgutil
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def load_step_modules(plugins: pytest.PytestPluginManager, names: Iterable[str]) -> None:
    """Import each module, and every module of a package, with pytest's explanation of assertions.

    Raises `pytest.UsageError` that names the module, and the place where it fails, when it cannot be imported.
    """
    for name in names:
        try:
            plugins.import_plugin(name)
            for module in modules_of(name):
                plugins.import_plugin(module)
        except Exception as error:
            # pytest wraps what the module has raised.
            raise pytest.UsageError(_not_imported(name, error.__cause__ or error)) from error


def modules_of(name: str) -> Iterator[str]:
    """Name the modules of a package; a module has none."""
    package = importlib.import_module(name)
    for module in pkgutil.iter_modules(getattr(package, "__path__", ()), f"{name}."):
        yield module.name


def _not_imported(name: str, cause: BaseException) -> str:
    sentence = f"bdd_steps = {name!r}: this module of step definitions cannot be imported"
    if isinstance(cause, ModuleNotFoundError) and f"{name}.".startswith(f"{cause.name}."):
        return f"{sentence} ({type(cause).__name__}: {cause}). Is its name right, and is its folder on `pythonpath`?"
    if isinstance(cause, SyntaxError):
        return f"{sentence}: {_shown(cause.filename or name)}:{cause.lineno}: {type(cause).__name__}: {cause.msg}"
    place = [frame for frame in traceback.extract_tb(cause.__traceback__) if Path(frame.filename).is_file()][-1]
    return f"{sentence}: {_shown(place.filename)}:{place.lineno}: {type(cause).__name__}: {cause}"


def _shown(file: str) -> str:
    path, here = Path(file), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
