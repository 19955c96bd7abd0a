"""How a scenario leaves no trace: one transaction rolled back, or real commits and every table emptied."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from sqlalchemy.exc import DBAPIError

from steps.database.emptying import empty_tables

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import MetaData
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, AsyncTransaction
    from sqlalchemy.orm import Session


class ParallelSessions(Exception):  # noqa: N818  the sentence that a failing step shows
    """Two sessions of the service are at work at once on one transaction, where each would undo the other's work."""


class Isolation(Protocol):
    """What sessions of one scenario are bound to."""

    async def bind(self, session: AsyncSession) -> None:
        """Bind a session that has not begun yet to the scenario's database."""

    async def bind_service(self, session: AsyncSession) -> None:
        """Bind a session that the service has made."""

    def refuse_parallel(self) -> None:
        """Raise `ParallelSessions` if the service has more sessions at work than can be kept apart."""

    @property
    def clash(self) -> ParallelSessions | None:
        """What was refused, so that a service which catches everything cannot hide it."""

    def connection(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a connection whose work the service sees when the block ends."""

    @property
    def is_used(self) -> bool:
        """Whether anything may have to be undone."""

    async def end(self) -> None:
        """Undo whatever the scenario has written."""


class Transaction:
    """One connection with one outer transaction, rolled back at the end.

    Sessions join it by a SAVEPOINT, so the service's own commits and rollbacks work as they do in production. Nothing is
    opened for a scenario that does not use the database.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._outer: AsyncTransaction | None = None
        self._beginning = asyncio.Lock()
        self._of_service: WeakSet[Session] = WeakSet()
        self.clash: ParallelSessions | None = None

    async def bind(self, session: AsyncSession) -> None:
        """Let the session join the scenario's transaction."""
        connection = await self._begun()
        session.bind = connection
        session.sync_session.bind = connection.sync_connection
        session.sync_session.join_transaction_mode = "create_savepoint"

    async def bind_service(self, session: AsyncSession) -> None:
        """Let a session of the service join, which must be the only one of them that is at work."""
        await self.bind(session)
        self._of_service.add(session.sync_session)

    def refuse_parallel(self) -> None:
        """Raise `ParallelSessions` if more than one session of the service is in a transaction."""
        if sum(session.in_transaction() for session in self._of_service) > 1:
            sentence = "Two sessions of the service are at work at once, but the scenario has one transaction"
            self.clash = ParallelSessions(f"{sentence}: tag the scenario @concurrent.")
            raise self.clash

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Work inside the scenario's transaction."""
        connection = await self._begun()
        async with connection.begin_nested():
            yield connection

    @property
    def is_used(self) -> bool:
        """Whether a connection was opened."""
        return self._connection is not None

    async def end(self) -> None:
        """Roll the transaction back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError):  # a connection that broke has taken its transaction with it
                await connection.close()

    async def _begun(self) -> AsyncConnection:
        if self._connection is None:
            async with self._beginning:
                if self._connection is None:
                    connection = await self._engine.connect()
                    self._outer = await connection.begin()
                    self._connection = connection
        return self._connection


class Committed:
    """Real sessions and real commits, so that races are real; afterwards every table is emptied."""

    def __init__(self, engine: AsyncEngine, metadata: MetaData, *, used: bool = False) -> None:
        self._engine = engine
        self._metadata = metadata
        self.is_used = used

    async def bind(self, session: AsyncSession) -> None:
        """Bind the session to the test database."""
        self.is_used = True
        session.bind = self._engine
        session.sync_session.bind = self._engine.sync_engine

    bind_service = bind
    clash = None

    def refuse_parallel(self) -> None:
        """Let any number of sessions work at once."""

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Work in a transaction that is committed when the block ends."""
        self.is_used = True
        async with self._engine.begin() as connection:
            yield connection

    async def end(self) -> None:
        """Empty every table that the metadata knows."""
        if self.is_used:
            await empty_tables(self._engine, self._metadata)
