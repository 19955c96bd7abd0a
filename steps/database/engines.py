"""Engines of the test database, set up so that SAVEPOINTs and parallel requests work on SQLite too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import AsyncAdaptedQueuePool, QueuePool, event
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.ext.asyncio import create_async_engine

from steps.database.direct import direct_url

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

MEMORY = "sqlite+aiosqlite:///:memory:"
# Seconds that a session waits for the one connection of an in-memory database before it fails by name.
TURN = 5
# Seconds that a SQLite file may be locked by another process. SQLAlchemy gives a cancelled connection two seconds to close;
# aiosqlite's `close` never returns if its thread is still busy by then, and the run would never end.
LOCKED = 1
BLOCKING_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def test_database_url(text: str) -> URL:
    """Read the URL of the test database.

    Raises `pytest.UsageError` with the form expected, when it is none or names a driver that is not asynchronous.
    """
    expected = "an async URL of SQLAlchemy, for instance sqlite+aiosqlite:///test.db or postgresql+asyncpg://host/name"
    try:
        url = make_url(text)
        is_async = url.get_dialect().is_async
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise pytest.UsageError(f"bdd_database = {text!r}: expected {expected} ({error}).") from error
    if not is_async:
        raise pytest.UsageError(f"bdd_database = {text!r}: expected {expected}.")
    return url


def is_in_memory(url: URL) -> bool:
    """Tell whether the database lives and dies with its connection."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def shown(url: URL) -> str:
    """Name the database for a reader, without its password."""
    return "SQLite in memory" if is_in_memory(url) else url.render_as_string(hide_password=True)


def blocking_url(url: URL) -> URL:
    """Return the URL of the same database for a service with sync sessions."""
    return url.set(drivername=BLOCKING_DRIVERS[url.get_backend_name()])


def create_engine(url: URL) -> AsyncEngine:
    """Create the engine of transactions. In-memory SQLite has one connection; any other database has the usual pool."""
    options: dict[str, Any] = {}
    if is_in_memory(url):
        options = {"poolclass": AsyncAdaptedQueuePool, **_ONE_CONNECTION}
    if url.get_backend_name() == "postgresql":
        # A server that was restarted leaves dead connections in the pool.
        options = {"pool_pre_ping": True, "connect_args": {"timeout": TURN}}
    elif not options:
        options = {"connect_args": {"timeout": LOCKED}}
    return create_async_engine(direct_url(url) if url.get_backend_name() == "sqlite" else url, **options)


def create_blocking_engine(url: URL) -> Engine:
    """Create the engine of transactions for sync sessions, which any thread may use."""
    options: dict[str, Any] = {}
    if is_in_memory(url):
        options = {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}, **_ONE_CONNECTION}
    if url.get_backend_name() == "postgresql":
        options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": TURN}}
    try:
        engine = create_sync_engine(url, **options)
    except ModuleNotFoundError as error:
        raise pytest.UsageError(
            f"bdd_session makes sync sessions, which reach PostgreSQL by psycopg ({error}): pip install 'psycopg[binary]'."
        ) from error
    if url.get_backend_name() == "sqlite":
        _begin_explicitly(engine)
    return engine


_ONE_CONNECTION = {"pool_size": 1, "max_overflow": 0, "pool_timeout": TURN}


def _begin_explicitly(engine: Engine) -> None:
    """Begin transactions where SQLAlchemy says so: the driver begins them late, and SAVEPOINTs would stand outside."""

    @event.listens_for(engine, "connect")
    def leave_transactions_alone(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")
