"""SQLite's transactions without a hop to its driver's thread: their statements take a microsecond, the hop a hundred."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

NAME = "sqlite.direct"


def direct_url(url: URL) -> URL:
    """Return the URL of the same SQLite database for `DirectDialect`."""
    registry.register(NAME, __name__, DirectDialect.__name__)
    return url.set(drivername=NAME.replace(".", "+"))


class DirectDialect(SQLiteDialect_aiosqlite):
    """aiosqlite, but for what begins and ends transactions and SAVEPOINTs within them.

    Each transaction begins where SQLAlchemy says so: Python's driver would begin it late, and SAVEPOINTs stand outside.
    Only what never waits for the file is done here: a COMMIT, which may, is left to the driver's thread.
    """

    supports_statement_cache = True

    def connect(self, *cargs: Any, **cparams: Any) -> Any:
        """Open a connection that this thread may use too, and that begins nothing by itself."""
        return super().connect(*cargs, **{**cparams, "check_same_thread": False, "isolation_level": None})

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin a transaction."""
        _raw(dbapi_connection).execute("BEGIN")

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Roll a transaction back."""
        _raw(dbapi_connection).rollback()

    def do_savepoint(self, connection: Connection, name: str) -> None:
        """Set a SAVEPOINT."""
        self._savepoint(connection, f"SAVEPOINT {name}")

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        """Roll back to a SAVEPOINT."""
        self._savepoint(connection, f"ROLLBACK TO SAVEPOINT {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        """Let go of a SAVEPOINT."""
        self._savepoint(connection, f"RELEASE SAVEPOINT {name}")

    def do_terminate(self, dbapi_connection: Any) -> None:
        """End a connection at once, with the statement that nobody waits for any more.

        A connection that is ended again while it still ends, as at the end of a run, would never close.
        """
        if (raw := dbapi_connection.driver_connection._connection) is not None:  # noqa: SLF001
            raw.interrupt()
        super().do_terminate(dbapi_connection)

    def _savepoint(self, connection: Connection, statement: str) -> None:
        try:
            _raw(connection.connection.dbapi_connection).execute(statement)
        except sqlite3.Error:
            connection.exec_driver_sql(statement)  # raises what SQLAlchemy makes of the error


def _raw(dbapi_connection: Any) -> sqlite3.Connection:
    try:
        # The same private name that SQLAlchemy uses.
        raw: sqlite3.Connection = dbapi_connection.driver_connection._conn  # noqa: SLF001
    except ValueError as error:
        raise sqlite3.OperationalError(str(error)) from error
    return raw
