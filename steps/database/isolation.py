"""How a scenario leaves no trace: one transaction rolled back, or real commits and every table emptied."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError

from steps.database.clashes import SessionsAtWork
from steps.database.emptying import empty_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, MetaData
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

    from steps.database.clashes import ParallelSessions
    from steps.database.stores import Store

Result = TypeVar("Result")


class Isolation(Protocol):
    """What sessions of one scenario are bound to: all of one kind, async or sync."""

    async def bind(self, session: Any) -> None:
        """Bind a session that has not begun yet to the scenario's database."""

    async def bind_service(self, session: Any) -> None:
        """Bind a session that the service has made."""

    def join_service(self, session: Any) -> None:
        """Bind a sync session that the service has made in one of its threads."""

    def refuse_parallel(self) -> None:
        """Raise `ParallelSessions` if the service has more sessions at work than can be kept apart."""

    @property
    def clash(self) -> ParallelSessions | None:
        """What was refused, so that a service which catches everything cannot hide it."""

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Do some work on a connection, which the service sees when it is done."""

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
        self._beginning = asyncio.Lock()
        self._at_work = SessionsAtWork()

    async def bind(self, session: AsyncSession) -> None:
        """Let the session join the scenario's transaction."""
        connection = await self._begun()
        session.bind = connection
        session.sync_session.bind = connection.sync_connection
        session.sync_session.join_transaction_mode = "create_savepoint"

    async def bind_service(self, session: AsyncSession) -> None:
        """Let a session of the service join, which must be the only one of them that is at work."""
        await self.bind(session)
        self._at_work.add(session.sync_session)

    def join_service(self, session: Any) -> None:
        """Refuse a sync session: async ones alone can share this connection."""
        raise TypeError(f"{type(session).__name__} is not an async session")

    def refuse_parallel(self) -> None:
        """Raise `ParallelSessions` if more than one session of the service is in a transaction."""
        self._at_work.refuse_parallel()

    @property
    def clash(self) -> ParallelSessions | None:
        """What was refused."""
        return self._at_work.clash

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Work inside the scenario's transaction."""
        connection = await self._begun()
        async with connection.begin_nested():
            return await connection.run_sync(work)

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
                    await connection.begin()
                    self._connection = connection
        return self._connection


class Committed:
    """Real sessions and real commits, so that races are real.

    Afterwards every table is emptied, whoever wrote to it: the service may do so on connections of its own.
    """

    clash = None
    is_used = True

    def __init__(self, store: Store, metadata: MetaData) -> None:
        self._store = store
        self._metadata = metadata

    def join_service(self, session: Any) -> None:
        """Bind the session to the test database."""
        self._store.bind(session)

    async def bind(self, session: Any) -> None:
        """Bind the session to the test database."""
        self.join_service(session)

    bind_service = bind

    def refuse_parallel(self) -> None:
        """Let any number of sessions work at once."""

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Work in a transaction that is committed."""
        return await self._store.run(work)

    async def end(self) -> None:
        """Empty every table that the metadata knows."""
        await empty_tables(self._store, self._metadata)
