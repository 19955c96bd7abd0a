"""Empty every table after a scenario with real commits, also when somebody holds on to one."""

from __future__ import annotations

import functools
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, MetaData

    from steps.database.stores import Store

# An exchange that clings to a lock has had its time already: this stays within two seconds after `bdd_timeout`.
PATIENCE = 500  # milliseconds
# The database is the run's own: whoever is in the midst of a transaction there is a request that was given up.
END_TRANSACTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
"""


class NotEmptied(Exception):  # noqa: N818  the sentence that a scenario shows
    """Rows of a scenario are still there."""


async def empty_tables(store: Store, metadata: MetaData) -> None:
    """Delete all rows, without a wait for a lock of more than half a second.

    Raises `NotEmptied` if that cannot be done.
    """
    delete_rows = functools.partial(_delete_rows, metadata)
    try:
        await store.run(delete_rows)
    except (DBAPIError, OSError) as error:
        if store.sync_engine.dialect.name != "postgresql":
            raise _not_emptied(error) from error
        await _end_transactions_and_run(store, delete_rows)


async def _end_transactions_and_run(store: Store, work: Callable[[Connection], None]) -> None:
    try:
        await store.run(_end_transactions)
        await store.run(work)
    except (DBAPIError, OSError) as error:
        raise _not_emptied(error) from error


def _end_transactions(connection: Connection) -> None:
    connection.execute(text(END_TRANSACTIONS))


def _delete_rows(metadata: MetaData, connection: Connection) -> None:
    with _impatient(connection):
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


@contextmanager
def _impatient(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = {PATIENCE}"))
        yield
        return
    patience = connection.scalar(text("PRAGMA busy_timeout"))
    connection.execute(text(f"PRAGMA busy_timeout = {PATIENCE}"))
    try:
        yield
    finally:
        connection.execute(text(f"PRAGMA busy_timeout = {patience}"))


def _not_emptied(error: Exception) -> NotEmptied:
    reason = getattr(error, "orig", None) or error
    return NotEmptied(f"The tables could not be emptied after the scenario: {reason}. Is the database locked, or gone?")
