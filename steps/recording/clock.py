"""The time of day, also while a scenario has set another one."""

from __future__ import annotations

import time
from typing import Any

NANOS = 1_000_000_000


class Clock:
    """Tells the seconds since the epoch by a clock that nobody sets."""

    def __init__(self) -> None:
        self._offset = time.time() - time.perf_counter()

    def now(self) -> float:
        """Tell the time."""
        return self._offset + time.perf_counter()


def timestamp(seconds: float) -> dict[str, Any]:
    """Write seconds as messages have them; durations are written in the same way."""
    nanos = max(round(seconds * NANOS), 0)
    return {"seconds": nanos // NANOS, "nanos": nanos % NANOS}
