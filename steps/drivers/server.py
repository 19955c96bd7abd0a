"""The service as a process of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from steps.drivers.deadline import NoAnswer
from steps.processes.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steps.processes.log import Log

HOST = "127.0.0.1"
POLL_SECONDS = 0.02


class ServiceError(Exception):
    """The service did not start, or has died."""


class PortTakenError(ServiceError):
    """Somebody else listens where the service should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What to serve, and when it counts as ready.

    `app` is the `module:attribute` of an app or its factory; `environment` is added to this process's own. Port 0 takes
    any free one. `ready_path` has to answer with a status below 500 within `ready_seconds`.
    """

    app: str
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    ready_path: str = "/health"
    ready_seconds: float = 30.0


class Server:
    """A service that runs under uvicorn, and ends with this process at the latest."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        with _bound(launch.port) as listener:
            self.port: int = listener.getsockname()[1]
            # The service imports what this process can: the same interpreter, the same path.
            command = [sys.executable, "-m", "steps.drivers.serve", "--fd", str(listener.fileno()), launch.app]
            self._process = Guarded(command, environment=_environment(launch), fd=listener.fileno())

    @property
    def url(self) -> str:
        """Where the service answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Log:
        """What the service printed."""
        return self._process.log

    async def ready(self, transport: httpx.AsyncBaseTransport) -> None:
        """Return when the service answers; raise `ServiceError` if it dies or takes too long."""
        url = f"{self.url}/{self._launch.ready_path.removeprefix('/')}"
        try:
            async with asyncio.timeout(self._launch.ready_seconds):
                while not await self._answers(transport, url):
                    if death := self.death():
                        raise self._not_started(f"it {death} before it answered GET {url}")
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            raise self._not_started(
                f"it did not answer GET {url} within {self._launch.ready_seconds:g} seconds"
            ) from None

    def death(self, seconds: float = 0.0) -> str | None:
        """Say how the service ended, or None while it runs; wait up to some seconds for an end that is due."""
        death = self._process.death(seconds)
        if death:
            self.log.finish()
        return death

    def with_log(self, sentence: str) -> str:
        """Add the last lines of the log to a sentence."""
        lines = self.log.last()
        return "\n    ".join([f"{sentence}. Its last lines:", *lines]) if lines else f"{sentence}. It printed nothing."

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def stop(self) -> None:
        """End the process; return when it has ended."""
        self._process.stop()

    def _not_started(self, why: str) -> ServiceError:
        return ServiceError(self.with_log(f"The service {self._launch.app} did not start: {why}"))

    async def _answers(self, transport: httpx.AsyncBaseTransport, url: str) -> bool:
        try:
            response = await transport.handle_async_request(httpx.Request("GET", url))
        except (httpx.TransportError, NoAnswer):
            return False
        return response.status_code < httpx.codes.INTERNAL_SERVER_ERROR


def _bound(port: int) -> socket.socket:
    """Bind here and pass on the open socket: nobody else can take a port between choosing and using it."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise PortTakenError(
            f"Port {port} of {HOST} cannot be used: {error.strerror}. End what listens there, or take port 0, any free one."
        ) from error
    return listener


def _environment(launch: Launch) -> dict[str, str]:
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - a string among strings
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **launch.environment}
