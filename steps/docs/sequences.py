"""A scenario's exchanges as arrows between the scenario and the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.exchanges import Group, group_exchanges, readable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from steps.docs.outcomes import Step

MOST = 12
TOP = 38
HEIGHT = 20
LABEL = 50


class Line(Struct, frozen=True):
    """Hold one line of the view: a sentence (`note`), a request, or the answer below it, at height `y`."""

    kind: str
    text: str
    y: int


class Sequence(Struct, frozen=True):
    """Hold the lines of the view and its height."""

    lines: tuple[Line, ...]
    height: int
    summary: str


def draw_sequence(steps: Collection[Step]) -> Sequence | None:
    """Lay out the exchanges of an attempt; a single one needs no view."""
    count = sum([len(step.exchanges) for step in steps])
    if count < 2:  # noqa: PLR2004
        return None
    lines = list(_lines(steps, count))
    placed = tuple(Line(kind, text, TOP + HEIGHT * number) for number, (kind, text) in enumerate(lines))
    return Sequence(placed, TOP + HEIGHT * len(lines), f"Sequence of {count} exchanges")


def _lines(steps: Collection[Step], count: int) -> Iterator[tuple[str, str]]:
    left = MOST
    for step in steps:
        if step.exchanges and left:
            yield "note", _cut(f"{step.keyword} {step.text}")
        groups = group_exchanges(step.exchanges)[:left]
        for group in groups:
            yield from _group(group)
        left -= len(groups)
    if not left and count > MOST:
        yield "note", "… and more"


def _group(group: Group) -> Iterator[tuple[str, str]]:
    exchange, times = group.first, f" x {group.times}" if group.times > 1 else ""
    yield "request", f"{_cut(f'{exchange.method} {readable(exchange.target)}')}{times}"
    answer = exchange.response.start_line if exchange.response else f"no answer: {exchange.error or 'unknown'}"
    kind = "refusal" if exchange.status is None or exchange.status >= 400 else "answer"  # noqa: PLR2004
    yield kind, _cut(f"{answer} · {exchange.milliseconds:.0f} ms")


def _cut(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1]}…"
