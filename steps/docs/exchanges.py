"""Exchanges as the record carries them, and as a reader can repeat them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from steps.docs.outcomes import Exchange, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.docs.messages import Json

MEDIA_TYPE = "application/vnd.fastapi-acceptance.exchange+json"
_LETTERS = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


@dataclass(frozen=True, slots=True)
class Group:
    """Hold equal exchanges by the first of them, and the longest time one took."""

    first: Exchange
    times: int
    milliseconds: float


def parse_exchange(attachment: Json) -> Exchange:
    """Read an exchange from the attachment that carries it."""
    data = json.loads(attachment["body"])
    request, response = data["request"], data.get("response")
    return Exchange(
        method=request["method"],
        url=request["url"],
        request=_message(f"{request['method']} {target(request['url'])}", request),
        status=response["status"] if response else None,
        response=_message(f"{response['status']} {response.get('reason', '')}".strip(), response) if response else None,
        error=data.get("error"),
        milliseconds=float(data.get("milliseconds", 0.0)),
        driver=data.get("driver", ""),
    )


def group_exchanges(exchanges: Iterable[Exchange]) -> tuple[Group, ...]:
    """Put equal exchanges that follow each other into one: twenty same refusals read as one, twenty times."""
    groups = (list(group) for _, group in groupby(exchanges, lambda exchange: replace(exchange, milliseconds=0.0)))
    return tuple(Group(group[0], len(group), max(one.milliseconds for one in group)) for group in groups)


def _message(start_line: str, data: Json) -> Message:
    headers = tuple((str(name), str(value)) for name, value in data.get("headers", ()))
    return Message(start_line, headers, data.get("body"))


def origin(url: str) -> str:
    """Give the scheme and host of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def target(url: str) -> str:
    """Give the path and query of a URL."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def readable(target: str) -> str:
    """Show letters beyond ASCII as browsers do: `/users/%C3%A9va` reads /users/éva, all else stays as it was sent."""
    return _LETTERS.sub(_decoded, target) if "%" in target else target


def _decoded(found: re.Match[str]) -> str:
    try:
        return unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]


def pretty(body: str) -> str:
    """Indent JSON, and leave everything else as it is."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
