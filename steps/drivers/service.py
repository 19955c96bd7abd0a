"""The app as the in-process drivers call it: started, with its lifespan state, and what it raises kept for the report."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from steps.database.foreign import WORK

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

DEFAULT_PORTS = {"http": 80, "https": 443}


class NotStarted(Exception):  # noqa: N818  the sentence that a failing step shows
    """The service's lifespan has raised before the first request."""


@dataclass(slots=True)
class Call:
    """One call of the service: the headers to replace those of the scope, and what it raised."""

    headers: Sequence[tuple[bytes, bytes]] | None
    raised: list[Exception] = field(default_factory=list)


_call: ContextVar[Call | None] = ContextVar("call", default=None)


class Service:
    """An ASGI app that adds the lifespan's state to every request, as a server does."""

    def __init__(self, app: FastAPI, state: Mapping[str, Any]) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. What it raises comes through, and stands in the `calling()` around it."""
        call = _call.get()
        host, port = scope["server"]
        scope["server"] = host, port or DEFAULT_PORTS[scope["scheme"]]
        scope["state"] = dict(self._state)
        if call is not None:
            scope["headers"] = scope["headers"] if call.headers is None else call.headers
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            if call is not None:
                call.raised.append(error)
            raise


@contextmanager
def calling(headers: Sequence[tuple[bytes, bytes]] | None = None) -> Iterator[Call]:
    """Tell the service about the call made here: the headers as they were given, where a client alters them."""
    call = Call(headers)
    token, work = _call.set(call), WORK.set("exchange")
    try:
        yield call
    finally:
        _call.reset(token)
        WORK.reset(work)


@asynccontextmanager
async def running_service(app: FastAPI) -> AsyncIterator[Service]:
    """Run the app's lifespan around its use. What it raises at its end comes through."""
    WORK.set("lifespan")
    async with AsyncExitStack() as lifespan:
        try:
            state = await lifespan.enter_async_context(app.router.lifespan_context(app))
        except Exception as error:
            said = f"The service did not start: {type(error).__name__}: {error}"
            raise NotStarted(said).with_traceback(error.__traceback__) from error
        yield Service(app, state or {})
