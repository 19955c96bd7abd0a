"""A report that cannot be written, as on a full disk: said in a sentence, and the run still ends in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator


class UnwrittenReports:
    """Tells which report could not be written; a run that was green until then ends with the status of an error."""

    def __init__(self) -> None:
        self._error: OSError | None = None

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Take the error, and tear down what the run has opened: a report is written before that."""
        try:
            return (yield)
        except OSError as error:
            self._error = error
            session.exitstatus = session.exitstatus or pytest.ExitCode.INTERNAL_ERROR
            runner = session.config.pluginmanager.get_plugin("runner")
            if runner is not None:
                runner.pytest_sessionfinish(session=session)
            return None

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        """Say it below the failures."""
        if self._error is None:
            return
        reason = self._error.strerror or str(self._error)
        path = self._error.filename or config.getoption("xmlpath", None)
        what = f"The report {path}" if path else "A report"
        terminalreporter.section("report not written", sep="=", red=True)
        terminalreporter.line(
            f"{what} could not be written: {reason}. Make room, or name another file; the verdicts hold."
        )
