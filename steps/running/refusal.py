"""Tell what is known only when all files are collected, in a way that reaches the reader from parallel workers too."""

from __future__ import annotations

import warnings
from collections import defaultdict
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.gherkin.mistakes import Mistake


class TagWarning(pytest.PytestWarning):
    """A tag that means nothing, though it looks as if it should.

    `filterwarnings = ["ignore::steps.running.refusal.TagWarning"]` turns these off; where warnings are errors, they are
    errors of the file they stand in.
    """


def warn(session: pytest.Session, mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Warn of each mistake, once for all workers, and return those of which a warning is an error."""
    worker = getattr(session.config, "workerinput", {"workerid": "gw0"})["workerid"]
    refused = []
    # Every worker must come to the same end, but only one may be heard.
    with nullcontext() if worker == "gw0" else warnings.catch_warnings(record=True):
        for mistake in mistakes:
            message = TagWarning(f"{mistake.sentence} {mistake.remedy}")
            try:
                warnings.warn_explicit(message, None, str(session.path / mistake.place.file), mistake.place.line)
            except TagWarning:
                refused.append(mistake)
    return refused


def refuse(session: pytest.Session, mistakes: Iterable[Mistake]) -> None:
    """Make mistakes errors of their files, and run nothing of these."""
    of_file: defaultdict[str, list[str]] = defaultdict(list)
    for mistake in mistakes:
        of_file[mistake.place.file].append(str(mistake))
    for file, told in of_file.items():
        report = pytest.CollectReport(nodeid=file, outcome="failed", longrepr="\n".join(told), result=[])
        session.config.hook.pytest_collectreport(report=report)
    if of_file:
        session.items[:] = [item for item in session.items if item.nodeid.partition("::")[0] not in of_file]
