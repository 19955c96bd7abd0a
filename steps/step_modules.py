"""Load the modules of step definitions that `bdd_steps` names, as plugins whose steps every feature sees."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def load_step_modules(plugins: pytest.PytestPluginManager, names: Iterable[str]) -> None:
    """Import each module, and every module of a package, with pytest's explanation of assertions.

    Raises `pytest.UsageError` that names the module when it cannot be imported.
    """
    for name in names:
        try:
            plugins.import_plugin(name)
            for module in modules_of(name):
                plugins.import_plugin(module)
        except Exception as error:
            cause = error.__cause__ or error
            raise pytest.UsageError(
                f"bdd_steps = {name!r}: this module of step definitions cannot be imported"
                f" ({type(cause).__name__}: {cause}). Is its name right, and is its folder on `pythonpath`?"
            ) from error


def modules_of(name: str) -> Iterator[str]:
    """Name the modules of a package; a module has none."""
    package = importlib.import_module(name)
    for module in pkgutil.iter_modules(getattr(package, "__path__", ()), f"{name}."):
        yield module.name
