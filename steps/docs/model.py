"""What a run's record says, joined into one tree that every format is rendered from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steps.docs.outcomes import Run, Status, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Case:
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


@dataclass(frozen=True, slots=True)
class Examples:
    """Hold an Examples table."""

    keyword: str
    name: str
    description: str
    tags: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """Hold the steps that come before each scenario."""

    keyword: str
    name: str
    description: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Hold a scenario as written: an outline has `examples`, any other one `case`."""

    permalink: str
    keyword: str
    name: str
    description: str
    tags: tuple[str, ...]
    line: int
    steps: tuple[Step, ...]
    case: Case | None
    examples: tuple[Examples, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """List what of this scenario is counted."""
        rows = tuple(row for table in self.examples for row in table.rows)
        return (self.case,) if self.case else rows

    @property
    def status(self) -> Status:
        """Give the gravest status of the cases."""
        return worst_status(self.cases)


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold a rule; the scenarios outside any rule stand in one without a name."""

    permalink: str
    keyword: str
    name: str
    description: str
    tags: tuple[str, ...]
    background: Background | None
    scenarios: tuple[Scenario, ...]

    @property
    def status(self) -> Status:
        """Give the gravest status of the cases."""
        return worst_status(tuple(case for scenario in self.scenarios for case in scenario.cases))


@dataclass(frozen=True, slots=True)
class Feature:
    """Hold a feature file."""

    uri: str
    permalink: str
    language: str
    keyword: str
    name: str
    description: str
    tags: tuple[str, ...]
    line: int
    background: Background | None
    rules: tuple[Rule, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """List the scenarios of all rules."""
        return tuple(scenario for rule in self.rules for scenario in rule.scenarios)

    @property
    def cases(self) -> tuple[Case, ...]:
        """List what of this feature is counted."""
        return tuple(case for scenario in self.scenarios for case in scenario.cases)

    @property
    def status(self) -> Status:
        """Give the gravest status of the cases."""
        return worst_status(self.cases)


@dataclass(frozen=True, slots=True)
class Folder:
    """Hold the features of one folder and its README.md."""

    path: str
    permalink: str
    introduction: str
    features: tuple[Feature, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """List what of this folder is counted."""
        return tuple(case for feature in self.features for case in feature.cases)


@dataclass(frozen=True, slots=True)
class Definition:
    """Hold a sentence of the vocabulary; `uses` counts the steps that match it, `examples` are some of them."""

    kind: str
    pattern: str
    help: str
    location: str
    uses: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Hold where and when a stream was recorded; `outside` counts scenarios that ran without being recorded."""

    implementation: str
    runtime: str
    system: str
    revision: str
    build: str
    driver: str
    selection: str
    service: str
    version: str
    started: datetime | None
    seconds: float
    outside: int


@dataclass(frozen=True, slots=True)
class Record:
    """Hold everything that one or several streams say."""

    folders: tuple[Folder, ...]
    origins: tuple[Origin, ...]
    troubles: tuple[str, ...]
    vocabulary: tuple[Definition, ...]
    openapi: Mapping[str, Any] | None

    @property
    def features(self) -> Iterator[Feature]:
        """Go through the features in reading order."""
        return (feature for folder in self.folders for feature in folder.features)

    @property
    def cases(self) -> tuple[Case, ...]:
        """List everything that is counted."""
        return tuple(case for folder in self.folders for case in folder.cases)


def count(cases: tuple[Case, ...]) -> Mapping[Status, int]:
    """Count cases by status, gravest first, without zeros."""
    counted = Counter(case.status for case in cases)
    return {status: counted[status] for status in Status if counted[status]}


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
