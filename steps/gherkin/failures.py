"""Tell a failure in Gherkin: the scenario with the failing step marked, a sentence, and what the service answered."""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from _pytest._code.code import ReprFileLocation, TerminalRepr

from steps.record.exchanges import EXCHANGES
from steps.record.masking import masked_text
from steps.record.rendering import exchange_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    import pytest
    from _pytest._io import TerminalWriter
    from pytest_bdd.parser import Step

    from steps.gherkin.running import ScenarioRun

MACHINERY = [
    str(Path(__file__).parents[1] / name) for name in ("gherkin", "drivers", "database", "record", "plugin.py")
]
# Errors whose text is a sentence already.
SAYING = frozenset({"Failed", "NoAnswer", "StepDefinitionNotFoundError", "UsageError"})
LIBRARIES = [*{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}]


class FailureReport(TerminalRepr):
    """What a failed scenario shows. Framework frames are left out; `--full-trace` has them."""

    def __init__(self, item: pytest.Item, run: ScenarioRun, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self._place = item.nodeid.partition("::")[0]
        self._run = run
        self._scenario = run.scenario
        self._message = masked_text(_message(excinfo.value))
        self._frames = [f"{_relative(frame)}:{frame.lineno}: in {frame.name}" for frame in _own_frames(excinfo.tb)]
        exchanges = item.stash.get(EXCHANGES, [])
        self._exchange = exchange_lines(exchanges[-1]) if exchanges else []
        raised = exchanges[-1].raised if exchanges else None
        self._raised = _service_traceback(raised) if raised else []
        self._headline = f"{self._place}:{self._failed_line}: {self._message.partition(chr(10))[0]}"
        self.reprcrash = ReprFileLocation(self._place, self._failed_line, self._headline)

    @property
    def _failed_line(self) -> int:
        steps = self._scenario.steps
        return (
            steps[self._run.position].line_number
            if 0 <= self._run.position < len(steps)
            else self._scenario.line_number
        )

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
        tw.line()
        _write_block(tw, self._frames, light=True)

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
        if position < self._run.position:
            tw.line(f"      {text}", green=True)
        elif position == self._run.position:
            tw.line(f"  >>> {text}", red=True, bold=True)
            for line in _argument_lines(step):
                tw.line(f"        {line}", red=True)
        else:
            tw.line(f"      {text}   (not reached)", light=True)


def _message(error: BaseException) -> str:
    """Put what was said first; pytest's own explanation of the assertion stands under it."""
    text = str(error)
    if isinstance(error, AssertionError):
        said, _, explained = text.rpartition("assert ") if text.startswith("assert ") else text.partition("\nassert ")
        return "\n".join(part for part in (said, explained) if part) or "The step's check does not hold."
    name = type(error).__name__
    return text if name in SAYING else f"{name}: {text}"


def _argument_lines(step: Step) -> Iterator[str]:
    if step.datatable is not None:
        rows = [[str(cell) for cell in row] for row in step.datatable.raw()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
    if step.docstring is not None:
        yield from ('"""', *step.docstring.splitlines(), '"""')


def _own_frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """Keep the frames that the reader has written."""
    frames = traceback.extract_tb(trace)
    return [frame for frame in frames if not _is_foreign(frame.filename)]


def _is_foreign(filename: str) -> bool:
    return filename.startswith((*MACHINERY, *LIBRARIES, "<")) or "site-packages" in filename


def _service_traceback(error: BaseException) -> list[str]:
    frames = _own_frames(error.__traceback__) or traceback.extract_tb(error.__traceback__)[-1:]
    lines = []
    for frame in frames:
        lines.append(f"{_relative(frame)}:{frame.lineno}: in {frame.name}")
        lines.append(f"    {linecache.getline(frame.filename, frame.lineno or 0).strip()}")
    told = traceback.format_exception_only(error)
    return [*lines, *masked_text("".join(told)).splitlines()]


def _relative(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _write_block(tw: TerminalWriter, lines: list[str], **markup: bool) -> None:
    for line in lines:
        tw.line(f"    {line}".rstrip(), **markup)
