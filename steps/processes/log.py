"""What a process printed, as far as anybody will want to read it."""

from __future__ import annotations

import threading
from collections import deque
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES_KEPT = 2000
CHARACTERS_OF_A_LINE = 2000


class Log:
    """Read a stream in a thread of its own, so that a talkative process never blocks on a full pipe."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._lines: deque[str] = deque(maxlen=LINES_KEPT)
        self._count = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    @property
    def position(self) -> int:
        """Give the number of lines printed so far, for `since`."""
        return self._count

    def since(self, position: int) -> list[str]:
        """Return the lines printed after a position; the oldest are lost beyond `LINES_KEPT`."""
        with self._lock:
            wanted = self._count - position
            return list(self._lines)[-wanted:] if wanted > 0 else []

    def last(self, number: int = 20) -> list[str]:
        """Return the last lines."""
        return self.since(self._count - number)

    def finish(self, seconds: float = 1.0) -> None:
        """Wait for what an ended process still had in the pipe."""
        self._thread.join(seconds)

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for line in _lines(stream):
                with self._lock:
                    self._lines.append(line)
                    self._count += 1


def _lines(stream: IO[bytes]) -> Iterator[str]:
    while piece := stream.readline(CHARACTERS_OF_A_LINE):
        yield piece.decode(errors="replace").rstrip("\r\n")
