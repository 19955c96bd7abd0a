"""`--bdd-dry-run`: every step is bound to its definition, and none is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steps.gherkin.item import ScenarioItem
from steps.running.told import tell_bound

if TYPE_CHECKING:
    from steps.running.in_work import Status

REASON = "bound, not run"
REMEMBERING = ("lfplugin", "stepwiseplugin")


class DryRun:
    """A plugin that reports each scenario as bound, without its fixtures, its steps and its app."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what is no scenario: only running would tell something about it."""
        others = [item for item in items if not isinstance(item, ScenarioItem)]
        if others:
            config.hook.pytest_deselected(items=others)
            items[:] = [item for item in items if isinstance(item, ScenarioItem)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Keep what `--lf` and `--sw` remember: nothing is known better after a run of nothing."""
        plugins = session.config.pluginmanager
        for name in REMEMBERING:
            if plugins.has_plugin(name):
                plugins.unregister(name=name)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        """Report the scenario."""
        assert isinstance(item, ScenarioItem)  # noqa: S101  the others were deselected
        path, line, _ = item.reportinfo()
        report = pytest.TestReport(
            nodeid=item.nodeid,
            location=item.location,
            keywords={},
            outcome="skipped",
            longrepr=(str(path), line + 1, REASON),
            when="call",
            dry_run=True,
        )
        tell_bound(report, item)
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.CollectReport | pytest.TestReport) -> Status | None:
        """Name what was done, which is not passing."""
        if not getattr(report, "dry_run", False):
            return None
        return REASON, "b", ("BOUND", {"cyan": True})
