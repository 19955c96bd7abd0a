"""How a request reaches the service: each driver is an httpx transport, so steps always hold an `httpx.AsyncClient`."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from steps.drivers.deadline import DeadlineTransport
from steps.drivers.lifetime import in_own_task
from steps.drivers.service import running_service

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

    import httpx
    from fastapi import FastAPI

BASE_URL = "http://testserver"


class Drivers:
    """Keeps the driver of one app open, on the loop of the steps, for as long as scenarios ask for that app.

    An app is the same as long as it is the same object: an `app` fixture of function scope has its lifespan run for
    every scenario, one of session scope once per run.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, name: str, seconds: float) -> None:
        self._loop = loop
        self._name = name
        self._seconds = seconds
        self._app: FastAPI | None = None
        self._transport: DeadlineTransport | None = None
        self._open = AsyncExitStack()

    def transport(self, app: FastAPI) -> httpx.AsyncBaseTransport:
        """Return the transport to this app, starting the app where it does not run yet."""
        if self._transport is None or app is not self._app:
            self.close()
            opening = self._open.enter_async_context(in_own_task(open_driver(self._name, app, self._seconds)))
            self._transport = self._loop.run_until_complete(opening)
            self._app = app
        return self._transport

    def end_exchanges(self) -> None:
        """End what a scenario has left behind, so that it does not reach into the next one."""
        if self._transport is not None and not self._transport.is_idle:
            self._loop.run_until_complete(self._transport.end_exchanges())

    def close(self) -> None:
        """Shut the app down."""
        self._app = self._transport = None
        self._loop.run_until_complete(self._open.aclose())


@asynccontextmanager
async def open_driver(name: str, app: FastAPI, seconds: float) -> AsyncIterator[DeadlineTransport]:
    """Run the app's lifespan and yield the transport of an in-process driver, each exchange ended after `seconds`."""
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(running_service(app))
        transport: httpx.AsyncBaseTransport
        if name == "testclient":
            from steps.drivers.testclient import open_testclient  # noqa: PLC0415  only the driver in use is imported

            transport = await stack.enter_async_context(open_testclient(service, BASE_URL))
        else:
            from steps.drivers.asyncclient import AsyncClientDriver  # noqa: PLC0415

            transport = AsyncClientDriver(service)
        yield DeadlineTransport(transport, seconds)
