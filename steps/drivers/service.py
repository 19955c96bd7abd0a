"""The app as the in-process drivers call it: started, with its lifespan state, and what it raises kept for the report."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

_raised: ContextVar[list[Exception] | None] = ContextVar("raised", default=None)


class Service:
    """An ASGI app that adds the lifespan's state to every request, as a server does."""

    def __init__(self, app: FastAPI, state: Mapping[str, Any]) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. What it raises comes through, and stands in the list of `catching()`."""
        scope["state"] = dict(self._state)
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            raised = _raised.get()
            if raised is not None:
                raised.append(error)
            raise


@contextmanager
def catching() -> Iterator[list[Exception]]:
    """Collect what the service raises while it answers the requests made here."""
    raised: list[Exception] = []
    token = _raised.set(raised)
    try:
        yield raised
    finally:
        _raised.reset(token)


@asynccontextmanager
async def running_service(app: FastAPI) -> AsyncIterator[Service]:
    """Run the app's lifespan around its use. What the lifespan raises comes through."""
    async with app.router.lifespan_context(app) as state:
        yield Service(app, state or {})
