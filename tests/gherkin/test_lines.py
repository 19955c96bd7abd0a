"""A line of a feature file says what to run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

FEATURE = """
# Lines count from here
@shop
Feature: Shop
  Why it matters.

  Background:
    Given a shop

  @first
  Scenario: One
    Given a shop

    And a shop
  # about two
  Scenario: Two
    Given a note
      \"\"\"
      # no comment
      Scenario: none
      \"\"\"

  Rule: Safe
    Background:
      Given a shop
    Scenario Outline: Three of <n>
      Given a shop

      @row
      Examples: few
        | n |
        | 1 |
        # the other
        | 2 |
      Examples: many
        | n |
        | 3 |
    Scenario: Four
      Given a shop
"""
ROWS = ["Three of 1", "Three of 2", "Three of 3"]
EVERYTHING = ["One", "Two", *ROWS, "Four"]


@pytest.fixture
def shop(project: Project) -> Project:
    project.steps("""
        @given("a shop")
        def a_shop(): pass

        @given("a note")
        def a_note(docstring): pass
    """)
    project.feature(FEATURE)
    project.feature("Feature: Other\n  Scenario: Else\n    Given a shop\n", "deep/other")
    return project


def names(result: pytest.RunResult) -> list[str]:
    """Name the scenarios that were collected."""
    return re.findall(r"^features/.*?\.feature::(.*)$", result.stdout.str(), re.MULTILINE)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (2, EVERYTHING),
        (3, EVERYTHING),
        (4, EVERYTHING),
        (7, EVERYTHING),
        (9, ["One"]),
        (10, ["One"]),
        (12, ["One"]),
        (13, ["One"]),
        (18, ["Two"]),
        (20, ["Two"]),
        (22, [*ROWS, "Four"]),
        (24, [*ROWS, "Four"]),
        (25, ROWS),
        (28, ROWS[:2]),
        (30, ROWS[:2]),
        (31, ROWS[:1]),
        (33, ROWS[1:2]),
        (34, ROWS[2:]),
        (37, ["Four"]),
        (38, ["Four"]),
    ],
)
def test_a_line_says_what_to_run(shop: Project, line: int, expected: list[str]) -> None:
    result = shop.run(f"features/shop.feature:{line}", "--collect-only", "-q")

    assert names(result) == expected
    assert "deselected" not in result.stdout.str()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["features/shop.feature:10", "features/shop.feature:38"], ["One", "Four"]),
        (["features/shop.feature:38:10"], ["One", "Four"]),
        (["features/shop.feature:10", "features/deep/other.feature:2"], ["One", "Else"]),
        (["features/shop.feature:10", "features/deep"], ["One", "Else"]),
        (["features/shop.feature:10", "features/shop.feature"], EVERYTHING),
        (["features/shop.feature:10", "features"], ["Else", *EVERYTHING]),
        (["features/shop.feature:10", "features/shop.feature::Four"], ["One", "Four"]),
        (["./features/../features/shop.feature:10"], ["One"]),
    ],
)
def test_lines_and_paths_add_up(shop: Project, arguments: list[str], expected: list[str]) -> None:
    assert names(shop.run(*arguments, "--collect-only", "-q")) == expected


def test_an_absolute_path_may_have_a_line(shop: Project) -> None:
    assert names(shop.run(f"{shop.path / 'features' / 'shop.feature'}:10", "--collect-only", "-q")) == ["One"]


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("features/shop.feature:1", "features/shop.feature:1: no scenario, rule or feature stands at this line."),
        ("features/shop.feature:14", "features/shop.feature:14: no scenario, rule or feature stands at this line."),
        ("features/shop.feature:99", "The nearest scenario is at features/shop.feature:37."),
        ("features/nix.feature:1", "file not found: features/nix.feature"),
        (r"C:\features\nix.feature:1", r"file not found: C:\features\nix.feature"),
    ],
)
@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_line_of_nothing_is_an_error(shop: Project, argument: str, told: str, workers: tuple[str, ...]) -> None:
    result = shop.run_apart(argument, *workers) if workers else shop.run(argument)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert told in result.stderr.str()


def test_mistakes_of_the_file_are_told_as_ever(shop: Project) -> None:
    shop.feature("Feature: Broken\n  Scenario: One\n    Given a shop\n  Secnario: Two\n", "broken")

    result = shop.run("features/broken.feature:2")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["features/broken.feature:4:*"])


def test_parallel_workers_run_the_same(shop: Project) -> None:
    result = shop.run_apart("features/shop.feature:25", "-n", "2", "-v")

    result.assert_outcomes(passed=3)


def test_the_conftests_beside_the_feature_are_found_first(shop: Project) -> None:
    shop.write(
        "features/deep/conftest.py",
        """
        def pytest_addoption(parser):
            parser.addoption("--depth")
        """,
    )

    shop.run("features/deep/other.feature:2", "--depth", "2").assert_outcomes(passed=1)


def test_a_plugin_named_by_a_conftest_takes_lines_too(shop: Project) -> None:
    shop.write("shop_steps.py", (shop.path / "conftest.py").read_text())
    shop.write("conftest.py", "pytest_plugins = ['pytest_asyncio.plugin', 'steps.plugin', 'shop_steps']")
    shop.feature(FEATURE.replace("@shop", "").replace("@first", "").replace("@row", ""))

    result = shop.run_apart("--disable-plugin-autoload", "-p", "pytest_bdd.plugin", "features/shop.feature:10", "-v")

    result.assert_outcomes(passed=1)
