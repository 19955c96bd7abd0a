"""Show a database that cannot answer: 503 in time, and all is well when it is back."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import URL, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from app.availability import is_unavailable
from app.database import Base, get_async_session
from app.main import app as service
from tests.app.conftest import StartService, answers, directory_on, free_port, run_uvicorn

REQUESTS = (("GET", "/health"), ("GET", "/users/alice"), ("POST", "/users?username=bob&job=Chef"))
UNAVAILABLE = (503, {"detail": "Service unavailable"})


def seen(response: Response) -> tuple[int, object]:
    return response.status_code, response.json()


async def every_answer(directory: AsyncClient) -> list[tuple[int, object]]:
    """Ask everything at once; the client gives up after 8 seconds."""
    return [seen(answer) for answer in await asyncio.gather(*(directory.request(*what) for what in REQUESTS))]


async def create_alice(directory: AsyncClient) -> None:
    assert (await directory.post("/users?username=alice&job=Engineer")).status_code == 200


async def assert_well(directory: AsyncClient) -> None:
    assert seen(await directory.get("/users/alice")) == (200, {"username": "alice", "job": "Engineer"})
    assert (await directory.delete("/users/alice")).status_code == 405
    assert seen(await directory.get("/health")) == (200, {"status": "ok"})
    assert (await directory.post("/users?username=carol&job=Pilot")).status_code == 200


async def test_a_locked_file(start_service: StartService, tmp_path: Path) -> None:
    directory = await start_service()
    await create_alice(directory)
    with closing(sqlite3.connect(tmp_path / "prod.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert await every_answer(directory) == [UNAVAILABLE] * 3
    await assert_well(directory)


async def test_a_corrupt_file(start_service: StartService, tmp_path: Path) -> None:
    directory = await start_service()
    await create_alice(directory)
    file = tmp_path / "prod.db"
    content = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    assert await every_answer(directory) == [UNAVAILABLE] * 3
    file.write_bytes(content)
    await assert_well(directory)


async def test_a_file_that_is_moved_away_and_restored(start_service: StartService, tmp_path: Path) -> None:
    directory = await start_service()
    await create_alice(directory)
    (tmp_path / "prod.db").rename(tmp_path / "backup.db")
    (tmp_path / "prod.db").mkdir()
    assert await every_answer(directory) == [UNAVAILABLE] * 3
    (tmp_path / "prod.db").rmdir()
    (tmp_path / "prod.db").write_bytes((tmp_path / "backup.db").read_bytes())
    await assert_well(directory)


async def test_a_database_that_is_not_there_at_the_start(start_service: StartService, tmp_path: Path) -> None:
    directory = await start_service(APP_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/later/directory.db")
    assert await every_answer(directory) == [UNAVAILABLE] * 3
    (tmp_path / "later").mkdir()
    await create_alice(directory)
    await assert_well(directory)


async def test_a_full_disk(tmp_path: Path) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/full.db", poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    event.listen(engine.sync_engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 1"))
    async with directory_on(engine) as directory:
        answers = [await directory.post(f"/users?username=user{number}&job={'x' * 100}") for number in range(60)]
        assert seen(answers[0])[0] == 200
        assert seen(answers[-1]) == UNAVAILABLE
        assert seen(await directory.get("/health")) == (200, {"status": "ok"})


async def test_a_read_only_file(tmp_path: Path) -> None:
    file = tmp_path / "read_only.db"
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}", poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    read_only = create_async_engine(f"sqlite+aiosqlite:///file:{file}?mode=ro&uri=true", poolclass=NullPool)
    async with directory_on(read_only) as directory:
        assert seen(await directory.post("/users?username=bob&job=Chef")) == UNAVAILABLE
        assert seen(await directory.get("/users/bob")) == (404, {"detail": "User not found"})


async def test_a_missing_table_is_our_failure_and_is_logged_once(tmp_path: Path) -> None:
    port = free_port()
    process = await run_uvicorn(port, tmp_path)
    async with AsyncClient(base_url=f"http://127.0.0.1:{port}") as directory:
        await answers(directory, process)
        with closing(sqlite3.connect(tmp_path / "prod.db")) as connection:
            connection.execute("DROP TABLE users")
        assert seen(await directory.get("/users/bob")) == (500, {"detail": "Internal server error"})
    process.terminate()
    logged = (await process.communicate())[0].decode()
    assert logged.count("sqlalchemy.exc.OperationalError: ") == logged.count("ERROR") == 1
    assert "\nThis error ended GET '/users/bob'.\n" in logged


async def test_an_unexpected_error_is_answered_without_its_words(engine: AsyncEngine) -> None:
    async with directory_on(engine) as directory:
        service.dependency_overrides[get_async_session] = lambda: None
        assert seen(await directory.get("/users/bob")) == (500, {"detail": "Internal server error"})


class FaultError(Exception):
    """What a driver raises, with the codes that drivers give."""

    def __init__(self, **codes: object) -> None:
        super().__init__("fault")
        vars(self).update(codes)


@pytest.mark.parametrize(
    ("error", "unavailable"),
    [
        (ConnectionRefusedError(), True),
        (FileNotFoundError(), True),  # the socket file of a PostgreSQL that is down
        (TimeoutError(), True),
        (PoolTimeoutError(), True),
        (OperationalError("", None, FaultError()), True),
        (DBAPIError("", None, FaultError(sqlstate="57P03")), True),
        (DBAPIError("", None, FaultError(sqlstate="53100")), True),
        (DBAPIError("", None, FaultError(sqlstate="55P03")), True),
        (DBAPIError("", None, FaultError(sqlstate="42P01")), False),
        (DBAPIError("", None, FaultError(sqlstate="22021")), False),
        (OperationalError("", None, FaultError(sqlite_errorcode=sqlite3.SQLITE_ERROR)), False),
        (OperationalError("", None, FaultError(sqlite_errorcode=sqlite3.SQLITE_IOERR_READ)), True),
        (DBAPIError("", None, FaultError()), False),
        (DBAPIError("", None, FaultError(), connection_invalidated=True), True),
        (ValueError(), False),
    ],
)
def test_the_codes_tell_a_database_in_need_from_a_mistake(error: Exception, *, unavailable: bool) -> None:
    assert is_unavailable(error) is unavailable


class Wire:
    """A TCP wire to a server, which can be cut, put back, and frozen."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port, self.entry = host, port, free_port()
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []
        self._flowing = asyncio.Event()
        self._flowing.set()

    async def connect(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.entry)

    def cut(self) -> None:
        if self._server:
            self._server.close()
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    def freeze(self) -> None:
        self._flowing.clear()

    def thaw(self) -> None:
        self._flowing.set()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self.host, self.port)
        self._writers += [writer, far_writer]
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._flowing.wait()
            writer.write(data)
        writer.close()


@asynccontextmanager
async def wired(target: URL, start_service: StartService) -> AsyncGenerator[tuple[Wire, Callable[[], Any]]]:
    wire = Wire(target.host or "127.0.0.1", target.port or 5432)
    entry = target.set(host="127.0.0.1", port=wire.entry).render_as_string(hide_password=False)
    yield wire, lambda: start_service(APP_DATABASE_URL=entry)
    wire.thaw()
    wire.cut()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_postgresql_server_that_comes_and_goes(start_service: StartService, empty_engine: AsyncEngine) -> None:
    async with wired(empty_engine.url, start_service) as (wire, start):
        directory = await start()
        assert await every_answer(directory) == [UNAVAILABLE] * 3
        await wire.connect()
        await create_alice(directory)
        wire.cut()
        assert await every_answer(directory) == [UNAVAILABLE] * 3
        await wire.connect()
        await assert_well(directory)
        wire.freeze()
        assert await every_answer(directory) == [UNAVAILABLE] * 3
        wire.thaw()
        assert seen(await directory.get("/users/alice")) == (200, {"username": "alice", "job": "Engineer"})
