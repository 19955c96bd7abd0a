"""One attempt as JSON: what a report carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from steps.gherkin.definitions import StepDefinition
    from steps.recording.attempt import Attempt

Json = dict[str, Any]


def attempt_part(
    attempt: Attempt, binding: Callable[[StepDefinition | None, str], Json], driver: str, now: int
) -> Json:
    """Describe an attempt: `binding` tells what a step's text is bound to, `driver` under which of several it ran."""
    pickle = attempt.pickle
    steps = zip(pickle["steps"], attempt.item.definitions, attempt.pickle_steps(now), strict=True)
    return {
        "uri": pickle["uri"],
        "pickle": pickle["id"],
        "driver": driver,
        "attempt": attempt.number,
        "started": attempt.started,
        "ended": now,
        "steps": [
            *[event.told() for event in attempt.before],
            *[{"step": step["id"], **binding(found, step["text"]), **told} for step, found, told in steps],
            *[event.told() for event in attempt.after],
        ],
    }
