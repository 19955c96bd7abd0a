"""Exchanges with a service over TCP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class TcpTransport(httpx.AsyncBaseTransport):
    """Send each request over a connection of its own, and return once its whole response is there.

    A connection that was kept open is closed by the service after an unhandled error, and the next request on it would
    fail for no fault of its own.
    """

    def __init__(self) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self._transport = httpx.AsyncHTTPTransport(limits=limits, trust_env=False)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; a `httpx.TransportError` is a sentence with method, URL and reason."""
        exchange = f"{request.method} {request.url}"
        try:
            return await self._exchange(_sendable(request))
        except httpx.ConnectError as error:
            message = f"{exchange} reached nobody: {error}. Is the service running there?"
            raise httpx.ConnectError(message, request=request) from error
        except httpx.TransportError as error:
            message = f"{exchange} got no complete answer: {str(error) or type(error).__name__}."
            raise type(error)(message, request=request) from error

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        try:
            assert isinstance(answer.stream, httpx.AsyncByteStream)  # noqa: S101 - as the contract has it
            body = httpx.ByteStream(b"".join([part async for part in answer.stream]))
        finally:
            await answer.aclose()
        return httpx.Response(
            answer.status_code, headers=answer.headers.raw, stream=body, extensions=dict(answer.extensions)
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()


def _sendable(request: httpx.Request) -> httpx.Request:
    """Leave out what HTTP does: white space around a header's value is not part of it (RFC 9110 section 5.5).

    The driver's deadline holds for the exchange; httpx's own limits would start anew with every byte.
    """
    return httpx.Request(
        request.method,
        request.url,
        headers=[(name, value.strip(b" \t")) for name, value in request.headers.raw],
        stream=request.stream,
        extensions={**request.extensions, "timeout": {}},
    )


class ReadOnlyTransport(httpx.AsyncBaseTransport):
    """Refuse whatever could change data of a service that others use too (RFC 9110 section 9.2.1)."""

    def __init__(self, transport: httpx.AsyncBaseTransport, refuse: Callable[[str], object]) -> None:
        self._transport = transport
        self._refuse = refuse

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass on what only reads; call `refuse`, which raises, for the rest, before anything is sent."""
        if request.method not in SAFE_METHODS:
            self._refuse(f"{request.method} {request.url.path}")
        return await self._transport.handle_async_request(request)
