"""Exchanges with the service: what was asked, what came, and how both went to and fro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.exchanges import group_exchanges, origin, pretty, target
from steps.docs.markup.parts import long
from steps.docs.prose import attribute, isolate
from steps.docs.sequences import draw_sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.docs.exchanges import Group
    from steps.docs.markup.view import Header, View
    from steps.docs.outcomes import Exchange, Message, Step
    from steps.docs.sequences import Arrow

REFUSED = 400


def write_exchanges(exchanges: Sequence[Exchange], view: View, *, failed: bool) -> str:
    """Write the exchanges of a step, equal ones once; the last of a failed step is open."""
    groups = group_exchanges(exchanges)
    return "".join(_group(group, view, opened=failed and group is groups[-1]) for group in groups)


def write_sequence(steps: Sequence[Step]) -> str:
    """Draw the exchanges of a scenario as arrows."""
    drawn = draw_sequence(steps)
    if drawn is None:
        return ""
    size = f'width="480" height="{drawn.height}" viewBox="0 0 480 {drawn.height}"'
    told = f'<svg {size} role="img" aria-label="{attribute(drawn.summary)}"><use href="#~lines"/>'
    return f'<details class="q"><summary>Sequence</summary>{told}{"".join(map(_arrow, drawn.arrows))}</svg></details>'


def _group(group: Group, view: View, *, opened: bool) -> str:
    told = group.first
    elsewhere = f' data-origin="{attribute(origin(told.url))}"' if origin(told.url) != view.most else ""
    answer = '<span class="no">no answer</span>'
    if told.response:
        refused = ' class="no"' if told.status is not None and told.status >= REFUSED else ""
        answer = f"<span{refused}>{isolate(told.response.start_line[:80])}</span>"
    times = f"&times; {group.times} " if group.times > 1 else ""
    driver = f" · {isolate(told.driver)}" if told.driver and view.several else ""
    line = f"<b>{isolate(told.method)}</b> {isolate(target(told.url)[:200])} {answer} {times}"
    sides = _message(told.request, view.shared) + (_message(told.response, ()) if told.response else "")
    error = f'<p class="no">{long(told.error)}</p>' if told.error else ""
    return (
        f'<details class="e"{elsewhere}{" open" if opened else ""}>'
        f"<summary>{line}<small>{group.milliseconds:.0f} ms{driver}</small></summary>"
        f'<div class="two">{sides}</div>{error}</details>'
    )


def _message(told: Message, shared: Sequence[Header]) -> str:
    headers = "".join(
        f"\n<i>{isolate(name)}:</i> {long(value, 1000)}" for name, value in told.headers if (name, value) not in shared
    )
    body = f"\n\n<code>{long(pretty(told.body), 4000)}</code>" if told.body else ""
    return f'<div class="pre"><b>{isolate(told.start_line[:500])}</b>{headers}{body}</div>'


def _arrow(arrow: Arrow) -> str:
    if arrow.kind == "note":
        return f'<text class="n" x="68" y="{arrow.y}">{isolate(arrow.label)}</text>'
    refusal = ' class="refusal"' if arrow.kind == "refusal" else ""
    way = "there" if arrow.kind == "request" else "back"
    return f'<text x="240" y="{arrow.y}"{refusal}>{isolate(arrow.label)}</text><use href="#~{way}" y="{arrow.y}"/>'
