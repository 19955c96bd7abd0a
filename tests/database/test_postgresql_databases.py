import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import URL, Column, Integer, MetaData, NullPool, Table, text
from sqlalchemy.ext.asyncio import create_async_engine

from steps.database.own_postgresql import own_postgresql
from steps.database.postgresql import throwaway_server

pytest.importorskip("asyncpg")

TABLES = MetaData()
Table("users", TABLES, Column("id", Integer, primary_key=True))


@pytest.fixture(scope="module")
def server() -> Iterator[URL]:
    with throwaway_server() as url:
        yield url


@pytest.fixture
async def left(server: URL) -> AsyncIterator[None]:
    """Check that a test leaves no database behind."""
    yield
    assert await databases(server) == {"postgres"}


async def ask(url: URL, query: str) -> list[object]:
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            result = await connection.execute(text(query))
            return list(result.scalars()) if result.returns_rows else []
    finally:
        await engine.dispose()


async def databases(server: URL) -> set[object]:
    return set(await ask(server, "SELECT datname FROM pg_database WHERE NOT datistemplate"))


@pytest.mark.usefixtures("left")
async def test_a_worker_gets_a_database_with_the_tables(server: URL) -> None:
    async with own_postgresql(server, TABLES, run="1a2b", worker="main") as own:
        assert own.set(database="postgres") == server
        await ask(own, "INSERT INTO users VALUES (1)")
        assert await ask(own, "SELECT id FROM users") == [1]


@pytest.mark.usefixtures("left")
async def test_workers_of_one_run_do_not_see_each_other(server: URL) -> None:
    async def work(worker: str) -> list[object]:
        async with own_postgresql(server, TABLES, run="1a2b", worker=worker) as own:
            await ask(own, "INSERT INTO users VALUES (1)")
            return await ask(own, "SELECT id FROM users")

    assert await asyncio.gather(*[work(f"gw{number}") for number in range(4)]) == [[1]] * 4


@pytest.mark.usefixtures("left")
async def test_a_service_that_is_still_connected_does_not_keep_a_database_alive(server: URL) -> None:
    engine = None
    async with own_postgresql(server, TABLES, run="1a2b", worker="main") as own:
        engine = create_async_engine(own)
        connection = await engine.connect()
        await connection.execute(text("SELECT 1"))
    assert await databases(server) == {"postgres"}
    await connection.invalidate()
    await connection.close()
    await engine.dispose()


@pytest.mark.usefixtures("left")
async def test_what_a_killed_run_left_is_dropped_by_the_next(server: URL) -> None:
    async with own_postgresql(server, TABLES, run="1a2b", worker="main") as own:
        assert own.database is not None
        dead, template = (own.database.replace("1a2b_main", name) for name in ("dead_gw0", "dead_template"))
    for name in (dead, template):
        await ask(server, f"CREATE DATABASE {name}")
    async with own_postgresql(server, TABLES, run="1a2b", worker="main") as own:
        assert {dead, template} & await databases(server) == set()


@pytest.mark.usefixtures("left")
async def test_what_another_run_uses_is_left_alone(server: URL) -> None:
    async with own_postgresql(server, TABLES, run="1a2b", worker="main") as first:
        async with own_postgresql(server, TABLES, run="3c4d", worker="main") as second:
            assert first != second
        assert await ask(first, "SELECT id FROM users") == []


async def test_a_server_that_is_not_there_is_a_usage_error(server: URL) -> None:
    url = server.set(port=1)
    with pytest.raises(pytest.UsageError) as caught:
        async with own_postgresql(url, TABLES, run="1a2b", worker="main"):
            pytest.fail("nobody listens there")
    said = str(caught.value)
    assert said.startswith(
        "bdd_database 'postgresql+asyncpg://acceptance:***@127.0.0.1:1/postgres' cannot be reached: "
    )
    assert said.endswith("Start that server or correct the URL; 'postgresql' alone starts a server just for the run.")
    assert str(server.password) not in said


async def test_a_user_who_may_not_create_databases_is_told_the_remedy(server: URL) -> None:
    await ask(server, "CREATE ROLE reader LOGIN PASSWORD 'secret'")
    url = server.set(username="reader", password="secret")
    with pytest.raises(
        pytest.UsageError, match=r"'reader', who may not create databases.*ALTER ROLE reader CREATEDB\.$"
    ):
        async with own_postgresql(url, TABLES, run="1a2b", worker="main"):
            pytest.fail("it may not be made")
