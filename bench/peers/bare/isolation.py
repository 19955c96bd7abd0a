from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from httpx import ASGITransport, AsyncClient
from sqlalchemy import Connection, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.database import Base, get_async_session
from app.main import app
from app.models import User


@dataclass(frozen=True, slots=True)
class World:
    client: AsyncClient
    session: AsyncSession

    async def add(self, username: str, job: str) -> None:
        self.session.add(User(username=username, job=job))
        await self.session.commit()

    async def job_of(self, username: str) -> str | None:
        return await self.session.scalar(select(User.job).where(User.username == username))


def _leave_transactions_to_sqlalchemy(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@asynccontextmanager
async def open_database() -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine("sqlite+aiosqlite:///:memory:")
    event.listen(engine.sync_engine, "connect", _leave_transactions_to_sqlalchemy)
    event.listen(engine.sync_engine, "begin", _begin)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@asynccontextmanager
async def isolate(engine: AsyncEngine) -> AsyncIterator[World]:
    async with engine.connect() as connection:
        transaction = await connection.begin()
        sessions = async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")

        async def get_test_session() -> AsyncIterator[AsyncSession]:
            async with sessions() as session:
                yield session

        app.dependency_overrides[get_async_session] = get_test_session
        async with (
            AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client,
            sessions() as session,
        ):
            yield World(client, session)
        app.dependency_overrides.clear()
        await transaction.rollback()
