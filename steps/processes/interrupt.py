"""SIGTERM ends a run as Ctrl-C does: what is finished is reported, and what was started is ended."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def interrupt_on_termination() -> Callable[[], None]:
    """Raise `KeyboardInterrupt` for SIGTERM, where nobody handles it already; return what undoes it."""
    is_ours = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if not is_ours or threading.current_thread() is not threading.main_thread():
        return lambda: None
    signal.signal(signal.SIGTERM, _interrupt)
    return _restore


class UnderWay:
    """A plugin that reports what a run was ended in the midst of as failed.

    Reports would show it without a verdict, as if it had passed. It belongs into the process that reports: a parallel
    worker's controller.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._hook = config.hook
        self._reports: dict[str, pytest.TestReport] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the tests whose set-up has ended and whose tear-down has not."""
        if report.when == "setup":
            self._reports[report.nodeid] = report
        elif report.when == "teardown":
            self._reports.pop(report.nodeid, None)

    def pytest_keyboard_interrupt(self) -> None:
        """Report them."""
        while self._reports:
            _, begun = self._reports.popitem()
            said = "The run was ended while this ran."
            report = pytest.TestReport(begun.nodeid, begun.location, begun.keywords, "failed", said, "call")
            report.__dict__ |= {name: value for name, value in vars(begun).items() if name not in vars(report)}
            self._hook.pytest_runtest_logreport(report=report)


def _interrupt(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt("SIGTERM")


def _restore() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
