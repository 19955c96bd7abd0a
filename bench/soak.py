"""`python -m bench.soak`: run the features over and over on PostgreSQL, and count what is red and what is left behind."""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from steps.database.postgresql import throwaway_server

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL

MARK = "BENCH_SOAK_RUN"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: in which order, beside how many others, how it ended, and what it left."""

    seed: int
    workers: int
    status: int
    seconds: float
    processes: Sequence[str]
    files: Sequence[str]
    databases: Sequence[str]

    @property
    def left(self) -> int:
        """How many things it left behind."""
        return len(self.processes) + len(self.files) + len(self.databases)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line per run and the counts; return 0 if nothing was red and nothing is left."""
    options = _parser().parse_args(arguments)
    plan = [0] * options.runs + [2] * options.parallel
    runs = []
    with throwaway_server() as server:
        for workers in plan:
            runs.append(_run(server, workers, options.pytest))
            print(_line(runs[-1]), flush=True)
    red = sum(run.status != 0 for run in runs)
    left = sum(run.left for run in runs)
    print(f"{len(runs)} runs: {red} red, {left} left behind")
    return int(bool(red or left))
