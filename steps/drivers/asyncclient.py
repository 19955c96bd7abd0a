"""The default driver: httpx calls the app in this process, on the loop of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from steps.drivers.service import calling

if TYPE_CHECKING:
    from steps.drivers.service import Service


class AsyncClientDriver(httpx.AsyncBaseTransport):
    """Send requests through `httpx.ASGITransport`. A service that raises answers 500, as behind a server."""

    def __init__(self, service: Service) -> None:
        self._transport = httpx.ASGITransport(service, raise_app_exceptions=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        with calling() as call:
            response = await self._transport.handle_async_request(request)
        if call.raised:
            response.extensions["raised"] = call.raised[0]
        return response
