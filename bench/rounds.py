"""Measure pairs of contenders in turn, round after round."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.measure import Cost, Ground
from bench.peers import Contender, Pair

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Figures:
    """One contender in one round: what whole runs, and collecting alone, cost at each number of scenarios."""

    runs: Mapping[int, Cost]
    collections: Mapping[int, Cost]

    def further_scenario(self, fewer: int, more: int) -> Cost:
        """Tell what one more scenario costs."""
        return (self.runs[more] - self.runs[fewer]).per(more - fewer)

    def further_collected(self) -> Cost | None:
        """Tell what it costs to collect one more scenario."""
        if not self.collections:
            return None
        fewer, more = min(self.collections), max(self.collections)
        return (self.collections[more] - self.collections[fewer]).per(more - fewer)


@dataclass(frozen=True, slots=True)
class Round:
    """Both of a pair, measured in turn."""

    contender: Figures
    reference: Figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair, and its rounds."""

    pair: Pair
    sizes: Sequence[int]
    rounds: Sequence[Round]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure to report: its name, unit, and where it is found."""

    name: str
    unit: str
    of: Callable[[Figures], float | None]


def compare(ground: Ground, pairs: Sequence[Pair], sizes: Sequence[int], rounds: int) -> list[Comparison]:
    """Measure all pairs in every round, so that a slow hour of the machine touches all alike."""
    measured: dict[Pair, list[Round]] = {pair: [] for pair in pairs}
    for number in range(rounds):
        for pair in pairs:
            logger.info("round %d of %d: %s against %s", number + 1, rounds, pair.contender, pair.reference)
            measured[pair].append(_measure(ground, pair, sizes, contender_first=bool(number % 2)))
    return [Comparison(pair, sizes, measured[pair]) for pair in pairs]


def _measure(ground: Ground, pair: Pair, sizes: Sequence[int], *, contender_first: bool) -> Round:
    order = [pair.contender, pair.reference] if contender_first else [pair.reference, pair.contender]
    runs: dict[Contender, dict[int, Cost]] = {contender: {} for contender in order}
    collections: dict[Contender, dict[int, Cost]] = {contender: {} for contender in order}
    for size in sizes:
        for contender in order:
            runs[contender][size] = ground.run(contender, size)
    for size in (sizes[0], sizes[-1]):
        for contender in order:
            if cost := ground.collect(contender, size):
                collections[contender][size] = cost
    first, second = (Figures(runs[each], collections[each]) for each in (pair.contender, pair.reference))
    return Round(first, second)


def metrics(sizes: Sequence[int]) -> Iterator[Metric]:
    """List what is reported for runs of these numbers of scenarios, the least of which tells the start-up."""
    for size in sizes:
        yield from _whole_run(size)
    for fewer, more in pairwise(sizes[1:] if len(sizes) > 2 else sizes):
        yield from _further_scenario(fewer, more)
    yield Metric("collecting alone, per further scenario, CPU", "ms", _collecting)


def _whole_run(size: int) -> Iterator[Metric]:
    name = f"N = {size:,}"
    yield Metric(f"{name}, CPU", "s", lambda figures: figures.runs[size].cpu)
    yield Metric(f"{name}, wall", "s", lambda figures: figures.runs[size].wall)
    yield Metric(f"{name}, peak memory", "MiB", lambda figures: figures.runs[size].peak / 1024)


def _further_scenario(fewer: int, more: int) -> Iterator[Metric]:
    name = f"further scenario, N = {fewer:,} to {more:,}"
    yield Metric(f"{name}, CPU", "ms", lambda figures: figures.further_scenario(fewer, more).cpu * 1000)
    yield Metric(f"{name}, wall", "ms", lambda figures: figures.further_scenario(fewer, more).wall * 1000)
    yield Metric(f"{name}, peak memory", "KiB", lambda figures: figures.further_scenario(fewer, more).peak)


def _collecting(figures: Figures) -> float | None:
    cost = figures.further_collected()
    return None if cost is None else cost.cpu * 1000
