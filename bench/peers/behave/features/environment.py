import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

from behave.model import Scenario
from behave.runner import Context
from httpx import ASGITransport, AsyncClient
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.database import Base, get_async_session
from app.main import app


def _leave_transactions_to_sqlalchemy(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


async def _open_database() -> AsyncEngine:
    engine = create_async_engine("sqlite+aiosqlite:///:memory:")
    event.listen(engine.sync_engine, "connect", _leave_transactions_to_sqlalchemy)
    event.listen(engine.sync_engine, "begin", _begin)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return engine


async def _open_scenario(context: Context) -> None:
    context.stack = stack = AsyncExitStack()
    connection = await stack.enter_async_context(context.engine.connect())
    transaction = await connection.begin()
    stack.push_async_callback(transaction.rollback)
    sessions = async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")

    async def get_test_session() -> AsyncIterator[AsyncSession]:
        async with sessions() as session:
            yield session

    app.dependency_overrides[get_async_session] = get_test_session
    stack.callback(app.dependency_overrides.clear)
    context.session = await stack.enter_async_context(sessions())
    context.client = await stack.enter_async_context(
        AsyncClient(transport=ASGITransport(app=app), base_url="http://test")
    )


def before_all(context: Context) -> None:
    context.loop = asyncio.new_event_loop()
    asyncio.set_event_loop(context.loop)
    context.engine = context.loop.run_until_complete(_open_database())


def before_scenario(context: Context, _scenario: Scenario) -> None:
    context.loop.run_until_complete(_open_scenario(context))


def after_scenario(context: Context, _scenario: Scenario) -> None:
    context.loop.run_until_complete(context.stack.aclose())


def after_all(context: Context) -> None:
    context.loop.run_until_complete(context.engine.dispose())
    context.loop.close()
