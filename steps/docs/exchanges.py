"""Exchanges as the record carries them, and as a reader can repeat them."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from steps.docs.messages import parse_json
from steps.docs.outcomes import Exchange, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.docs.messages import Json

MEDIA_TYPE = "application/vnd.fastapi-acceptance.exchange+json"
_URL = re.compile(r"([^:/?#]+://[^/?#]*|)([^?#]*)(\?[^#]*|)")
_LETTERS = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


class Group(Struct, frozen=True):
    """Hold equal exchanges by the first of them, and the longest time one took."""

    first: Exchange
    times: int
    milliseconds: float


def parse_exchange(attachment: Json) -> Exchange:
    """Read an exchange from the attachment that carries it."""
    data = parse_json(attachment["body"])
    request, response = data["request"], data.get("response")
    origin, target = _split(request["url"])
    return Exchange(
        method=request["method"],
        origin=origin,
        target=target,
        request=_message(f"{request['method']} {target}", request),
        status=response["status"] if response else None,
        response=_message(f"{response['status']} {response.get('reason', '')}".strip(), response) if response else None,
        error=data.get("error"),
        milliseconds=float(data.get("milliseconds", 0.0)),
        driver=data.get("driver", ""),
    )


def group_exchanges(exchanges: Sequence[Exchange]) -> tuple[Group, ...]:
    """Put equal exchanges that follow each other into one: twenty same refusals read as one, twenty times."""
    if len(exchanges) == 1:
        return (Group(exchanges[0], 1, exchanges[0].milliseconds),)
    groups = [list(group) for _, group in groupby(exchanges, lambda exchange: replace(exchange, milliseconds=0.0))]
    return tuple(Group(group[0], len(group), max(one.milliseconds for one in group)) for group in groups)


def _message(start_line: str, data: Json) -> Message:
    headers = [(str(name), str(value)) for name, value in data.get("headers", ())]
    return Message(start_line, tuple(headers), data.get("body"))


def _split(url: str) -> tuple[str, str]:
    """Split a URL into its scheme and host, and its path and query."""
    found = _URL.match(url)
    origin, path, query = found.groups("") if found else ("", url, "")
    return origin, f"{path or '/'}{query}"


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
        if "\\u" in body:  # letters may be spelled as escapes
            body = msgspec.json.encode(msgspec.json.decode(body)).decode()
        return msgspec.json.format(body, indent=2)
    except (ValueError, RecursionError):
        return _pretty_leniently(body)


def _pretty_leniently(body: str) -> str:
    """Indent what only Python takes: half of a surrogate pair."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
