"""A database as the service's sessions reach it: with await, or blocking a thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import create_engine as create_plain_engine
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from steps.database.blocking import BlockingTransaction
from steps.database.engines import blocking_url, create_blocking_engine, create_engine
from steps.database.isolation import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

    from steps.database.isolation import Isolation

Result = TypeVar("Result")


class Store(Protocol):
    """What an isolation needs of a database."""

    @property
    def sync_engine(self) -> Engine:
        """The engine that events are listened for on."""

    def bind(self, session: Any) -> None:
        """Bind a session to the database itself, so that it opens connections and commits."""

    def session(self) -> Any:
        """Make a session of the kind that the service uses."""

    def transaction(self) -> Isolation:
        """Return the isolation of a scenario that leaves no trace by one transaction."""

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Do some work in a transaction that is committed."""

    async def close_session(self, session: Any) -> None:
        """Close a session."""

    async def dispose(self) -> None:
        """Close every connection."""


class AsyncStore:
    """The database of a service with async sessions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.sync_engine = engine.sync_engine

    def bind(self, session: AsyncSession) -> None:
        """Bind a session to the engine."""
        session.bind = self._engine
        session.sync_session.bind = self.sync_engine

    def session(self) -> AsyncSession:
        """Make an `AsyncSession`."""
        return AsyncSession(expire_on_commit=False)

    def transaction(self) -> Transaction:
        """Return the isolation by one transaction."""
        return Transaction(self._engine)

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Do some work in a transaction that is committed."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def close_session(self, session: AsyncSession) -> None:
        """Close a session."""
        await session.close()

    async def dispose(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


class BlockingStore:
    """The database of a service with sync sessions.

    Whatever waits for it here waits in a thread, and not one of those that the service's own work needs: the service
    can go on meanwhile, and let go of what is waited for.
    """

    def __init__(self, engine: Engine) -> None:
        self.sync_engine = engine

    def bind(self, session: Session) -> None:
        """Bind a session to the engine."""
        session.bind = self.sync_engine

    def session(self) -> Session:
        """Make a `Session`."""
        return Session(expire_on_commit=False)

    def transaction(self) -> BlockingTransaction:
        """Return the isolation by one transaction."""
        return BlockingTransaction(self.sync_engine)

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Do some work in a transaction that is committed."""
        return await asyncio.to_thread(self._run, work)

    def _run(self, work: Callable[[Connection], Result]) -> Result:
        with self.sync_engine.begin() as connection:
            return work(connection)

    async def close_session(self, session: Session) -> None:
        """Close a session."""
        await asyncio.to_thread(session.close)

    async def dispose(self) -> None:
        """Close every connection."""
        await asyncio.to_thread(self.sync_engine.dispose)


def open_store(url: URL, *, blocking: bool) -> Store:
    """Open a database for scenarios of one transaction."""
    return BlockingStore(create_blocking_engine(blocking_url(url))) if blocking else AsyncStore(create_engine(url))


def open_racing_store(url: URL, *, blocking: bool) -> Store:
    """Open a database with the engine that a service would have made itself, for scenarios that race."""
    return BlockingStore(create_plain_engine(blocking_url(url))) if blocking else AsyncStore(create_async_engine(url))
