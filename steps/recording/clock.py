"""The time of day, also while a scenario has set another one."""

from __future__ import annotations

import time

SECOND = 1_000_000_000


class Clock:
    """Tells the nanoseconds since the epoch by a clock that nobody sets."""

    def __init__(self) -> None:
        self._offset = time.time_ns() - time.perf_counter_ns()

    def now(self) -> int:
        """Tell the time."""
        return self._offset + time.perf_counter_ns()


def timestamp(nanos: int) -> dict[str, int]:
    """Write nanoseconds as messages have them; durations are written in the same way."""
    return {"seconds": nanos // SECOND, "nanos": nanos % SECOND}
