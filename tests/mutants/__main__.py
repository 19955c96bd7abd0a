"""Run the features against every mutant of the service: `python -m tests.mutants`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants.faults import FAULTS

if TYPE_CHECKING:
    from tests.mutants.faults import Fault

PROJECT = Path(__file__).parents[2]
SHARED = ("conftest.py", "features", "pyproject.toml", "steps")
TESTS_FAILED = 1


def main() -> int:
    """Print a line for each mutant and the score; the exit status is 0 when all were killed."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        killed = []
        for fault, (is_killed, proof) in zip(FAULTS, pool.map(try_fault, FAULTS), strict=True):
            killed.append(is_killed)
            print(f"{'killed  ' if is_killed else 'SURVIVED'}  {fault.says}: {proof}", flush=True)
    print(f"{sum(killed)} of {len(killed)} mutants killed")
    return 0 if all(killed) else 1


def try_fault(fault: Fault) -> tuple[bool, str]:
    """Put the fault into a copy of the service and run the features there; tell the first scenario that noticed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SHARED:
            (copy / name).symlink_to(PROJECT / name)
        shutil.copytree(PROJECT / "app", copy / "app", ignore=shutil.ignore_patterns("__pycache__"))
        mutate(copy / "app" / fault.file, fault)
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "features",
                "-x",
                "-q",
                "--tb=no",
                "-p",
                "no:randomly",
                "-p",
                "no:cacheprovider",
            ],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
    noticed = [line.removeprefix("FAILED ") for line in run.stdout.splitlines() if line.startswith("FAILED ")]
    if run.returncode == TESTS_FAILED and noticed:
        return True, noticed[0].partition(" - ")[0]
    return False, f"exit status {run.returncode}"


def mutate(file: Path, fault: Fault) -> None:
    """Make the fault; what it changes must stand in the file exactly once."""
    source = file.read_text()
    for right, wrong in fault.edits.items():
        if source.count(right) != 1:
            raise SystemExit(f"{file.name} has {source.count(right)} places for the fault {fault.says!r}, not one.")
        source = source.replace(right, wrong)
    file.write_text(source)


if __name__ == "__main__":
    sys.exit(main())
