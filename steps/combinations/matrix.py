"""The matrix of verdicts that a run under several combinations ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.combinations.differences import first_difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from steps.combinations.differences import Seen

WIDTH = 9


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a scenario ended under one combination, and what was exchanged until then."""

    outcome: str
    exchanges: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario: where it stands, its name, and its verdict under each combination it ran under."""

    place: str
    name: str
    verdicts: Mapping[str, Verdict]

    @property
    def differs(self) -> bool:
        """Whether two combinations disagree."""
        return len({verdict.outcome for verdict in self.verdicts.values()}) > 1


def matrix_lines(combinations: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return what to print: one sentence if all agree, else each scenario that differs and the exchange where it parts."""
    differing = [row for row in rows if row.differs]
    if not differing:
        return [f"{_scenarios(len(rows))} with the same verdict under each of: {'; '.join(combinations)}."]
    numbers = {combination: str(number) for number, combination in enumerate(combinations, start=1)}
    legend = [f"{number:>4}  {combination}" for combination, number in numbers.items()]
    head = f"{len(differing)} of {_scenarios(len(rows))} end differently under:"
    return [head, *legend, *(line for row in differing for line in _row_lines(row, numbers))]


def _row_lines(row: Row, numbers: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f"{row.place}  {row.name}"
    ran = {combination: row.verdicts[combination] for combination in numbers if combination in row.verdicts}
    yield "    " + "".join(f"{numbers[combination]:<{WIDTH}}" for combination in ran).rstrip()
    yield "    " + "".join(f"{verdict.outcome:<{WIDTH}}" for verdict in ran.values()).rstrip()
    here = next((each for each, verdict in ran.items() if verdict.outcome == "passed"), next(iter(ran)))
    there = next(each for each, verdict in ran.items() if verdict.outcome != ran[here].outcome)
    difference = first_difference(ran[here].exchanges, ran[there].exchanges)
    if difference is None:
        yield f"    {numbers[here]} and {numbers[there]} had the same exchanges: what differs was not said over HTTP."
        return
    yield f"    {numbers[here]} and {numbers[there]} part at:"
    yield from _indented("      ", difference.asked)
    yield from _indented(f"    {numbers[here]} ", difference.here or "did not send it")
    yield from _indented(f"    {numbers[there]} ", difference.there or "did not send it")


def _indented(first: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines()):
        yield (first if number == 0 else " " * len(first)) + line


def _scenarios(number: int) -> str:
    return "1 scenario" if number == 1 else f"{number} scenarios"
