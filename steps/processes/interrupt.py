"""SIGTERM ends a run as Ctrl-C does: what is finished is reported, and what was started is ended."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, NoReturn

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


def _interrupt(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt("SIGTERM")


def _restore() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
