"""What a step carries beside its result: its exchanges, and the two sides of a comparison."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from steps.record.recorded import recorded_exchange

if TYPE_CHECKING:
    from steps.record.exchanges import Exchange
    from steps.record.masking import Masking
    from steps.recording.results import Telling

Json = dict[str, Any]
EXCHANGE = "application/vnd.fastapi-acceptance.exchange+json"
RUN = "application/vnd.fastapi-acceptance.run+json"
OPENAPI = "application/vnd.oai.openapi+json"
VOCABULARY = "application/vnd.fastapi-acceptance.vocabulary+json"
DIFFERENCE = "application/vnd.fastapi-acceptance.difference+json"


def exchange_attachment(exchange: Exchange, masking: Masking, driver: str) -> Json:
    """Attach an exchange."""
    return attachment(EXCHANGE, recorded_exchange(exchange, masking, driver))


def difference_attachment(expected: object, came: object, masking: Masking, telling: Telling) -> Json:
    """Attach what was expected and what came instead."""
    sides = {"expected": masking.value(expected), "actual": masking.value(came)}
    try:
        body = json.dumps(sides, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        body = json.dumps({side: repr(value) for side, value in sides.items()}, ensure_ascii=False)
    return {"mediaType": DIFFERENCE, "body": telling.masked(body)}


def file_attachment(body: str | bytes, media_type: str, name: str, masking: Masking) -> Json:
    """Attach what a step gives, bytes as base64."""
    told = {"mediaType": media_type, **({"fileName": name} if name else {})}
    if isinstance(body, bytes):
        return {**told, "body": base64.b64encode(body).decode(), "contentEncoding": "BASE64"}
    return {**told, "body": masking.body(body, media_type).encode("utf-8", "backslashreplace").decode()}


def attachment(media_type: str, content: object) -> Json:
    """Attach JSON."""
    return {"mediaType": media_type, "body": json.dumps(content)}
