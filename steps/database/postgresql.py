"""A PostgreSQL server for one run, that leaves nothing behind."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import URL

from steps.database.binaries import server_account, server_binaries
from steps.database.folder import abandoned_folders, locked_folder
from steps.processes.guarded import Account, Ending, Guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KIND = "postgresql"
HOST = "127.0.0.1"
USER = "acceptance"
START_SECONDS = 30.0
POLL_SECONDS = 0.01
ATTEMPTS = 5
# What it holds is thrown away: a power cut may take it, and nothing has to reach the disk.
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0")


class PostgresError(Exception):
    """The throw-away server did not start."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Which PostgreSQL, and with whose rights."""

    binaries: Path
    account: Account | None

    def command(self, name: str, *arguments: str) -> list[str]:
        """Return the command line of one of its programs."""
        return [str(self.binaries / name), *arguments]


@contextmanager
def throwaway_server() -> Iterator[URL]:
    """Yield the URL of a new, empty server that only this machine and only who knows its password can reach."""
    installed = Installation(server_binaries(), server_account())
    remove_abandoned(installed)
    with ExitStack() as stack:
        yield _server(installed, stack)


def _server(installed: Installation, stack: ExitStack) -> URL:
    said = ""
    for _ in range(ATTEMPTS):  # a free port may be gone before the server takes it
        with ExitStack() as attempt:
            folder, lock = attempt.enter_context(locked_folder(KIND))
            password, port = secrets.token_urlsafe(24), _free_port()
            _initialise(installed, folder, password)
            process = attempt.enter_context(_start(installed, folder, lock, port))
            if _ready(process, folder / "data" / "postmaster.pid"):
                stack.push(attempt.pop_all())
                return URL.create("postgresql+asyncpg", USER, password, HOST, port, "postgres")
        said = "\n    ".join(process.log.last())
    raise PostgresError(f"PostgreSQL did not start, {ATTEMPTS} times. Its last lines:\n    {said}")


def remove_abandoned(installed: Installation) -> None:
    """End the servers and remove the folders that killed runs left behind."""
    for folder in abandoned_folders(KIND):
        if (folder / "data" / "postmaster.pid").exists():
            account = installed.account
            subprocess.run(  # noqa: S603 - the installed pg_ctl
                installed.command("pg_ctl", "stop", "-D", str(folder / "data"), "-m", "immediate"),
                user=account.user if account else None,
                group=account.group if account else None,
                extra_groups=[] if account else None,
                cwd=folder,
                capture_output=True,
                check=False,
            )
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(installed: Installation, folder: Path, password: str) -> None:
    data, secret = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account := installed.account:
        folder.chmod(0o711)
        for path in (data, secret):
            os.chown(path, account.user, account.group)
    options = ("-D", str(data), "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--no-locale")
    with Guarded(installed.command("initdb", *options, "--no-sync"), account=installed.account, directory=folder) as it:
        if it.wait(START_SECONDS) != 0:
            it.log.finish()
            raise PostgresError("\n    ".join(["initdb failed. Its last lines:", *it.log.last()]))
    secret.unlink()


def _start(installed: Installation, folder: Path, lock: int, port: int) -> Guarded:
    settings = (*SETTINGS, f"listen_addresses={HOST}", f"port={port}", "unix_socket_directories=")
    options = [word for setting in settings for word in ("-c", setting)]
    return Guarded(
        installed.command("postgres", "-D", str(folder / "data"), *options),
        directory=folder,
        account=installed.account,
        folder=folder,
        lock=lock,
        ending=Ending(signal=signal.SIGQUIT),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _ready(process: Guarded, status: Path) -> bool:
    """Wait as pg_ctl does: the last line of postmaster.pid tells the server's state."""
    deadline = time.monotonic() + START_SECONDS
    while process.wait(POLL_SECONDS) is None and time.monotonic() < deadline:
        with suppress(FileNotFoundError):
            if status.read_text().rstrip().endswith("ready"):
                return True
    return False
