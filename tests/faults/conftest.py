import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster

HERE = Path(__file__).parent
SETTINGS = """
[tool.pytest]
strict = true
filterwarnings = ["error"]
asyncio_default_fixture_loop_scope = "session"
asyncio_default_test_loop_scope = "session"
pythonpath = ["."]
bdd_app = "service:app"
bdd_session = "service:open_session"
bdd_metadata = "service:Base"
bdd_live_env = "SERVICE_DATABASE"
bdd_steps = ["vocabulary"]
bdd_timeout = "1"
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a user sees of a run: its exit status, what it printed, and how long it took."""

    status: int
    printed: str
    seconds: float

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each scenario by its name, and of its tear-down if that failed."""
        found: dict[str, str] = {}
        lines = re.findall(r"^features/\S+\.feature::(.+?) (PASSED|FAILED|ERROR|SKIPPED)", self.printed, re.MULTILINE)
        for name, verdict in lines:
            found[name] = f"{found[name]}, {verdict}" if name in found else verdict
        return found

    @property
    def counts(self) -> str:
        """How many passed, failed and so on."""
        return str(re.findall(r"^=+ (.+) in [\d.]+s", self.printed, re.MULTILINE)[-1])


class Project:
    """A project of its own, that a user runs pytest in."""

    def __init__(self, folder: Path, temporary: Path) -> None:
        self.folder = folder
        self.temporary = temporary
        (folder / "pyproject.toml").write_text(SETTINGS)
        (folder / "features").mkdir()
        for name in ("service.py", "vocabulary.py"):
            (folder / name).write_text((HERE / name).read_text())

    def feature(self, *scenarios: str) -> None:
        """Write the feature; each scenario is a name, and its steps under it."""
        text = "Feature: Meeting faults\n" + "".join(f"\n  {scenario.strip()}\n" for scenario in scenarios)
        (self.folder / "features" / "faults.feature").write_text(text)

    def start(self, *options: str, **environment: str) -> "subprocess.Popen[str]":
        """Start a run."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "pytest", "-v", "-p", "no:randomly", "-p", "no:cacheprovider", *options],
            cwd=self.folder,
            env={**inherited, "TMPDIR": str(self.temporary), "PYTHON": sys.executable, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *options: str, **environment: str) -> Outcome:
        """Run pytest to its end."""
        started = time.monotonic()
        with self.start(*options, **environment) as run:
            try:
                printed, _ = run.communicate(timeout=50)  # less than anything hangs here
            except subprocess.TimeoutExpired:
                run.kill()
                raise
        return Outcome(run.returncode, printed, time.monotonic() - started)

    def left_behind(self) -> Sequence[str]:
        """Name the files and the processes of all runs that are still there, but not what pytest keeps for a look."""
        mark = f"TMPDIR={self.temporary}".encode()
        processes = [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if mark in _read(path)]
        files = [path.name for path in self.temporary.iterdir() if not path.name.startswith("pytest-of-")]
        return [*processes, *files]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o755)  # a PostgreSQL server's own user has to get in
        yield Project(tmp_path, Path(temporary))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory() as folder:
        started = Cluster(Path(folder))
        started.start()
        yield started
        started.stop()
