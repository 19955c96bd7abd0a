"""Exchanges: a request and what came of it, as they are shown and recorded."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its response, or with the error that came instead.

    `raised` is what the service raised while it answered, where the driver can see it; `seconds` is the time taken.
    """

    request: httpx.Request
    response: httpx.Response | None
    error: Exception | None
    raised: BaseException | None
    seconds: float


EXCHANGES = pytest.StashKey[list[Exchange]]()
"""The exchanges of a scenario, on its item, in the order in which they ended."""
PRINTED = pytest.StashKey["Callable[[], list[str]]"]()
"""What gives the lines that a live service printed during a scenario, on its item."""


class RecordingTransport(httpx.AsyncBaseTransport):
    """Hand each exchange through a transport to `record`, whether it was answered or not."""

    def __init__(self, transport: httpx.AsyncBaseTransport, record: Callable[[Exchange], None]) -> None:
        self._transport = transport
        self._record = record

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request on, and record what came of it with its whole body.

        The response that is returned has not been read yet, so that a step can stream it.
        """
        started = time.perf_counter()
        read: httpx.Response | None = None
        error: Exception | None = None
        try:
            response = await self._transport.handle_async_request(request)
            body = httpx.ByteStream(b"".join([part async for part in response.stream]))  # type: ignore[union-attr]
            read, response.stream = response, body
            await read.aread()
        except Exception as raised:
            error = raised
            raise
        finally:
            extensions = read.extensions if read is not None else {}
            seconds = time.perf_counter() - started
            self._record(Exchange(request, read, error, extensions.get("raised"), seconds))
        return httpx.Response(read.status_code, headers=read.headers, stream=body, extensions=read.extensions)
