"""A scenario as pytest runs it."""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin import internals
from steps.gherkin.running import ScenarioRun
from steps.gherkin.tags import apply_tags

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytest_bdd.parser import Scenario

    from steps.gherkin.collection import FeatureFile
    from steps.gherkin.definitions import StepDefinition
    from steps.gherkin.failures import FailureReport
    from steps.gherkin.reading import Node


class ScenarioItem(pytest.Item):
    """One scenario, or one row of an outline's Examples, in one of the variants that the run asks for."""

    def __init__(
        self,
        *,
        position: int,
        pickled: Node,
        definitions: Sequence[StepDefinition | None],
        variant: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.variant = variant
        self.tags = tuple(tag["name"] for tag in pickled["tags"])
        self.line: int = pickled["location"]["line"]
        self._position = position
        self.definitions = definitions
        self._run: ScenarioRun | None = None
        self._has_run = False
        apply_tags(self, [tag.removeprefix("@") for tag in self.tags])
        own = [mark for mark in self.own_markers if mark.name == "usefixtures"]
        self._fixtureinfo = internals.fixture_closure(self, ()) if own else self.file.closure(self)
        self.fixturenames = self._fixtureinfo.names_closure
        self._initrequest()

    @property
    def file(self) -> FeatureFile:
        """The feature file it stands in."""
        return self.parent  # type: ignore[return-value]

    @property
    def pickle(self) -> Node:
        """The scenario as Gherkin compiled it: its parameters filled in, the steps of its backgrounds first."""
        return self.file.read.pickles[self._position]

    def _initrequest(self) -> None:
        self.funcargs: dict[str, object] = {}
        self._request = internals.new_request(self)

    def setup(self) -> None:
        """Set the autouse fixtures up; what a step needs is made when the step needs it."""
        for name in self.fixturenames:
            self.funcargs[name] = self._request.getfixturevalue(name)

    def runtest(self) -> None:
        """Run the scenario's steps."""
        scenario = self.file.model.scenario(self.pickle)
        self._run = ScenarioRun(self._request, scenario, self.definitions, contextvars.copy_context())
        self._has_run = True
        self._run.run()

    def teardown(self) -> None:
        """Let go of what the run has held, its responses above all."""
        self._run = None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Tell in Gherkin which step has failed, or as pytest does with `--full-trace`."""
        if self._run is None or self.config.option.fulltrace:
            return super().repr_failure(excinfo, style)
        return self._told(self._run.scenario, self._run.position, excinfo)

    def _repr_failure_py(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Tell what went wrong before the first step or after the last: pytest asks for it by this name."""
        if self.config.option.fulltrace and not isinstance(excinfo.value, pytest.FixtureLookupError):
            return super()._repr_failure_py(excinfo, style)
        scenario = self.file.model.scenario(self.pickle)
        position = len(scenario.steps) if self._has_run else -1
        return self._told(scenario, position, excinfo)

    def _told(self, scenario: Scenario, position: int, excinfo: pytest.ExceptionInfo[BaseException]) -> FailureReport:
        from steps.gherkin.failures import FailureReport  # noqa: PLC0415  a run without a failure does not pay for it

        return FailureReport(self, scenario, position, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the scenario, or the row of its Examples, stands."""
        # pytest shows the dots of a name as colons, but for the space.
        shown = f"{self.name} " if "." in self.name else self.name
        return self.path, self.line - 1, shown
