"""The app under test: where it comes from, how long it lives, and how it is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
import asyncio
from contextlib import asynccontextmanager
from fastapi import Depends, FastAPI, Request

def who(): return "nobody"

def make(name="made", fails=""):
    @asynccontextmanager
    async def lifespan(app):
        if fails == "start": raise RuntimeError("no database")
        async with asyncio.TaskGroup() as group:
            heart = group.create_task(asyncio.sleep(3600))
            print(f"STARTED {name}")
            yield {"name": name}
            heart.cancel()
        if fails == "end": raise RuntimeError("no end")
        print(f"ENDED {name}")

    app = FastAPI(lifespan=lifespan)

    @app.get("/name")
    async def show_name(request: Request): return request.state.name

    @app.get("/who")
    async def show_who(name: str = Depends(who)): return name

    return app

app = make("shop")
app.dependency_overrides[len] = min
fails_at_start = make("fails", fails="start")
fails_at_end = make("fails", fails="end")
"""
STEPS = """
    import service

    @then(parsers.parse('the service is "{name}"'))
    async def service_is(name, client): assert (await client.get("/name")).json() == name

    @given("ann is logged in")
    async def ann(app): app.dependency_overrides[service.who] = lambda: "ann"

    @given("all overrides are gone")
    def gone(app): app.dependency_overrides = {}

    @then(parsers.parse('"{name}" is seen'))
    async def seen(name, client): assert (await client.get("/who")).json() == name

    @then("the overrides are as they were found")
    def as_found(): assert service.app.dependency_overrides == {len: min}
"""
NAMES = "Feature: F\n" + "".join(f'  Scenario: {n}\n    Then the service is "shop"\n' for n in ("One", "Two", "Three"))


@pytest.fixture
def shop(project: Project) -> Project:
    project.write("service.py", SERVICE)
    project.configure("bdd_app = service:app")
    project.steps(STEPS)
    return project


def _life(result: pytest.RunResult) -> list[str]:
    text = result.stdout.str().replace("STARTED", "\nSTARTED").replace("ENDED", "\nENDED")
    return [line.strip(".F ") for line in text.splitlines() if line.startswith(("STARTED", "ENDED"))]


def test_the_lifespan_runs_once_and_its_state_reaches_requests(shop: Project) -> None:
    shop.feature(NAMES)
    shop.feature(NAMES, "more")

    result = shop.run("features", "-s")

    result.assert_outcomes(passed=6)
    assert _life(result) == ["STARTED shop", "ENDED shop"]


def test_a_factory_makes_the_app_once(shop: Project) -> None:
    shop.configure("bdd_app = service:make")
    shop.feature(NAMES.replace("shop", "made"))

    result = shop.run("features", "-s")

    result.assert_outcomes(passed=3)
    assert _life(result) == ["STARTED made", "ENDED made"]


@pytest.mark.parametrize(("scope", "times"), [("function", 3), ("module", 1), ("session", 1)])
def test_a_fixture_named_app_wins(shop: Project, scope: str, times: int) -> None:
    shop.steps(f'{STEPS}\n    @pytest.fixture(scope="{scope}")\n    def app(): return service.make("own")\n')
    shop.feature(NAMES.replace("shop", "own"))

    result = shop.run("features", "-s")

    result.assert_outcomes(passed=3)
    assert _life(result) == ["STARTED own", "ENDED own"] * times


def test_an_async_fixture_named_app_wins(shop: Project) -> None:
    shop.configure(asyncio_mode="auto")
    shop.steps(f'{STEPS}\n    @pytest.fixture\n    async def app(): yield service.make("own")\n')
    shop.feature(NAMES.replace("shop", "own"))

    shop.run("features").assert_outcomes(passed=3)


@pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
def test_a_lifespan_that_raises_is_told(shop: Project, driver: str) -> None:
    shop.feature(NAMES.replace("shop", "fails"))

    shop.configure("bdd_app = service:fails_at_start", f"bdd_driver = {driver}")
    start = shop.run("features")
    start.assert_outcomes(failed=3)
    start.stdout.fnmatch_lines(
        [
            "features/shop.feature:3: The service did not start: RuntimeError: no database",
            "*service.py:10: in lifespan",
        ]
    )

    shop.configure("bdd_app = service:fails_at_end", f"bdd_driver = {driver}")
    end = shop.run("features")
    end.assert_outcomes(passed=3, errors=1)
    end.stdout.fnmatch_lines(["features/shop.feature:6: *RuntimeError: no end"])


def test_a_live_service_whose_lifespan_raises_is_told(shop: Project) -> None:
    shop.feature(NAMES.replace("shop", "fails"))
    shop.configure("bdd_app = service:fails_at_start", "bdd_driver = live")
    result = shop.run_apart("features")
    result.assert_outcomes(failed=3)
    said = "The service service:fails_at_start did not start: it ended with exit status 3 before it answered GET *."
    result.stdout.fnmatch_lines([f"features/shop.feature:3: {said} Its last lines:", "*RuntimeError: no database"])


def test_overrides_are_put_back_as_they_were_found(shop: Project) -> None:
    shop.feature("""
        Feature: F
          Scenario: Changed
            Given ann is logged in
            Then "ann" is seen
          Scenario: Put back
            Then the overrides are as they were found
            And "nobody" is seen
          Scenario: Changed in a failure
            Given ann is logged in
            Then "bob" is seen
          Scenario: Put back again
            Then the overrides are as they were found
          Scenario: Replaced
            Given all overrides are gone
          Scenario: Put back at last
            Then the overrides are as they were found
            And "nobody" is seen
    """)

    shop.run("features").assert_outcomes(passed=5, failed=1)
