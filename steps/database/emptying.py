"""Empty every table after a scenario with real commits, also when somebody holds on to one."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import MetaData
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

MILLISECONDS = 1000
# The database is the run's own: whoever is in the midst of a transaction there is a request that was given up.
END_TRANSACTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
"""


class NotEmptied(Exception):  # noqa: N818  the sentence that a scenario shows
    """Rows of a scenario are still there."""


async def empty_tables(engine: AsyncEngine, metadata: MetaData) -> None:
    """Delete all rows, without a wait for locks of more than a second or two.

    Raises `NotEmptied` if that cannot be done.
    """
    try:
        await _delete_rows(engine, metadata)
    except (DBAPIError, OSError) as error:
        if engine.dialect.name != "postgresql":
            raise _not_emptied(error) from error
        await _end_transactions_and_delete(engine, metadata)


async def _end_transactions_and_delete(engine: AsyncEngine, metadata: MetaData) -> None:
    try:
        async with engine.begin() as connection:
            await connection.execute(text(END_TRANSACTIONS))
        await _delete_rows(engine, metadata)
    except (DBAPIError, OSError) as error:
        raise _not_emptied(error) from error


async def _delete_rows(engine: AsyncEngine, metadata: MetaData) -> None:
    async with engine.begin() as connection, _impatient(connection):
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())


@asynccontextmanager
async def _impatient(connection: AsyncConnection) -> AsyncIterator[None]:
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SET LOCAL lock_timeout = {MILLISECONDS}"))
        yield
        return
    patience = await connection.scalar(text("PRAGMA busy_timeout"))
    await connection.execute(text(f"PRAGMA busy_timeout = {MILLISECONDS}"))
    try:
        yield
    finally:
        await connection.execute(text(f"PRAGMA busy_timeout = {patience}"))


def _not_emptied(error: Exception) -> NotEmptied:
    reason = getattr(error, "orig", None) or error
    return NotEmptied(f"The tables could not be emptied after the scenario: {reason}. Is the database locked, or gone?")
