"""The driver that reaches the service over TCP, in a process of its own."""

from __future__ import annotations

import asyncio
import functools
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx

from steps.drivers.deadline import DeadlineTransport, NoAnswer
from steps.drivers.server import Server
from steps.drivers.tcp import TcpTransport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from steps.drivers.server import Launch

DYING_SECONDS = 1.0  # a connection breaks a moment before the process behind it is gone


class ServiceDied(httpx.NetworkError):
    """The service's process ended while a scenario needed it."""


class LiveDriver(httpx.AsyncBaseTransport):
    """Send requests to a server, say at once when it has died, and start it anew for whoever asks after that.

    One that does not answer in time is ended, so that what hangs in it hangs nothing else.
    """

    def __init__(self, launch: Launch, server: Server, transport: httpx.AsyncBaseTransport) -> None:
        self._launch = replace(launch, port=server.port)
        self._server = server
        self._transport = transport
        self._reported: Server | None = None
        self._starting = asyncio.Lock()

    @property
    def url(self) -> str:
        """Where the service answers, also after a new start."""
        return self._server.url

    def watch(self) -> Callable[[], list[str]]:
        """Return what gives the lines that the server prints from now on."""
        log = self._server.log
        return functools.partial(log.since, log.position)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response; raise `ServiceDied` with the last lines of the log if there will be none."""
        server = await self._running()
        self._fail_if_dead(server, request, server.death())
        try:
            return await self._transport.handle_async_request(request)
        except NoAnswer:
            # A server goes on with a request that nobody waits for, and with it the locks it holds.
            self._reported = server
            server.kill()
            raise
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            self._fail_if_dead(server, request, await asyncio.to_thread(server.death, DYING_SECONDS))
            raise

    async def ready(self) -> None:
        """Return when the service answers; raise `ServiceError` if it does not."""
        await self._server.ready(self._transport)

    def close(self) -> None:
        """End the server."""
        self._server.stop()

    async def _running(self) -> Server:
        async with self._starting:
            if self._reported is self._server:
                self._server.stop()
                self._server = Server(self._launch)
                self._reported = None
                await self.ready()
        return self._server

    def _fail_if_dead(self, server: Server, request: httpx.Request, death: str | None) -> None:
        if death:
            self._reported = server
            message = f"{request.method} {request.url} got no answer: the service {self._launch.app} {death}"
            raise ServiceDied(server.with_log(message), request=request)


@asynccontextmanager
async def open_live(launch: Launch, seconds: float) -> AsyncIterator[LiveDriver]:
    """Serve an app from its first answer until the block ends; each exchange may take so many seconds."""
    async with TcpTransport() as tcp:
        transport = DeadlineTransport(tcp, seconds)
        with closing(LiveDriver(launch, Server(launch), transport)) as driver:
            await driver.ready()
            yield driver
