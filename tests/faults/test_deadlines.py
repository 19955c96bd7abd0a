import re
import socket

import pytest

from tests.faults.conftest import Project

GOES_ON = """Scenario: The others go on
    Given Alice is registered
    When someone sends "GET /users"
    Then the answer says "Alice\""""


@pytest.mark.parametrize("driver", ["asyncclient", "testclient", "live"])
@pytest.mark.parametrize("path", ["/hang", "/block", "/hold"])
def test_an_endpoint_that_hangs_fails_its_scenario_by_name_in_time(driver: str, path: str, project: Project) -> None:
    project.feature(f'Scenario: It hangs\n    When someone sends "GET {path}"\n    Then the answer is 200', GOES_ON)
    seen = project.run(f"--bdd-driver={driver}", "--bdd-database=sqlite", "--durations=0", "--durations-min=0")
    assert seen.verdicts == {"It hangs": "FAILED", "The others go on": "PASSED"}
    assert f"features/faults.feature:4: GET {path} was not answered within 1 seconds (bdd_timeout)." in seen.printed
    assert seen.counts == "1 failed, 1 passed"
    assert project.left_behind() == []


@pytest.mark.parametrize("driver", ["asyncclient", "live"])
def test_a_lock_that_is_never_released_on_postgresql_fails_its_scenario_by_name(driver: str, project: Project) -> None:
    project.feature(
        """@concurrent
  Scenario: A request holds on to a name
    When someone sends "GET /hold"
    Then the answer is 200""",
        """@concurrent
  Scenario: Another wants the same name
    When someone sends "POST /users/holder"
    Then the answer is 200""",
        GOES_ON,
    )
    seen = project.run(f"--bdd-driver={driver}", "--bdd-database=postgresql")
    assert seen.verdicts == {
        "A request holds on to a name": "FAILED",
        "Another wants the same name": "PASSED",
        "The others go on": "PASSED",
    }
    assert "GET /hold was not answered within 1 seconds (bdd_timeout)." in seen.printed
    assert project.left_behind() == []


@pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
def test_a_lock_that_outlives_its_scenario_on_sqlite_is_told_in_two_seconds(driver: str, project: Project) -> None:
    project.feature(
        '@concurrent\n  Scenario: It clings\n    When someone sends "GET /cling"',
        'Scenario: Another\n    Given "true" has been run',
    )
    url = "sqlite+aiosqlite:///test.db"
    seen = project.run(f"--bdd-driver={driver}", f"--bdd-database={url}", "--durations=0", "--durations-min=0")
    assert seen.verdicts == {"It clings": "FAILED, ERROR", "Another": "PASSED"}
    assert "The tables could not be emptied after the scenario: database is locked" in seen.printed
    durations = re.findall(r"^([\d.]+)s (?:call|teardown) .+It clings", seen.printed, re.MULTILINE)
    assert sum(map(float, durations)) < 1 + 2


def test_a_server_that_accepts_and_never_answers_fails_by_name(project: Project) -> None:
    project.feature('Scenario: Silence\n    When someone sends "GET /users"\n    Then the answer is 200')
    with socket.create_server(("127.0.0.1", 0)) as silent:
        seen = project.run(f"--bdd-base-url=http://127.0.0.1:{silent.getsockname()[1]}")
    assert seen.verdicts == {"Silence": "FAILED"}
    assert "GET /users was not answered within 1 seconds (bdd_timeout)." in seen.printed
