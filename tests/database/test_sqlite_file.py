import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL

from steps.database.own_sqlite import own_sqlite


@pytest.fixture
def url(tmp_path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(tmp_path / "test.db"))


def execute(path: str | None, statement: str) -> None:
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(("worker", "name"), [(None, "test.db"), ("gw0", "test-gw0.db")])
def test_a_worker_gets_a_file_that_is_gone_afterwards(worker: str | None, name: str, url: URL, tmp_path: Path) -> None:
    with own_sqlite(url, worker=worker) as own:
        assert own == url.set(database=str(tmp_path / name))
        execute(own.database, "PRAGMA journal_mode = wal")
        execute(own.database, "CREATE TABLE users (id)")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_replaced(url: URL, tmp_path: Path) -> None:
    with own_sqlite(url, worker=None) as own:
        execute(own.database, "CREATE TABLE users (id)")
        left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name, content in left.items():
        (tmp_path / name).write_bytes(content)
    with own_sqlite(url, worker=None) as own:
        execute(own.database, "CREATE TABLE users (id)")


def test_data_that_no_run_made_is_never_deleted(url: URL) -> None:
    execute(url.database, "CREATE TABLE customers (id)")
    said = r"test\.db holds data that no test run made, and a run would delete it"
    with pytest.raises(pytest.UsageError, match=said), own_sqlite(url, worker=None):
        pytest.fail("it holds data")
    execute(url.database, "INSERT INTO customers VALUES (1)")


def test_a_corrupt_file_is_named(url: URL, tmp_path: Path) -> None:
    (tmp_path / "test.db").write_bytes(b"SQLite format 3\0" + b"garbage" * 100)
    with (
        pytest.raises(pytest.UsageError, match=r"test\.db cannot be used: .+\. Name another file\.$"),
        own_sqlite(url, worker=None),
    ):
        pytest.fail("it cannot be read")


def test_a_file_that_is_locked_is_named(url: URL) -> None:
    execute(url.database, "CREATE TABLE customers (id)")
    with closing(sqlite3.connect(str(url.database))) as other:
        other.execute("BEGIN EXCLUSIVE")
        with (
            pytest.raises(pytest.UsageError, match=r"test\.db cannot be used: database is locked"),
            own_sqlite(url, worker=None),
        ):
            pytest.fail("it is locked")


def test_two_runs_do_not_share_a_file(url: URL) -> None:
    said = pytest.raises(pytest.UsageError, match=r"another run uses .*test\.db")
    with own_sqlite(url, worker=None), said, own_sqlite(url, worker=None):
        pytest.fail("the first still uses it")


def test_a_folder_that_is_not_there_is_named(url: URL, tmp_path: Path) -> None:
    url = url.set(database=str(tmp_path / "missing" / "test.db"))
    said = r"no file can be made at .*/missing/test\.db: No such file or directory"
    with pytest.raises(pytest.UsageError, match=said), own_sqlite(url, worker=None):
        pytest.fail("there is no such folder")
