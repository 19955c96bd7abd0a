"""A run that is ended in its midst: what is finished is reported, what was under way has failed, and its status says so."""

from __future__ import annotations

import signal
import sys
import traceback
from typing import TYPE_CHECKING, TypeAlias

import pytest

from steps.processes.worker_ends import WorkerEnds

if TYPE_CHECKING:
    from collections.abc import Generator

UNDER_WAY = "under-way"
Status: TypeAlias = int | pytest.ExitCode | None


def keep_interrupted(config: pytest.Config) -> Generator[None, Status, Status]:
    """Give a run that was ended the status of one, also where it was ending anyway, and where something breaks then.

    pytest would leave that to Python, whose status tells of tests that failed. What breaks is shown.
    """
    try:
        return (yield)
    except KeyboardInterrupt as interrupt:
        if not config.pluginmanager.hasplugin(UNDER_WAY):  # a parallel worker: its controller tells
            raise
        said = str(interrupt) or signal.SIGINT.name
        sys.stderr.write(f"\n{said}: the run was ended as it came to its end, and may not be reported.\n")
        return pytest.ExitCode.INTERRUPTED
    except Exception:
        under_way = config.pluginmanager.get_plugin(UNDER_WAY)
        if under_way is None or not under_way.is_interrupted:
            raise
        traceback.print_exc()
        return pytest.ExitCode.INTERRUPTED


class UnderWay:
    """A plugin that reports what a run was ended in the midst of as failed.

    Reports would show it without a verdict, as if it had passed. It belongs into the process that reports: a parallel
    worker's controller.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.is_interrupted = False
        self._hook = config.hook
        self._reports: dict[str, pytest.TestReport] = {}
        self._workers = WorkerEnds(config)
        config.pluginmanager.register(self._workers, "worker-ends")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the tests whose set-up has ended and whose tear-down has not."""
        if report.when == "setup":
            self._reports[report.nodeid] = report
        elif report.when == "teardown":
            self._reports.pop(report.nodeid, None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_keyboard_interrupt(self) -> None:
        """Report them, after what parallel workers had finished until now."""
        self.is_interrupted = True
        for report in self._workers.reports():
            self._hook.pytest_runtest_logreport(report=report)
        while self._reports:
            _, begun = self._reports.popitem()
            said = "The run was ended while this ran."
            report = pytest.TestReport(begun.nodeid, begun.location, begun.keywords, "failed", said, "call")
            report.__dict__ |= {name: value for name, value in vars(begun).items() if name not in vars(report)}
            self._hook.pytest_runtest_logreport(report=report)
