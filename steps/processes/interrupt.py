"""SIGTERM ends a run as Ctrl-C does: what is finished is reported, and what was started is ended."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import pytest

from steps.processes.worker_ends import WorkerEnds

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from types import FrameType

UNDER_WAY = "under-way"
Status: TypeAlias = int | pytest.ExitCode | None


def interrupt_on_termination() -> Callable[[], None]:
    """Raise `KeyboardInterrupt` for SIGTERM, where nobody handles it already; return what undoes it.

    In a parallel worker for the first of SIGINT and SIGTERM alone: it may be told by the terminal, by its controller and
    by execnet, and the second would end it in the midst of tidying up.
    """
    is_ours = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if not is_ours or threading.current_thread() is not threading.main_thread():
        return lambda: None
    numbers = [signal.SIGTERM, signal.SIGINT] if "PYTEST_XDIST_WORKER" in os.environ else [signal.SIGTERM]
    handler = _interrupt_once if len(numbers) > 1 else _interrupt
    before = {number: signal.signal(number, handler) for number in numbers}
    return lambda: _restore(before)


def keep_interrupted(config: pytest.Config) -> Generator[None, Status, Status]:
    """Give a run that was ended the status of one, also where something breaks while it ends; what breaks is shown.

    pytest would leave that to Python, whose status tells of tests that failed.
    """
    try:
        return (yield)
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


def _interrupt(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt("SIGTERM")


def _interrupt_once(_: int, __: FrameType | None) -> NoReturn:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _restore(handlers: Mapping[signal.Signals, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)
