"""Load step definitions as pytest would, by importing their modules and nothing else."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module, util
from typing import TYPE_CHECKING

from steps.gherkin.definitions import StepDefinition, define
from steps.gherkin.index import StepIndex
from steps.gherkin.internals import step_functions_of
from steps.gherkin.mistakes import Mistake, Place
from steps.step_modules import modules_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The step definitions of a project, and the modules that could not be loaded."""

    index: StepIndex
    unloadable: Sequence[Mistake]

    @property
    def definitions(self) -> Sequence[StepDefinition]:
        """Every definition, where one of the same sentence does not win over it."""
        return self.index.definitions


def load_vocabulary(modules: Iterable[str], conftests: Iterable[Path], setting: Place) -> Vocabulary:
    """Import `modules` (packages with all they hold) and `conftests`, whose definitions win the deeper they stand.

    `setting` is where the modules are named: a mistake in a name is reported there.
    """
    definitions: list[StepDefinition] = []
    unloadable: list[Mistake] = []
    for name in modules:
        try:
            definitions += [each for module in _with_submodules(name) for each in _definitions(module, 0)]
        except Exception as error:  # noqa: BLE001  # whatever a user's module raises is its mistake
            unloadable.append(_unloadable(f"`{name}`", setting, error))
    for path in conftests:
        try:
            for module in _with_plugins(_conftest(path)):
                definitions += _definitions(module, len(path.parts))
        except Exception as error:  # noqa: BLE001
            unloadable.append(_unloadable("This file", Place(path.as_posix(), 1), error))
    return Vocabulary(StepIndex(definitions), unloadable)


def _with_submodules(name: str) -> Iterator[ModuleType]:
    yield import_module(name)
    for module in modules_of(name):
        yield import_module(module)


def _conftest(path: Path) -> ModuleType:
    name = f"steps_check_{'_'.join(path.with_suffix('').parts[1:])}"
    spec = util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _with_plugins(conftest: ModuleType) -> Iterator[ModuleType]:
    """Import the plugins that a conftest names too, but not this project's own, which holds no sentences."""
    yield conftest
    plugins = getattr(conftest, "pytest_plugins", ())
    for name in [plugins] if isinstance(plugins, str) else plugins:
        if name.partition(".")[0] != __name__.partition(".")[0]:
            yield import_module(name)


def _definitions(module: ModuleType, level: int) -> Iterator[StepDefinition]:
    return (define(context, level) for context in step_functions_of(module))


def _unloadable(what: str, place: Place, error: Exception) -> Mistake:
    sentence = f"{what} cannot be imported: {type(error).__name__}: {error}"
    return Mistake(
        "unloadable", place, sentence, "Import it in Python to see where it fails; its sentences are missing here."
    )
