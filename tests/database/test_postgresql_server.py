import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, NullPool, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from steps.database import binaries
from steps.database.postgresql import throwaway_server

pytest.importorskip("asyncpg")


@pytest.fixture(autouse=True)
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test a temporary folder that it can look into, short and open enough for a server's own user."""
    with tempfile.TemporaryDirectory(prefix="t") as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", None)
        yield Path(folder)
        monkeypatch.undo()


async def ask(url: URL, query: str) -> object:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.scalar(text(query))
    finally:
        await engine.dispose()


async def test_it_answers_and_leaves_nothing(temporary: Path) -> None:
    with throwaway_server() as url:
        assert await ask(url, "SHOW fsync") == "off"
        assert await ask(url, "SHOW listen_addresses") == "127.0.0.1"
        assert len(entries(temporary)) == 1
    assert entries(temporary) == []
    with pytest.raises(OSError, match=r"Connect call failed"):
        await ask(url, "SELECT 1")


async def test_only_who_knows_the_password_gets_in() -> None:
    with throwaway_server() as url, pytest.raises(SQLAlchemyError, match="password authentication failed"):
        await ask(url.set(password="guessed"), "SELECT 1")


RUN = """
import os, signal
from steps.database.postgresql import throwaway_server

with throwaway_server() as url:
    print(url.port, flush=True)
    signal.pause()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_it_ends_with_the_process_that_started_it(number: signal.Signals, temporary: Path) -> None:
    with started() as run:
        pid = server(temporary)
        guard = parent(pid)
        run.send_signal(number)
    assert ended(pid)
    assert ended(guard)
    assert entries(temporary) == []


async def test_what_a_killed_guard_left_is_ended_and_removed_by_the_next_run(temporary: Path) -> None:
    with started() as run:
        pid = server(temporary)
        os.kill(parent(pid), signal.SIGKILL)
        run.kill()
    assert not ended(pid, seconds=0)
    with throwaway_server():
        assert len(entries(temporary)) == 1
        assert ended(pid)


async def test_what_a_running_run_uses_is_left_alone() -> None:
    with throwaway_server() as first:
        with throwaway_server() as second:
            assert await ask(second, "SELECT 1") == 1
        assert await ask(first, "SELECT 1") == 1


def test_a_missing_server_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    monkeypatch.setenv("PATH", str(temporary))
    monkeypatch.setattr(binaries, "DEBIAN", temporary)
    with pytest.raises(pytest.UsageError, match="apt-get install postgresql"), throwaway_server():
        pytest.fail("there is nothing to start")


def test_a_folder_the_server_cannot_use_is_told_by_its_own_words(temporary: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root starts the server as somebody else")
    temporary.chmod(0o700)
    with (
        pytest.raises(Exception, match=r"initdb failed\. Its last lines:\n(.*\n)*.*[Pp]ermission denied"),
        throwaway_server(),
    ):
        pytest.fail("it cannot be started")
    assert entries(temporary) == []


def entries(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def started() -> "subprocess.Popen[bytes]":
    """Start a run in a process of its own, and wait for its server."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.Popen([sys.executable, "-c", RUN], env=environment, stdout=subprocess.PIPE)  # noqa: S603
    assert run.stdout is not None
    assert run.stdout.readline()
    return run


def server(temporary: Path) -> int:
    """Return the process of the only server."""
    (status,) = temporary.glob("*/data/postmaster.pid")
    return int(status.read_text().splitlines()[0])


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def ended(pid: int, seconds: float = 10) -> bool:
    """Wait for a process to be gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)
