"""What became of a scenario each time it was tried."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from steps.docs import exchanges, failures
from steps.docs.messages import Json, Stream, seconds
from steps.docs.outcomes import Attachment, Attempt, Exchange, Outcome, Step
from steps.docs.statuses import Status, StepStatus
from steps.docs.wording import word_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RUN_MEDIA_TYPE = "application/vnd.fastapi-acceptance.run+json"
_FINAL = {
    StepStatus.FAILED: Status.FAILED,
    StepStatus.AMBIGUOUS: Status.FAILED,
    StepStatus.UNDEFINED: Status.NOT_AUTOMATED,
    StepStatus.PENDING: Status.IN_WORK,
    StepStatus.SKIPPED: Status.NOT_RUN,
}
_FAILED = (StepStatus.FAILED, StepStatus.AMBIGUOUS)
_RESULTS = {status.name: status for status in StepStatus} | {"UNKNOWN": StepStatus.NOT_REACHED}


def read_attempts(stream: Stream, test_case: Json, planned: dict[str, Step], driver: str) -> list[Attempt]:
    """Give every try at a test case; `driver` is the run's, which its exchanges may correct."""
    started = stream.attempts.get(test_case["id"], [])
    return [_attempt(stream, body, test_case, planned, driver) for body in started]


def run_facts(stream: Stream) -> Json:
    """Give what the writer tells about the whole run: driver, selection, service, version."""
    facts: dict[str, str] = {}
    for attachment in stream.run_attachments:
        if attachment["mediaType"] == RUN_MEDIA_TYPE:
            facts |= json.loads(attachment["body"])
    return facts


def _attempt(stream: Stream, started: Json, test_case: Json, planned: dict[str, Step], driver: str) -> Attempt:
    name = started["id"]
    steps = _not_reached(
        [word_step(stream, step, planned, _outcome(stream, (name, step["id"]))) for step in test_case["testSteps"]]
    )
    complete = name in stream.finished_attempts
    talked = next((each.driver for step in steps for each in step.exchanges if each.driver), "")
    return Attempt(
        driver=_told_driver(stream, name) or talked or driver,
        started=seconds(started["timestamp"]),
        steps=steps,
        complete=complete,
        status=_status(steps, complete=complete),
    )


def _told_driver(stream: Stream, attempt: str) -> str:
    """Give the driver that the writer tells for an attempt of its own, where a run has several."""
    attached = (body for body in stream.attachments.get((attempt, ""), ()) if body["mediaType"] == RUN_MEDIA_TYPE)
    return next((str(json.loads(body["body"]).get("driver", "")) for body in attached), "")


def _status(steps: Sequence[Step], *, complete: bool) -> Status:
    """Let the gravest step decide; a scenario without steps promises nothing yet."""
    found = [step.status for step in steps if step.status is not StepStatus.PASSED]
    if found:
        for status, final in _FINAL.items():
            if status in found:
                return final
    if not complete:
        return Status.NOT_RUN
    return Status.PASSED if any(not step.hook for step in steps) else Status.NOT_AUTOMATED


def _not_reached(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Tell what follows a failure from what was skipped for a reason of its own."""
    broken = next((place for place, step in enumerate(steps) if step.status is not StepStatus.PASSED), len(steps)) + 1
    return (*steps[:broken], *map(_mark_not_reached, steps[broken:]))


def _mark_not_reached(step: Step) -> Step:
    skipped = step.status is StepStatus.SKIPPED and not step.reason
    return replace(step, status=StepStatus.NOT_REACHED) if skipped else step


def _outcome(stream: Stream, key: tuple[str, str]) -> Outcome:
    result, attached = stream.results.get(key), stream.attachments.get(key, ())
    exchanged, others = _read_attachments(attached) if attached else ((), ())
    if result is None:
        reason = "interrupted" if key in stream.started_steps else ""
        return Outcome(StepStatus.NOT_REACHED, 0.0, reason, None, exchanged, others)
    status, took = _RESULTS[result["status"]], seconds(result.get("duration"))
    if status not in _FAILED:
        return Outcome(status, took, result.get("message", "").strip(), None, exchanged, others)
    failure = None
    if status is StepStatus.FAILED or result.get("message"):
        difference = next((each for each in attached if each["mediaType"] == failures.MEDIA_TYPE), None)
        failure = failures.explain_failure(result, difference)
    return Outcome(status, took, "", failure, exchanged, others)


def _read_attachments(attached: Sequence[Json]) -> tuple[tuple[Exchange, ...], tuple[Attachment, ...]]:
    exchanged = [exchanges.parse_exchange(body) for body in attached if body["mediaType"] == exchanges.MEDIA_TYPE]
    return tuple(exchanged), tuple(_attachments(attached))


def _attachments(attached: Sequence[Json]) -> Iterator[Attachment]:
    for body in attached:
        if body["mediaType"] not in (exchanges.MEDIA_TYPE, failures.MEDIA_TYPE):
            content = body.get("body") or body.get("url", "")
            yield Attachment(
                body["mediaType"], body.get("fileName", ""), content, body.get("contentEncoding") == "BASE64"
            )
