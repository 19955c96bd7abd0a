"""What the examples prove: requirements, and operations of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.parts import mark, plural, refer, table, word
from steps.docs.prose import attribute, isolate
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.docs.cases import Case
    from steps.docs.coverage import Answer, Operation
    from steps.docs.requirements import Requirement, Tracking

MOST = 50


def write_requirements(requirements: Sequence[Requirement], tracking: Tracking) -> str:
    """Write each requirement with its state and its examples."""
    holding = sum(told.status is Status.PASSED for told in requirements)
    told = f"<p>Requirements that hold in every example: {holding} of {len(requirements)}.</p>"
    rows = (_requirement(each, tracking) for each in requirements)
    return told + table(("Requirement", "State", "Examples"), rows)


def write_operations(operations: Sequence[Operation]) -> str:
    """Write each operation with its answers and the examples that met them."""
    exercised = sum(told.exercised for told in operations)
    told = f"<p>Operations that an example exercises: {exercised} of {len(operations)}.</p>"
    return told + table(("Operation", "Answers"), map(_operation, operations))


def _requirement(told: Requirement, tracking: Tracking) -> str:
    status, link = told.status, tracking.address(told.tag)
    name = f'<a href="{attribute(link)}">{isolate(told.tag)}</a>' if link else isolate(told.tag)
    # Where all of it holds, nothing else can be said of one example.
    cases = "".join(_example(case, marked=status is not Status.PASSED) for case in told.cases)
    state = f'<td class="nw">{mark(status)}{word(status)}</td>'
    return f'<tr><th scope="row">{name}</th>{state}<td><ul>{cases}</ul></td></tr>'


def _operation(told: Operation) -> str:
    summary = f"<br><small>{isolate(told.summary)}</small>" if told.summary else ""
    name = f'<th scope="row"><code>{told.method} {isolate(told.path)}</code>{summary}</th>'
    return f"<tr>{name}<td>{''.join(map(_answer, told.answers))}</td></tr>"


def _answer(told: Answer) -> str:
    status = f"<b>{isolate(told.status)}</b>"
    if not told.cases:
        return f'<p>{status} <span class="w">{isolate(told.description[:80])} · no example</span></p>'
    cases = "".join(_example(case) for case in told.cases[:MOST])
    more = f"<li>… and {len(told.cases) - MOST} more</li>" if len(told.cases) > MOST else ""
    unknown = "" if told.documented else ' <span class="w flaky">not documented</span>'
    summary = f"<summary>{status} {plural(len(told.cases), 'example')}{unknown}</summary>"
    return f"<details>{summary}<ul>{cases}{more}</ul></details>"


def _example(case: Case, *, marked: bool = True) -> str:
    return f"<li>{mark(case.status) if marked else ''}{refer(case)}</li>"
