"""The driver of Starlette's TestClient: a blocking call in a worker thread, the app still on the loop of the steps."""

from __future__ import annotations

import asyncio
import math
import warnings
from contextlib import asynccontextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING

import httpx
from anyio import CapacityLimiter, to_thread
from anyio.from_thread import BlockingPortal

from steps.drivers.service import calling

with warnings.catch_warnings():
    # Starlette asks for httpx2, which an adopter need not have: with httpx it behaves the same.
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from steps.drivers.service import Service


class TestClientDriver(httpx.AsyncBaseTransport):
    """Send requests through a TestClient that adds nothing of its own: no cookies, no headers, no redirects followed."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        # The service's own threads are counted on this loop too: callers that held them all would wait for it for ever.
        self._threads = CapacityLimiter(math.inf)
        client.headers.clear()
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, and return its response as httpx's own, whichever library the TestClient stands on."""
        content = await request.aread()
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        with calling(headers) as call:
            try:
                response = await to_thread.run_sync(
                    self._send, request, content, abandon_on_cancel=True, limiter=self._threads
                )
            except asyncio.CancelledError:
                # The portal would wait for an endpoint that blocks a thread.
                if call.task is not None:
                    call.task.cancel()
                    await asyncio.wait((call.task,))
                raise
        if call.raised:
            response.extensions["raised"] = call.raised[0]
        return response

    def _send(self, request: httpx.Request, content: bytes) -> httpx.Response:
        sent = self._client.build_request(request.method, str(request.url), content=content)
        answer = self._client.send(sent, stream=True, follow_redirects=False)
        body = httpx.ByteStream(b"".join(answer.iter_raw()))
        return httpx.Response(answer.status_code, headers=answer.headers.raw, stream=body)


@asynccontextmanager
async def open_testclient(service: Service, base_url: str) -> AsyncIterator[TestClientDriver]:
    """Open a TestClient whose calls run on the current loop."""
    async with BlockingPortal() as portal:
        client = TestClient(service, base_url, raise_server_exceptions=False)
        client.portal = portal
        try:
            yield TestClientDriver(client)
        finally:
            await portal.stop(cancel_remaining=True)
