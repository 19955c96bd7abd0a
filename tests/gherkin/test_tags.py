"""Tags choose scenarios, and a tag that means nothing is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

FEATURE = """
@shop
Feature: Shop
  @smoke
  Scenario: One
    Given a shop
  @smoke @slow
  Scenario: Two
    Given a shop
  @safe
  Rule: Safe
    @outline
    Scenario Outline: Three of <n>
      Given a shop
      @few
      Examples:
        | n |
        | 1 |
      @us(7)
      Examples:
        | n |
        | 2 |
"""


@pytest.fixture
def shop(project: Project) -> Project:
    project.steps("""
        @given("a shop")
        def a_shop(): pass
    """)
    project.feature(FEATURE)
    project.write("test_other.py", "import pytest\n@pytest.mark.skipif(False, reason='')\ndef test_other(): pass")
    return project


def names(result: pytest.RunResult) -> list[str]:
    """Name what was selected."""
    return re.findall(r"^\S+::(.*)$", result.stdout.str(), re.MULTILINE)


@pytest.mark.parametrize(
    ("expressions", "selected"),
    [
        (["@smoke and not @slow"], ["One"]),
        (["@shop"], ["One", "Two", "Three of 1", "Three of 2"]),
        (["@safe and not (@few or @slow)"], ["Three of 2"]),
        (["@outline"], ["Three of 1", "Three of 2"]),
        ([r"@us\(7\)"], ["Three of 2"]),
        (["@us"], ["Three of 2"]),
        (["@smoke", "@slow"], ["Two"]),
        (["not @shop"], ["test_other"]),
        (["smoke and not slow"], ["One"]),
        (["@skipif"], ["test_other"]),
    ],
)
def test_an_expression_selects(shop: Project, expressions: list[str], selected: list[str]) -> None:
    result = shop.run("--collect-only", "-q", *(f"--tags={each}" for each in expressions))

    assert names(result) == selected
    result.stdout.fnmatch_lines([f"{len(selected)}/5 tests collected ({5 - len(selected)} deselected)*"])


def test_parallel_workers_select_the_same(shop: Project) -> None:
    shop.run_apart("-n", "2", "--tags", "smoke").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("expression", "wrong"),
    [
        ("@a @b", ["expected 'and' or 'or' here:", "  @a @b", "     ^"]),
        ("and @b", ["expected a tag, 'not' or '(' here:", "  and @b", "  ^"]),
        ("@a and", ["expected a tag, 'not' or '(' here:", "  @a and", "        ^"]),
        ("@a or  or @b", ["expected a tag, 'not' or '(' here:", "  @a or  or @b", "         ^"]),
        ("(@a or @b", ["expected a ')' for the '(' here:", "  (@a or @b", "  ^"]),
        ("@a)", ["expected 'and' or 'or' here:", "  @a)", "    ^"]),
        ("not", ["expected a tag, 'not' or '(' here:", "  not", "     ^"]),
        (
            r"@a\b",
            ["expected only a space, a parenthesis or a backslash after this backslash here:", r"  @a\b", "    ^"],
        ),
    ],
)
def test_a_wrong_expression_is_pointed_at(shop: Project, expression: str, wrong: list[str]) -> None:
    result = shop.run(f"--tags={expression}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if line] == [f"ERROR: --tags: {wrong[0]}", *wrong[1:]]


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_tag_that_nothing_has_is_told(shop: Project, workers: tuple[str, ...]) -> None:
    arguments = (*workers, "--tags=@shop and not @smok and not @wip")

    warned = shop.run_apart(*arguments, "-W", "default")
    refused = shop.run_apart(*arguments)

    warned.assert_outcomes(passed=4, warnings=1, deselected=0 if workers else 1)
    told = "No scenario that was collected has the tag @smok."
    assert warned.stdout.str().count(told) == 1
    assert "Did you mean @smoke?" in warned.stdout.str()
    refused.assert_outcomes(errors=1, deselected=0 if workers else 1)
    assert told in refused.stdout.str()
    assert refused.ret != pytest.ExitCode.OK


TYPO = """
Feature: Sale
  @concurent
  Scenario: One
    Given a shop
  @shopp
  Scenario: Two
    Given a shop
  @shop
  Scenario: Three
    Given a shop
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_near_miss_of_a_known_tag_is_told(shop: Project, workers: tuple[str, ...]) -> None:
    shop.feature(TYPO, "sale")

    warned = shop.run_apart("features", *workers, "-W", "default")
    refused = shop.run_apart("features", *workers)
    ignored = shop.run_apart("features", *workers, "-W", "ignore::steps.running.refusal.TagWarning")
    shop.feature(TYPO.replace("  @", "  # steps: ignore tag-typo\n  @"), "sale")
    commented = shop.run_apart("features", *workers)

    warned.assert_outcomes(passed=7, warnings=2)
    warned.stdout.fnmatch_lines(
        [
            "*features/sale.feature:2",
            '*TagWarning: The tag "@concurent" is used nowhere else; it looks like "@concurrent". Write "@concurrent"*',
            "*features/sale.feature:5",
            '*TagWarning: The tag "@shopp" is used nowhere else; it looks like "@shop".*',
        ]
    )
    refused.assert_outcomes(errors=1, passed=4 if workers else 0)
    refused.stdout.fnmatch_lines(
        [
            "*ERROR collecting features/sale.feature*",
            'features/sale.feature:2: The tag "@concurent" is used nowhere else; it looks like "@concurrent".',
            '    Write "@concurrent", or a name that is clearly another.',
            'features/sale.feature:5: The tag "@shopp" is used nowhere else; it looks like "@shop".',
        ]
    )
    assert refused.ret != pytest.ExitCode.OK
    ignored.assert_outcomes(passed=7)
    commented.assert_outcomes(passed=7)


def test_a_near_miss_is_told_also_where_it_is_not_selected(shop: Project) -> None:
    shop.feature(TYPO, "sale")

    result = shop.run("features", "--tags=not @concurrent and @smoke", "-W", "default")

    result.assert_outcomes(passed=2, deselected=5, warnings=2)
