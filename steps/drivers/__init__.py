"""How a request reaches the service: each driver is an httpx transport, so steps always hold an `httpx.AsyncClient`."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.drivers.deadline import LAST, DeadlineTransport
from steps.drivers.lifetime import in_own_task
from steps.drivers.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    import httpx
    from fastapi import FastAPI

    from steps.drivers.server import Launch, ServiceError

BASE_URL = "http://testserver"


@dataclass(frozen=True, slots=True)
class Driver:
    """An open driver: its transport, the URL of the service, and what tells the lines a live service prints from now on."""

    transport: httpx.AsyncBaseTransport
    url: str = BASE_URL
    watch: Callable[[], Callable[[], list[str]]] | None = None


class Drivers:
    """Keeps one driver open, on the loop of the steps, for as long as scenarios ask for the same service.

    An app is the same as long as it is the same object: an `app` fixture of function scope has its lifespan run for
    every scenario, one of session scope once per run. A live service that did not start is not started again.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._loop = loop
        self._seconds = seconds
        self._key: object = None
        self._driver: Driver | None = None
        self._error: ServiceError | None = None
        self._older: set[asyncio.Task[object]] = set()
        self._open = AsyncExitStack()

    def in_process(self, name: str, app: FastAPI) -> Driver:
        """Return a driver of this app, starting the app where it does not run yet."""
        return self._opened((name, app), lambda: open_driver(name, app, self._seconds))

    def live(self, launch: Launch) -> Driver:
        """Return the driver of a service in a process of its own."""
        from steps.drivers.server import ServiceError  # noqa: PLC0415  only the driver in use is imported

        if launch == self._key and self._error is not None:
            raise type(self._error)(str(self._error))
        try:
            return self._opened(launch, lambda: open_live_driver(launch, self._seconds))
        except ServiceError as error:
            self._error = error
            raise

    def elsewhere(self, url: str) -> Driver:
        """Return the driver of a service that runs already."""
        return self._opened(url, lambda: open_elsewhere(url, self._seconds))

    def end_exchanges(self) -> None:
        """End what a scenario has left behind, so that it does not reach into the next one."""
        transport = self._driver.transport if self._driver is not None else None
        if isinstance(transport, DeadlineTransport) and not transport.is_idle:
            self._loop.run_until_complete(transport.end_exchanges())

    def close(self) -> None:
        """Shut the service down, once the tasks that it started have had a moment to end."""
        if self._driver is not None and (left := asyncio.all_tasks(self._loop) - self._older):
            self._loop.run_until_complete(asyncio.wait(left, timeout=LAST))
        self._key = self._driver = self._error = None
        self._loop.run_until_complete(self._open.aclose())

    def _opened(self, key: object, opening: Callable[[], AbstractAsyncContextManager[Driver]]) -> Driver:
        if key != self._key:
            self.close()
        if self._driver is None:
            self._key = key
            entering = self._open.enter_async_context(in_own_task(opening(), self._seconds))
            self._driver = self._loop.run_until_complete(entering)
            self._older = asyncio.all_tasks(self._loop)
        return self._driver


@asynccontextmanager
async def open_driver(name: str, app: FastAPI, seconds: float) -> AsyncIterator[Driver]:
    """Run the app's lifespan and yield an in-process driver, each exchange ended after `seconds`."""
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(running_service(app))
        transport: httpx.AsyncBaseTransport
        if name == "testclient":
            from steps.drivers.testclient import TestClientDriver  # noqa: PLC0415  only the driver in use is imported

            transport = TestClientDriver(service, BASE_URL)
        else:
            from steps.drivers.asyncclient import AsyncClientDriver  # noqa: PLC0415

            transport = AsyncClientDriver(service)
        yield Driver(DeadlineTransport(transport, seconds))


@asynccontextmanager
async def open_live_driver(launch: Launch, seconds: float) -> AsyncIterator[Driver]:
    """Start a service in a process of its own, and yield its driver."""
    from steps.drivers.live import open_live  # noqa: PLC0415  only the driver in use is imported

    async with open_live(launch, seconds) as live:
        yield Driver(live, live.url, live.watch)


@asynccontextmanager
async def open_elsewhere(url: str, seconds: float) -> AsyncIterator[Driver]:
    """Yield the driver of a service that runs already."""
    from steps.drivers.tcp import TcpTransport  # noqa: PLC0415  only the driver in use is imported

    async with TcpTransport() as transport:
        yield Driver(DeadlineTransport(transport, seconds), url)
