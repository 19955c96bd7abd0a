from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from fastapi.testclient import TestClient
from sqlalchemy import Connection, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.database import Base, get_async_session
from app.main import app
from app.models import User

pytest_plugins = ["tests.steps.users", "tests.steps.access", "tests.steps.office"]


def _leave_transactions_to_sqlalchemy(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@asynccontextmanager
async def _open_database() -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine("sqlite+aiosqlite:///:memory:")
    event.listen(engine.sync_engine, "connect", _leave_transactions_to_sqlalchemy)
    event.listen(engine.sync_engine, "begin", _begin)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@asynccontextmanager
async def _isolate(engine: AsyncEngine) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    async with engine.connect() as connection:
        transaction = await connection.begin()
        yield async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        await transaction.rollback()


@pytest.fixture(scope="session")
def running_client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="session")
def portal(running_client: TestClient) -> BlockingPortal:
    """Share the event loop on which the client runs the service."""
    assert running_client.portal is not None
    return running_client.portal


@pytest.fixture(scope="session")
def engine(portal: BlockingPortal) -> Iterator[AsyncEngine]:
    with portal.wrap_async_context_manager(_open_database()) as engine:
        yield engine


@pytest.fixture
def sessions(portal: BlockingPortal, engine: AsyncEngine) -> Iterator[async_sessionmaker[AsyncSession]]:
    with portal.wrap_async_context_manager(_isolate(engine)) as sessions:
        yield sessions


@pytest.fixture
def client(running_client: TestClient, sessions: async_sessionmaker[AsyncSession]) -> Iterator[TestClient]:
    async def get_test_session() -> AsyncIterator[AsyncSession]:
        async with sessions() as session:
            yield session

    app.dependency_overrides[get_async_session] = get_test_session
    yield running_client
    app.dependency_overrides.clear()


class Directory:
    """Reach the rows of the test's database."""

    def __init__(self, portal: BlockingPortal, session: AsyncSession) -> None:
        self._portal = portal
        self._session = session

    def add(self, username: str, job: str) -> None:
        self._session.add(User(username=username, job=job))
        self._portal.call(self._session.commit)

    def job_of(self, username: str) -> str | None:
        return self._portal.call(self._session.scalar, select(User.job).where(User.username == username))


@pytest.fixture
def directory(portal: BlockingPortal, sessions: async_sessionmaker[AsyncSession]) -> Iterator[Directory]:
    with portal.wrap_async_context_manager(sessions()) as session:
        yield Directory(portal, session)
