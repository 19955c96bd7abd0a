"""Scenarios on one event loop, in a project whose own tests have loops of their own."""

from __future__ import annotations

import pytest
from pytest_asyncio import is_async_test

from steps.gherkin import internals
from steps.gherkin.collection import ScenarioItem

FIXTURES = "asyncio_default_fixture_loop_scope"
TESTS = "asyncio_default_test_loop_scope"
ONE = "session"
BOUND = ("client", "session", "records")
"""The fixtures that are of use on that loop alone."""


def has_other_loops(config: pytest.Config) -> bool:
    """Tell whether the project's settings give async fixtures or tests loops of their own."""
    return any(config.getini(name) != ONE for name in (FIXTURES, TESTS))


class OneLoop:
    """A plugin that makes the async fixtures of scenarios on the loop of the service, and leaves other tests' as they are."""

    def __init__(self, config: pytest.Config) -> None:
        self._chosen: str = config.getini(FIXTURES)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Choose the loop of the fixtures, or refuse a test on one loop that asks for what lives on the other."""
        is_scenario = isinstance(item, ScenarioItem) or internals.is_bound_by_pytest_bdd(item)
        internals.set_fixture_loop_scope(item.config, ONE if is_scenario else self._chosen)
        if is_async_test(item) and (scope := _loop_scope(item)) != ONE:
            _refuse(item, scope)


def _refuse(item: pytest.Item, scope: str) -> None:
    for name in BOUND:
        if internals.module_of_fixture(item, name) == "steps.plugin":
            pytest.fail(
                f"`{name}` lives on the event loop of the session, but this test runs on another (loop_scope {scope!r}): mark it "
                f'@pytest.mark.asyncio(loop_scope="session"), or set {TESTS} = session and {FIXTURES} = session.',
                pytrace=False,
            )


def _loop_scope(item: pytest.Item) -> str:
    marker = item.get_closest_marker("asyncio")
    scope: str = (marker.kwargs.get("loop_scope") if marker else None) or item.config.getini(TESTS)
    return scope
