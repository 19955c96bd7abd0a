"""`@wip`: a scenario in work runs and is told apart, and does not fail the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steps.gherkin.item import ScenarioItem

if TYPE_CHECKING:
    from collections.abc import Generator

REASON = "@wip"
PASSES = "The scenario passes, but is tagged @wip: take the tag away."
Status = tuple[str, str, tuple[str, dict[str, bool]]]


class MarkInWork:
    """A plugin that expects scenarios in work to fail; `strict` is whether one that passes fails the run."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Mark them, and have them reported, where there are any."""
        in_work = [item for item in items if isinstance(item, ScenarioItem) and "@wip" in item.tags]
        for item in in_work:
            item.add_marker(pytest.mark.xfail(reason=REASON, strict=self._strict))
        if in_work and not config.pluginmanager.has_plugin("in-work"):
            config.pluginmanager.register(InWork(), "in-work")


class InWork:
    """A plugin that reports scenarios in work by that name."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Say in a sentence what is wrong with a scenario in work that passes."""
        report = yield
        if report.longrepr == f"[XPASS(strict)] {REASON}":
            report.longrepr = PASSES
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.CollectReport | pytest.TestReport) -> Status | None:
        """Name the state of a scenario in work."""
        if getattr(report, "wasxfail", None) != REASON:
            return None
        if report.skipped:
            return "in work", "w", ("IN WORK", {"yellow": True})
        return "in work, passing", "W", ("IN WORK, PASSES", {"yellow": True})

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List them for `-rx` and `-rX`, as pytest lists what is expected to fail."""
        if terminalreporter.hasopt("x"):
            for report in terminalreporter.getreports("in work"):
                said = str(report.longrepr).partition("\n")[0]
                terminalreporter.write_line(f"IN WORK {report.nodeid} - {said}", yellow=True)
        if terminalreporter.hasopt("X"):
            for report in terminalreporter.getreports("in work, passing"):
                terminalreporter.write_line(f"IN WORK, PASSES {report.nodeid}", yellow=True)
