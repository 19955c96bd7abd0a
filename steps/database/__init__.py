"""Which database the scenarios run on, and how each leaves no trace in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData

from steps.database.engines import create_engine
from steps.database.isolation import Committed, Transaction
from steps.database.sessions import rebound

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncSession

    from steps.database.isolation import Isolation


class Database:
    """The test database of a run: its tables are made once, and each scenario gets an isolation of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, url: URL, metadata: MetaData | None) -> None:
        self._loop = loop
        self._engine = create_engine(url)
        self._metadata = metadata if metadata is not None else MetaData()
        self._isolation: Isolation | None = None
        self._overrides: dict[Callable[..., Any], Callable[..., Any]] = {}
        self._loop.run_until_complete(self._create_tables())

    def begin(self, *, committed: bool) -> Isolation:
        """Begin the isolation of a scenario: real commits for one that races, else one transaction."""
        self._isolation = Committed(self._engine, self._metadata) if committed else Transaction(self._engine)
        return self._isolation

    def end(self) -> None:
        """Undo what the scenario has written."""
        isolation, self._isolation = self._isolation, None
        if isolation is not None:
            self._loop.run_until_complete(isolation.end())

    def override(self, dependency: Callable[..., Any]) -> Callable[..., Any]:
        """Return what stands in for the app's session dependency, made once."""
        if dependency not in self._overrides:
            self._overrides[dependency] = rebound(dependency, self.bind)
        return self._overrides[dependency]

    async def bind(self, session: AsyncSession) -> None:
        """Bind a session of the service to the scenario that runs."""
        if self._isolation is None:
            raise RuntimeError("The service uses the test database outside of a scenario.")
        await self._isolation.bind(session)

    def close(self) -> None:
        """Close every connection."""
        self._loop.run_until_complete(self._engine.dispose())

    async def _create_tables(self) -> None:
        async with self._engine.begin() as connection:
            await connection.run_sync(self._metadata.create_all)
