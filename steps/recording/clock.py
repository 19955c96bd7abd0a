"""The time of day, also while a scenario has set another one."""

from __future__ import annotations

import time

SECOND = 1_000_000_000
_EPOCH = time.time_ns() - time.perf_counter_ns()

now = time.perf_counter_ns
"""Tells the nanoseconds by a clock that nobody sets, and that begins anywhere."""


def timestamp(moment: int) -> dict[str, int]:
    """Write a moment of that clock as the time of day."""
    return duration(_EPOCH + moment)


def duration(nanos: int) -> dict[str, int]:
    """Write nanoseconds as messages have them."""
    return {"seconds": nanos // SECOND, "nanos": nanos % SECOND}
