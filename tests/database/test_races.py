"""Races for one name have one winner, and what is created in parallel is there, wherever the scenarios run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steps.database.binaries import server_binaries

if TYPE_CHECKING:
    from tests.conftest import Project

ROUNDS = 50
FEATURE = """
    @concurrent
    Feature: Many at once
      Scenario: A hundred people are all there afterwards
        When 100 people register at once
        Then the answers are 100 times 200 and 0 times 400
        And each of the 100 is found, and nobody else is stored

      Scenario Outline: One of twenty wins
        When 20 people register one name at once
        Then the answers are 1 times 200 and 19 times 400
        And one person is stored

        Examples:
          | round |
""" + "".join(f"          | {number} |\n" for number in range(ROUNDS))
STEPS = """
    from collections import Counter

    async def register(client, name):
        return await client.post("/users", params={"username": name, "job": "Engineer"})

    @when(parsers.parse("{count:d} people register at once"), target_fixture="responses")
    async def register_many(count, client):
        return await asyncio.gather(*(register(client, f"Person {each}") for each in range(count)))

    @when(parsers.parse("{count:d} people register one name at once"), target_fixture="responses")
    async def race(count, client):
        return await asyncio.gather(*(register(client, "Zoe") for _ in range(count)))

    @then(parsers.parse("the answers are {accepted:d} times 200 and {refused:d} times 400"))
    def answers(accepted, refused, responses):
        expected = +Counter({(200, None): accepted, (400, "User already exists"): refused})
        assert Counter((each.status_code, each.json().get("detail")) for each in responses) == expected

    @then(parsers.parse("each of the {count:d} is found, and nobody else is stored"))
    async def all_are_found(count, client, records):
        names = [f"Person {each}" for each in range(count)]
        found = [await client.get(f"/users/{name}") for name in names]
        assert [each.json().get("username") for each in found] == names
        assert sorted(row["username"] for row in await records.find("users")) == sorted(names)

    @then("one person is stored")
    async def one_is_stored(records):
        assert [row["username"] for row in await records.find("users")] == ["Zoe"]
"""
SETTINGS = (
    "bdd_app = app.main:app",
    "bdd_session = app.database:get_async_session",
    "bdd_metadata = app.database:Base",
    "bdd_live_env = APP_DATABASE_URL",
)


@pytest.fixture
def directory(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Begin a project that tests the example service from outside."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    project.configure(*SETTINGS)
    project.steps(STEPS)
    project.feature(FEATURE, name="many_at_once")
    return project


def need(databases: str) -> None:
    """Skip where a throw-away PostgreSQL is asked for and none can be started."""
    if databases == "postgresql":
        pytest.importorskip("asyncpg")
        try:
            server_binaries()
        except pytest.UsageError as error:
            pytest.skip(str(error))


@pytest.mark.parametrize("driver", ["asyncclient", "testclient", "live"])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_fifty_races_have_one_winner_each(driver: str, database: str, directory: Project) -> None:
    need(database)

    result = directory.run_apart(f"--bdd-driver={driver}", f"--bdd-database={database}", "features", "-k", "wins")

    result.assert_outcomes(passed=ROUNDS, deselected=1)


@pytest.mark.parametrize(
    ("drivers", "databases", "modes"),
    [
        ("asyncclient,testclient", "memory,sqlite", 4),
        ("live", "sqlite", 1),  # it cannot see another process's memory
        ("asyncclient,testclient,live", "postgresql", 3),
    ],
)
def test_a_hundred_rows_are_readable(drivers: str, databases: str, modes: int, directory: Project) -> None:
    need(databases)

    result = directory.run_apart(f"--bdd-driver={drivers}", f"--bdd-database={databases}", "features", "-k", "hundred")

    result.assert_outcomes(passed=modes, deselected=modes * ROUNDS)
