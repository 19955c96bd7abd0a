"""What is counted: scenarios and Examples rows, each with its runs and its status."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steps.docs.outcomes import Run, Step


class Case(Struct, frozen=True):
    """Hold what is counted: a scenario, or one Examples row of an outline (`cells`)."""

    permalink: str
    name: str
    tags: tuple[str, ...]
    line: int
    cells: tuple[str, ...]
    planned: tuple[Step, ...]
    runs: tuple[Run, ...]
    status: Status
    reason: str

    @property
    def worst(self) -> Run | None:
        """Give the run to read first: the gravest one."""
        return gravest_run(self.runs)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Give the steps of the gravest run, or the planned ones."""
        return self.worst.last.steps if self.worst else self.planned

    @property
    def seconds(self) -> float:
        """Add up the last attempts with each driver."""
        return sum(run.last.seconds for run in self.runs)


def count(cases: tuple[Case, ...]) -> Mapping[Status, int]:
    """Count cases by status, gravest first, without zeros."""
    counted = Counter(case.status for case in cases)
    return {status: counted[status] for status in Status if status in counted}


def gravest_run(runs: tuple[Run, ...]) -> Run | None:
    """Give the run with the gravest status, the first of equals."""
    if len(runs) <= 1:
        return runs[0] if runs else None
    order = list(Status)
    return min(runs, key=lambda run: order.index(run.status))


def worst_status(cases: tuple[Case, ...]) -> Status:
    """Give the gravest status; nothing at all is not run."""
    if len(cases) == 1:
        return cases[0].status
    found = {case.status for case in cases}
    return next((status for status in Status if status in found), Status.NOT_RUN)
