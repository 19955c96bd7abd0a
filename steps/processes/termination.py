"""SIGTERM ends a run as Ctrl-C does, and neither in the midst of a report."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

PATIENCE = 1.0  # seconds that a report has to be told in once the run is to end
AGAIN = 0.01  # seconds until it is looked at again whether it is told


def interrupt_on_termination() -> Callable[[], None]:
    """Raise `KeyboardInterrupt` for SIGTERM, where nobody handles it already; return what undoes it.

    In a parallel worker for the first of SIGINT and SIGTERM alone: it may be told by the terminal, by its controller and
    by execnet, and the second would end it in the midst of tidying up.
    """
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    numbers = [signal.SIGTERM, signal.SIGINT] if is_worker else [signal.SIGTERM]
    return _handle(numbers, signal.SIG_DFL, is_single=is_worker)


def interrupt_between_reports() -> Callable[[], None]:
    """Let Ctrl-C wait for a report too, in the controller of parallel workers; return what undoes it.

    Where tests run, asyncio handles it.
    """
    return _handle([signal.SIGINT], signal.default_int_handler, is_single=False)


class Interruption:
    """A handler of signals that raises `KeyboardInterrupt` between two reports; no second time, if it is `is_single`.

    A report that is told by half would be lost to some, and to others be what the run was ended in the midst of.
    """

    def __init__(self, *, is_single: bool) -> None:
        self._is_single = is_single
        self._thread = threading.get_ident()
        self._since: float | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Raise, or come back soon while a report is being told."""
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if _is_reporting(frame) and now < self._since + PATIENCE:
            again = threading.Timer(AGAIN, self._repeat, (number,))
            again.daemon = True
            again.start()
            return
        self._since = None
        if self._is_single:
            for each in (signal.SIGTERM, signal.SIGINT):
                signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt(signal.Signals(number).name)

    def _repeat(self, number: int) -> None:
        is_in_force = signal.getsignal(number) is self
        if is_in_force:
            signal.pthread_kill(self._thread, number)


def _is_reporting(frame: FrameType | None) -> bool:
    """Tell whether a report is on its way: from a test, or out of xdist's queue, to the plugins that tell it."""
    stack = [each for each, _ in traceback.walk_stack(frame)]
    names = {each.f_code.co_name for each in stack}
    hooks = [each.f_locals.get("hook_name", "") for each in stack if each.f_code.co_name == "_multicall"]
    is_distributing = "loop_once" in names and "wait" not in names
    return is_distributing or any(hook.startswith("pytest_runtest_log") for hook in hooks)


def _handle(numbers: Sequence[signal.Signals], default: object, *, is_single: bool) -> Callable[[], None]:
    """Handle signals, unless the first of them has another handler than by default, or this is not the main thread."""
    is_ours = signal.getsignal(numbers[0]) is default and threading.current_thread() is threading.main_thread()
    interruption = Interruption(is_single=is_single)
    before = [(number, signal.signal(number, interruption)) for number in numbers if is_ours]

    def restore() -> None:
        for number, handler in before:
            signal.signal(number, handler)

    return restore
