# ruff: noqa: SLF001  private names are what is looked at here
"""The private names of pytest and pytest-bdd that `steps/gherkin/internals.py` stands on: a release that changes one fails here."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

import _pytest.python
import _pytest.reports
import pytest
from _pytest.fixtures import FixtureDef, FixtureManager, FixtureRequest, FuncFixtureInfo, TopRequest
from _pytest.nodes import Node
from _pytest.scope import Scope
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry

from steps.gherkin import internals
from steps.gherkin.collection import FeatureFile, ScenarioItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Project


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def test_fixture_manager_keeps_definitions_by_name_and_node(request: pytest.FixtureRequest) -> None:
    manager = request.session._fixturemanager
    registry = manager._arg2node2fixturedefs

    definitions = registry["tmp_path"][request.session]

    assert isinstance(manager, FixtureManager)
    assert all(isinstance(each, FixtureDef) for each in definitions)
    assert {"argname", "cached_result", "func", "_scope", "addfinalizer"} <= set(dir(definitions[0]))
    assert _parameters(FixtureManager.getfixtureinfo) == ["self", "node", "func", "cls"]
    assert _parameters(FixtureManager.getfixturedefs) == ["self", "argname", "node"]
    assert {"argnames", "initialnames", "names_closure", "name2fixturedefs"} == set(
        inspect.get_annotations(FuncFixtureInfo)
    )


def test_a_request_takes_its_values_from_the_definitions_that_it_holds() -> None:
    assert _parameters(TopRequest.__init__) == ["self", "pyfuncitem", "_ispytest"]
    source = inspect.getsource(FixtureRequest._get_active_fixturedef)
    assert "self._fixture_defs.get(argname)" in source
    assert "self._check_scope(fixturedef, fixturedef._scope)" in source
    assert Scope.Function.value == "function"


def test_pytest_asks_an_item_for_the_report_of_a_fixture_by_this_name() -> None:
    assert _parameters(Node._repr_failure_py) == ["self", "excinfo", "style"]
    assert "._repr_failure_py(" in inspect.getsource(_pytest.reports)
    assert "_repr_failure_py" in vars(ScenarioItem)


def test_a_module_makes_its_object_by_this_name() -> None:
    assert "self._getobj()" in inspect.getsource(_pytest.python.PyobjMixin)
    assert "_getobj" in vars(FeatureFile)


def test_pytest_bdd_registers_its_definitions_as_fixtures() -> None:
    assert StepNamePrefix.step_def.value == "pytestbdd_stepdef"
    assert {"type", "step_func", "parser", "converters", "target_fixture"} <= set(
        inspect.get_annotations(StepFunctionContext)
    )
    assert hasattr(step_function_context_registry, "get")


def test_pytest_bdd_calls_steps_by_a_name_that_can_be_replaced() -> None:
    module = sys.modules["pytest_bdd.scenario"]
    original = module.call_fixture_func

    def call(fixturefunc: object, request: object, kwargs: object) -> None:
        """Stand in for the call."""

    restore = internals.replace_step_call(call)
    assert module.call_fixture_func is call
    restore()
    assert module.call_fixture_func is original
    assert "call_fixture_func(fixturefunc=context.step_func, request=request, kwargs=kwargs)" in inspect.getsource(
        module
    )


def test_pytest_bdd_knows_the_functions_that_it_has_bound() -> None:
    assert "scenario_wrapper_template_registry.get(item.obj)" in inspect.getsource(sys.modules["pytest_bdd.generation"])


def test_pytest_asyncio_reads_its_scope_for_each_fixture_from_a_setting_that_is_kept_by_name() -> None:
    source = inspect.getsource(sys.modules["pytest_asyncio.plugin"].pytest_fixture_setup)
    assert 'request.config.getini("asyncio_default_fixture_loop_scope")' in source
    assert "return self._inicache[canonical_name]" in inspect.getsource(pytest.Config.getini)
    assert "name2fixturedefs" in inspect.get_annotations(FuncFixtureInfo)


@pytest.mark.parametrize(("name", "found"), [("pytest", "9.1.9"), ("pytest", "10.0"), ("pytest-bdd", "9.0.0")])
def test_other_versions_are_refused(project: Project, name: str, found: str) -> None:
    project.write(
        "old.py",
        f"""
        import pytest
        import steps.gherkin.internals as internals

        if {name!r} == "pytest":
            pytest.__version__ = {found!r}
        else:
            internals.version = lambda name: {found!r}
        """,
    )

    result = project.run_apart("-p", "old")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"{name} {found} is installed, but" in result.stderr.str()
    assert f"pip install '{name}>=" in result.stderr.str()
