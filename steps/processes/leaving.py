"""Leave a run whose service blocks a thread for good: Python would wait for that thread, and the run would never end."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 0.5
# Where this stands on the stack, a test runs.
RUNS_A_TEST = "pytest_runtest_protocol"
OF_SERVICE = "AnyIO worker thread"


class Leaving:
    """A plugin that ends the process when everything is reported and cleaned up; register it before all others."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._status: int = pytest.ExitCode.INTERNAL_ERROR
        self._is_inner = is_inner_run()
        config.add_cleanup(self._leave)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Keep the exit status."""
        self._status = exitstatus

    def _leave(self) -> None:
        if self._is_inner:
            return
        blocked = list(_blocked_threads())
        if not blocked:
            return
        writer = self._config.get_terminal_writer()
        writer.line(f"{len(blocked)} blocked thread(s) of the service left behind.")
        writer.flush()
        sys.stderr.flush()
        os._exit(self._status)


def is_inner_run() -> bool:
    """Whether this run is one inside of a test, whose process goes on."""
    return any(frame.f_code.co_name == RUNS_A_TEST for frame, _ in traceback.walk_stack(None))


def _blocked_threads() -> Iterator[threading.Thread]:
    for thread in threading.enumerate():
        if thread.name == OF_SERVICE and not thread.daemon:
            thread.join(SECONDS)
            if thread.is_alive():
                yield thread
