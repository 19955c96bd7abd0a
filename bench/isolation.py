"""What it costs that a scenario leaves no trace: `isolation.py ROUNDS FILE` writes seconds of CPU as JSON.

The same work is done in turn by a session on the database itself, and by one that the isolation of a scenario binds.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL, Column, Integer, MetaData, String, Table, insert, make_url, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from steps.database import Database
from steps.database.foreign import ForeignDatabases

TIMES = 300
METADATA = MetaData()
USERS = Table("users", METADATA, Column("id", Integer, primary_key=True), Column("name", String(50)))
MEMORY = "sqlite+aiosqlite:///:memory:"

Work = Callable[[AsyncSession], Awaitable[object]]


async def read(session: AsyncSession) -> None:
    """Write nothing."""
    await session.scalar(select(USERS.c.name))


async def write(session: AsyncSession) -> None:
    """Insert one row."""
    await session.execute(insert(USERS).values(name="Alice"))
    await session.commit()


async def on_database(bind: Callable[[AsyncSession], Awaitable[None]], work: Work) -> None:
    """Work as a request of a service does, in a session of its own."""
    async with AsyncSession() as session:
        await bind(session)
        await work(session)


def measure(rounds: int) -> dict[str, list[float]]:
    """Measure in turn, and return what isolation adds to each kind of scenario, round by round."""
    loop = asyncio.new_event_loop()
    engine = create_async_engine(MEMORY)
    database = Database(loop, _in_memory(), METADATA, ForeignDatabases(), blocking=False)
    loop.run_until_complete(_create_tables(engine))

    async def bind(session: AsyncSession) -> None:
        session.bind, session.sync_session.bind = engine, engine.sync_engine

    def bare(work: Work) -> None:
        loop.run_until_complete(on_database(bind, work))

    def isolated(work: Work) -> None:
        database.begin(committed=False)
        loop.run_until_complete(on_database(database.bind, work))
        database.end()

    added: dict[str, list[float]] = {work.__name__: [] for work in (read, write)}
    for _ in range(rounds):
        for work in (read, write):
            added[work.__name__].append(_cpu(isolated, work) - _cpu(bare, work))
    database.close()
    loop.run_until_complete(engine.dispose())
    loop.close()
    return added


def _cpu(scenario: Callable[[Work], None], work: Work) -> float:
    start = time.process_time()
    for _ in range(TIMES):
        scenario(work)
    return (time.process_time() - start) / TIMES


@asynccontextmanager
async def _in_memory() -> AsyncIterator[URL]:
    yield make_url(MEMORY)


async def _create_tables(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(measure(int(sys.argv[1]))))
