"""What became of a scenario or a row: its steps, its other attempts, its last runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.exchanges import write_sequence
from steps.docs.markup.parts import long, mark, plural
from steps.docs.markup.steps import write_step
from steps.docs.prose import isolate
from steps.docs.statuses import Status, StepStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.docs.cases import Case
    from steps.docs.markup.view import View
    from steps.docs.outcomes import Attempt, Run, Step


def write_outcome(case: Case, view: View) -> str:
    """Write why a case stands as it does, and the steps of its gravest run."""
    steps = case.steps
    return f"{_reason(case, view)}{_runs(case.runs)}{_steps(steps, view)}{write_sequence(steps)}{_attempts(case, view)}{_history(case, view)}"


def _reason(case: Case, view: View) -> str:
    if case.reason:
        return f'<p class="reason">{case.status.word.capitalize()}: {long(case.reason)}.</p>'
    return '<p class="reason">Not selected in this run.</p>' if view.ran and not case.runs else ""


def _runs(runs: Sequence[Run]) -> str:
    if len(runs) <= 1:
        return ""
    told = (f"<span>{mark(run.status)}{isolate(run.last.driver or 'run')}: {run.status.word}</span>" for run in runs)
    return f'<p class="runs">{" ".join(told)}</p>'


def _steps(steps: Sequence[Step], view: View) -> str:
    before = [step for step in steps if step.background]
    silent = all(step.status is StepStatus.PASSED and not step.exchanges for step in before)
    told = "".join([write_step(step, view) for step in steps if not step.background and _is_worth_telling(step)])
    return f'{"" if silent else _background_steps(before, view)}<ol class="steps">{told}</ol>'


def _is_worth_telling(step: Step) -> bool:
    return bool(not step.hook or step.status is not StepStatus.PASSED or step.exchanges or step.attachments)


def _background_steps(steps: Sequence[Step], view: View) -> str:
    opened = " open" if any(step.failure for step in steps) else ""
    told = "".join(write_step(step, view) for step in steps)
    summary = f"<summary><b>Background</b> {plural(len(steps), 'step')}</summary>"
    return f'<details class="bg"{opened}>{summary}<ol class="steps">{told}</ol></details>'


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
