"""Which database the scenarios run on, and how each leaves no trace in it."""

from __future__ import annotations

import functools
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, event

from steps.database.engines import blocking_url, is_in_memory
from steps.database.isolation import Committed
from steps.database.sessions import rebound
from steps.database.stores import open_racing_store, open_store

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

    from steps.database.choice import Choice
    from steps.database.foreign import ForeignDatabases
    from steps.database.isolation import Isolation
    from steps.database.provision import Provision
    from steps.database.stores import Store


class Databases:
    """The test databases of a run, each made when a scenario first asks for it."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        provision: Provision,
        metadata: Callable[[], MetaData | None],
        blocking: Callable[[], bool],
    ) -> None:
        self._loop = loop
        self._blocking = blocking
        self._provision = provision
        self._metadata = metadata
        self._opened: dict[str, Database] = {}
        provision.foreign.watch()

    def open(self, choice: Choice) -> Database:
        """Return the database of a choice."""
        if choice.name not in self._opened:
            metadata = self._metadata() or MetaData()
            own = self._provision.own(choice, metadata)
            foreign = self._provision.foreign
            self._opened[choice.name] = Database(self._loop, own, metadata, foreign, blocking=self._blocking())
        return self._opened[choice.name]

    def close(self) -> None:
        """Remove every database that was made. Raises `ForeignDatabase` for what the service reached after all scenarios."""
        self._provision.foreign.unwatch()
        while self._opened:
            self._opened.popitem()[1].close()
        self._provision.foreign.tell()


class Database:
    """A test database of this process, whose tables are made before they are first needed.

    Each scenario gets an isolation of its own. `blocking` tells that the service has sync sessions.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        own: AbstractAsyncContextManager[URL],
        metadata: MetaData,
        foreign: ForeignDatabases,
        *,
        blocking: bool,
    ) -> None:
        self._loop = loop
        self._foreign = foreign
        self._metadata = metadata
        self._isolation: Isolation | None = None
        self._left: Isolation | None = None
        self._blocking = blocking
        self._sessions: list[Any] = []
        self._overrides: dict[Callable[..., Any], Callable[..., Any]] = {}
        self._stack = AsyncExitStack()
        self._is_empty = True
        self.url = loop.run_until_complete(self._stack.enter_async_context(own))
        foreign.add(self.url)
        self._store = open_store(self.url, blocking=blocking)
        self._stack.push_async_callback(self._store.dispose)
        event.listen(self._store.sync_engine, "savepoint", self._on_savepoint)
        if is_in_memory(self.url):
            event.listen(self._store.sync_engine.pool, "close", self._on_close)

    def begin(self, *, committed: bool, shared: bool = False) -> Isolation:
        """Begin the isolation of a scenario: real commits for one that races, else one transaction.

        `shared` tells that the service commits here on connections of its own.
        """
        if self._left is not None:
            self._undo(self._left)
        if self._is_empty:
            self._loop.run_until_complete(self._store.run(self._metadata.create_all))
            self._is_empty = False
        if shared:
            self._isolation = Committed(self._store, self._metadata)
        elif committed:
            self._isolation = Committed(self._racing_store, self._metadata)
        else:
            self._isolation = self._store.transaction()
        return self._isolation

    def end(self) -> None:
        """Undo what the scenario has written; what cannot be undone now is undone before the next scenario."""
        isolation, self._isolation = self._isolation, None
        self._foreign.end()
        if isolation is not None and isolation.is_used:
            self._undo(isolation)
        self._foreign.tell()

    def _undo(self, isolation: Isolation) -> None:
        self._left = isolation
        self._loop.run_until_complete(self._end(isolation))
        self._left = None

    async def _end(self, isolation: Isolation) -> None:
        # The connection first: what its sessions have open ends with it, and needs no statement of its own.
        await isolation.end()
        while self._sessions:
            await self._store.close_session(self._sessions.pop())

    def session(self) -> AsyncSession | Session:
        """Open a session of the scenario, of the service's kind, closed with it; what it commits, the service sees."""
        session: AsyncSession | Session = self._store.session()
        self._sessions.append(session)
        if self._isolation is not None:
            self._loop.run_until_complete(self._isolation.bind(session))
        return session

    def watch_service(self) -> None:
        """Let the service of this process reach no other database until the scenario ends."""
        self._foreign.begin()

    def override(self, dependency: Callable[..., Any]) -> Callable[..., Any]:
        """Return what stands in for the app's session dependency, made once."""
        if dependency not in self._overrides:
            self._overrides[dependency] = rebound(dependency, self.bind, self.join, blocking=self._blocking)
        return self._overrides[dependency]

    @property
    def service_url(self) -> URL:
        """The URL by which the service reaches it, with a driver for the service's kind of session."""
        return blocking_url(self.url) if self._blocking else self.url

    async def bind(self, session: Any) -> None:
        """Bind a session of the service to the scenario that runs."""
        await self._running.bind_service(session)

    def join(self, session: Session) -> None:
        """Bind a sync session of the service, in one of its threads, to the scenario that runs."""
        self._running.join_service(session)

    @property
    def _running(self) -> Isolation:
        if self._isolation is None:
            raise RuntimeError("The service uses the test database outside of a scenario.")
        return self._isolation

    def tell_clash(self) -> None:
        """Raise what was refused to the service, in the step that caused it."""
        self._foreign.tell()
        if self._isolation is not None and self._isolation.clash is not None:
            raise self._isolation.clash

    def _on_savepoint(self, *_: object) -> None:
        if self._isolation is not None:
            self._isolation.refuse_parallel()

    def close(self) -> None:
        """Close every connection, and remove the database."""
        self._loop.run_until_complete(self._stack.aclose())

    @functools.cached_property
    def _racing_store(self) -> Store:
        """The store of scenarios that race: connections of their own, used as the service uses them.

        Sessions of an in-memory database take turns on its one connection and can never race: a file stands in for it.
        """
        url = self.url
        if is_in_memory(url):
            folder = self._stack.enter_context(TemporaryDirectory(prefix="acceptance-"))
            url = url.set(database=str(Path(folder) / "racing.db"))
            self._foreign.add(url)
        store = open_racing_store(url, blocking=self._blocking)
        self._stack.push_async_callback(store.dispose)
        self._loop.run_until_complete(store.run(self._metadata.create_all))
        return store

    def _on_close(self, *_: object) -> None:
        # A database in memory is gone with its connection, which a cancelled query breaks.
        self._is_empty = True
