"""An exchange as text: what was sent, what came, secrets masked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from steps.record.masking import masked_body, masked_header, masked_url

if TYPE_CHECKING:
    import httpx

    from steps.record.exchanges import Exchange

LONGEST_LINE = 100
LONGEST_BODY = 2000
SHOWN_HEADERS = frozenset({"authorization", "content-type", "cookie", "location", "set-cookie", "www-authenticate"})


def exchange_lines(exchange: Exchange) -> list[str]:
    """Render an exchange for a terminal: the telling headers, and the bodies up to a length."""
    request = exchange.request
    lines = [f"{request.method} {masked_url(request.url.raw_path.decode('ascii', 'replace'))}", *_parts(request)]
    if exchange.response is None:
        return [*lines, f"no answer: {exchange.error}"]
    response = exchange.response
    took = f"({exchange.seconds * 1000:.0f} ms)"
    return [*lines, f"answered {response.status_code} {response.reason_phrase} {took}", *_parts(response)]


def _parts(message: httpx.Request | httpx.Response) -> list[str]:
    headers = [
        f"  {name}: {masked_header(name, value)}"
        for name, value in message.headers.multi_items()
        if name.lower() in SHOWN_HEADERS
    ]
    return [*headers, *(f"  {line}" for line in _body(message).splitlines())]


def _body(message: httpx.Request | httpx.Response) -> str:
    content_type = message.headers.get("content-type", "")
    try:
        content = message.content
    except RuntimeError:
        return "(a streamed body)"
    text = content.decode("utf-8", "backslashreplace")
    shown = _pretty(masked_body(text, content_type))
    return shown if len(shown) <= LONGEST_BODY else f"{shown[:LONGEST_BODY]} … ({len(content)} bytes)"


def _pretty(body: str) -> str:
    if len(body) <= LONGEST_LINE or body[0] not in "{[":
        return body
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
