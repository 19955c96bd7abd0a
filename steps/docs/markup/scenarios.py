"""Scenarios: one as prose, or an outline once with a row for each of its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.cases import count
from steps.docs.markup.outcomes import write_outcome
from steps.docs.markup.parts import direction, duration, long, mark, prose, tags, word
from steps.docs.markup.steps import write_sentence
from steps.docs.prose import attribute, emphasise_parameters, isolate
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from steps.docs.cases import Case
    from steps.docs.markup.view import View
    from steps.docs.model import Background, Examples, Scenario
    from steps.docs.outcomes import Step

LONGEST_NAME = 300
NAMELESS = "A scenario without a name"


def write_background(told: Background) -> str:
    """Write a Background, folded into one line."""
    line = ", ".join(f"{isolate(step.keyword)} {isolate(step.text[:120])}" for step in told.steps)
    name = f" {isolate(told.name)}" if told.name else ""
    summary = f"<summary><b>{isolate(told.keyword)}</b>{name}<span>: {line}</span></summary>"
    return f'<details class="bg">{summary}{prose(told.description, 4)}{_sentences(told.steps, ())}</details>'


def write_scenario(told: Scenario, level: int, view: View) -> str:
    """Write a scenario below headings, its own being of a level; one that failed is open."""
    link = attribute(told.permalink)
    state = f' data-s="{told.status.key}"' if told.case else ""
    opened = " open" if told.status is Status.FAILED else ""
    name = f"<p>{long(told.name)}</p>" if len(told.name) > LONGEST_NAME else ""
    about = f"{tags(told.tags, view.tracking)}{name}{prose(told.description, level)}"
    body = write_outcome(told.case, view) if told.case else _outline(told, level, view)
    return f'<details class="s" id="{link}"{state}{opened}>\n{_summary(told, level)}{about}{body}{_foot(link, told.line, told.case)}</details>\n'


def _summary(told: Scenario, level: int) -> str:
    name = emphasise_parameters(told.name[:LONGEST_NAME] or NAMELESS, _names(told))
    state = word(told.status) if told.case else f'<span class="w">{_counted(told.cases)}</span>'
    return f"<summary>{mark(told.status)}<h{level}{direction(told.name)}>{name}</h{level}>{state}</summary>"


def _counted(cases: tuple[Case, ...]) -> str:
    told = (f'<span class="{status.key}">{number} {status.word}</span>' for status, number in count(cases).items())
    return ", ".join(told) or "no rows"


def _outline(told: Scenario, level: int, view: View) -> str:
    tables = "".join(_examples(table, level, view) for table in told.examples)
    return f"{_sentences(told.steps, _names(told))}{tables}"


def _names(told: Scenario) -> list[str]:
    return [name for table in told.examples for name in table.header]


def _examples(table: Examples, level: int, view: View) -> str:
    name = f"<h{level + 1}{direction(table.name)}>{isolate(table.name)}</h{level + 1}>" if table.name else ""
    about = f"{name}{tags(table.tags, view.tracking)}{prose(table.description, level)}"
    caption = f'<caption class="vh">{isolate(table.keyword)} {isolate(table.name)}</caption>'
    header = "".join(f'<th scope="col"{direction(each)}>{isolate(each)}</th>' for each in table.header)
    head = f'<thead><tr>{header}<th scope="col">Result</th></tr></thead>'
    rows = "".join(_row(case, len(table.header), view) for case in table.rows)
    return f'<div class="x">{about}<div class="tw"><table class="rows">{caption}{head}<tbody>{rows}</tbody></table></div></div>'


def _row(case: Case, width: int, view: View) -> str:
    link, state = attribute(case.permalink), case.status.key
    cells = "".join(f"<td{direction(cell)}>{long(cell, 200)}</td>" for cell in case.cells)
    opened = " open" if case.status is Status.FAILED else ""
    result = f"<details{opened}><summary>{mark(case.status)}{case.status.word}</summary></details>"
    return (
        f'<tr id="{link}" data-s="{state}">{cells}<td class="s">{result}</td></tr>\n'
        f'<tr class="rs"><td colspan="{width + 1}">{write_outcome(case, view)}{_foot(link, case.line, case)}</td></tr>\n'
    )


def _foot(link: str, line: int, case: Case | None) -> str:
    took = f"<span>{duration(case.seconds)}</span>" if case and case.runs else ""
    return f'<p class="f"><a href="#{link}">Link</a>line {line}{took}</p>'


def _sentences(steps: Iterable[Step], names: Collection[str]) -> str:
    return f'<ol class="steps">{"".join(write_sentence(step, names) for step in steps)}</ol>'
