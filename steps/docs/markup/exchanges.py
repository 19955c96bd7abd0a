"""Exchanges with the service: what was asked, what came, and how both went to and fro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.exchanges import group_exchanges, pretty, readable
from steps.docs.markup.parts import long
from steps.docs.prose import attribute, isolate, label
from steps.docs.sequences import draw_sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.docs.exchanges import Group
    from steps.docs.markup.view import Header, View
    from steps.docs.outcomes import Exchange, Message, Step
    from steps.docs.sequences import Line

REFUSED = 400
LONGEST = 200


def write_exchanges(exchanges: Sequence[Exchange], view: View, *, failed: bool) -> str:
    """Write the exchanges of a step, equal ones once; the last of a failed step is open."""
    groups = group_exchanges(exchanges)
    return "".join(_group(group, view, opened=failed and group is groups[-1]) for group in groups)


def write_shared_headers(view: View) -> str:
    """Write the headers that every request and every answer carries."""
    return _shared("asked", "Each request", view.asked) + _shared("answered", "Each answer", view.answered)


def write_sequence(steps: Sequence[Step]) -> str:
    """Draw the exchanges of a scenario as arrows."""
    drawn = draw_sequence(steps)
    if drawn is None:
        return ""
    size = f'viewBox="-200 0 400 {drawn.height}" role="img" aria-label="{attribute(drawn.summary)}"'
    told = f'<svg {size}><use href="#~lines"/>{"".join(map(_line, drawn.lines))}</svg>'
    return f'<details class="q"><summary>Sequence</summary>{told}</details>'


def _group(group: Group, view: View, *, opened: bool) -> str:
    told = group.first
    shown = readable(told.target)[:LONGEST]
    elsewhere = f' data-origin="{attribute(told.origin)}"' if told.origin != view.most else ""
    times = f"&times; {group.times} " if group.times > 1 else ""
    driver = f" · {isolate(told.driver)}" if told.driver and view.several else ""
    sides = _message(told.request, view.asked, said=shown == told.target)
    if told.response:
        sides += _message(told.response, view.answered, said=len(told.response.start_line) <= LONGEST)
    error = f'<p class="no">{long(told.error)}</p>' if told.error else ""
    return (
        f'<details class="e"{elsewhere}{" open" if opened else ""}>'
        f"<summary><b>{isolate(told.method)}</b> {isolate(shown)} {_answer(told)} {times}"
        f"<small>{group.milliseconds:.0f} ms{driver}</small></summary>"
        f'<div class="two">{sides}</div>{error}</details>'
    )


def _answer(told: Exchange) -> str:
    if told.response is None:
        return '<span class="no">no answer</span>'
    refused = ' class="no"' if told.status is not None and told.status >= REFUSED else ""
    return f"<span{refused}>{isolate(told.response.start_line[:LONGEST])}</span>"


def _shared(name: str, what: str, headers: Sequence[Header]) -> str:
    told = "".join(f"<i>{isolate(title)}:</i> {long(value, 1000)}\n" for title, value in headers)
    return f'<p>{what} carries these beside its own.</p>\n<div class="pre {name}">{told}</div>\n' if told else ""


def _message(told: Message, shared: Sequence[Header], *, said: bool) -> str:
    """Write a request or an answer; what the summary has `said` word for word is not repeated."""
    line = "" if said else f"<b>{isolate(told.start_line)}</b>\n"
    own = [header for header in told.headers if header not in shared]
    headers = "".join([f"<i>{isolate(name)}:</i> {long(value, 1000)}\n" for name, value in own])
    body = f"<code>{long(pretty(told.body), 4000)}</code>" if told.body else ""
    return f'<div class="pre">{line}{headers}{body}</div>'


def _line(line: Line) -> str:
    if line.kind == "note":
        return f'<text class="n" y="{line.y}">{label(line.text)}</text>'
    if line.kind == "request":
        return f'<use href="#~pair" y="{line.y}"/><text y="{line.y}">{label(line.text)}</text>'
    refusal = ' class="refusal"' if line.kind == "refusal" else ""
    return f'<text{refusal} y="{line.y}">{label(line.text)}</text>'
