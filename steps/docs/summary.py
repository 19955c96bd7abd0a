"""A summary in Markdown for a pull request: what fails first, then every feature in a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from steps.docs.cases import Case, count
from steps.docs.differences import LONGEST
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.docs.model import Feature, Record
    from steps.docs.outcomes import Difference, Step

MARKS = {
    Status.FAILED: "❌",
    Status.NOT_AUTOMATED: "❔",
    Status.IN_WORK: "🚧",
    Status.NOT_RUN: "⏸️",
    Status.FLAKY: "⚠️",
    Status.PASSED: "✅",
}
MOST = 20


def render_markdown(record: Record) -> str:
    """Render a summary; past the first twenty failures only their names are given."""
    return "\n".join(_lines(record)) + "\n"


def escape_markdown(text: str) -> str:
    """Keep a name from being read as markup, as a mention or as a cell's end."""
    flat = " ".join(text.split())[:300]
    return re.sub(r"([\\`*_{}\[\]<>()#|~!&$-])", r"\\\1", flat).replace("@", "@\u2060")


def tell_counts(cases: tuple[Case, ...]) -> str:
    """Say how many cases have which status, the good ones first."""
    told = (f"{MARKS[status]} {number:,} {status.word}" for status, number in reversed(list(count(cases).items())))
    return " · ".join(told) or "nothing"


def _lines(record: Record) -> Iterator[str]:
    yield f"**{tell_counts(record.cases)}**"
    for trouble in record.troubles:
        yield f"\n> ⚠️ {escape_markdown(trouble)}"
    failed = [case for case in record.cases if case.status is Status.FAILED]
    for case in failed[:MOST]:
        yield from _failure(case)
    for case in failed[MOST:]:
        yield f"\n❌ {_name(case)}"
    yield "\n| Feature | |\n|---|---|"
    for feature in record.features:
        yield f"| {_title(feature)} | {tell_counts(feature.cases)} |"


def _title(feature: Feature) -> str:
    return f"{escape_markdown(feature.name)}<br><sub>{escape_markdown(feature.uri)}</sub>"


def _name(case: Case) -> str:
    cells = f" ({escape_markdown(', '.join(case.cells))})" if case.cells else ""
    return f"**{escape_markdown(case.name)}**{cells}"


def _failure(case: Case) -> Iterator[str]:
    yield f"\n### ❌ {_name(case)}\n"
    for step in case.steps:
        if step.failure:
            yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    yield f"{escape_markdown(step.keyword)} {escape_markdown(step.text)}\n"
    if step.failure:
        yield f"→ {escape_markdown(step.failure.sentence)}"
        if step.failure.difference:
            yield from _difference(step.failure.difference)
    for exchange in step.exchanges[-1:]:
        answer = exchange.response.start_line if exchange.response else exchange.error or "no answer"
        yield f"\n{escape_markdown(exchange.request.start_line)} → {escape_markdown(answer)}"


def _difference(told: Difference) -> Iterator[str]:
    yield "\n````diff"
    yield from (f"- {_unfenced(line)}" for line in told.expected[:LONGEST] if line not in told.actual)
    yield from (f"+ {_unfenced(line)}" for line in told.actual[:LONGEST] if line not in told.expected)
    yield "````"


def _unfenced(line: str) -> str:
    return line[:500].replace("````", "` ` ` `")
