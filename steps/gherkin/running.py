"""Run one scenario: every pytest-bdd hook in its order, each step with its arguments, sync or async."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pytest_bdd.exceptions import StepDefinitionNotFoundError

from steps.gherkin.awaiting import settle
from steps.gherkin.internals import inject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextvars import Context

    from pytest_bdd.parser import Scenario, Step

    from steps.gherkin.definitions import StepDefinition

RESERVED = ("datatable", "docstring")


class ScenarioRun:
    """The run of one scenario. `position` is the index of the step that runs or has failed; the steps share `context`."""

    def __init__(
        self,
        request: pytest.FixtureRequest,
        scenario: Scenario,
        definitions: Sequence[StepDefinition | None],
        context: Context,
    ) -> None:
        self.scenario = scenario
        self.position = -1
        self._request = request
        self._definitions = definitions
        self._context = context
        self._hook = request.config.hook

    def run(self) -> None:
        """Run the steps up to the first that fails. Whatever that step raises comes through."""
        about: dict[str, Any] = {"request": self._request, "feature": self.scenario.feature, "scenario": self.scenario}
        self._hook.pytest_bdd_before_scenario(**about)
        try:
            for step, definition in zip(self.scenario.steps, self._definitions, strict=True):
                self.position += 1
                if definition is None:
                    self._miss(step, about)
                else:
                    self._run_step(definition, {**about, "step": step, "step_func": definition.function})
        finally:
            self._hook.pytest_bdd_after_scenario(**about)

    def _miss(self, step: Step, about: dict[str, Any]) -> None:
        error = StepDefinitionNotFoundError(f"No step definition matches: {step.keyword} {step.name}")
        self._hook.pytest_bdd_step_func_lookup_error(step=step, exception=error, **about)
        raise error

    def _run_step(self, definition: StepDefinition, about: dict[str, Any]) -> None:
        arguments: dict[str, Any] = {}
        self._hook.pytest_bdd_before_step(**about)
        try:
            arguments = self._arguments(definition, about["step"])
            self._hook.pytest_bdd_before_step_call(step_func_args=arguments, **about)
            result = self._call(definition, arguments)
        except (Exception, pytest.fail.Exception) as error:
            self._hook.pytest_bdd_step_error(step_func_args=arguments, exception=error, **about)
            raise
        if definition.target_fixture is not None:
            inject(self._request, definition.target_fixture, result, definition.function)
        self._hook.pytest_bdd_after_step(step_func_args=arguments, **about)

    def _arguments(self, definition: StepDefinition, step: Step) -> dict[str, Any]:
        recall = self._recall(step)
        found = definition.arguments(step.name)
        arguments = {name: recall(value) for name, value in found.items() if name in definition.parameters}
        if step.datatable is not None and "datatable" in definition.parameters:
            arguments["datatable"] = [[recall(cell) for cell in row] for row in step.datatable.raw()]
        if step.docstring is not None and "docstring" in definition.parameters:
            arguments["docstring"] = recall(step.docstring)
        for name in definition.required:
            if name not in arguments:
                arguments[name] = self._request.getfixturevalue(name)
        return arguments

    def _recall(self, step: Step) -> Callable[[Any], Any]:
        """Return what fills remembered values in, which costs nothing where a step has no `{name}`."""
        if "{" in step.name or step.datatable is not None or "{" in (step.docstring or ""):
            return self._request.getfixturevalue("memory").fill_in  # type: ignore[no-any-return]
        return _unchanged

    def _call(self, definition: StepDefinition, arguments: dict[str, Any]) -> Any:
        value = self._context.run(definition.function, **arguments)
        is_generator = definition.is_generator or definition.target_fixture is None
        return settle(value, self._request, self._context, is_generator=is_generator)


def _unchanged(value: Any) -> Any:
    return value
