"""No exchange takes for ever: whatever hangs ends by name."""

from __future__ import annotations

import asyncio

import httpx


class NoAnswer(Exception):  # noqa: N818  the sentence that a failing step shows
    """The service has not answered in time."""


class DeadlineTransport(httpx.AsyncBaseTransport):
    """End each exchange after so many seconds. httpx's own timeouts do nothing in process."""

    def __init__(self, transport: httpx.AsyncBaseTransport, seconds: float) -> None:
        self._transport = transport
        self._seconds = seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises `NoAnswer` when the time is up.

        The exchange has a task of its own and is not waited for once it is cancelled: an endpoint that blocks a worker
        thread cannot be ended, but the scenario can.
        """
        exchange = asyncio.ensure_future(self._transport.handle_async_request(request))
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
