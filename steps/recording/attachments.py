"""What a step carries beside its result: its exchanges, and the two sides of a comparison."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from steps.gherkin.comparison import explain
from steps.record.recorded import recorded_exchange
from steps.recording.stream import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.record.masking import Masking
    from steps.recording.attempt import Attempt
    from steps.recording.results import Telling

Json = dict[str, Any]
EXCHANGE = "application/vnd.fastapi-acceptance.exchange+json"
RUN = "application/vnd.fastapi-acceptance.run+json"
OPENAPI = "application/vnd.oai.openapi+json"
VOCABULARY = "application/vnd.fastapi-acceptance.vocabulary+json"
DIFFERENCE = "application/vnd.fastapi-acceptance.difference+json"


def attach_exchanges(attempt: Attempt, masking: Masking, driver: str) -> None:
    """Give each step of an attempt its exchanges."""
    for step, exchange in attempt.exchanged():
        step.attachments.append(attachment(EXCHANGE, recorded_exchange(exchange, masking, driver)))


def difference_attachments(
    compared: tuple[object, object], error: AssertionError, masking: Masking, telling: Telling
) -> Iterator[Json]:
    """Give what came and what was expected, if it is this comparison that failed the step."""
    came, expected = compared
    sentence = (explain("==", came, expected, masking) or [""])[0]
    if sentence in str(error):
        sides = {"expected": masking.value(expected), "actual": masking.value(came)}
        yield {"mediaType": DIFFERENCE, "body": telling.masked(_json(sides))}


def file_attachment(body: str | bytes, media_type: str, name: str, masking: Masking) -> Json:
    """Attach what a step gives, bytes as base64."""
    told = {"mediaType": media_type, **({"fileName": name} if name else {})}
    if isinstance(body, bytes):
        return {**told, "body": base64.b64encode(body).decode(), "contentEncoding": "BASE64"}
    return {**told, "body": masking.body(body, media_type).encode("utf-8", "backslashreplace").decode()}


def attachment(media_type: str, content: object) -> Json:
    """Attach JSON."""
    return {"mediaType": media_type, "body": encode(content).decode()}


def _json(sides: Json) -> str:
    try:
        return json.dumps(sides, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return json.dumps({side: repr(value) for side, value in sides.items()}, ensure_ascii=False)
