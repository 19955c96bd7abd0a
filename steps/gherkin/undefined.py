"""All of a run's undefined steps in one list, also when parallel workers have found them."""

from __future__ import annotations

from typing import Any

import pytest

OUTPUT = "undefined_steps"


def attach(report: pytest.CollectReport, undefined: list[dict[str, Any]]) -> None:
    """Let the report of a file carry its undefined steps, from a parallel worker too."""
    report.undefined_steps = undefined  # type: ignore[attr-defined]


class UndefinedSteps:
    """A plugin that gathers the undefined steps from the reports and lists them at the end."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Any]] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the undefined steps of a file, each place once."""
        self._found.update({each["place"]: each for each in getattr(report, "undefined_steps", ())})

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Let a parallel worker send its list: the reports of files in which nothing else is wrong stay there."""
        output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = list(self._found.values())

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take a worker's list over; one that has crashed has none."""
        output: dict[str, Any] = getattr(node, "workeroutput", None) or {}
        self._found.update({each["place"]: each for each in output.get(OUTPUT, ())})

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the list: where, the nearest known sentences, and one definition to start from for each sentence."""
        undefined = list(self._found.values())
        if not undefined:
            return
        terminalreporter.section(f"{len(undefined)} undefined step{'s' if len(undefined) > 1 else ''}")
        for each in undefined:
            terminalreporter.line(f"{each['place']}: {each['text']}")
            for sentence in each["near"]:
                terminalreporter.line(f"    known: {sentence}")
        terminalreporter.line("")
        terminalreporter.line("To define them, put this into a module that `bdd_steps` names, or into a conftest.py:")
        for line in _module(undefined):
            terminalreporter.line(line)


def _module(undefined: list[dict[str, Any]]) -> list[str]:
    snippets = dict.fromkeys(each["snippet"] for each in undefined)
    lines = ["", "from pytest_bdd import given, parsers, then, when"]
    for snippet in snippets:
        lines += ["", *snippet.splitlines()]
    return lines
