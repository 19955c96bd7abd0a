"""Findings for people: the line, a caret under the mistake, a sentence and the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from wcwidth import width

from steps.check.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from steps.gherkin.mistakes import Mistake, Place

_COLOURS = {"error": "bold red", "warning": "yellow"}


def show(mistakes: Sequence[Mistake], console: Console) -> None:
    """Print each finding; a console that is no terminal gets plain text, one place a line, never wrapped."""
    for mistake in mistakes:
        console.print(Text("\n").join([_head(mistake), *_source(mistake.place), *_remedy(mistake)]), soft_wrap=True)


def summary(mistakes: Sequence[Mistake], files: int) -> str:
    """Count the findings in a sentence."""
    errors = sum(RULES[mistake.rule].severity == "error" for mistake in mistakes)
    counts = [_count(errors, "error"), _count(len(mistakes) - errors, "warning")]
    return f"{' and '.join(counts)} in {_count(files, 'feature file')}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _head(mistake: Mistake) -> Text:
    severity, place = RULES[mistake.rule].severity, mistake.place
    column = f":{place.column}" if place.column else ""
    return Text.assemble(
        (f"{place}{column}", "bold"),
        ": ",
        (severity, _COLOURS[severity]),
        f": {mistake.sentence} ",
        (f"[{mistake.rule}]", "dim"),
    )


def _source(place: Place) -> Iterator[Text]:
    try:
        line = Path(place.file).read_text("utf-8-sig", errors="replace").split("\n")[place.line - 1].rstrip()
    except (OSError, IndexError):
        return
    if line:
        yield Text(f"    {line.expandtabs(1)}")
    if line and place.column:
        before = line.expandtabs(1)[: place.column - 1]
        yield Text(f"    {' ' * max(0, width(before, control_codes='ignore'))}^", "bold red")


def _remedy(mistake: Mistake) -> Iterator[Text]:
    for line in mistake.remedy.splitlines():
        yield Text(f"    {line}", "green")
