import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster
from tests.faults.conftest import Project

GOES_ON = """Scenario: The others go on
    Given Alice is registered
    When someone sends "GET /users"
    Then the answer says "Alice\""""
LOCK_TABLE = """
import asyncio, asyncpg, os, sys
async def lock():
    admin = await asyncpg.connect(os.environ["CLUSTER"])
    names = await admin.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'postgres_bdd_%main'")
    connection = await asyncpg.connect(os.environ["CLUSTER"], database=names[0][0])
    await connection.execute("BEGIN; LOCK TABLE users")
    print("locked", flush=True)
    await asyncio.sleep(60)
asyncio.run(lock())
"""
LOCK_FILE = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1])
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("driver", ["asyncclient", "live"])
def test_a_postgresql_that_is_down_fails_a_scenario_and_serves_the_next_when_it_is_back(
    driver: str, project: Project, cluster: Cluster
) -> None:
    project.feature(
        'Scenario: It is up\n    When someone sends "POST /users/Bob"\n    Then the answer is 200',
        f"""Scenario: It is down
    Given "{cluster.command("stop", "-m", "immediate")}" has been run
    When someone sends "GET /users"
    Then the answer is 200""",
        f'Scenario: It is back\n    Given "{cluster.command("start")}" has been run\n    When someone sends "GET /users"\n'
        "    Then the answer is 200",
        GOES_ON,
    )
    seen = project.run(f"--bdd-driver={driver}", f"--bdd-database={cluster.url}")
    # In process a transaction is gone with its server; a live service's rows are still there.
    down = {"asyncclient": "FAILED", "live": "FAILED, ERROR"}[driver]
    expected = {"It is up": "PASSED", "It is down": down, "It is back": "PASSED", "The others go on": "PASSED"}
    assert seen.verdicts == expected
    assert "Expected 200, but 503 came." in seen.printed
    assert driver == "asyncclient" or "The tables could not be emptied after the scenario" in seen.printed
    assert cluster.databases() == ["postgres"]
    assert project.left_behind() == []


@pytest.mark.parametrize("driver", ["asyncclient", "live"])
def test_a_locked_table_fails_the_scenario_by_name_and_the_others_go_on(
    driver: str, project: Project, cluster: Cluster
) -> None:
    (project.folder / "lock_table.py").write_text(LOCK_TABLE)
    project.feature(
        """Scenario: The table is locked
    When someone sends "GET /users"
    Given "$PYTHON lock_table.py" is run meanwhile
    When someone sends "POST /users/Bob"
    Then the answer is 200""",
        GOES_ON,
    )
    seen = project.run(f"--bdd-driver={driver}", f"--bdd-database={cluster.url}", CLUSTER=cluster.dsn)
    assert seen.verdicts == {"The table is locked": "FAILED", "The others go on": "PASSED"}
    assert "POST /users/Bob was not answered within 1 seconds (bdd_timeout)." in seen.printed
    assert cluster.databases() == ["postgres"]


@pytest.mark.parametrize("driver", ["asyncclient", "live"])
def test_a_sqlite_file_that_another_process_locks_fails_the_scenario_by_name(driver: str, project: Project) -> None:
    (project.folder / "lock_file.py").write_text(LOCK_FILE)
    project.feature(
        'Scenario: It is free\n    When someone sends "POST /users/Bob"\n    Then the answer is 200',
        """Scenario: The file is locked
    Given "$PYTHON lock_file.py test.db" is run meanwhile
    When someone sends "POST /users/Bob"
    Then the answer is 200""",
        GOES_ON,
    )
    seen = project.run(f"--bdd-driver={driver}", "--bdd-database=sqlite+aiosqlite:///test.db")
    locked = {"asyncclient": "FAILED", "live": "FAILED, ERROR"}[driver]
    assert seen.verdicts == {"It is free": "PASSED", "The file is locked": locked, "The others go on": "PASSED"}
    assert "POST /users/Bob was not answered within 1 seconds (bdd_timeout)." in seen.printed
    assert list(project.folder.glob("test.db*")) == []


@pytest.mark.parametrize("driver", ["asyncclient", "testclient", "live"])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_lock_is_told_in_time_where_scenarios_race(
    database: str, driver: str, project: Project, cluster: Cluster
) -> None:
    (project.folder / "lock_table.py").write_text(LOCK_TABLE)
    (project.folder / "lock_file.py").write_text(LOCK_FILE)
    url, command = {
        "sqlite": ("sqlite+aiosqlite:///test.db", "$PYTHON lock_file.py test.db"),
        "postgresql": (cluster.url, "$PYTHON lock_table.py"),
    }[database]
    project.feature(
        f"""@concurrent
  Scenario: Somebody holds a lock
    When someone sends "GET /users"
    Given "{command}" is run meanwhile
    When someone sends "POST /users/Bob"
    Then the answer is 200""",
        "@concurrent\n  " + GOES_ON,
    )
    seen = project.run(f"--bdd-driver={driver}", f"--bdd-database={url}", CLUSTER=cluster.dsn)
    assert "POST /users/Bob was not answered within 1 seconds (bdd_timeout)." in seen.printed
    assert seen.verdicts == {"Somebody holds a lock": "FAILED", "The others go on": "PASSED"}
    assert project.left_behind() == []


def test_a_corrupt_file_stops_the_run_before_it_begins(project: Project) -> None:
    project.feature(GOES_ON)
    (project.folder / "test.db").write_bytes(b"SQLite format 3\0" + b"garbage" * 100)
    seen = project.run("--bdd-database=sqlite+aiosqlite:///test.db")
    assert seen.status != 0
    assert f"bdd_database: {project.folder / 'test.db'} cannot be used:" in seen.printed


def test_a_file_with_data_is_never_touched(project: Project) -> None:
    project.feature(GOES_ON)
    path = project.folder / "customers.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE users (name)")
    before = path.read_bytes()
    seen = project.run("--bdd-database=sqlite+aiosqlite:///customers.db")
    assert seen.status != 0
    assert "holds data that no test run made" in seen.printed
    assert path.read_bytes() == before


def test_a_file_that_becomes_corrupt_in_the_midst_of_a_run_is_told(project: Project) -> None:
    (project.folder / "spoil.py").write_text("import sys; open(sys.argv[1], 'r+b').write(b'garbage' * 1000)\n")
    project.feature(
        """Scenario: The file is spoiled
    When someone sends "GET /users"
    Given "$PYTHON spoil.py test.db" has been run
    When someone sends "GET /users"
    Then the answer is 200"""
    )
    seen = project.run("--bdd-driver=live", "--bdd-database=sqlite+aiosqlite:///test.db")
    assert seen.verdicts == {"The file is spoiled": "FAILED, ERROR"}
    assert "file is not a database" in seen.printed
    assert [path.name for path in project.folder.glob("test.db*")] == []


def test_a_missing_server_is_a_clear_error(project: Project, tmp_path: Path) -> None:
    project.feature(GOES_ON)
    seen = project.run(f"--bdd-database=postgresql+asyncpg://nobody:secret@127.0.0.1:1/{tmp_path.name}")
    assert seen.status != 0
    assert (
        f"bdd_database 'postgresql+asyncpg://nobody:***@127.0.0.1:1/{tmp_path.name}' cannot be reached" in seen.printed
    )
