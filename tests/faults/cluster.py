"""A PostgreSQL server that a test stops and starts."""

import asyncio
import socket
import subprocess
from pathlib import Path

from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from steps.database.binaries import server_account, server_binaries


class Cluster:
    """A data folder and the commands on it; trusted connections, on this machine only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._account = server_account()
        folder.chmod(0o777)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run(
            [str(server_binaries() / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"]
        )
        settings = f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n"
        (folder / "more.conf").write_text(settings)
        with (folder / "data" / "postgresql.conf").open("a") as configuration:
            configuration.write(f"include '{folder / 'more.conf'}'\n")

    @property
    def dsn(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    @property
    def url(self) -> str:
        return self.dsn.replace("postgresql:", "postgresql+asyncpg:")

    def command(self, *what: str) -> str:
        """Return the command line that starts or stops the server, with the rights it needs."""
        pg_ctl = (
            f"{server_binaries() / 'pg_ctl'} -w -D {self._folder / 'data'} -l {self._folder / 'log'} {' '.join(what)}"
        )
        rights = f"setpriv --reuid={self._account.user} --clear-groups" if self._account else ""
        return f"env -u TMPDIR {rights} {pg_ctl}"  # not a process of the run that looks for what it leaves behind

    def start(self) -> None:
        self._run(self.command("start").split(), plain=True)

    def stop(self) -> None:
        self._run(self.command("stop", "-m", "immediate").split(), plain=True, check=False)

    def databases(self) -> list[str]:
        return asyncio.run(self._databases())

    async def _databases(self) -> list[str]:
        engine = create_async_engine(self.url, poolclass=NullPool)
        async with engine.connect() as connection:
            return list(await connection.scalars(text("SELECT datname FROM pg_database WHERE NOT datistemplate")))

    def _run(self, command: list[str], *, plain: bool = False, check: bool = True) -> None:
        account = None if plain else self._account
        subprocess.run(  # noqa: S603
            command,
            user=account.user if account else None,
            group=account.group if account else None,
            extra_groups=[] if account else None,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            check=check,
        )
