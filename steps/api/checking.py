"""Mistyped names are found before anything runs: ready sentences are read when their scenarios are collected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from steps.api.data.contract import Contract
from steps.api.data.rows import Tables
from steps.api.problems import Reading, find_problems
from steps.gherkin.collection import FeatureFile
from steps.gherkin.item import ScenarioItem
from steps.gherkin.mistakes import Mistake, Place
from steps.memory import NAME
from steps.system_under_test import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from pytest_bdd.parser import Step

    from steps.gherkin.definitions import StepDefinition


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse a file whose scenarios name what does not exist; those that mean to ask for it are tagged @undocumented."""
    report = yield
    if not isinstance(collector, FeatureFile) or report.failed:
        return report
    checked = [(item, _ready_steps(item)) for item in report.result if isinstance(item, ScenarioItem)]
    if not any(steps for _, steps in checked):
        return report
    checker = _checker(collector.config)
    mistakes = {str(each): each for item, steps in checked for each in checker.find_mistakes(item, steps)}
    listed = "\n".join(sorted(mistakes, key=lambda text: mistakes[text].place))
    return pytest.CollectReport(collector.nodeid, "failed", listed, []) if mistakes else report


def _ready_steps(item: ScenarioItem) -> dict[int, StepDefinition]:
    """Return the ready sentences of a scenario by the index of their step."""
    definitions = enumerate(item.definitions)
    package = f"{__package__}."
    return {index: each for index, each in definitions if each and each.function.__module__.startswith(package)}


def _checker(config: pytest.Config) -> Checker:
    """Make the checker of the service under test; where its app comes from a fixture, nothing is known of it yet."""
    service = config.stash[SYSTEM]
    try:
        contract = Contract(service.app)
    except pytest.UsageError:
        return Checker(None, None)
    return Checker(None if service.metadata is None else Tables(service.metadata), contract)


@dataclass(frozen=True, slots=True)
class Checker:
    """Read the ready sentences of scenarios against a service."""

    tables: Tables | None
    contract: Contract | None

    def find_mistakes(self, item: ScenarioItem, definitions: dict[int, StepDefinition]) -> Iterator[Mistake]:
        """Find what the scenario's ready sentences name that does not exist."""
        scenario = item.file.model.scenario(item.pickle)
        contract = None if item.get_closest_marker("undocumented") else self.contract
        for index, definition in definitions.items():
            step = scenario.steps[index]
            for problem in find_problems(self._read(step, definition, contract)):
                yield Mistake("unknown-name", Place(scenario.feature.rel_filename, step.line_number), problem)

    def _read(self, step: Step, definition: StepDefinition, contract: Contract | None) -> Reading:
        arguments = definition.arguments(step.name)
        return Reading(
            definition.function,
            {name: value if name == "path" else _blank(str(value)) for name, value in arguments.items()},
            [[_blank(str(cell)) for cell in row] for row in step.datatable.raw()] if step.datatable else [],
            NAME.sub("null", step.docstring or ""),
            self.tables,
            contract,
        )


def _blank(cell: str) -> Any:
    """Leave out what a scenario will remember, as nobody knows it yet."""
    return None if NAME.fullmatch(cell) else NAME.sub("0", cell)
