"""Tell a failure in Gherkin: the scenario with the failing step marked, a sentence, and what the service answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr

from steps.gherkin.traces import own_places, service_traceback
from steps.record.exchanges import EXCHANGES, PRINTED
from steps.record.masking import MASKING
from steps.record.recorded import secret_values
from steps.record.rendering import exchange_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest._io import TerminalWriter
    from pytest_bdd.parser import Scenario, Step

# Errors whose text is a sentence already.
SAYING = frozenset(
    {
        "Failed",
        "ForeignDatabase",
        "NoAnswer",
        "NotEmptied",
        "NotStarted",
        "ParallelSessions",
        "PortTakenError",
        "ServiceDied",
        "ServiceError",
        "StepDefinitionNotFoundError",
        "UsageError",
    }
)
LINES_PRINTED = 40


class FailureReport(TerminalRepr):
    """What a failed scenario shows. Framework frames are left out; `--full-trace` has them.

    `position` is the index of the step that failed, -1 when none was reached, the number of steps when all have passed.
    """

    def __init__(
        self, item: pytest.Item, scenario: Scenario, position: int, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> None:
        self._scenario = scenario
        self._position = position
        masking, exchanges = item.config.stash[MASKING], item.stash.get(EXCHANGES, [])
        secrets = secret_values(exchanges, masking)
        self._message = masking.text(failure_text(excinfo.value), secrets)
        self._places = own_places(excinfo.tb)
        self._exchange = exchange_lines(exchanges[-1], masking) if exchanges else []
        raised = exchanges[-1].raised if exchanges else None
        self._raised = service_traceback(raised, masking) if raised else []
        printed = item.stash[PRINTED]() if PRINTED in item.stash else []
        self._printed = [masking.text(line, secrets) for line in printed[-LINES_PRINTED:]]
        place, line = item.nodeid.partition("::")[0], self._failed_line
        self._headline = f"{place}:{line}: {self._message.partition(chr(10))[0]}"
        self.reprcrash = ReprFileLocation(place, line, self._headline)

    @property
    def _failed_line(self) -> int:
        steps = self._scenario.steps
        return steps[self._position].line_number if 0 <= self._position < len(steps) else self._scenario.line_number

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write the report, the failing step in red where the terminal has colours."""
        tw.line(self._headline, bold=True)
        tw.line()
        self._write_scenario(tw)
        tw.line()
        _write_block(tw, self._message.splitlines(), red=True)
        if self._exchange:
            tw.line()
            tw.line("    The last exchange:")
            _write_block(tw, [f"  {line}" for line in self._exchange])
        if self._raised:
            tw.line()
            tw.line("    The service raised:")
            _write_block(tw, [f"  {line}" for line in self._raised])
        if self._printed:
            tw.line()
            tw.line("    The service printed:")
            _write_block(tw, [f"  {line}" for line in self._printed])
        tw.line()
        _write_block(tw, self._places, light=True)

    def _write_scenario(self, tw: TerminalWriter) -> None:
        scenario = self._scenario
        tw.line(f"  {scenario.feature.keyword}: {scenario.feature.name}")
        if scenario.rule is not None:
            tw.line(f"  {scenario.rule.keyword}: {scenario.rule.name}")
        tw.line(f"  {scenario.keyword}: {scenario.name}")
        for position, step in enumerate(scenario.steps):
            self._write_step(tw, position, step)

    def _write_step(self, tw: TerminalWriter, position: int, step: Step) -> None:
        text = f"{step.keyword} {step.name}"
        if position < self._position:
            tw.line(f"      {text}", green=True)
        elif position == self._position:
            tw.line(f"  >>> {text}", red=True, bold=True)
            for line in argument_lines(step):
                tw.line(f"        {line}", red=True)
        else:
            tw.line(f"      {text}   (not reached)", light=True)


def failure_text(error: BaseException) -> str:
    """Put what was said first; pytest's own explanation of the assertion stands under it."""
    if isinstance(error, BaseExceptionGroup):
        return "\n".join(
            [str(error), *(f"  {line}" for each in error.exceptions for line in failure_text(each).splitlines())]
        )
    if isinstance(error, pytest.FixtureLookupError):
        return error.msg or f"There is no fixture named `{error.argname}`."
    text = str(error)
    if isinstance(error, AssertionError):
        said, found, explained = text.partition("\nassert ")
        told = [said, explained] if found else [text.removeprefix("assert ")]
        return "\n".join(part for part in told if part) or "The step's check does not hold."
    name = type(error).__name__
    return text if name in SAYING else f"{name}: {text}"


def argument_lines(step: Step) -> Iterator[str]:
    """Lay out the data table or the doc string of a step."""
    if step.datatable is not None:
        rows = [[str(cell) for cell in row] for row in step.datatable.raw()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
    if step.docstring is not None:
        yield from ('"""', *step.docstring.splitlines(), '"""')


def _write_block(tw: TerminalWriter, lines: list[str], **markup: bool) -> None:
    for line in lines:
        tw.line(f"    {line}".rstrip(), **markup)
