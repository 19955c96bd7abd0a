"""A SQLite file for one worker of one run."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steps.processes.lock import file_lock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

APPLICATION_ID = 0x42444431  # marks, in the file's header, a database that a run made and may delete
COMPANIONS = ("", "-journal", "-wal", "-shm")


def own_file(url: URL, *, worker: str | None) -> URL:
    """Return the URL of a worker's file."""
    given = Path(url.database or "").absolute()
    return url.set(database=str(given.with_stem(f"{given.stem}-{worker}") if worker else given))


@contextmanager
def own_sqlite(url: URL, *, worker: str | None) -> Iterator[URL]:
    """Yield the URL of a new, empty file, removed at the end; parallel workers get `name-gw0.db` and so on.

    A file that holds anything a run did not make is left alone, and is a `pytest.UsageError`.
    """
    path = Path(own_file(url, worker=worker).database or "")
    with _in_use(path):
        _refuse_others(path)
        _remove(path)
        with closing(sqlite3.connect(path)) as made:
            made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        try:
            yield url.set(database=str(path))
        finally:
            _remove(path)


@contextmanager
def _in_use(path: Path) -> Iterator[None]:
    # Not on the database file: closing any descriptor of it would drop SQLite's own locks of this process.
    with ExitStack() as stack:
        try:
            stack.enter_context(file_lock(path.with_name(f"{path.name}.lock"), wait=False))
        except BlockingIOError:
            raise pytest.UsageError(f"bdd_database: another run uses {path}. Name another file.") from None
        except OSError as error:
            raise pytest.UsageError(f"bdd_database: no file can be made at {path}: {error.strerror}.") from error
        yield


def _refuse_others(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as found:
            ours = found.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            found.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        raise pytest.UsageError(f"bdd_database: {path} cannot be used: {error}. Name another file.") from error
    if not ours:
        raise pytest.UsageError(
            f"bdd_database: {path} holds data that no test run made, and a run would delete it. Name a file that does not exist."
        )


def _remove(path: Path) -> None:
    for suffix in COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
