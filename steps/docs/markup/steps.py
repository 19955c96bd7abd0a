"""Steps: as they are written, and with what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.differences import side_by_side
from steps.docs.exchanges import pretty
from steps.docs.markup.exchanges import write_exchanges
from steps.docs.markup.parts import direction, long
from steps.docs.prose import attribute, emphasise, emphasise_parameters, isolate
from steps.docs.statuses import StepStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from steps.docs.differences import Pair, Piece
    from steps.docs.markup.view import View
    from steps.docs.outcomes import Attachment, Difference, Failure, Step

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
PLAIN = (StepStatus.PASSED, StepStatus.PLANNED)
REASONED = (StepStatus.SKIPPED, StepStatus.PENDING, StepStatus.NOT_REACHED)
LONGEST = 2000


def write_sentence(step: Step, names: Collection[str]) -> str:
    """Write a step as its file has it, the `<names>` of an outline emphasised."""
    text = emphasise_parameters(step.text[:LONGEST], names)
    return f"<li><b>{isolate(step.keyword)}</b> {text}{_arguments(step)}</li>\n"


def write_step(step: Step, view: View) -> str:
    """Write a step with its result, what it failed of, its exchanges and attachments."""
    keyword = isolate(step.keyword)
    text = long(step.text) if len(step.text) > LONGEST else emphasise(step)
    exchanges = step.exchanges and write_exchanges(step.exchanges, view, failed=step.failure is not None)
    more = f"{exchanges or ''}{''.join(map(_attachment, step.attachments))}"
    if step.status in PLAIN:
        return f"<li><b>{keyword}</b> {text}{_arguments(step)}{more}</li>\n"
    told = f'<b>{keyword}</b> {text} <span class="w">{_state(step)}</span>'
    return f'<li class="{step.status.key}">{told}{_arguments(step)}{_why(step)}{more}</li>\n'


def write_difference(told: Difference, left: str, right: str, *, edit: bool = False) -> str:
    """Write two texts side by side: an expectation and what came, or in an `edit` what was and what is."""
    head = f'<caption class="vh">{left}, beside {right.lower()}</caption><thead><tr><th scope="col">{left}</th><th scope="col">{right}</th></tr></thead>'
    marks = ("del", "ins") if edit else ("ins", "del")
    rows = "\n".join(_pair(pair, *marks) for pair in side_by_side(told))
    return f'<table class="diff{" edit" if edit else ""}">{head}<tbody>{rows}</tbody></table>'


def _arguments(step: Step) -> str:
    told = ""
    if step.table:
        rows = "".join(f"<tr>{''.join(map(_cell, cells))}</tr>" for cells in step.table)
        told = f'<div class="tw"><table class="data">{rows}</table></div>'
    if step.doc_string:
        content = step.doc_string.content
        told += f'<div class="pre"{direction(content)}>{long(pretty(content), 4000)}</div>'
    return told


def _cell(text: str) -> str:
    return f"<td{direction(text)}>{long(text, 200)}</td>"


def _state(step: Step) -> str:
    state = "not automated" if step.status is StepStatus.UNDEFINED else step.status.word
    return f"{state}: {isolate(step.reason[:200])}" if step.reason and step.status in REASONED else state


def _why(step: Step) -> str:
    if step.failure:
        return _failure(step.failure, step.location)
    if step.status is StepStatus.AMBIGUOUS:
        places = f": <code>{isolate(step.location)}</code>" if step.location else ""
        return f'<div class="why"><p>Several step definitions match this sentence{places}.</p></div>'
    if step.snippet and step.status is StepStatus.UNDEFINED:
        return _for_developers(f'<div class="pre">{isolate(step.snippet)}</div>')
    return ""


def _failure(told: Failure, location: str) -> str:
    difference = write_difference(told.difference, "Expected", "But it was") if told.difference else ""
    details = f'<div class="pre">{long(told.details, 2000)}</div>' if told.details else ""
    place = f"<p>Step definition: <code>{isolate(location)}</code></p>" if location else ""
    trace = f'<div class="pre">{long(told.trace, 20000)}</div>' if told.trace else ""
    return f'<div class="why"><p>{long(told.sentence)}</p>{difference}{details}{_for_developers(place + trace)}</div>'


def _for_developers(told: str) -> str:
    return f'<details class="dev"><summary>For developers</summary>{told}</details>' if told else ""


def _attachment(told: Attachment) -> str:
    name = isolate(told.name or told.media_type)
    if told.encoded and told.media_type in PICTURES:
        picture = f"data:{told.media_type};base64,{attribute(told.body)}"
        return f'<figure><img alt="{attribute(told.name or "Attached picture")}" src="{picture}"></figure>'
    if told.encoded:
        return f'<p class="reason">Attached: {name}</p>'
    body = long(pretty(told.body), 4000)
    return f'<details class="dev"><summary>{name}</summary><div class="pre">{body}</div></details>'


def _pair(pair: Pair, left: str, right: str) -> str:
    same = "" if pair.changed else ' class="same"'
    return f"<tr{same}><td>{_side(pair.expected, left)}</td><td>{_side(pair.actual, right)}</td></tr>"


def _side(pieces: Iterable[Piece], tag: str) -> str:
    return "".join(
        f"<{tag}>{isolate(piece.text)}</{tag}>" if piece.changed else isolate(piece.text) for piece in pieces
    )
