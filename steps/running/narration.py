"""`-v`: each scenario as Gherkin, step by step, with the result and the time of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
from wcwidth import wcswidth

from steps.gherkin.item import ScenarioItem
from steps.running.told import tell

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_bdd.parser import Scenario

    from steps.running.told import Result

COLOURS = {"passed": "green", "failed": "red", "undefined": "yellow", "skipped": "yellow", "bound": "cyan"}
WIDEST = 90


@dataclass(slots=True)
class _Course:
    """How far a scenario has come; `began` is when its running step began."""

    scenario: Scenario
    results: list[Result] = field(default_factory=list)
    began: float | None = None

    def end_step(self, outcome: str) -> None:
        seconds = perf_counter() - self.began if self.began is not None else 0
        self.results.append((outcome, f"{seconds:.3f} s"))
        self.began = None


COURSE = pytest.StashKey[_Course]()


class Narration:
    """A plugin that follows the steps, and writes each scenario below its result."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, scenario: Scenario) -> None:
        """Begin to follow."""
        request.node.stash[COURSE] = _Course(scenario)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(self, request: pytest.FixtureRequest) -> None:
        """Note when the step begins."""
        request.node.stash[COURSE].began = perf_counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        """Note that the step has passed."""
        request.node.stash[COURSE].end_step("passed")

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_error(self, request: pytest.FixtureRequest) -> None:
        """Note that the step has failed."""
        request.node.stash[COURSE].end_step("failed")

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_func_lookup_error(self, request: pytest.FixtureRequest) -> None:
        """Note that the step has no definition."""
        request.node.stash[COURSE].end_step("undefined")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Let the report carry the scenario."""
        report = yield
        course = item.stash.get(COURSE, None)
        if report.when == "call" and course is not None:
            if course.began is not None:  # what is no error, like `pytest.skip`, ends a step without a hook
                course.end_step(report.outcome)
            tell(report, course.scenario, course.results)
            del item.stash[COURSE]
        elif report.when == "setup" and not report.passed and isinstance(item, ScenarioItem):
            tell(report, item.file.model.scenario(item.pickle), ())
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the scenario."""
        terminal: Any = self._config.pluginmanager.get_plugin("terminalreporter")
        told = getattr(report, "told", None)
        if terminal is None or told is None:
            return
        for heading in told["headings"]:
            terminal.write_line(f"  {heading}", bold=True)
        width = min(max((wcswidth(step[0]) for step in told["steps"]), default=0), WIDEST)
        for text, outcome, note, lines in told["steps"]:
            fill = " " * (width - wcswidth(text))
            markup = {COLOURS[outcome]: True} if outcome in COLOURS else {"light": True}
            terminal.write_line(f"    {text}{fill}  {outcome}  {note}".rstrip(), **markup)
            for line in lines:
                terminal.write_line(f"      {line}", light=True)
