"""What a run's record says, joined into one tree that every format is rendered from.

The values here and beside are msgspec's structs: named tuples take ten times as long to define, and five to make, of which
a document needs some thirty for each scenario. Frozen dataclasses take longer still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from steps.docs.cases import worst_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steps.docs.cases import Case
    from steps.docs.origins import Origin
    from steps.docs.outcomes import Step
    from steps.docs.statuses import Status
    from steps.docs.vocabulary import Definition


class Examples(Struct, frozen=True):
    """Hold an Examples table."""

    keyword: str
    name: str
    description: str
    tags: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Case, ...]


class Background(Struct, frozen=True):
    """Hold the steps that come before each scenario."""

    keyword: str
    name: str
    description: str
    steps: tuple[Step, ...]


class Scenario(Struct, frozen=True):
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
        return self.case.status if self.case else worst_status(self.cases)


class Rule(Struct, frozen=True):
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


class Feature(Struct, frozen=True):
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


class Folder(Struct, frozen=True):
    """Hold the features of one folder and its README.md."""

    path: str
    permalink: str
    introduction: str
    features: tuple[Feature, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """List what of this folder is counted."""
        return tuple(case for feature in self.features for case in feature.cases)


class Record(Struct, frozen=True):
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
