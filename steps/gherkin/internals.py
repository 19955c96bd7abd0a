"""The private names of pytest and pytest-bdd that this project stands on, in one place.

Each is used because no public one does the same; `tests/gherkin/test_internals.py` fails when one of them changes.
"""

from __future__ import annotations

import inspect
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.fixtures import FuncFixtureInfo, TopRequest
from _pytest.scope import Scope
from packaging.version import Version
from pytest_bdd.reporting import scenario_reports_registry, test_report_context_registry
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.steps import StepNamePrefix, step_function_context_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from pytest_bdd.steps import StepFunctionContext

SUPPORTED = {"pytest": ("9.2", "10"), "pytest-bdd": ("9.0.1", "10")}


def check_versions() -> None:
    """Refuse versions of pytest and pytest-bdd whose insides are not known here.

    Raises `pytest.UsageError` that names the version found and those that work.
    """
    installed = {"pytest": pytest.__version__, "pytest-bdd": version("pytest-bdd")}
    for name, found in installed.items():
        lowest, beyond = SUPPORTED[name]
        if not Version(lowest) <= Version(found) < Version(beyond):
            advice = f"pip install '{name}>={lowest},<{beyond}'"
            raise pytest.UsageError(
                f"{name} {found} is installed, but {lowest} or newer, below {beyond}, is needed: {advice}"
            )


def spare_loop_scope_warning(config: pytest.Config) -> None:
    """Keep pytest-asyncio's present default, by its own name for it, where a project has not chosen one.

    Unset, it warns in every run, before the project's filters for warnings count.
    """
    if not config.getini("asyncio_default_fixture_loop_scope"):
        set_fixture_loop_scope(config, "fixture-scope")


def set_fixture_loop_scope(config: pytest.Config, scope: str) -> None:
    """Choose where pytest-asyncio makes the async fixtures that do not say it themselves, from now on."""
    config._inicache["asyncio_default_fixture_loop_scope"] = scope  # noqa: SLF001


def visible_step_functions(node: pytest.Collector) -> list[tuple[int, StepFunctionContext]]:
    """List what pytest-bdd's decorators registered and the node can see, with the depth of the registering node."""
    depths = {parent: depth for depth, parent in enumerate(node.listchain())}
    registry = _fixture_manager(node.session)._arg2node2fixturedefs  # noqa: SLF001
    prefix = StepNamePrefix.step_def.value
    found: dict[int, tuple[int, StepFunctionContext]] = {}
    for name in [each for each in registry if each.startswith(prefix)]:
        for owner in registry[name].keys() & depths.keys():
            for fixture in registry[name][owner]:
                context = step_function_context_registry.get(fixture.func)
                if context is not None:
                    found[id(context)] = max(
                        found.get(id(context), (-1, context)), (depths[owner], context), key=_depth
                    )
    return list(found.values())


def step_functions_of(module: ModuleType) -> list[StepFunctionContext]:
    """List what pytest-bdd's decorators registered in a module, without a run."""
    prefix = StepNamePrefix.step_def.value
    return [
        step_function_context_registry[fixture.__wrapped__]
        for name, fixture in vars(module).items()
        if name.startswith(prefix)
    ]


def _depth(entry: tuple[int, StepFunctionContext]) -> int:
    return entry[0]


def fixture_closure(item: pytest.Item, names: Sequence[str]) -> FuncFixtureInfo:
    """Resolve the autouse fixtures of an item and all they need, and where those of `names` are found.

    One closure serves every item of a file. Only the autouse fixtures are set up before the first step.
    """
    manager = _fixture_manager(item.session)
    closure: FuncFixtureInfo = manager.getfixtureinfo(node=item, func=None, cls=None)
    _, found = manager.getfixtureclosure(parentnode=item, initialnames=tuple(names), ignore_args=frozenset())
    return FuncFixtureInfo(
        closure.argnames, closure.initialnames, closure.names_closure, {**found, **closure.name2fixturedefs}
    )


def fixture_exists(node: pytest.Collector, name: str) -> bool:
    """Tell whether a fixture of this name is visible to the node."""
    return name == "request" or bool(_fixture_manager(node.session).getfixturedefs(name, node))


def module_of_fixture(item: Any, name: str) -> str | None:
    """Name the module that holds the fixture of an item's arguments; None where it has none of this name."""
    found = item._fixtureinfo.name2fixturedefs.get(name)  # noqa: SLF001
    return found[-1].func.__module__ if found else None


def new_request(item: Any) -> pytest.FixtureRequest:
    """Create the `request` of an item that has no test function."""
    return TopRequest(item, _ispytest=True)


def fixture_value(item: Any, name: str) -> Any:
    """Ask for a fixture on behalf of an item, as a step of it could."""
    return item._request.getfixturevalue(name)  # noqa: SLF001


def inject(request: pytest.FixtureRequest, name: str, value: object, function: Callable[..., object]) -> None:
    """Set a fixture's value to what a step function returned, for the rest of one scenario, and let go of it afterwards."""
    request._fixture_defs[name] = _Injected(name, value, function)  # type: ignore[assignment]  # noqa: SLF001


class _Injected:
    """What a request needs of a fixture definition that has been executed."""

    __slots__ = ("argname", "cached_result", "func")
    _scope = Scope.Function

    def __init__(self, name: str, value: object, function: Callable[..., object]) -> None:
        self.argname = name
        self.func = function
        self.cached_result = (value, None, None)

    def addfinalizer(self, finalizer: Callable[[], object]) -> None:
        """Ignore the finalizer: a value that a step returned has no tear-down."""


def is_bound_by_pytest_bdd(item: pytest.Item) -> bool:
    """Tell whether an item is a scenario that pytest-bdd's own `scenarios()` or `@scenario` has bound."""
    function = getattr(item, "obj", None)
    return inspect.isfunction(function) and function in scenario_wrapper_template_registry


def replace_step_call(call: Callable[..., object]) -> Callable[[], None]:
    """Run the steps of suites bound by pytest-bdd's own `scenarios()` through `call`; return what undoes it."""
    module: Any = sys.modules["pytest_bdd.scenario"]
    original = module.call_fixture_func
    module.call_fixture_func = call

    def restore() -> None:
        module.call_fixture_func = original

    return restore


def forget_reports(item: pytest.Item) -> None:
    """Let go of what pytest-bdd tells its reporters about an item, once they have been told."""
    scenario_reports_registry.pop(item, None)
    test_report_context_registry.clear()


def _fixture_manager(session: pytest.Session) -> Any:
    return session._fixturemanager  # noqa: SLF001
