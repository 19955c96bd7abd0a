"""Tell a database that cannot answer now from a mistake of ours."""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

SQLITE_CODES: Final = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOTADB,
    }
)
# Classes and codes of PostgreSQL's appendix A: connection, read-only, authorisation, no such database, resources,
# lock not available, operator intervention (statement timeout, shutdown), system error, corruption.
POSTGRESQL_STATES: Final = ("08", "25006", "28", "3D", "53", "55P03", "57", "58", "XX001", "XX002")


def is_unavailable(error: BaseException) -> bool:
    """Say whether the error means that the database is down, locked, full, read-only, corrupt or too slow."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _code_says_unavailable(error)
    # asyncpg lets the socket's own errors through, and a deadline is a TimeoutError, which is an OSError.
    return isinstance(error, PoolTimeoutError | OSError)


def _code_says_unavailable(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(POSTGRESQL_STATES)
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_CODES
    return isinstance(error, OperationalError)
