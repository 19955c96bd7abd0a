"""`python -m bench.soak`: run the features over and over on PostgreSQL, and count what is red and what is left behind."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from steps.database.postgresql import throwaway_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL

MARK = "BENCH_SOAK_RUN"
OF_PYTEST = "pytest-of-"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: in which order, in how many workers, how it ended, how long it took, and what it left behind."""

    seed: int
    workers: int
    status: int
    seconds: float
    left: Sequence[str]

    def __str__(self) -> str:
        workers = f"-n {self.workers}" if self.workers else "    "
        verdict = "green" if self.status == 0 else f"RED ({self.status})"
        left = ", ".join(self.left) or "nothing"
        return f"seed {self.seed:>10}  {workers}  {verdict}  {self.seconds:6.1f} s  left behind: {left}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell of each run and count; return 0 if nothing was red and nothing is left."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    runs = []
    with throwaway_server() as server:
        for workers in [0] * options.shuffled + [2] * options.parallel:
            run = _run(server, workers, options.driver)
            logger.info("%s", run)
            runs.append(run)
    red = sum(run.status != 0 for run in runs)
    left = sum(len(run.left) for run in runs)
    logger.info("%d runs: %d red, %d things left behind", len(runs), red, left)
    return int(bool(red or left))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--shuffled", type=int, default=20, help="runs in a random order")
    parser.add_argument("--parallel", type=int, default=5, help="runs in two workers")
    parser.add_argument("--driver", default="asyncclient,live", help="what --bdd-driver gets")
    return parser


def _run(server: URL, workers: int, driver: str) -> Run:
    seed, mark = secrets.randbelow(2**32), secrets.token_hex()
    url = server.render_as_string(hide_password=False)
    options = [f"--bdd-database={url}", f"--bdd-driver={driver}", f"--randomly-seed={seed}", f"-n{workers}"]
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        command = [sys.executable, "-m", "pytest", "features", "-q", *options]
        started = time.perf_counter()
        run = subprocess.run(
            command, env={**os.environ, MARK: mark, "TMPDIR": folder}, capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - started
        if run.returncode:
            logger.info("%s", run.stdout)
        left = [*_processes(mark), *_files(Path(folder)), *asyncio.run(_databases(server))]
    return Run(seed, workers, run.returncode, seconds, left)


def _processes(mark: str) -> Iterator[str]:
    """Find what still runs of those that inherited the run's mark."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes():
                yield f"process {(process / 'cmdline').read_bytes().replace(bytes(1), b' ').decode()}"
        except OSError:
            continue  # gone meanwhile, or not ours to look at


def _files(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        if not path.name.startswith(OF_PYTEST):
            yield f"file {path.name}"


async def _databases(server: URL) -> list[str]:
    engine = create_async_engine(server, poolclass=NullPool)
    query = text("SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> :own")
    try:
        async with engine.connect() as connection:
            names = await connection.scalars(query, {"own": server.database})
            return [f"database {name}" for name in names]
    finally:
        await engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
