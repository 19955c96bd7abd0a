"""Findings for people: the line, a caret under the mistake, a sentence and the remedy."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
from wcwidth import width

from steps.check.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.mistakes import Mistake, Place

_COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}


def lines(mistakes: Sequence[Mistake]) -> Iterator[str]:
    """Iterate over styled lines, a finding's place first."""
    for mistake in mistakes:
        yield _head(mistake)
        yield from _source(mistake.place)
        yield from _remedy(mistake)


def summary(mistakes: Sequence[Mistake], files: int) -> str:
    """Count the findings in a sentence."""
    found = Counter(RULES[mistake.rule].severity for mistake in mistakes)
    notices = f", {_count(found['notice'], 'notice')}" if found["notice"] else ""
    counts = f"{_count(found['error'], 'error')} and {_count(found['warning'], 'warning')}"
    return f"{counts} in {_count(files, 'feature file')}{notices}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _head(mistake: Mistake) -> str:
    severity, place = RULES[mistake.rule].severity, mistake.place
    column = f":{place.column}" if place.column else ""
    where = click.style(f"{place}{column}", bold=True)
    weight = click.style(severity, fg=_COLOURS[severity], bold=severity == "error")
    return f"{where}: {weight}: {mistake.sentence} {click.style(f'[{mistake.rule}]', dim=True)}"


def _source(place: Place) -> Iterator[str]:
    try:
        line = Path(place.file).read_text("utf-8-sig", errors="replace").split("\n")[place.line - 1].rstrip()
    except (OSError, IndexError):
        return
    if line:
        yield f"    {line.expandtabs(1)}"
    if line and place.column:
        before = line.expandtabs(1)[: place.column - 1]
        yield click.style(f"    {' ' * max(0, width(before, control_codes='ignore'))}^", fg="red", bold=True)


def _remedy(mistake: Mistake) -> Iterator[str]:
    for line in mistake.remedy.splitlines():
        yield click.style(f"    {line}", fg="green")
