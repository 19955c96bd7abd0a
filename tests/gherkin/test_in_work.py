"""Scenarios in work, flaky ones and dry runs are told apart from those that pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

FEATURE = """
Feature: Shop
  Scenario: Done
    Given a shop
  @wip
  Scenario: Begun
    Given a shop
    Then it is shut
  @wip
  Scenario: Unworded
    Given a shop
    When somebody opens it
  @wip
  Scenario: Ready
    Given a shop
  @skip
  Scenario: Left out
    Then it is shut
"""
STEPS = """
    @given("a shop")
    def a_shop(): pass

    @then("it is shut")
    def is_shut(): assert False, "It is open."
"""
UNDEFINED = "features/shop.feature:11: No step definition matches: When somebody opens it"
WORKERS = pytest.mark.parametrize("workers", [(), ("-n", "2")])


@pytest.fixture
def shop(project: Project) -> Project:
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


@WORKERS
def test_a_scenario_in_work_runs_and_is_told_apart(shop: Project, workers: tuple[str, ...]) -> None:
    result = shop.run_apart("features", "-rxX", "--junitxml=junit.xml", *workers)

    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*= 1 passed, 1 skipped, 2 in work, 1 in work, passing in *"])
    told = re.findall(r"^IN WORK.*", result.stdout.str(), re.MULTILINE)
    assert sorted(told) == [
        "IN WORK features/shop.feature::Begun - features/shop.feature:7: It is open.",
        f"IN WORK features/shop.feature::Unworded - {UNDEFINED}",
        "IN WORK, PASSES features/shop.feature::Ready",
    ]
    result.stdout.fnmatch_lines(
        ["*= 1 undefined step =*", "features/shop.feature:11: When somebody opens it", "@when('somebody opens it')"]
    )
    suite = ET.parse(shop.path / "junit.xml").getroot()[0]  # noqa: S314  written by the run above
    assert (suite.get("tests"), suite.get("skipped"), suite.get("failures")) == ("5", "3", "0")


@pytest.mark.parametrize("by", ["option", "setting"])
def test_a_scenario_in_work_that_passes_can_fail_the_run(shop: Project, by: str) -> None:
    if by == "setting":
        shop.configure("bdd_wip_strict = true")

    result = shop.run("features", *(["--bdd-wip-strict"] if by == "option" else []))

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "The scenario passes, but is tagged @wip: take the tag away.",
            "FAILED features/shop.feature::Ready - The scenario passes, but is tagged @wi*",
            "*= 1 failed, 1 passed, 1 skipped, 2 in work in *",
        ]
    )


def test_a_background_of_others_too_may_not_be_undefined(shop: Project) -> None:
    shop.feature("""
        Feature: Shop
          Background:
            Given a shopp
          @wip
          Scenario: Begun
            When somebody opens it
          Scenario: Done
            Given a shop
    """)

    result = shop.run("features")

    result.assert_outcomes(errors=1)
    told = result.stdout.str()
    assert "features/shop.feature:3: No step definition matches: Given a shopp" in told
    assert "features/shop.feature:6: No step definition matches" not in told
    assert "2 undefined steps" in told


def test_a_mistake_in_a_scenario_in_work_is_one(shop: Project) -> None:
    shop.feature("Feature: Shop\n  @wip\n  Scenario: Begun\n", "mistaken")

    shop.run("features").assert_outcomes(errors=1)


FLAKY = """
Feature: Shop
  @flaky(2)
  Scenario: Third time
    Given attempt 3 is good
  @flaky
  Scenario: Second time
    Given attempt 2 is good
  @flaky(2)
  Scenario: Never
    Given attempt 9 is good
"""
FLAKY_STEPS = """
    import fastapi

    made, service = [], fastapi.FastAPI()

    @pytest.fixture
    def fresh():
        made.append([])
        yield made[-1]

    @given(parsers.parse("attempt {number:d} is good"))
    def attempt_is_good(number, fresh, request, app):
        assert (fresh, app.dependency_overrides) == ([], {}), "what an attempt has left"
        fresh.append(number)
        app.dependency_overrides[print] = print
        assert request.node.execution_count == number, f"attempt {request.node.execution_count}"
"""


@WORKERS
def test_a_flaky_scenario_runs_again_from_the_start(project: Project, workers: tuple[str, ...]) -> None:
    project.configure("bdd_app = conftest:service")
    project.steps(FLAKY_STEPS)
    project.feature(FLAKY)

    result = project.run_apart("features", "-rfR", "-v", *workers)

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*1 failed, 2 passed, 5 rerun in*"])
    assert len(re.findall(r"^RERUN features/shop.feature::Never", result.stdout.str(), re.MULTILINE)) == 2
    result.stdout.fnmatch_lines(["FAILED features/shop.feature::Never - features/shop.feature:10: attempt 3"])


@WORKERS
def test_a_flaky_scenario_without_the_plugin_is_an_error(project: Project, workers: tuple[str, ...]) -> None:
    project.steps(FLAKY_STEPS)
    project.feature(FLAKY)

    result = project.run_apart("features", "-p", "no:rerunfailures", *workers)

    result.assert_outcomes(errors=1)
    told = "@flaky needs the plugin pytest-rerunfailures, which is not loaded."
    result.stdout.fnmatch_lines([f"features/shop.feature:3: {told}"])
    assert result.ret != pytest.ExitCode.OK


@pytest.mark.parametrize("tag", ["@flaky(0)", "@flaky(often)", "@flaky()"])
def test_a_flaky_tag_without_a_number_is_a_mistake(project: Project, tag: str) -> None:
    project.steps(STEPS)
    project.feature(f"{tag}\nFeature: Shop\n  Scenario: Done\n    Given a shop\n")

    result = project.run("features")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"features/shop.feature:1: The tag {tag} says no number of reruns.*"])


@WORKERS
def test_a_dry_run_binds_and_runs_nothing(shop: Project, workers: tuple[str, ...]) -> None:
    shop.configure("bdd_app = not_there:app", "bdd_metadata = not_there:Base")
    shop.write("features/conftest.py", "import pytest\n@pytest.fixture(autouse=True)\ndef loud(): raise ValueError")
    shop.write("test_other.py", "def test_other(): raise ValueError")

    result = shop.run_apart("--bdd-dry-run", "-v", "--junitxml=junit.xml", *workers)

    assert result.ret == pytest.ExitCode.OK
    shown = result.stdout.str()
    assert re.search(r"[=,] 5 bound, not run in ", shown)
    assert "passed" not in shown.lower()
    assert "    Given a shop            bound  conftest.py:" in shown
    assert "    When somebody opens it  undefined" in shown
    assert "= 1 undefined step =" in shown
    suite = ET.parse(shop.path / "junit.xml").getroot()[0]  # noqa: S314  written by the run above
    assert (suite.get("tests"), suite.get("skipped")) == ("5", "5")


def test_a_dry_run_fails_by_mistakes(shop: Project) -> None:
    shop.feature("Feature: Sale\n  Scenario: One\n    Given a sale\n", "sale")

    result = shop.run("--bdd-dry-run")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["features/sale.feature:3: No step definition matches: Given a sale"])


@pytest.mark.parametrize("again", ["--lf", "--sw"])
def test_a_dry_run_forgets_no_failure(shop: Project, again: str) -> None:
    shop.feature("Feature: Sale\n  Scenario: One\n    Given a shop\n  Scenario: Two\n    Then it is shut\n", "sale")
    shop.write("pytest.ini", (shop.path / "pytest.ini").read_text().replace("-p no:cacheprovider", ""))
    sale = "features/sale.feature"

    shop.run(sale, again).assert_outcomes(failed=1, passed=1)
    shop.run(sale, "--bdd-dry-run", again)
    result = shop.run(sale, again)

    result.assert_outcomes(failed=1, deselected=1)
