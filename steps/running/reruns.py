"""`@flaky` and `@flaky(2)`: run a scenario again when it fails, by pytest-rerunfailures."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from steps.gherkin.item import ScenarioItem
from steps.gherkin.mistakes import Mistake, Place
from steps.running.refusal import refuse
from steps.system_under_test import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Generator

    from steps.system_under_test import SystemUnderTest


class Reruns:
    """A plugin that sees to it that what is to run again can, and from the start."""

    def pytest_collection_modifyitems(
        self, session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Refuse `@flaky` scenarios where pytest-rerunfailures is missing."""
        flaky = [item for item in items if isinstance(item, ScenarioItem) and _is_flaky(item)]
        if not config.pluginmanager.hasplugin("rerunfailures"):
            refuse(session, dict.fromkeys(map(_without_reruns, flaky)))
        elif flaky or config.option.reruns or config.option.force_reruns or config.getini("reruns"):
            config.pluginmanager.register(FreshAttempts(config.stash[SYSTEM]), "fresh-attempts")


class FreshAttempts:
    """A plugin that puts the app's dependency overrides back after each attempt: the end of the scenario is too late."""

    def __init__(self, system: SystemUnderTest) -> None:
        self._system = system
        self._kept = ExitStack()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Keep the overrides."""
        if isinstance(item, ScenarioItem):
            self._kept.enter_context(self._system.kept_overrides())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Generator[None]:
        """Put them back."""
        with self._kept:
            yield


def _is_flaky(item: ScenarioItem) -> bool:
    return bool([tag for tag in item.tags if tag.partition("(")[0] == "@flaky"])


def _without_reruns(item: ScenarioItem) -> Mistake:
    place = Place(item.nodeid.partition("::")[0], item.line)
    sentence = "@flaky needs the plugin pytest-rerunfailures, which is not loaded."
    return Mistake("no-reruns", place, sentence, "Install it: pip install pytest-rerunfailures")
