"""Services on databases of their own: in process, and as a real uvicorn process."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient, ConnectError
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from app.database import Base, get_async_session
from app.main import app as service
from app.passwords import Passwords, get_passwords

REPOSITORY = Path(__file__).parents[2]
POSTGRESQL = "APP_TEST_POSTGRESQL_URL"  # a server on which databases may be created, as postgresql+asyncpg://...

StartService = Callable[..., Awaitable[AsyncClient]]


@pytest.fixture(scope="session")
async def postgresql_url() -> AsyncGenerator[str]:
    """Create a database for this run, and drop it at the end."""
    if not os.environ.get(POSTGRESQL):
        pytest.skip(f"{POSTGRESQL} names no server")
    server = create_async_engine(os.environ[POSTGRESQL], isolation_level="AUTOCOMMIT", poolclass=NullPool)
    name = f"app_{uuid4().hex}"
    async with server.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(os.environ[POSTGRESQL]).set(database=name).render_as_string(hide_password=False)
    async with server.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/directory.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
async def empty_engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """Open an empty database, and leave it empty."""
    engine = create_async_engine(database_url, poolclass=NullPool)
    yield engine
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    await engine.dispose()


@pytest.fixture
async def engine(empty_engine: AsyncEngine) -> AsyncEngine:
    """Open a database with its tables."""
    async with empty_engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return empty_engine


@asynccontextmanager
async def directory_on(engine: AsyncEngine) -> AsyncGenerator[AsyncClient]:
    """Serve the directory in process on the engine's database, with cheap password hashes."""
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def open_session() -> AsyncGenerator[AsyncSession]:
        async with sessions() as session:
            yield session

    cheap = Passwords(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))
    before = dict(service.dependency_overrides)
    service.dependency_overrides |= {get_async_session: open_session, get_passwords: lambda: cheap}
    transport = ASGITransport(app=service, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://directory") as client:
        yield client
    service.dependency_overrides = before


@pytest.fixture
async def directory(engine: AsyncEngine) -> AsyncGenerator[AsyncClient]:
    """Serve the directory on SQLite and on PostgreSQL."""
    async with directory_on(engine) as client:
        yield client


@pytest.fixture
async def gate() -> AsyncGenerator[AsyncClient]:
    """Serve what needs no database."""
    async with AsyncClient(transport=ASGITransport(app=service), base_url="http://directory") as client:
        yield client


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def run_uvicorn(port: int, folder: Path, **environment: str) -> Process:
    command = (sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-access-log")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("APP_")}
    variables = clean | environment | {"PYTHONPATH": str(REPOSITORY)}
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=variables, stdout=PIPE, stderr=STDOUT)


async def answers(client: AsyncClient, process: Process) -> None:
    """Wait until the process answers anything at all."""
    async with asyncio.timeout(30):
        while True:
            try:
                await client.get("/openapi.json")
            except ConnectError:
                assert process.returncode is None, "uvicorn ended before it answered"
                await asyncio.sleep(0.05)
            else:
                return


@pytest.fixture
async def start_service(tmp_path: Path) -> AsyncGenerator[StartService]:
    """Start uvicorn in an empty folder, as on a fresh machine, with the environment given."""
    async with AsyncExitStack() as stack:

        async def start(**environment: str) -> AsyncClient:
            port = free_port()
            process = await run_uvicorn(port, tmp_path, **environment)
            stack.push_async_callback(stop, process)
            client = await stack.enter_async_context(AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=8))
            await answers(client, process)
            return client

        yield start


async def stop(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.communicate()
