"""End the parallel workers of a run that is ended, and hear what they had to report."""

from __future__ import annotations

import time
from queue import Empty
from typing import TYPE_CHECKING, Any

import pytest

from steps.processes.remote_workers import refuse_paths
from steps.processes.termination import interrupt_between_reports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

SECONDS = 3.0
LAST_WORDS = ("workerfinished", "errordown")


class WorkerEnds:
    """A plugin of the controller that knows the workers of this machine."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._running: dict[Any, Popen[bytes]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Refuse what workers elsewhere could not be told, and let Ctrl-C wait for the reports of workers."""
        refuse_paths(self._config)
        if self._config.pluginmanager.hasplugin("dsession"):
            self._config.add_cleanup(interrupt_between_reports())

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Keep a worker."""
        if process := getattr(node.gateway._io, "popen", None):  # noqa: SLF001 - execnet has no other name for it
            self._running[node] = process

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Forget a worker."""
        self._running.pop(node, None)

    def reports(self) -> Iterator[pytest.TestReport]:
        """Tell the workers to end, and yield what they had reported before, as far as it comes within some seconds.

        xdist alone would leave unread what waits in its queue, and execnet would wait 5 seconds before it interrupts
        what a worker is in the midst of.
        """
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + SECONDS
        for name, given in self._events(deadline):
            if name == "testreport":
                given["rep"].node = given["node"]  # as xdist does
                yield given["rep"]
            elif name in LAST_WORDS:
                self._running.pop(given["node"], None)

    def _events(self, deadline: float) -> Iterator[tuple[str, dict[str, Any]]]:
        distributing = self._config.pluginmanager.getplugin("dsession")
        while distributing is not None:
            try:
                left = max(0.0, deadline - time.monotonic()) if self._running else 0.0
                yield distributing.queue.get(timeout=left)
            except Empty:
                return
