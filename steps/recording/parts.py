"""One attempt as JSON: what a report carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steps.recording.definitions import definition_key, match_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.definitions import StepDefinition
    from steps.recording.attempt import Attempt

Json = dict[str, Any]


def attempt_part(attempt: Attempt, driver: str, now: float) -> Json:
    """Describe an attempt; `driver` says under which of several it ran."""
    item = attempt.item
    pickle = item.pickle
    sentences = zip(_sentences(pickle, item.definitions), attempt.pickle_steps(now), strict=True)
    return {
        "uri": pickle["uri"],
        "pickle": pickle["id"],
        "driver": driver,
        "attempt": attempt.number,
        "started": attempt.started,
        "ended": now,
        "steps": [
            *(event.told() for event in attempt.before),
            *({**sentence, **told} for sentence, told in sentences),
            *(event.told() for event in attempt.after),
        ],
    }


def _sentences(pickle: Json, definitions: Sequence[StepDefinition | None]) -> Iterator[Json]:
    for step, definition in zip(pickle["steps"], definitions, strict=True):
        found = [definition] if definition else []
        yield {
            "step": step["id"],
            "definitions": [definition_key(each) for each in found],
            "matches": [match_arguments(each, step["text"]) for each in found],
        }
