"""How much a request may bring along."""

from typing import Final

from fastapi import HTTPException, status
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 1_048_576  # bytes
TOO_LARGE: Final = "Request body too large"


class BodyLimit:
    """ASGI middleware that refuses larger bodies: by their declared length at once, else as soon as too much has come."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer a request of the right size."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _declared_length(scope) > LARGEST_BODY:
            refusal = JSONResponse({"detail": TOO_LARGE}, status.HTTP_413_CONTENT_TOO_LARGE)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, _Counted(receive), send)


class _Counted:
    """A request's messages, counted as they come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = LARGEST_BODY

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, TOO_LARGE)
        return message


def _declared_length(scope: Scope) -> int:
    declared = Headers(scope=scope).get("Content-Length", "")
    return int(declared) if declared.isdecimal() and declared.isascii() else 0
