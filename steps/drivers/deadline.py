"""No exchange takes for ever: whatever hangs ends by name."""

from __future__ import annotations

import asyncio

import httpx


class NoAnswer(Exception):  # noqa: N818  the sentence that a failing step shows
    """The service has not answered in time."""


# Seconds to end in for an exchange whose scenario is over, and for tasks that the service has left; one that blocks a
# worker thread never does.
LAST = 1


class DeadlineTransport(httpx.AsyncBaseTransport):
    """End each exchange after so many seconds. httpx's own timeouts do nothing in process."""

    def __init__(self, transport: httpx.AsyncBaseTransport, seconds: float) -> None:
        self._transport = transport
        self._seconds = seconds
        self._open: set[asyncio.Task[httpx.Response]] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises `NoAnswer` when the time is up.

        The exchange has a task of its own and is not waited for once it is cancelled: an endpoint that blocks a worker
        thread cannot be ended, but the scenario can.
        """
        exchange = asyncio.create_task(self._transport.handle_async_request(request))
        self._open.add(exchange)
        exchange.add_done_callback(self._open.discard)
        try:
            done, _ = await asyncio.wait({exchange}, timeout=self._seconds)
        except asyncio.CancelledError:
            exchange.cancel()
            raise
        if not done:
            exchange.cancel()
            raise NoAnswer(
                f"{request.method} {request.url.path} was not answered within {self._seconds:g} seconds (bdd_timeout)."
            )
        return exchange.result()

    @property
    def is_idle(self) -> bool:
        """Whether no exchange is under way, a cancelled one included."""
        return not self._open

    async def end_exchanges(self) -> None:
        """Let the exchanges that nobody waits for any more come to an end, and cancel those that do not."""
        if under_way := set(self._open):
            _, hanging = await asyncio.wait(under_way, timeout=LAST)
            for exchange in hanging:
                exchange.cancel()
