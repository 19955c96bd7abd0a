"""What a report tells of its scenario: plain values, so that it travels from parallel workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steps.gherkin.failures import argument_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from pytest_bdd.parser import Scenario

    from steps.gherkin.item import ScenarioItem

Result = tuple[str, str]
"""What came of a step, and a note: the time it took, or where it is defined."""
NOT_REACHED: Result = ("not reached", "")


def tell(report: pytest.TestReport, scenario: Scenario, results: Sequence[Result]) -> None:
    """Let the report carry the scenario in Gherkin, with the result of each step; missing ones were not reached."""
    rest = [NOT_REACHED] * (len(scenario.steps) - len(results))
    told: dict[str, Any] = {
        "headings": [f"{each.keyword}: {each.name}" for each in (scenario.rule, scenario) if each is not None],
        "steps": [
            [f"{step.keyword} {step.name}", *result, list(argument_lines(step))]
            for step, result in zip(scenario.steps, [*results, *rest], strict=True)
        ],
    }
    report.told = told  # type: ignore[attr-defined]


def tell_bound(report: pytest.TestReport, item: ScenarioItem) -> None:
    """Let the report carry where the definition of each step stands."""
    results = [("bound", str(each.place)) if each else ("undefined", "") for each in item.definitions]
    tell(report, item.file.model.scenario(item.pickle), results)
