"""The database: its engine, its tables, and a session for each request."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Annotated, Any, Final

from fastapi import Depends
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import AsyncAdaptedQueuePool

from app.availability import is_unavailable
from app.settings import settings

# Seconds. A request gives up its database before its client gives up the request.
DEADLINE: Final = 5
PATIENCE: Final = 3  # for one lock, one statement, one connection


class Base(DeclarativeBase):
    """What every table derives from."""


class Tables:
    """The tables, created once: at the start, or when the database is first reached."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._created = False

    async def create(self) -> None:
        """Create what is missing; several workers may do so at once."""
        if self._created:
            return
        try:
            await self._create_missing()
        except DBAPIError as error:
            if is_unavailable(error):
                raise
            await self._create_missing()  # another worker was quicker: now they are there
        self._created = True

    async def _create_missing(self) -> None:
        async with self._engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)


def _engine_options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "postgresql":
        milliseconds = str(PATIENCE * 1000)
        limits = {"statement_timeout": milliseconds, "lock_timeout": milliseconds}
        connect_args = {"timeout": PATIENCE, "command_timeout": PATIENCE, "server_settings": limits}
        return {"connect_args": connect_args, "pool_pre_ping": True, "pool_timeout": PATIENCE}
    # SQLite's waiters for a lock poll it, and the unlucky among a hundred starve. Those who wait for a connection queue.
    queue = {"poolclass": AsyncAdaptedQueuePool, "max_overflow": 0, "pool_timeout": PATIENCE}
    options = {"connect_args": {"timeout": PATIENCE}, **queue}
    if url.database in {None, "", ":memory:"}:
        return {**options, "pool_size": 1}  # one connection holds the whole database
    # A file may be moved and put back: each request opens the one that is there now.
    return {**options, "pool_size": 5, "pool_recycle": 0}


_url = make_url(settings.database_url)
# Parameters stay out of logs: they are people's names and password hashes.
engine = create_async_engine(_url, hide_parameters=True, **_engine_options(_url))
async_session_maker = async_sessionmaker(engine, expire_on_commit=False)
tables = Tables(engine)


async def get_async_session() -> AsyncGenerator[AsyncSession]:
    """Yield a session for one request, on a database that has its tables, for at most `DEADLINE` seconds."""
    async with asyncio.timeout(DEADLINE):
        await tables.create()
        async with async_session_maker() as session:
            yield session


# Closed before the answer is sent, so that a database which is lost even then is still told by the answer.
Session = Annotated[AsyncSession, Depends(get_async_session, scope="function")]
