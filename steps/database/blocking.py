"""How a scenario of a service with sync sessions leaves no trace: one connection that its threads take turns on."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError

from steps.database.clashes import SessionsAtWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

    from steps.database.clashes import ParallelSessions

Result = TypeVar("Result")


class BlockingTransaction:
    """One connection with one outer transaction, rolled back at the end.

    Sessions join it by a SAVEPOINT, so the service's own commits and rollbacks work as they do in production. Nothing is
    opened for a scenario that does not use the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._turn = threading.Lock()
        self._at_work = SessionsAtWork()

    def join(self, session: Session) -> None:
        """Let the session join the scenario's transaction."""
        with self._turn:
            session.bind = self._begun()
        session.join_transaction_mode = "create_savepoint"

    async def bind(self, session: Session) -> None:
        """Let the session of a step join."""
        await asyncio.to_thread(self.join, session)

    def join_service(self, session: Session) -> None:
        """Let a session of the service join, which must be the only one of them that is at work."""
        self.join(session)
        self._at_work.add(session)

    async def bind_service(self, session: Session) -> None:
        """Let a session join that an async dependency of the service has made."""
        self.join_service(session)

    def refuse_parallel(self) -> None:
        """Raise `ParallelSessions` if more than one session of the service is in a transaction."""
        self._at_work.refuse_parallel()

    @property
    def clash(self) -> ParallelSessions | None:
        """What was refused."""
        return self._at_work.clash

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Work inside the scenario's transaction."""
        return await asyncio.to_thread(self._run, work)

    @property
    def is_used(self) -> bool:
        """Whether a connection was opened."""
        return self._connection is not None

    async def end(self) -> None:
        """Roll the transaction back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError):  # a connection that broke has taken its transaction with it
                await asyncio.to_thread(connection.close)

    def _run(self, work: Callable[[Connection], Result]) -> Result:
        with self._turn:
            connection = self._begun()
            with connection.begin_nested():
                return work(connection)

    def _begun(self) -> Connection:
        if self._connection is None:
            connection = self._engine.connect()
            connection.begin()
            self._connection = connection
        return self._connection
