"""Write what was measured as Markdown."""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.measure import Calls
from bench.peers import Contender
from bench.rounds import Comparison, Metric, metrics


def describe_machine() -> Iterator[str]:
    """Say where and when it was measured."""
    yield f"* {dt.datetime.now(dt.UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores"
    yield f"* {platform.system()} {platform.release()}, {platform.python_implementation()} {platform.python_version()}"


def describe_versions(versions: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """List the packages all environments share, then each one's own."""
    shared = set.intersection(*(set(installed) for installed in versions.values()))
    yield f"* everywhere: {', '.join(sorted(shared, key=str.lower))}"
    for folder, installed in versions.items():
        yield f"* {folder}: {', '.join(sorted(set(installed) - shared, key=str.lower)) or 'nothing more'}"


def describe_comparison(comparison: Comparison) -> Iterator[str]:
    """Tabulate medians, and the ratio of each round: its median, least and greatest."""
    pair = comparison.pair
    yield f"### {pair.contender} against {pair.reference} ({len(comparison.rounds)} rounds)"
    yield ""
    yield f"| figure | {pair.contender} | {pair.reference} | ratio | spread |"
    yield "|---|--:|--:|--:|--:|"
    for metric in metrics(comparison.sizes):
        yield _row(comparison, metric)


def describe_calls(calls: Mapping[Contender, Mapping[int, Calls]], reference: Contender) -> Iterator[str]:
    """Tabulate the function calls of one further scenario."""
    fewer, more = min(calls[reference]), max(calls[reference])
    yield f"| N = {fewer:,} to {more:,} | calls per further scenario | ratio to {reference} | in other threads |"
    yield "|---|--:|--:|--:|"
    expected = calls_per_further_scenario(calls[reference]).main
    for contender, counts in calls.items():
        further = calls_per_further_scenario(counts)
        yield f"| {contender} | {further.main:,} | {further.main / expected:.3f} | {further.others:,} |"


def describe_isolation(measured: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Tabulate what isolation adds to a scenario: the median of the rounds, the least and the greatest."""
    yield "| a scenario that | ms of CPU that isolation adds | spread |"
    yield "|---|--:|--:|"
    for work, seconds in measured.items():
        least, middle, most = (1000 * value for value in (min(seconds), median(seconds), max(seconds)))
        yield f"| {work}s one row | {middle:.3f} | {least:.3f} to {most:.3f} |"


def calls_per_further_scenario(counts: Mapping[int, Calls]) -> Calls:
    """Share the difference between the fewest and the most scenarios."""
    fewer, more = min(counts), max(counts)
    main = (counts[more].main - counts[fewer].main) / (more - fewer)
    others = (counts[more].others - counts[fewer].others) / (more - fewer)
    return Calls(round(main), round(others))


def _row(comparison: Comparison, metric: Metric) -> str:
    rounds = [(metric.of(each.contender), metric.of(each.reference)) for each in comparison.rounds]
    known = [(contender, reference) for contender, reference in rounds if contender is not None and reference]
    if not known:
        return f"| {metric.name} | | | | |"
    ratios = [contender / reference for contender, reference in known]
    ours, theirs = (f"{median(values):.3g} {metric.unit}" for values in zip(*known, strict=True))
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    return f"| {metric.name} | {ours} | {theirs} | {median(ratios):.2f} | {spread} |"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
