"""The driver of Starlette's TestClient, whose blocking call waits in a greenlet: client and app share the loop of the steps."""

from __future__ import annotations

import asyncio
import warnings
from concurrent.futures import Future
from contextlib import asynccontextmanager
from contextvars import ContextVar
from http.cookiejar import DefaultCookiePolicy
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, cast

import httpx
from sqlalchemy.util import await_only, greenlet_spawn

from steps.drivers.service import calling

with warnings.catch_warnings():
    # Starlette asks for httpx2, which an adopter need not have: with httpx it behaves the same.
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from anyio.from_thread import BlockingPortal

    from steps.drivers.service import Service


class TestClientDriver(httpx.AsyncBaseTransport):
    """Send requests through a TestClient that adds nothing of its own: no cookies, no headers, no redirects followed."""

    def __init__(self, service: Service, base_url: str) -> None:
        self._client = TestClient(service, base_url, raise_server_exceptions=False)
        self._client.portal = cast("BlockingPortal", LoopPortal())
        self._client.headers.clear()
        self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, and return its response as httpx's own, whichever library the TestClient stands on."""
        content = await request.aread()
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        with calling(headers) as call:
            async with _started_tasks():
                response = await greenlet_spawn(self._send, request, content)
        if call.raised:
            response.extensions["raised"] = call.raised[0]
        return response

    def _send(self, request: httpx.Request, content: bytes) -> httpx.Response:
        sent = self._client.build_request(request.method, str(request.url), content=content)
        answer = self._client.send(sent, stream=True, follow_redirects=False)
        body = httpx.ByteStream(b"".join(answer.iter_raw()))
        return httpx.Response(answer.status_code, headers=answer.headers.raw, stream=body)


class LoopPortal:
    """Stand for anyio's `BlockingPortal` where the caller is a greenlet of the loop's own thread, so that none is needed."""

    def call(self, function: Callable[..., Awaitable[Any] | Any], *arguments: object) -> Any:
        """Let the loop run until the result is there."""
        result = function(*arguments)
        return await_only(result) if isawaitable(result) else result

    def start_task_soon(self, function: Callable[..., Coroutine[Any, Any, None]], *arguments: object) -> Future[None]:
        """Start a task. Its future is done at once, as to wait for it here would block the loop: who sends waits."""
        _tasks.get().append(asyncio.create_task(function(*arguments)))
        ended: Future[None] = Future()
        ended.set_result(None)
        return ended


_tasks: ContextVar[list[asyncio.Task[None]]] = ContextVar("tasks")


@asynccontextmanager
async def _started_tasks() -> AsyncIterator[None]:
    """Wait for the tasks that were started, their work after the response too; what they raise the service has kept."""
    tasks: list[asyncio.Task[None]] = []
    token = _tasks.set(tasks)
    try:
        yield
    except BaseException:
        for task in tasks:
            task.cancel()
        raise
    finally:
        _tasks.reset(token)
        await asyncio.gather(*tasks, return_exceptions=True)
