"""The shape of what a run costs: it does not grow with the vocabulary, and nothing is loaded that is not used."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Project

COUNT_CALLS = Path(__file__).parents[1] / "bench" / "count_calls.py"
UNUSED = {
    "asyncpg",
    "jsonpath",
    "jsonschema_rs",
    "markdown_it",
    "starlette.testclient",
    "steps.api",
    "steps.check",
    "steps.cli",
    "steps.combinations.report",
    "steps.database.own_postgresql",
    "steps.database.postgresql",
    "steps.docs",
    "steps.drivers.server",
    "steps.gherkin.failures",
    "steps.gherkin.suggestions",
    "steps.gherkin.syntax",
    "steps.recording.writer",
    "steps.running.dry_run",
    "steps.running.tag_selection",
    "tomlkit",
    "uvicorn",
}


def test_a_scenario_costs_the_same_however_many_definitions_there_are(project: Project) -> None:
    costs = [_calls(project, 20, definitions) - _calls(project, 10, definitions) for definitions in (15, 1500)]

    assert costs[0] == costs[1]


def test_nothing_is_imported_that_a_run_does_not_use(project: Project) -> None:
    _write(project, scenarios=1, definitions=1)
    project.write(
        "conftest.py",
        """
        import sys
        from steps_of_project import *

        def pytest_terminal_summary(terminalreporter):
            terminalreporter.line("loaded: " + " ".join(sys.modules))
        """,
    )

    result = project.run_apart("features", "-p", "no:randomly")

    result.assert_outcomes(passed=1)
    loaded = next(line for line in result.outlines if line.startswith("loaded: ")).split()
    assert {"steps.plugin", "steps.gherkin.running"} <= set(loaded)
    assert UNUSED.intersection(loaded) == set()


def test_garbage_is_looked_for_only_in_what_the_scenarios_leave(project: Project) -> None:
    _write(project, scenarios=1, definitions=1)
    project.write(
        "conftest.py",
        """
        import gc
        from steps_of_project import *

        imported = gc.isenabled()

        def pytest_bdd_before_scenario():
            assert not imported
            assert gc.isenabled()
            assert gc.get_freeze_count() > 10_000
        """,
    )
    project.run_apart("features").assert_outcomes(passed=1)
    project.run_apart("features", "-n1").assert_outcomes(passed=1)


def test_a_run_inside_of_a_test_and_a_project_without_features_leave_the_collector_alone(project: Project) -> None:
    frozen = gc.get_freeze_count()
    _write(project, scenarios=1, definitions=1)
    project.write("conftest.py", "import gc\nfrom steps_of_project import *\nassert gc.isenabled()")
    project.run("features").assert_outcomes(passed=1)
    assert gc.get_freeze_count() <= frozen

    shutil.rmtree(project.path / "features")
    project.write("test_plain.py", "import gc\ndef test_plain(): assert gc.get_freeze_count() == 0")
    project.run_apart("test_plain.py").assert_outcomes(passed=1)


def test_nothing_of_a_scenario_is_alive_at_the_end(project: Project) -> None:
    project.write(
        "conftest.py",
        """
        import gc
        import httpx
        from pytest_bdd import parsers, when
        from pytest_bdd.parser import Scenario, Step

        @when(parsers.parse("someone asks for {path}"), target_fixture="response")
        def ask(path):
            return httpx.Response(200, text=path)

        def pytest_terminal_summary(terminalreporter):
            gc.collect()
            alive = [each for each in gc.get_objects() if isinstance(each, httpx.Response | Scenario | Step)]
            terminalreporter.line(f"alive: {len(alive)}")
        """,
    )
    project.write("features/asking.feature", "Feature: Asking\n  Scenario: Now\n    When someone asks for help\n")

    result = project.run_apart("features")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines("alive: 0")


def _calls(project: Project, scenarios: int, definitions: int) -> int:
    _write(project, scenarios, definitions)
    counted = project.path / "calls.txt"
    command = [sys.executable, str(COUNT_CALLS), str(counted), "-m", "pytest", "-q", "features"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    for _ in range(2):  # the first run compiles the steps
        run = subprocess.run(  # noqa: S603
            command, cwd=project.path, env=environment, capture_output=True, text=True, check=False
        )
        assert f"{scenarios} passed" in run.stdout
    return int(counted.read_text().split()[0])


def _write(project: Project, scenarios: int, definitions: int) -> None:
    steps = "\n".join(
        f'@given(parsers.parse("there are {{count:d}} things of the kind k{number}"))\ndef _(count): pass'
        for number in range(definitions)
    )
    project.write("steps_of_project.py", f"from pytest_bdd import given, parsers\n{steps}\n")
    project.write("conftest.py", "from steps_of_project import *\n")
    told = "\n".join(
        f"  Scenario: Number {number}\n    Given there are {number} things of the kind k0"
        for number in range(scenarios)
    )
    project.write("features/things.feature", f"Feature: Things\n{told}\n")
