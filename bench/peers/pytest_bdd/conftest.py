import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.database import Base, get_async_session
from app.main import app

pytest_plugins = ["tests.steps.users", "tests.steps.access", "tests.steps.office"]

Run = Callable[[Awaitable[Any]], Any]


def _leave_transactions_to_sqlalchemy(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


async def _create_tables(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    """pytest-bdd's steps are not async: they run their calls on this loop."""
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()


@pytest.fixture(scope="session")
def engine(run: Run) -> Iterator[AsyncEngine]:
    engine = create_async_engine("sqlite+aiosqlite:///:memory:")
    event.listen(engine.sync_engine, "connect", _leave_transactions_to_sqlalchemy)
    event.listen(engine.sync_engine, "begin", _begin)
    run(_create_tables(engine))
    yield engine
    run(engine.dispose())


@pytest.fixture
def sessions(run: Run, engine: AsyncEngine) -> Iterator[async_sessionmaker[AsyncSession]]:
    connection = run(engine.connect().start())
    transaction = run(connection.begin().start())
    yield async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
    run(transaction.rollback())
    run(connection.close())


@pytest.fixture
def session(run: Run, sessions: async_sessionmaker[AsyncSession]) -> Iterator[AsyncSession]:
    session = sessions()
    yield session
    run(session.close())


@pytest.fixture
def client(run: Run, sessions: async_sessionmaker[AsyncSession]) -> Iterator[AsyncClient]:
    async def get_test_session() -> AsyncIterator[AsyncSession]:
        async with sessions() as session:
            yield session

    app.dependency_overrides[get_async_session] = get_test_session
    client = AsyncClient(transport=ASGITransport(app=app), base_url="http://test")
    yield client
    run(client.aclose())
    app.dependency_overrides.clear()
