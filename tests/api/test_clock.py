"""A clock can be set in this process alone."""

import pytest

from tests.conftest import Project

FEATURE = """
    Feature: Greeting by the hour
      Scenario: In the morning
        Given the clock stands at "2030-05-01T09:00:00Z"
        When a client sends GET "/hello"
        Then the status is ok
      Scenario: At any hour
        When a client sends GET "/hello"
        Then the status is ok
"""
SERVICE = """
    from fastapi import FastAPI
    app = FastAPI()

    @app.get("/hello")
    async def hello(): return "hello"
"""


@pytest.fixture
def house(project: Project) -> Project:
    project.write("service.py", SERVICE)
    project.feature(FEATURE)
    project.configure("bdd_app = service:app", "bdd_steps = steps.api", "bdd_live_ready = /hello")
    return project


def test_a_live_service_has_a_clock_of_its_own(house: Project) -> None:
    result = house.run_apart("features", "--bdd-driver", "live,asyncclient")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        ["features/shop.feature:3: The clock of a live service cannot be set: *by the computer's clock. Run this *"]
    )


@pytest.mark.parametrize(("options", "verdict"), [((), "skipped"), (("--bdd-strict",), "failed")])
def test_so_has_a_service_that_runs_elsewhere(house: Project, options: tuple[str, ...], verdict: str) -> None:
    result = house.run_apart("--bdd-base-url=http://127.0.0.1:9", "-k", "morning", "-rs", *options)
    result.assert_outcomes(**{verdict: 1}, deselected=1)
    result.stdout.fnmatch_lines(["*The service runs elsewhere (bdd_base_url), and this needs its clock."])
