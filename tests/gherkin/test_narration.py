"""`-v` tells each scenario step by step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

FEATURE = """
Feature: Shop
  Background:
    Given a shop
  Scenario: All is well
    Given a list
      | name  | n |
      | apple | 1 |
    Then a note reads
      \"\"\"
      Thanks 🍏
      \"\"\"
  Rule: It is safe
    Scenario: It breaks
      When it breaks
      Then a shop
    Scenario: It gives up
      When it gives up
      Then a shop
    @usefixtures
    Scenario: It never begins
      Given a broken fixture
    @skip
    Scenario: Left out
      When it breaks
    @wip
    Scenario: In work
      When nobody knows
"""
STEPS = """
    @pytest.fixture
    def broken(): raise ValueError("broken")

    def pytest_bdd_apply_tag(tag, function):
        if tag == "usefixtures":
            pytest.mark.usefixtures("broken")(function)
            return True

    @given("a shop")
    @then("a shop")
    def a_shop(): pass

    @given("a broken fixture")
    def a_broken_fixture(): pass

    @given("a list")
    def a_list(datatable): pass

    @then("a note reads")
    def a_note(docstring): pass

    @when("it breaks")
    async def it_breaks(): assert False, "it is broken"

    @when("it gives up")
    def it_gives_up(): pytest.skip("enough")
"""
TOLD = {
    "All is well": """
  Scenario: All is well
    Given a shop       passed  N s
    Given a list       passed  N s
      | name  | n |
      | apple | 1 |
    Then a note reads  passed  N s
      \"\"\"
      Thanks 🍏
      \"\"\"
""",
    "It breaks": """
  Rule: It is safe
  Scenario: It breaks
    Given a shop    passed  N s
    When it breaks  failed  N s
    Then a shop     not reached
""",
    "It gives up": """
  Rule: It is safe
  Scenario: It gives up
    Given a shop      passed  N s
    When it gives up  skipped  N s
    Then a shop       not reached
""",
    "It never begins": """
  Rule: It is safe
  Scenario: It never begins
    Given a shop            not reached
    Given a broken fixture  not reached
""",
    "Left out": """
  Rule: It is safe
  Scenario: Left out
    Given a shop    not reached
    When it breaks  not reached
""",
    "In work": """
  Rule: It is safe
  Scenario: In work
    Given a shop       passed  N s
    When nobody knows  undefined  N s
""",
}
OUTCOMES = "1 failed, 1 passed, 2 skipped, 1 error, 1 in work"


@pytest.fixture
def shop(project: Project) -> Project:
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_each_scenario_is_told_step_by_step(shop: Project, workers: tuple[str, ...]) -> None:
    result = shop.run_apart("features", "-v", *workers)

    assert _told(result) == {name: text.strip("\n") for name, text in TOLD.items()}
    result.stdout.fnmatch_lines([f"*= {OUTCOMES} in *"])


@pytest.mark.parametrize(
    "options", [(), ("-q",), ("-qv",), ("-v", "-o", "verbosity_test_cases=0"), ("-v", "--gherkin-terminal-reporter")]
)
def test_nothing_is_told_unasked(shop: Project, options: tuple[str, ...]) -> None:
    shown = shop.run("features", *options, "-p", "no:xdist").stdout.str()

    assert "passed  0." not in shown
    assert "It breaks" in shown


def test_other_ways_to_report_stay_as_they_are(shop: Project) -> None:
    alone = shop.run("features", "-rA", "--tb=line", "--junitxml=alone.xml", "-o", "console_output_style=count")
    told = shop.run("features", "-rA", "--tb=line", "--junitxml=told.xml", "-o", "console_output_style=times", "-v")

    assert _summary(alone) == _summary(told) != []
    assert [_timeless((shop.path / f"{name}.xml").read_text()) for name in ("alone", "told")] == [
        _timeless((shop.path / "told.xml").read_text())
    ] * 2
    alone.stdout.fnmatch_lines(["* [[]6/6]"])
    told.stdout.re_match_lines([r"features/shop.feature::All is well PASSED +\d+\.?\d*u?m?s"])


def test_the_suites_of_pytest_bdd_are_told_too(shop: Project) -> None:
    shop.write("test_own.py", "from pytest_bdd import scenarios\nscenarios('features')")

    # A strict project registers the tags of pytest-bdd's own suites, as it does its marks.
    result = shop.run("test_own.py::test_all_is_well", "-v", "-o", "markers=wip")

    assert list(_told(result).values()) == [TOLD["All is well"].strip("\n")]


def test_no_terminal_is_needed(shop: Project) -> None:
    shop.run("features", "-v", "-p", "no:terminal", "-k", "well")


def _told(result: pytest.RunResult) -> dict[str, str]:
    """Take what is told of each scenario out of the output, by its name."""
    told: dict[str, list[str]] = {}
    name = None
    for line in result.stdout.str().partition("= FAILURES =")[0].partition("= ERRORS =")[0].splitlines():
        if found := re.search(r"\.(?:feature|py)::(.*?)(?: (?:IN WORK|[A-Z]{4,}).*)?\s*$", line):
            name = found[1]
        elif name and line.startswith("  "):
            told.setdefault(name, []).append(re.sub(r"\d\.\d{3} s", "N s", line))
    return {name: "\n".join(lines) for name, lines in told.items()}


def _summary(result: pytest.RunResult) -> list[str]:
    return _timeless(result.stdout.str().partition("short test summary info")[2]).splitlines()


def _timeless(text: str) -> str:
    return re.sub(r"\d+\.\d+|timestamp=\S+", "N", text)
