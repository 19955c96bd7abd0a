"""Keep Python's collector of garbage from walking through what stays to the end of the run: a third of a short run."""

from __future__ import annotations

import gc

import pytest

from steps.processes.leaving import is_inner_run
from steps.settings import has_features


class PausedCollector:
    """A plugin that pauses the collector while the project is imported and collected, and sets all that aside for good.

    What tests and scenarios leave is collected as ever. Projects without features are left alone, and runs inside of a
    test, whose process goes on.
    """

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self, early_config: pytest.Config) -> None:
        """Pause it before the project is imported."""
        if gc.isenabled() and has_features(early_config) and not is_inner_run():
            gc.disable()
            early_config.add_cleanup(gc.enable)
            early_config.pluginmanager.register(ResumedCollector(), "resumed-collector")


class ResumedCollector:
    """A plugin that lets it go on when tests begin."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        """Set aside what is there, and go on."""
        gc.freeze()
        gc.enable()
