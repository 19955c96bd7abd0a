"""Exchanges with a service over TCP."""

from __future__ import annotations

import asyncio
from typing import Self

import httpx

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class TcpTransport(httpx.AsyncBaseTransport):
    """Send each request over a connection of its own, and give it so many seconds from first to last byte.

    A connection that was kept open is closed by the service after an unhandled error, and the next request on it would
    fail for no fault of its own.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._inner = httpx.AsyncHTTPTransport(
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0), trust_env=False
        )

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the whole response; a `httpx.TransportError` is a sentence with method, URL and reason."""
        exchange = f"{request.method} {request.url}"
        # httpx's own limits count connecting, reading and writing apart, and start anew with every byte.
        request.extensions = {**request.extensions, "timeout": {}}
        try:
            async with asyncio.timeout(self._seconds):
                return await self._exchange(request)
        except TimeoutError:
            message = f"{exchange} got no answer within {self._seconds:g} seconds (bdd_timeout)."
            raise httpx.ReadTimeout(message, request=request) from None
        except httpx.ConnectError as error:
            message = f"{exchange} reached nobody: {error}. Is the service running there?"
            raise httpx.ConnectError(message, request=request) from error
        except httpx.TransportError as error:
            message = f"{exchange} got no complete answer: {str(error) or type(error).__name__}."
            raise type(error)(message, request=request) from error

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        try:
            assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - as the contract has it
            body = b"".join([part async for part in response.stream])
        finally:
            await response.aclose()
        return httpx.Response(
            response.status_code,
            headers=response.headers.raw,
            stream=httpx.ByteStream(body),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._inner.aclose()


class ReadOnlyTransport(httpx.AsyncBaseTransport):
    """Refuse whatever could change data of a service that others use too (RFC 9110 section 9.2.1)."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass on what only reads; raise `httpx.UnsupportedProtocol` for the rest, before anything is sent."""
        if request.method not in SAFE_METHODS:
            message = (
                f"{request.method} {request.url} was not sent: a service at bdd_base_url is only read. "
                "Tag the scenario @writes if it may change data there."
            )
            raise httpx.UnsupportedProtocol(message, request=request)
        return await self._inner.handle_async_request(request)
