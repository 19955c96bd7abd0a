"""Scenarios: one as prose, or an outline once with a row for each of its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.exchanges import write_sequence
from steps.docs.markup.parts import direction, duration, long, mark, prose, tags, word
from steps.docs.markup.steps import write_sentence, write_step
from steps.docs.model import count
from steps.docs.outcomes import Status, StepStatus
from steps.docs.prose import attribute, emphasise_parameters, isolate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from steps.docs.markup.view import View
    from steps.docs.model import Background, Case, Examples, Scenario
    from steps.docs.outcomes import Attempt, Run, Step

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
    took = f"<span>{duration(told.case.seconds)}</span>" if told.case and told.case.runs else ""
    foot = f'<p class="f"><a href="#{link}">Link</a>line {told.line}{took}</p>'
    name = f"<p>{long(told.name)}</p>" if len(told.name) > LONGEST_NAME else ""
    about = f"{tags(told.tags, view.tracking)}{name}{prose(told.description, level)}"
    body = _outcome(told.case, view) if told.case else _outline(told, level, view)
    return f'<details class="s" id="{link}"{state}{opened}>\n{_summary(told, level)}{about}{body}{foot}</details>\n'


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
    foot = f'<p class="f"><a href="#{link}">Link to this row</a></p>'
    return (
        f'<tr id="{link}" data-s="{state}">{cells}<td class="s">{result}</td></tr>\n'
        f'<tr class="rs"><td colspan="{width + 1}">{_outcome(case, view)}{foot}</td></tr>\n'
    )


def _outcome(case: Case, view: View) -> str:
    steps = case.steps
    return f"{_reason(case, view)}{_runs(case.runs)}{_steps(steps, view)}{write_sequence(steps)}{_attempts(case, view)}{_history(case, view)}"


def _reason(case: Case, view: View) -> str:
    if case.reason:
        return f'<p class="reason">{case.status.word.capitalize()}: {long(case.reason)}.</p>'
    return '<p class="reason">Not selected in this run.</p>' if view.ran and not case.runs else ""


def _runs(runs: Sequence[Run]) -> str:
    if len(runs) <= 1:
        return ""
    told = (f"{mark(run.status)}{isolate(run.last.driver or 'run')} {run.status.word} " for run in runs)
    return f'<p class="runs">{"".join(told)}</p>'


def _steps(steps: Sequence[Step], view: View) -> str:
    before = [step for step in steps if step.background]
    silent = all(step.status is StepStatus.PASSED and not step.exchanges for step in before)
    told = "".join(write_step(step, view) for step in steps if not step.background and _is_worth_telling(step))
    return f'{"" if silent else _background_steps(before, view)}<ol class="steps">{told}</ol>'


def _is_worth_telling(step: Step) -> bool:
    return bool(not step.hook or step.status is not StepStatus.PASSED or step.exchanges or step.attachments)


def _background_steps(steps: Sequence[Step], view: View) -> str:
    opened = " open" if any(step.failure for step in steps) else ""
    told = "".join(write_step(step, view) for step in steps)
    summary = f"<summary><b>Background</b> {len(steps)} step{'s' if len(steps) != 1 else ''}</summary>"
    return f'<details class="bg"{opened}>{summary}<ol class="steps">{told}</ol></details>'


def _sentences(steps: Iterable[Step], names: Collection[str]) -> str:
    return f'<ol class="steps">{"".join(write_sentence(step, names) for step in steps)}</ol>'


def _attempts(case: Case, view: View) -> str:
    if len(case.runs) == 1 and len(case.runs[0].attempts) == 1:
        return ""
    return "".join(
        f'<details class="try"><summary>{mark(attempt.status)}{name}: {attempt.status.word}</summary>'
        f"{_steps(attempt.steps, view)}</details>"
        for name, attempt in _others(case)
    )


def _others(case: Case) -> Iterator[tuple[str, Attempt]]:
    """Go through the attempts that are not told as the scenario's own, each with a name."""
    shown = case.worst.last if case.worst else None
    for run in case.runs:
        others = [attempt for attempt in run.attempts if attempt is not shown]
        for number, attempt in enumerate(others, 1):
            last = number == len(others) and run is not case.worst
            yield f"With {isolate(run.last.driver or 'another run')}" if last else f"Attempt {number}", attempt


def _history(case: Case, view: View) -> str:
    before = view.history.of(case) if view.history else ()
    if len(before) <= 1:
        return ""
    counted = ", ".join(f"{before.count(status)} {status.word}" for status in Status if status in before)
    order = f", oldest first: {''.join(map(mark, before))} " if len(set(before)) > 1 else ": "
    return f'<p class="h">Last {len(before)} runs{order}{counted}</p>'
