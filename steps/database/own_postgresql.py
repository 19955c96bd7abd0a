"""A PostgreSQL database for one worker of one run, on a server that others use too."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, MetaData, NullPool, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

LOCK_CLASS = 0x424444  # tells these advisory locks from others; each is held while the database of that name is in use


@dataclass(frozen=True, slots=True)
class Names:
    """What the databases of a run are called: after the one its URL names, so that each run finds what others left."""

    given: str
    run: str

    @property
    def prefix(self) -> str:
        """Return how the names of all runs begin; safe to stand in SQL."""
        readable = re.sub(r"\W", "_", self.given.lower(), flags=re.ASCII)[:16]
        return f"{readable}_bdd_{sha256(self.given.encode()).hexdigest()[:8]}_"

    @property
    def template(self) -> str:
        """Return the database that the workers' are copies of."""
        return self.worker("template")

    def worker(self, worker: str) -> str:
        """Return a worker's database."""
        return f"{self.of_run}{worker[:16]}"

    @property
    def of_run(self) -> str:
        """Return how the names of this run begin."""
        return f"{self.prefix}{self.run[:8]}_"


@asynccontextmanager
async def own_postgresql(url: URL, metadata: MetaData, *, run: str, worker: str) -> AsyncIterator[URL]:
    """Yield the URL of a database of this worker's own, with its tables, dropped at the end.

    The database that `url` names is connected to, and never changed. What killed runs left on the server is dropped.
    `run` is the same for all workers of a run: they share a template.
    """
    names = Names(url.database or "postgres", run)
    own = names.worker(worker)
    async with _connected(url) as connection:
        await _drop_abandoned(connection, names)
        await _hold(connection, own)
        await _hold(connection, names.template, shared=True)
        await _provide_template(connection, url, metadata, names)
        await _execute(connection, f"CREATE DATABASE {own} TEMPLATE {names.template}")
        try:
            yield url.set(database=own)
        finally:
            with suppress(SQLAlchemyError):  # a server that was restarted has forgotten the locks already
                await _execute(connection, "SELECT pg_advisory_unlock_all()")
            async with _connected(url) as last:
                await _execute(last, f"DROP DATABASE IF EXISTS {own} WITH (FORCE)")
                await _drop_abandoned(last, names)  # the template, if no other worker needs it


async def drop_databases(url: URL, run: str) -> None:
    """Drop what is left of a run whose workers are gone, whoever is still connected; killed ones drop nothing."""
    names = Names(url.database or "postgres", run)
    async with _connected(url) as connection:
        for database in await _databases(connection, names.of_run):
            await _execute(connection, f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


@asynccontextmanager
async def _connected(url: URL) -> AsyncIterator[AsyncConnection]:
    shown = url.render_as_string()
    try:
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise pytest.UsageError(
            f"bdd_database {shown!r} needs the package {error.name}: pip install 'fastapi-acceptance[postgresql]'."
        ) from error
    try:
        connection = await engine.connect()
    except (OSError, SQLAlchemyError) as error:
        reason = str(getattr(error, "orig", None) or error)
        raise pytest.UsageError(
            f"bdd_database {shown!r} cannot be reached: {reason}. Start that server or correct the URL; "
            "'postgresql' alone starts a server just for the run."
        ) from error
    try:
        yield connection
    finally:
        await connection.close()
        await engine.dispose()


async def _drop_abandoned(connection: AsyncConnection, names: Names) -> None:
    for database in await _databases(connection, names.prefix):
        if await _lock(connection, "pg_try_advisory_lock", database):
            with suppress(DBAPIError):  # somebody is connected: a run that lost its lock, or a person
                await _execute(connection, f"DROP DATABASE IF EXISTS {database}")
            await _lock(connection, "pg_advisory_unlock", database)


async def _databases(connection: AsyncConnection, prefix: str) -> Sequence[str]:
    query = text("SELECT datname FROM pg_database WHERE starts_with(datname, :prefix)")
    return (await connection.scalars(query, {"prefix": prefix})).all()


async def _provide_template(connection: AsyncConnection, url: URL, metadata: MetaData, names: Names) -> None:
    building = f"{names.template}_new"
    await _hold(connection, building)
    exists = text("SELECT count(*) FROM pg_database WHERE datname = :name")
    if not await connection.scalar(exists, {"name": names.template}):
        await _execute(connection, f"DROP DATABASE IF EXISTS {building}")
        await _execute(connection, f"CREATE DATABASE {building}")
        async with _connected(url.set(database=building)) as inside:
            await inside.run_sync(metadata.create_all)
        await _execute(connection, f"ALTER DATABASE {building} RENAME TO {names.template}")
    await _lock(connection, "pg_advisory_unlock", building)


async def _hold(connection: AsyncConnection, name: str, *, shared: bool = False) -> None:
    await _lock(connection, "pg_advisory_lock_shared" if shared else "pg_advisory_lock", name)


async def _lock(connection: AsyncConnection, function: str, name: str) -> bool:
    query = text(f"SELECT {function}({LOCK_CLASS}, hashtext(:name))")
    return bool(await connection.scalar(query, {"name": name}))


async def _execute(connection: AsyncConnection, statement: str) -> None:
    try:
        await connection.execute(text(statement))
    except DBAPIError as error:
        if "permission denied to create database" in str(error.orig):
            raise pytest.UsageError(
                f"bdd_database names the user {connection.engine.url.username!r}, who may not create databases, and each "
                f"run takes one of its own: ALTER ROLE {connection.engine.url.username} CREATEDB."
            ) from error
        raise
