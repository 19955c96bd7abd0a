"""Gather the verdicts of every combination, from parallel workers too, and show the matrix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from steps.combinations.differences import Seen
from steps.combinations.matrix import Row, Verdict, matrix_lines
from steps.record.rendering import exchange_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pytest

    from steps.record.exchanges import Exchange
    from steps.record.masking import Masking

DURATION = re.compile(r" \(\d+ ms\)$")


def attach(report: pytest.TestReport, variant: str, exchanges: Sequence[Exchange], masking: Masking) -> None:
    """Let a report carry under what its scenario ran, and what was exchanged."""
    seen = [_seen(exchange, masking) for exchange in exchanges]
    report.variant = {"name": variant, "seen": [[each.asked, each.answered] for each in seen]}  # type: ignore[attr-defined]


class Matrix:
    """A plugin that compares the verdicts of each scenario; `combinations` gives a sentence for each name."""

    def __init__(self, combinations: Mapping[str, str]) -> None:
        self._combinations = combinations
        self._rows: dict[tuple[str, str], dict[str, Verdict]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how the scenario ended: its call, or a phase around it that did not pass."""
        variant: dict[str, Any] | None = getattr(report, "variant", None)
        if variant is None or (report.when != "call" and report.passed):
            return
        path, line, name = report.location
        place = (f"{path}:{(line or 0) + 1}", name.removesuffix(f"[{variant['name']}]"))
        verdicts = self._rows.setdefault(place, {})
        exchanges = [Seen(asked, answered) for asked, answered in variant["seen"]]
        if report.when == "teardown" and variant["name"] in verdicts:
            exchanges = list(verdicts[variant["name"]].exchanges)
        verdicts[variant["name"]] = Verdict(report.outcome, exchanges)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the matrix."""
        if not self._rows:
            return
        rows = [
            Row(place, name, {self._combinations[key]: verdict for key, verdict in verdicts.items()})
            for (place, name), verdicts in sorted(self._rows.items())
        ]
        terminalreporter.section("verdicts by driver and database")
        for line in matrix_lines(list(self._combinations.values()), rows):
            terminalreporter.line(line)


def _seen(exchange: Exchange, masking: Masking) -> Seen:
    lines = exchange_lines(exchange, masking)
    cut = next(number for number, line in enumerate(lines) if line.startswith(("answered ", "no answer")))
    answer = [DURATION.sub("", lines[cut]), *lines[cut + 1 :]]
    return Seen("\n".join(lines[:cut]), "\n".join(answer))
