"""The clock that the service reads, in the process of the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import time_machine


class Clock:
    """Let the time of this process stand still or jump; the event loop's own clock goes on."""

    def __init__(self) -> None:
        self._travel: time_machine.travel | None = None
        self._stands = False

    def stand_at(self, moment: datetime) -> None:
        """Stop the clock at a moment."""
        self._stands = True
        self._go(moment)

    def move_on(self, span: timedelta) -> None:
        """Put the clock forward; it goes on ticking unless it stood still."""
        self._go(datetime.now(UTC) + span)

    def set_right(self) -> None:
        """Give the clock back its own time."""
        if self._travel is not None:
            self._travel.stop()
            self._travel = None

    def _go(self, moment: datetime) -> None:
        import time_machine  # noqa: PLC0415  # costs 120 ms, and few runs move the clock

        self.set_right()
        self._travel = time_machine.travel(moment, tick=not self._stands)
        self._travel.start()
