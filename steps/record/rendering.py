"""An exchange as text: what was sent, what came, secrets masked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from steps.record.exchanges import Exchange
    from steps.record.masking import Masking

LONGEST_LINE = 100
LONGEST_BODY = 2000
SHOWN_HEADERS = frozenset({"authorization", "content-type", "cookie", "location", "set-cookie", "www-authenticate"})


def exchange_lines(exchange: Exchange, masking: Masking) -> list[str]:
    """Render an exchange for a terminal: the telling headers, and the bodies up to a length."""
    request = exchange.request
    target = masking.url(request.url.raw_path.decode("ascii", "replace"))
    lines = [f"{request.method} {target}", *_parts(request, masking)]
    if exchange.response is None:
        return [*lines, f"no answer: {exchange.error}"]
    response = exchange.response
    took = f"({exchange.seconds * 1000:.0f} ms)"
    return [*lines, f"answered {response.status_code} {response.reason_phrase} {took}", *_parts(response, masking)]


def body_text(message: httpx.Request | httpx.Response, content_type: str, masking: Masking) -> str | None:
    """Decode and mask a body; None where it was streamed and is gone."""
    try:
        content = message.content
    except RuntimeError:
        return None
    return masking.body(content.decode("utf-8", "backslashreplace"), content_type) if content else ""


def shortened(text: str, size: int, longest: int) -> str:
    """Cut a text off at a length, and say how many bytes the whole has."""
    return text if len(text) <= longest else f"{text[:longest]} … ({size} bytes)"


def _parts(message: httpx.Request | httpx.Response, masking: Masking) -> list[str]:
    headers = [
        f"  {name}: {masking.header(name, value)}"
        for name, value in message.headers.multi_items()
        if name.lower() in SHOWN_HEADERS
    ]
    return [*headers, *(f"  {line}" for line in _body(message, masking).splitlines())]


def _body(message: httpx.Request | httpx.Response, masking: Masking) -> str:
    text = body_text(message, message.headers.get("content-type", ""), masking)
    return "(a streamed body)" if text is None else shortened(_pretty(text), len(message.content), LONGEST_BODY)


def _pretty(body: str) -> str:
    if not body.startswith(("{", "[")):
        return body
    indent = 2 if len(body) > LONGEST_LINE else None
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=indent)
    except (ValueError, RecursionError):
        return body
