import os
import select
import signal
import sys
from pathlib import Path

import pytest

from steps.processes.guarded import Ending, Guarded
from steps.processes.log import CHARACTERS_OF_A_LINE, LINES_KEPT

STUBBORN = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: print("not yet", flush=True))
print("up", flush=True)
while True:
    signal.pause()
"""


def script(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def ended(pid: int) -> bool:
    """Wait for a process to be gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 10)[0])
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("source", "death"),
    [
        ("raise SystemExit(0)", "ended with exit status 0"),
        ("raise SystemExit(7)", "ended with exit status 7"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by SIGKILL"),
        ("import os; os.abort()", "was ended by SIGABRT"),
    ],
)
def test_a_death_is_told_as_it_was(source: str, death: str) -> None:
    with Guarded(script(source)) as process:
        assert process.death(10) == death


def test_a_command_that_cannot_be_run_says_why() -> None:
    with Guarded(["/no/such/program"]) as process:
        assert process.death(10) == "ended with exit status 1"
        process.log.finish()
        assert process.log.last(1) == ["FileNotFoundError: [Errno 2] No such file or directory: '/no/such/program'"]


def test_a_command_that_ignores_the_signal_is_killed_after_its_grace() -> None:
    process = Guarded(script(STUBBORN), ending=Ending(grace=0.1))
    wait_for_line(process, "up")
    process.stop()
    assert process.log.last() == ["up", "not yet"]


def test_what_a_command_started_ends_with_it() -> None:
    source = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True); input()"
    process = Guarded(script("import signal, subprocess\n" + source.replace("input()", "signal.pause()")))
    child = int(wait_for_line(process))
    process.stop()
    assert ended(child)


def test_a_killed_guard_is_noticed_and_its_command_ended() -> None:
    with Guarded(script("import os, signal; print(os.getpid(), os.getppid(), flush=True); signal.pause()")) as process:
        child, guard = (int(number) for number in wait_for_line(process).split())
        os.kill(guard, signal.SIGKILL)
        assert process.death(10) == "was ended by SIGKILL"
    assert ended(child)


def test_the_folder_goes_with_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "file").touch()
    with Guarded(script("import signal; signal.pause()"), folder=folder):
        assert folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_talkative_command_neither_blocks_nor_fills_the_memory() -> None:
    source = f"for number in range({LINES_KEPT + 100}): print(number)\nprint('x' * {CHARACTERS_OF_A_LINE + 5})"
    with Guarded(script(source)) as process:
        process.wait(30)
        process.log.finish()
        lines = process.log.since(0)
    assert len(lines) == LINES_KEPT
    assert lines[-3:] == [str(LINES_KEPT + 99), "x" * CHARACTERS_OF_A_LINE, "x" * 5]
    assert process.log.since(process.log.position - 1) == ["x" * 5]
    assert process.log.since(process.log.position) == []


def wait_for_line(process: Guarded, line: str = "") -> str:
    """Return the first line, or the given one, once it is printed."""
    while True:
        found = [printed for printed in process.log.last() if line in printed]
        if found:
            return found[0]
        assert process.wait(0.01) is None
