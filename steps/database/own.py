"""A database of one's own for each process of a run."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.database.engines import is_in_memory
from steps.database.own_sqlite import own_file, own_sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL, MetaData


@dataclass(frozen=True, slots=True)
class Worker:
    """Which process of which run: `name` is None where there is only one."""

    run: str
    name: str | None = None


def own_url(url: URL, worker: Worker) -> URL:
    """Return the URL of a worker's database, known before it is made."""
    if url.get_backend_name() == "postgresql":
        from steps.database.own_postgresql import Names  # noqa: PLC0415  only what is used is imported

        names = Names(url.database or "postgres", worker.run)
        return url.set(database=names.worker(worker.name or "main"))
    return url if is_in_memory(url) else own_file(url, worker=worker.name)


@asynccontextmanager
async def own_database(url: URL, metadata: MetaData, worker: Worker) -> AsyncIterator[URL]:
    """Make a worker's database, yield its URL, and remove it."""
    if url.get_backend_name() == "postgresql":
        from steps.database.own_postgresql import own_postgresql  # noqa: PLC0415

        async with own_postgresql(url, metadata, run=worker.run, worker=worker.name or "main") as own:
            yield own
    elif is_in_memory(url):
        yield url
    else:
        with own_sqlite(url, worker=worker.name) as own:
            yield own
