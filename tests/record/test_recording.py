"""What the record of a run says, whatever becomes of the run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from steps.docs import read_record
from tests.record.stream import kinds, read, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Project

Json = dict[str, Any]
STEPS = """
import os, pathlib, time
@given("a shop")
def a_shop(): pass
@then("it is shut")
def is_shut(): assert {"open": True} == {"open": False}
@when("somebody waits for ever")
def waits():
    pathlib.Path("waiting").touch()  # holds no file that the signal could leave open
    time.sleep(60)
@when("the process dies")
def dies(): os._exit(3)
"""
SHOP = """
Feature: Shop
  Scenario: Open
    Given a shop
  Scenario: Shut
    Given a shop
    Then it is shut
    And it is shut
  @skip
  Scenario: Left out
    Given a shop
"""
WORKERS = pytest.mark.parametrize("workers", [0, 2], ids=["alone", "workers"])


@pytest.fixture
def shop(project: Project) -> Project:
    project.steps(STEPS)
    project.feature(SHOP)
    return project


def record(project: Project, workers: int, *args: str) -> pytest.RunResult:
    """Run the features and record it, with parallel workers in a process of its own."""
    asked = ("--bdd-messages", "run.ndjson", *args)
    return project.run_apart(*asked, "-n", str(workers)) if workers else project.run("-p", "no:xdist", *asked)


def cases(project: Project) -> dict[str, str]:
    """Say what a reader of the record reads about each scenario."""
    told = read_record([(project.path / "run.ndjson").read_text("utf-8").splitlines()])
    return {case.name: f"{case.status.value}: {case.reason}".removesuffix(": ") for case in told.cases}


def outcome(project: Project) -> tuple[bool, str]:
    """Say how the record says that the run ended."""
    (ended,) = kinds(read(project.path / "run.ndjson"), "testRunFinished")
    return ended["success"], ended.get("message", "")


@WORKERS
def test_each_scenario_is_told(shop: Project, workers: int) -> None:
    result = record(shop, workers, "features")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert cases(shop) == {"Open": "passed", "Shut": "failed", "Left out": "not run: skipped by its tag"}
    assert outcome(shop) == (False, "")
    messages = read(shop.path / "run.ndjson")
    assert sorted(statuses(messages)) == ["FAILED", "PASSED", "PASSED", "SKIPPED", "SKIPPED"]
    (difference,) = (each for each in kinds(messages, "attachment") if "difference" in each["mediaType"])
    assert json.loads(difference["body"]) == {"expected": {"open": False}, "actual": {"open": True}}
    (failed,) = (each for each in kinds(messages, "testStepFinished") if each["testStepResult"]["status"] == "FAILED")
    assert failed["testStepResult"]["message"].splitlines() == [
        "Expected open to be false, but it is true.",
        '  expected: {"open": false}',
        '  came: {"open": true}',
    ]
    assert failed["testStepResult"]["exception"]["stackTrace"].splitlines()[-1] == "conftest.py:9: in is_shut"


@WORKERS
def test_ids_are_unique_in_the_whole_record(shop: Project, workers: int) -> None:
    shop.feature(SHOP.replace("Feature: Shop", "Feature: Other"), "other")

    record(shop, workers, "features")

    found = list(_ids(read(shop.path / "run.ndjson")))
    assert len(found) == len(set(found))


def test_what_was_not_selected_is_in_the_record_too(shop: Project) -> None:
    shop.feature(SHOP.replace("Feature: Shop", "Feature: Other"), "folder/other")

    shop.run("--bdd-messages", "run.ndjson", "features/shop.feature", "-k", "Open")

    messages = read(shop.path / "run.ndjson")
    assert [each["uri"] for each in kinds(messages, "source")] == [
        "features/folder/other.feature",
        "features/shop.feature",
    ]
    assert (len(kinds(messages, "pickle")), len(kinds(messages, "testCase"))) == (6, 1)
    (facts,) = (each for each in kinds(messages, "attachment") if each["mediaType"].endswith("run+json"))
    assert json.loads(facts["body"])["selection"] == '-k "Open" features/shop.feature'


@WORKERS
def test_undefined_steps_are_told_although_nothing_runs(shop: Project, workers: int) -> None:
    shop.feature('Feature: Sale\n  Scenario: Sold\n    Given a shop\n    When somebody buys 3 "apples"\n', "sale")

    result = record(shop, workers, "features/sale.feature")

    assert result.ret != pytest.ExitCode.OK
    messages = read(shop.path / "run.ndjson")
    assert statuses(messages) == ["SKIPPED", "UNDEFINED"]
    assert [each["snippets"][0]["code"].splitlines()[0] for each in kinds(messages, "suggestion")] == [
        "@when(parsers.parse('somebody buys {number:d} \"{text}\"'))"
    ]
    success, message = outcome(shop)
    assert not success
    assert message.startswith('features/sale.feature:4: No step definition matches: When somebody buys 3 "apples"')


def test_a_scenario_in_work_may_have_undefined_steps(shop: Project) -> None:
    shop.feature('Feature: Sale\n  @wip\n  Scenario: Sold\n    Given a shop\n    When somebody buys "figs"\n', "sale")

    shop.run("--bdd-messages", "run.ndjson", "--tags=@wip", "features")

    messages = read(shop.path / "run.ndjson")
    assert statuses(messages) == ["PASSED", "UNDEFINED"]
    assert len(kinds(messages, "suggestion")) == 1
    assert cases(shop)["Sold"] == "in work: not automated for now"
    assert outcome(shop) == (True, "")


def test_a_file_that_cannot_be_read_is_told(shop: Project) -> None:
    shop.write("features/sale.feature", "Feature: Sale\n  Scenario: Sold\n    Given a shop\n    Something\n")

    shop.run("--bdd-messages", "run.ndjson", "features")

    (error,) = kinds(read(shop.path / "run.ndjson"), "parseError")
    assert error["source"] == {"uri": "features/sale.feature", "location": {"line": 4, "column": 5}}
    assert outcome(shop)[0] is False


@pytest.mark.parametrize(
    ("fixture", "told"),
    [
        ("raise OSError('no room')\n    yield", [("hook", "FAILED"), ("step", "SKIPPED")]),
        ("yield\n    raise OSError('no room')", [("step", "PASSED"), ("hook", "FAILED")]),
    ],
    ids=["set-up", "tear-down"],
)
@WORKERS
def test_errors_around_a_scenario_are_told(
    project: Project, workers: int, fixture: str, told: list[tuple[str, str]]
) -> None:
    project.steps(f"{STEPS}\n@pytest.fixture(autouse=True)\ndef room():\n    {fixture}\n")
    project.feature("Feature: Shop\n  Scenario: Open\n    Given a shop\n")

    record(project, workers, "features")

    messages = read(project.path / "run.ndjson")
    (case,) = kinds(messages, "testCase")
    kind = {step["id"]: "hook" if "hookId" in step else "step" for step in case["testSteps"]}
    ended = kinds(messages, "testStepFinished")
    assert [(kind[each["testStepId"]], each["testStepResult"]["status"]) for each in ended] == told
    assert cases(project) == {"Open": "failed"}
    assert [each["name"] for each in kinds(messages, "hook")] == ["room"]


def test_a_set_up_of_the_session_that_fails_fails_each_scenario(project: Project) -> None:
    project.steps(f"{STEPS}\n@pytest.fixture(autouse=True, scope='session')\ndef room(): raise OSError('no room')\n")
    project.feature("Feature: Shop\n  Scenario: Open\n    Given a shop\n  Scenario: Shut\n    Given a shop\n")

    record(project, 0, "features")

    messages = read(project.path / "run.ndjson")
    assert statuses(messages) == ["FAILED", "SKIPPED"] * 2
    assert [each["result"]["message"] for each in kinds(messages, "testRunHookFinished")] == ["no room"]
    assert cases(project) == {"Open": "failed", "Shut": "failed"}


@WORKERS
def test_a_scenario_that_passes_in_the_end_is_flaky(project: Project, workers: int) -> None:
    project.steps("""
        from itertools import count
        tries = count()
        @given("a shop")
        def a_shop(): assert next(tries)
    """)
    project.feature("Feature: Shop\n  Scenario: Open\n    Given a shop\n")

    record(project, workers, "--reruns", "2", "features")

    assert cases(project) == {"Open": "flaky: it passed only when it was tried again"}
    messages = read(project.path / "run.ndjson")
    assert len(kinds(messages, "testCase")) == 1
    assert [each["willBeRetried"] for each in kinds(messages, "testCaseFinished")] == [True, False]
    assert outcome(project) == (True, "")


def test_stopping_at_the_first_failure_leaves_the_rest_not_run(shop: Project) -> None:
    shop.feature(SHOP.replace("Feature: Shop", "Feature: Other"), "z_other")

    shop.run("-x", "--bdd-messages", "run.ndjson", "features")

    messages = read(shop.path / "run.ndjson")
    assert (len(kinds(messages, "pickle")), len(kinds(messages, "testCase"))) == (6, 2)
    assert outcome(shop) == (False, "")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_recorded_as_far_as_it_went(project: Project, end: signal.Signals) -> None:
    project.steps(STEPS)
    project.feature("""
        Feature: Shop
          Scenario: Open
            Given a shop
          Scenario: Waiting
            Given a shop
            When somebody waits for ever
            Then it is shut
    """)
    command = [sys.executable, "-m", "pytest", "features", "--bdd-messages", "run.ndjson", "-p", "no:randomly"]
    with subprocess.Popen(command, cwd=project.path, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        _await(project.path / "waiting", process)
        process.send_signal(end)

    assert cases(project) == {"Open": "passed", "Waiting": "not run: the run was interrupted"}
    success, message = outcome(project)
    assert (success, message.partition(":")[0].rstrip(".")) == (False, "The run was interrupted")


def test_a_killed_run_leaves_what_had_ended(project: Project) -> None:
    project.steps(STEPS)
    project.feature("Feature: Shop\n  Scenario: Open\n    Given a shop\n  Scenario: Dead\n    When the process dies\n")

    project.run_apart("--bdd-messages", "run.ndjson", "features")

    assert cases(project) == {"Open": "passed", "Dead": "not run"}
    assert kinds(read(project.path / "run.ndjson"), "testRunFinished") == []


def test_a_worker_that_dies_is_told(project: Project) -> None:
    project.steps(STEPS)
    project.feature("Feature: Shop\n  Scenario: Open\n    Given a shop\n  Scenario: Dead\n    When the process dies\n")

    project.run_apart("-n", "1", "--bdd-messages", "run.ndjson", "features")

    success, message = outcome(project)
    assert not success
    assert message.startswith("features/shop.feature::Dead: worker 'gw0' crashed")


@WORKERS
@pytest.mark.parametrize("option", ["--bdd-messages", "--bdd-docs"])
@pytest.mark.parametrize("place", ["/dev/full", "conftest.py/run", "/proc/run"])
def test_a_run_whose_record_or_document_cannot_be_written_is_no_success(
    shop: Project, option: str, place: str, workers: int
) -> None:
    asked = (option, place, "features", "-k", "Open")
    result = shop.run_apart(*asked, "-n", str(workers)) if workers else shop.run("-p", "no:xdist", *asked)

    assert result.ret == pytest.ExitCode.INTERNAL_ERROR
    result.assert_outcomes(passed=1)
    result.stdout.re_match_lines(
        [
            "=+ report not written =+",
            rf"The (record|living document) cannot be written to .*{place}: \w.*\. The verdicts hold\.",
        ]
    )


def test_failures_weigh_more_than_a_lost_record(shop: Project) -> None:
    assert shop.run("--bdd-messages", "/dev/full", "features").ret == pytest.ExitCode.TESTS_FAILED


def test_a_folder_that_is_missing_is_made(shop: Project) -> None:
    assert shop.run("--bdd-messages", "new/place/run.ndjson", "features", "-k", "Open").ret == pytest.ExitCode.OK
    assert kinds(read(shop.path / "new/place/run.ndjson"), "testRunFinished") != []


def test_the_document_is_written_when_the_run_ends(shop: Project) -> None:
    result = shop.run("--bdd-docs", "out/shop.html", "features")

    assert "<title>" in (shop.path / "out/shop.html").read_text("utf-8")
    assert sorted(path.name for path in shop.path.iterdir() if path.suffix == ".ndjson") == []
    result.stdout.fnmatch_lines([f"The living document: {shop.path / 'out/shop.html'}"])


def test_each_of_several_drivers_is_told_apart(project: Project) -> None:
    project.steps(STEPS)
    project.feature("Feature: Shop\n  Scenario: Open\n    Given a shop\n")

    project.run("--bdd-driver", "asyncclient,testclient", "--bdd-messages", "run.ndjson", "features")

    told = read_record([(project.path / "run.ndjson").read_text("utf-8").splitlines()])
    assert [run.last.driver for case in told.cases for run in case.runs] == [
        "asyncclient on SQLite in memory",
        "testclient on SQLite in memory",
    ]


@WORKERS
def test_scenarios_that_python_binds_are_counted_not_lost(shop: Project, workers: int) -> None:
    shop.write(
        "stories/sale.feature", "Feature: Sale\n  Scenario: A\n    Given a shop\n  Scenario: B\n    Given a shop\n"
    )
    shop.write(
        "test_sale.py", "from pytest_bdd import scenarios\nscenarios('stories/sale.feature')\ndef test_plain(): pass\n"
    )

    result = record(shop, workers, "features", "test_sale.py", "--bdd-docs", "run.html")

    result.stdout.fnmatch_lines(["Not in the record: 2 scenarios that Python test files bind."])
    told = " ".join((shop.path / "run.html").read_text("utf-8").split())
    assert "<b>Not told here.</b> 2 scenarios that Python test files bind ran outside this record." in told
    assert sorted(cases(shop)) == ["Left out", "Open", "Shut"]


def test_a_run_without_a_record_imports_nothing_of_it(project: Project) -> None:
    project.steps("""
        import sys
        @then("nothing is recorded")
        def nothing(attach):
            attach("nobody sees it", "text/plain")
            assert sorted(name for name in sys.modules if name.startswith("steps.recording.")) == [
                "steps.recording.attaching", "steps.recording.options"
            ]
            assert not any(name.startswith(("steps.docs", "ci_environment")) for name in sys.modules)
    """)
    project.feature("Feature: Shop\n  Scenario: Open\n    Then nothing is recorded\n")

    assert project.run_apart("features").ret == pytest.ExitCode.OK


def _ids(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["id"]] if "id" in node else []
        return own + [found for value in node.values() for found in _ids(value)]
    return [found for each in node for found in _ids(each)] if isinstance(node, list) else []


def _await(file: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a step says that it is there."""
    while not file.exists():
        assert process.poll() is None
        time.sleep(0.01)
