"""What changed since a baseline: scenarios added, removed, reworded, and those whose status is another."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.outcomes import Difference, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steps.docs.cases import Case
    from steps.docs.model import Feature, Record, Scenario
    from steps.docs.statuses import Status

ALIKE = 0.6


class Told(Struct, frozen=True):
    """Hold a scenario with the feature and the rule that it stands in."""

    feature: Feature
    rule: str
    scenario: Scenario

    @property
    def lines(self) -> tuple[str, ...]:
        """Write the scenario as lines of text."""
        return tuple(_lines(self.scenario))


class Reworded(Struct, frozen=True):
    """Hold a scenario that says something else than it did."""

    now: Told
    difference: Difference


class Moved(Struct, frozen=True):
    """Hold a case whose status was another one."""

    case: Case
    before: Status


class Changes(Struct, frozen=True):
    """Hold everything that changed since the baseline; `proven` is false if that told the features alone."""

    proven: bool
    added: tuple[Told, ...]
    removed: tuple[Told, ...]
    reworded: tuple[Reworded, ...]
    moved: tuple[Moved, ...]

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.reworded, self.moved))


def compare(baseline: Record, record: Record) -> Changes:
    """Compare two records; a scenario with another name is the same one if most of its words are."""
    before, now = _scenarios(baseline), _scenarios(record)
    pairs = {link: before[link] for link in now if link in before}
    pairs |= _renamed(before, now)
    gone = {id(told) for told in pairs.values()}
    proven = any(case.runs for case in baseline.cases)
    return Changes(
        proven=proven,
        added=tuple(told for link, told in now.items() if link not in pairs),
        removed=tuple(told for told in before.values() if id(told) not in gone),
        reworded=tuple(_reworded(pairs, now)),
        moved=tuple(_moved(baseline, record)) if proven else (),
    )


def _scenarios(record: Record) -> dict[str, Told]:
    return {
        scenario.permalink: Told(feature, rule.name, scenario)
        for feature in record.features
        for rule in feature.rules
        for scenario in rule.scenarios
    }


def _renamed(before: Mapping[str, Told], now: Mapping[str, Told]) -> dict[str, Told]:
    left = [told for link, told in before.items() if link not in now]
    pairs: dict[str, Told] = {}
    for link, told in now.items():
        if link not in before:
            near = [old for old in left if old.feature.uri == told.feature.uri]
            best = max(near, key=lambda old: _likeness(old, told), default=None)
            if best is not None and _likeness(best, told) >= ALIKE:
                pairs[link] = best
                left.remove(best)
    return pairs


def _likeness(old: Told, new: Told) -> float:
    return SequenceMatcher(None, " ".join(old.lines).split(), " ".join(new.lines).split(), autojunk=False).ratio()


def _reworded(pairs: Mapping[str, Told], now: Mapping[str, Told]) -> Iterator[Reworded]:
    for link, told in now.items():
        if link in pairs and pairs[link].lines != told.lines:
            yield Reworded(told, Difference(pairs[link].lines, told.lines))


def _moved(baseline: Record, record: Record) -> Iterator[Moved]:
    before = {case.permalink: case.status for case in baseline.cases}
    for case in record.cases:
        if before.get(case.permalink, case.status) is not case.status:
            yield Moved(case, before[case.permalink])


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"{scenario.keyword}: {scenario.name}"
    yield from scenario.description.splitlines()
    for step in scenario.steps:
        yield from _step(step)
    for table in scenario.examples:
        yield f"{table.keyword}: {table.name}".rstrip(": ")
        yield from (_row(row) for row in (table.header, *(case.cells for case in table.rows)))


def _step(step: Step) -> Iterator[str]:
    yield f"{step.keyword} {step.text}"
    yield from (_row(row) for row in step.table)
    if step.doc_string:
        yield from step.doc_string.content.splitlines()


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
