"""From the attempts at a case to its runs, its status and the reason for it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.cases import gravest_run
from steps.docs.outcomes import Attempt, Run, Step
from steps.docs.statuses import Status, StepStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.docs.messages import Json


class Found(Struct):
    """Gather the plan of a case and its attempts from all streams."""

    name: str = ""
    tags: tuple[str, ...] = ()
    planned: tuple[Step, ...] = ()
    attempts: list[Attempt] = []

    def plan(self, pickle: Json, steps: tuple[Step, ...]) -> None:
        """Note what a pickle promises; the latest stream is right."""
        self.name = pickle["name"]
        self.tags = tuple(tag["name"] for tag in pickle.get("tags", ()))
        self.planned = steps


def group_runs(attempts: Iterable[Attempt]) -> tuple[Run, ...]:
    """Group attempts by driver; one that was cut off or skipped yields to any that came to an end."""
    by_driver: defaultdict[str, list[Attempt]] = defaultdict(list)
    for attempt in sorted(attempts, key=lambda attempt: (attempt.status is not Status.NOT_RUN, attempt.started)):
        by_driver[attempt.driver].append(attempt)
    return tuple(Run(tuple(held)) for _, held in sorted(by_driver.items()))


def judge(found: Found, runs: tuple[Run, ...]) -> tuple[Status, str]:
    """Give a case's status and why: work in progress is called so whatever came of it."""
    worst = gravest_run(runs)
    status = worst.status if worst else Status.NOT_RUN
    reason = _reason(found, worst)
    if "@wip" in found.tags:
        return Status.IN_WORK, reason or (f"{status.word} for now" if worst else "")
    return status, reason


def _reason(found: Found, run: Run | None) -> str:
    if run is None:
        return "skipped by its tag" if "@skip" in found.tags else ""
    if not run.last.complete:
        return "the run was interrupted"
    if run.status is Status.FLAKY:
        return "it passed only when it was tried again"
    said = (step.reason for step in run.last.steps if step.status in (StepStatus.SKIPPED, StepStatus.PENDING))
    if run.last.status is Status.NOT_AUTOMATED and not any(not step.hook for step in run.last.steps):
        return "it has no steps"
    return next(filter(None, said), "")
