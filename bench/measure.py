"""Run a peer once as a process of its own, and say what it cost."""

import json
import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.environments import Environments
from bench.generate import write_project
from bench.peers import Contender

CALL_COUNTER = Path(__file__).with_name("count_calls.py")
ISOLATION = Path(__file__).with_name("isolation.py")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of CPU and of the clock, and its peak of memory in KiB."""

    cpu: float
    wall: float
    peak: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu - other.cpu, self.wall - other.wall, self.peak - other.peak)

    def per(self, number: int) -> "Cost":
        """Share it among this many scenarios."""
        return Cost(self.cpu / number, self.wall / number, self.peak / number)


@dataclass(frozen=True, slots=True)
class Calls:
    """Function calls, of Python and of C functions, by the main thread and by all others."""

    main: int
    others: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Where projects are written and run: each once before it is measured, so that its bytecode is there."""

    folder: Path
    environments: Environments
    _projects: dict[tuple[Contender, int], Path] = field(default_factory=dict)

    def run(self, contender: Contender, scenarios: int) -> Cost:
        """Run all scenarios."""
        project = self.project(contender, scenarios)
        return self._measure(contender, contender.peer.run, project, _passed(scenarios))

    def collect(self, contender: Contender, scenarios: int) -> Cost | None:
        """Collect them without running; None where the peer can't."""
        if contender.peer.collect is None:
            return None
        project = self.project(contender, scenarios)
        return self._measure(contender, contender.peer.collect, project, re.compile(""))

    def check(self, contender: Contender, scenarios: int) -> Cost:
        """Let the authors' command look for mistakes in so many scenarios."""
        project = self.project(contender, scenarios)
        return self._measure(contender, ["-m", "steps", "check"], project, re.compile(r"\bno errors\b"))

    def count_calls(self, contender: Contender, scenarios: int) -> Calls:
        """Run all scenarios and count the calls."""
        project = self.project(contender, scenarios)
        counts = project / "calls.txt"
        command = (str(CALL_COUNTER), str(counts), *contender.peer.run)
        self._measure(contender, command, project, _passed(scenarios))
        main, others = counts.read_text().split()
        return Calls(int(main), int(others))

    def isolation(self, contender: Contender, rounds: int) -> Mapping[str, Sequence[float]]:
        """Tell what isolation adds to scenarios that read and that write, in seconds of CPU, round by round."""
        target = self.folder / "isolation.json"
        python = self.environments.python(contender.peer)
        subprocess.run([str(python), str(ISOLATION), str(rounds), str(target)], check=True, env=_environment())
        measured: dict[str, list[float]] = json.loads(target.read_text())
        return measured

    def project(self, contender: Contender, scenarios: int) -> Path:
        """Write the project and run it once, unless that is done."""
        if (contender, scenarios) not in self._projects:
            project = self.folder / f"{contender}-{scenarios}"
            write_project(contender, scenarios, project)
            self._projects[contender, scenarios] = project
            self.run(contender, scenarios)
        return self._projects[contender, scenarios]

    def _measure(
        self, contender: Contender, arguments: Sequence[str], project: Path, expected: re.Pattern[str]
    ) -> Cost:
        command = [str(self.environments.python(contender.peer)), *arguments]
        output = project / "output.txt"
        with output.open("wb") as sink:
            start = time.perf_counter()
            process = subprocess.Popen(command, cwd=project, env=_environment(), stdout=sink, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not expected.search(output.read_text()):
            raise RuntimeError(f"{contender} should have passed {expected.pattern!r}:\n{output.read_text()[-4000:]}")
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss)


def _passed(scenarios: int) -> re.Pattern[str]:
    return re.compile(rf"\b{scenarios} (scenarios? )?passed")


def _environment() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "PYTHONHASHSEED": "0",
        "APP_DATABASE_URL": "sqlite+aiosqlite:///:memory:",
    }
