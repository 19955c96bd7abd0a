"""Scenarios that a service elsewhere cannot serve: skipped and counted, or failed where the run is strict."""

from __future__ import annotations

import re
from collections import Counter
from typing import NoReturn

import pytest

REASON = re.compile(r"The service runs elsewhere \(bdd_base_url\), and this (?P<need>needs \w+ \w+|changes data there)")


def refuse_elsewhere(need: str, *, strict: bool) -> NoReturn:
    """Skip the scenario, or fail it; `need` is what is missing there: "needs its database"."""
    message = f"The service runs elsewhere (bdd_base_url), and this {need}."
    if strict:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


class NotRunElsewhere:
    """A plugin that counts the scenarios that were not run, by what they need."""

    def __init__(self) -> None:
        self._needs = Counter[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a skip of ours, from a parallel worker too."""
        if report.skipped and (found := REASON.search(str(report.longrepr))):
            self._needs[found["need"]] += 1

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many were not run, and why."""
        if not self._needs:
            return
        terminalreporter.section("not run against a service elsewhere")
        for need, number in sorted(self._needs.items()):
            subject = "scenario" if number == 1 else "scenarios"
            terminalreporter.line(f"{number} {subject}: {_advice(need)}")
        terminalreporter.line("--bdd-strict fails them.")


def _advice(need: str) -> str:
    return f"{need}; tag it @writes if it may" if need.startswith("changes") else need
