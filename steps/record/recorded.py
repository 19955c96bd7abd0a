"""An exchange as it is recorded, and the secrets that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steps.record.masking import SecretValues
from steps.record.rendering import body_text, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx

    from steps.record.exchanges import Exchange
    from steps.record.masking import Masking

LONGEST_BODY = 10_000


def recorded_exchange(exchange: Exchange, masking: Masking, driver: str) -> dict[str, Any]:
    """Describe an exchange as JSON has it; `driver` says through what it went."""
    request, response = exchange.request, exchange.response
    answer = None
    if response is not None:
        answer = {"status": response.status_code, "reason": response.reason_phrase, **_parts(response, masking)}
    return {
        "request": {"method": request.method, "url": masking.url(str(request.url)), **_parts(request, masking)},
        "response": answer,
        "error": masking.text(str(exchange.error) or type(exchange.error).__name__) if exchange.error else None,
        "milliseconds": round(exchange.seconds * 1000, 3),
        "driver": driver,
    }


def secret_values(exchanges: Iterable[Exchange], masking: Masking) -> set[str]:
    """Gather the secrets that exchanges hold, so that they are masked wherever else they stand."""
    gathering = SecretValues(masking.names)
    for exchange in exchanges:
        recorded_exchange(exchange, gathering, "")
    return gathering.found


def _parts(message: httpx.Request | httpx.Response, masking: Masking) -> dict[str, Any]:
    headers = [masking.raw_header(name, value) for name, value in message.headers.raw]
    content_type = next((value for name, value in headers if name == "content-type"), "")
    return {"headers": headers, "body": _body(message, content_type, masking)}


def _body(message: httpx.Request | httpx.Response, content_type: str, masking: Masking) -> str | None:
    text = body_text(message, content_type, masking)
    if text is None:
        return "(a streamed body)"
    if not text:
        return None
    if "\0" in text:
        return f"({len(message.content)} bytes)"
    return shortened(text, len(message.content), LONGEST_BODY)
