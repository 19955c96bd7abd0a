"""Why a scenario was skipped, or is expected to fail, without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.record.exchanges import EXCHANGES
from steps.record.masking import MASKING
from steps.record.recorded import secret_values

if TYPE_CHECKING:
    import pytest


def mask_reason(report: pytest.TestReport, item: pytest.Item) -> None:
    """Mask why a scenario was skipped, or is expected to fail."""
    if not report.skipped:
        return
    masking, exchanges = item.config.stash[MASKING], item.stash.get(EXCHANGES, [])
    secrets = secret_values(exchanges, masking)
    if isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        report.longrepr = path, line, masking.text(reason, secrets)
    if hasattr(report, "wasxfail"):
        report.wasxfail = masking.text(report.wasxfail, secrets)
