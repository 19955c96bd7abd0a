"""The driver that reaches the service over TCP, in a process of its own."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx

from steps.drivers.server import Server, Service
from steps.drivers.tcp import TcpTransport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from steps.processes.log import Log

DYING_SECONDS = 1.0  # a connection breaks a moment before the process behind it is gone


class ServiceDied(httpx.NetworkError):
    """The service's process ended while a scenario needed it."""


class LiveTransport(httpx.AsyncBaseTransport):
    """Send requests to a server, say at once when it has died, and start it anew for whoever asks after that."""

    def __init__(self, service: Service, server: Server, tcp: TcpTransport) -> None:
        self._service = replace(service, port=server.port)
        self._server = server
        self._tcp = tcp
        self._reported: Server | None = None
        self._starting = asyncio.Lock()

    @property
    def url(self) -> str:
        """Where the service answers, also after a new start."""
        return self._server.url

    @property
    def log(self) -> Log:
        """What the running server printed."""
        return self._server.log

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response; raise `ServiceDied` with the last lines of the log if there will be none."""
        server = await self._running()
        self._fail_if_dead(server, request, server.death())
        try:
            return await self._tcp.handle_async_request(request)
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            self._fail_if_dead(server, request, await asyncio.to_thread(server.death, DYING_SECONDS))
            raise

    async def ready(self) -> None:
        """Return when the service answers; raise `ServiceError` if it does not."""
        await self._server.ready(self._tcp)

    def close(self) -> None:
        """End the server."""
        self._server.stop()

    async def _running(self) -> Server:
        async with self._starting:
            if self._reported is self._server:
                self._server.stop()
                self._server = Server(self._service)
                self._reported = None
                await self.ready()
        return self._server

    def _fail_if_dead(self, server: Server, request: httpx.Request, death: str | None) -> None:
        if death:
            self._reported = server
            message = f"{request.method} {request.url} got no answer: the service {self._service.app} {death}"
            raise ServiceDied(server.with_log(message), request=request)


@asynccontextmanager
async def open_live(service: Service, seconds: float) -> AsyncIterator[LiveTransport]:
    """Serve an app from its first answer until the block ends; each exchange may take so many `seconds`."""
    async with TcpTransport(seconds) as tcp:
        with closing(LiveTransport(service, Server(service), tcp)) as transport:
            await transport.ready()
            yield transport
