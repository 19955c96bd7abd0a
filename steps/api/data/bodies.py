"""The body of a response as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steps.api.data.http_names import name_status
from steps.api.matching.wording import cut

if TYPE_CHECKING:
    import httpx


def body_of(response: httpx.Response) -> Any:
    """Return the JSON of a body.

    Raises AssertionError with status, content type and body when it is none.
    """
    try:
        return response.json()
    except ValueError:
        raise AssertionError(f"The body is no JSON: {describe_response(response)}.") from None


def describe_response(response: httpx.Response) -> str:
    """Write status, content type and body of a response in one line."""
    kind = response.headers.get("content-type", "no content type")
    body = f"{kind}: {cut(response.text)}" if response.content else "without a body"
    return f"{name_status(response.status_code)}, {body}"
