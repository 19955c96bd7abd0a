"""Scenarios are selected, ordered and repeated as any other test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

NAMES = (
    "plain",
    "with [brackets]",
    "[brackets first]",
    "with 'quotes' and \"more\"",
    "with :: colons",
    "with a/slash and back\\\\slash",
    "emoji 🍏 and Ä",
    "100 % {braces} $HOME `tick` *",
    "trailing dots ...",
    "with - dash and | pipe",
)
FEATURE = (
    "@shop\nFeature: F\n"
    + "".join(f"  Scenario: {name}\n    Given a shop\n" for name in NAMES)
    + """
  @slow @JIRA-1
  Scenario Outline: rows
    Given <what>
    Examples:
      | what   | other |
      | a shop | [x]   |
      | a shop | [x]   |
      | a shop | a::b  |
      | a shop | c/d   |
"""
)
STEPS = """
    @given("a shop")
    def a_shop(): pass

    @given("it fails")
    def fails(): assert False
"""


@pytest.fixture
def shop(project: Project) -> Project:
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


def test_each_scenario_runs_by_the_node_id_that_pytest_shows(shop: Project) -> None:
    shown = [line for line in shop.run("features", "--collect-only", "-q").outlines if line.startswith("features/")]
    assert len(shown) == len(set(shown)) == len(NAMES) + 4

    for node_id in shown:
        result = shop.run(node_id, "-v")
        result.assert_outcomes(passed=1)
        assert re.search(rf"^{re.escape(node_id)} +PASSED", result.stdout.str(), re.MULTILINE)
    shop.run(*shown).assert_outcomes(passed=len(shown))


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        (("-k", "plain"), 1),
        (("-k", "slow"), 4),
        (("-k", "JIRA-1"), 4),
        (("-k", "shop and not slow"), len(NAMES)),
        (("-m", "slow"), 4),
        (("-m", "shop and not slow"), len(NAMES)),
        (("--setup-show",), len(NAMES) + 4),
        (("--maxfail=1", "--tb=short", "-rA", "--durations=1"), len(NAMES) + 4),
        (("-p", "no:terminal"), None),
        (("features/shop.feature::rows",), 4),
    ],
)
def test_options_of_pytest_select(shop: Project, arguments: tuple[str, ...], passed: int | None) -> None:
    result = shop.run(*(() if arguments[0].startswith("features") else ("features",)), *arguments)

    assert result.ret == pytest.ExitCode.OK
    if passed is not None:
        result.assert_outcomes(passed=passed, deselected=len(NAMES) + 4 - passed if arguments[0] in ("-k", "-m") else 0)


def test_failures_are_remembered(shop: Project) -> None:
    shop.write("pytest.ini", (shop.path / "pytest.ini").read_text().replace("-p no:cacheprovider", ""))
    shop.feature(
        """
        Feature: G
          Scenario: good
            Given a shop
          Scenario: [bad] :: one
            Given it fails
          Scenario: better
            Given a shop
          Scenario Outline: worse
            Given <what>
            Examples:
              | what     |
              | it fails |
              | a shop   |
        """,
        "more",
    )

    shop.run("features").assert_outcomes(passed=len(NAMES) + 7, failed=2)
    shop.run("features", "--lf").assert_outcomes(failed=2)
    first = [
        line for line in shop.run("features", "--ff", "-v").outlines if re.match("features/.* (PASSED|FAILED)", line)
    ]
    assert [line.partition(" FAILED")[0] for line in first[:2]] == [
        "features/more.feature::(bad) : : one",
        "features/more.feature::worse[it fails]",
    ]
    shop.run("features", "-x").assert_outcomes(passed=1, failed=1)
    shop.run("features", "--sw").assert_outcomes(passed=1, failed=1)
    shop.run("features", "--sw").assert_outcomes(failed=1, deselected=1)


def test_new_scenarios_run_first_where_asked(shop: Project) -> None:
    shop.write("pytest.ini", (shop.path / "pytest.ini").read_text().replace("-p no:cacheprovider", ""))
    shop.run("features", "--nf").assert_outcomes(passed=len(NAMES) + 4)
    shop.feature(FEATURE + "  Scenario: fresh\n    Given a shop\n")

    result = shop.run("features", "--nf", "-v")

    first = next(line for line in result.outlines if " PASSED" in line)
    assert first.partition(" PASSED")[0] == "features/shop.feature::fresh"


@pytest.mark.parametrize("option", ["-x", "--maxfail=1"])
def test_parallel_workers_stop_at_the_first_failure(shop: Project, option: str) -> None:
    shop.feature("Feature: F\n" + "".join(f"  Scenario: {n}\n    Given it fails\n" for n in range(40)))

    result = shop.run_apart("features", "-n", "2", option)

    assert 1 <= result.parseoutcomes()["failed"] < 40
    result.stdout.fnmatch_lines(["*stopping after 1 failures*"])


def test_tags_are_marks(shop: Project) -> None:
    shop.feature("""
        @of_feature
        Feature: F
          @skip
          Scenario: skipped
            Given it fails
          @xfail
          Scenario: expected to fail
            Given it fails
          @of_rule
          Rule: R
            @of_scenario @of_scenario
            Scenario Outline: marked
              Given a shop
              @of_examples
              Examples:
                | n |
                | 1 |
    """)
    shop.write(
        "conftest.py",
        (shop.path / "conftest.py").read_text()
        + """
def pytest_collection_modifyitems(items):
    for item in items: print("MARKS", item.name, *sorted(mark.name for mark in item.iter_markers()))
""",
    )

    result = shop.run("features", "-s")

    result.assert_outcomes(passed=1, skipped=1, xfailed=1)
    assert [line for line in result.outlines if "MARKS" in line][-1].endswith(
        "MARKS marked of_examples of_feature of_rule of_scenario"
    )


def test_an_interruption_ends_the_run_and_the_service(shop: Project) -> None:
    shop.steps("""
        @given("a shop")
        async def a_shop():
            yield
            print("ENDED")

        @given("an interruption")
        async def interrupted(): raise KeyboardInterrupt
    """)
    shop.feature(
        "Feature: F\n  Scenario: One\n    Given a shop\n    And an interruption\n  Scenario: Two\n    Given a shop\n"
    )

    result = shop.run_apart("features", "-s")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*ENDED*", "*KeyboardInterrupt*"])
    assert "Two" not in result.stdout.str()
