"""Start, watch and end a process that cannot outlive this one."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from steps.processes.log import Log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GUARD = Path(__file__).with_name("guard.py")


@dataclass(frozen=True, slots=True)
class Account:
    """Whose rights a command runs with."""

    user: int
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a command ends: the signal that asks it to, and the seconds it has until it is killed."""

    signal: signal.Signals = signal.SIGTERM
    grace: float = 3.0


class Guarded:
    """A command under a guard, which ends it when told to and when this process dies, even by SIGKILL.

    `fd` is inherited by the command; close the caller's own copy. `folder` is removed after the command has ended;
    `lock`, a descriptor that locks it, is held by the guard until then.
    """

    def __init__(  # noqa: PLR0913 - a process has that many sides
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        directory: Path | None = None,
        fd: int | None = None,
        account: Account | None = None,
        folder: Path | None = None,
        lock: int | None = None,
        ending: Ending = Ending(),
    ) -> None:
        self._grace = ending.grace
        options = [f"--signal={int(ending.signal)}", f"--grace={ending.grace}"]
        options += [f"--fd={fd}"] if fd is not None else []
        options += [f"--user={account.user}", f"--group={account.group}"] if account else []
        options += [f"--folder={folder}"] if folder else []
        self._process = subprocess.Popen(  # noqa: S603 - our own guard
            [sys.executable, "-I", "-S", str(GUARD), *options, "--", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            cwd=directory,
            pass_fds=[number for number in (fd, lock) if number is not None],
            start_new_session=True,  # Ctrl-C at a terminal is for this process to handle
        )
        assert self._process.stdout is not None  # noqa: S101 - given as a pipe above
        self.log = Log(self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait(self, seconds: float) -> int | None:
        """Return the exit status, or None if the process still runs after so many seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(seconds)
        return None

    def death(self, seconds: float = 0.0) -> str | None:
        """Say how the process ended, or None while it runs; wait up to some seconds for an end that is due."""
        status = self.wait(seconds)
        return None if status is None else _said(status)

    def stop(self) -> None:
        """End the process, whatever state it is in, and return when it has ended."""
        assert self._process.stdin is not None  # noqa: S101 - given as a pipe above
        self._process.stdin.close()
        self.wait(self._grace + 2)
        self.kill()
        self._process.wait()
        self.log.finish()

    def kill(self) -> None:
        """Kill the process and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _said(status: int) -> str:
    number = -status if status < 0 else status - 128
    with contextlib.suppress(ValueError):
        return f"was ended by {signal.Signals(number).name}"
    return f"ended with exit status {status}"
