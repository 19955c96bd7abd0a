"""What the document opens on: whether the product holds, and what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.parts import day, duration, long, mark, number, plural, refer, word
from steps.docs.prose import isolate
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from steps.docs.cases import Case
    from steps.docs.markup.view import View
    from steps.docs.model import Record
    from steps.docs.origins import Origin


ATTENTION = (Status.FAILED, Status.FLAKY)
MOST = 20


def write_overview(
    record: Record, cases: Sequence[Case], totals: Mapping[Status, int], version: str, view: View
) -> str:
    """Write where and when it ran, the verdict, what is missing and what needs attention."""
    parts = (
        _made(record.origins, version),
        _verdict(len(list(record.features)), totals, ran=view.ran),
        _bar(totals) if len(totals) > 1 else "",
        _totals(totals),
        *_banners(record, cases, ran=view.ran),
        _attention([case for status in ATTENTION for case in cases if case.status is status]),
    )
    return "\n".join(filter(None, parts))


def _made(origins: Iterable[Origin], version: str) -> str:
    told = [f"<b>Version {isolate(version)}</b>"] if version else []
    told += [f"<span>{', '.join(_origin(origin))}</span>" for origin in origins if origin.started]
    return f'<p class="made">{"".join(told)}</p>' if told else ""


def _origin(origin: Origin) -> Iterator[str]:
    if origin.started:
        took = f" in {duration(origin.seconds)}" if origin.seconds else ""
        told = f"{day(origin.started)} at {origin.started:%H:%M} UTC"
        yield f'Run on <time datetime="{origin.started.isoformat()}">{told}</time>{took}'
    if origin.driver:
        yield isolate(origin.driver)
    if origin.revision:
        yield f"revision <code>{isolate(origin.revision[:10])}</code>"
    if origin.build:
        yield isolate(origin.build)


def _verdict(features: int, totals: Mapping[Status, int], *, ran: bool) -> str:
    if not totals:
        return '<p class="lead">There is no scenario in this record.</p>'
    failed = totals.get(Status.FAILED, 0)
    verdict = ""
    if list(totals) == [Status.PASSED]:
        verdict = " Every one of them holds."
    elif failed:
        verdict = f' <b class="failed">{number(failed)} of them do{"es" if failed == 1 else ""} not hold.</b>'
    elif ran:
        holding = totals.get(Status.PASSED, 0)
        verdict = f" {number(holding)} of them hold{'s' if holding == 1 else ''}."
    told = f"{plural(features, 'feature')} and {plural(sum(totals.values()), 'example')}"
    return f'<p class="lead">What it does, in {told}.{verdict}</p>'


def _bar(totals: Mapping[Status, int]) -> str:
    parts, done = "", 0
    for status, part in totals.items():
        parts += f'<rect class="{status.key}" x="{done}" width="{part}" height="1"/>'
        done += part
    return f'<svg class="bar" viewBox="0 0 {done} 1" preserveAspectRatio="none" aria-hidden="true">{parts}</svg>'


def _totals(totals: Mapping[Status, int]) -> str:
    told = (
        f'<li>{mark(status)}<a href="#~features?status={status.key}"><b>{number(part)}</b> {status.word}</a></li>\n'
        for status, part in totals.items()
    )
    return f'<ul class="totals">\n{"".join(told)}</ul>' if totals else ""


def _banners(record: Record, cases: Sequence[Case], *, ran: bool) -> Iterator[str]:
    missing = sum(not case.runs and case.status is Status.NOT_RUN and not case.reason for case in cases)
    outside = sum(origin.outside for origin in record.origins)
    if not ran:
        yield _banner("Not run.", "This was written from the feature files alone; nothing here has been proven.")
    elif missing:
        selection = next((origin.selection for origin in record.origins if origin.selection), "")
        chosen = f" (selected: <code>{isolate(selection)}</code>)" if selection else ""
        left = f"{number(missing)} of {plural(len(cases), 'example')} {'was' if missing == 1 else 'were'} left out"
        yield _banner("A partial run.", f"{left}{chosen}.")
    if outside:
        told = f"{plural(outside, 'scenario')} that Python test files bind ran outside this record."
        yield _banner("Not told here.", told)
    yield from (f'<p class="banner failed">{long(trouble)}</p>' for trouble in record.troubles)


def _banner(title: str, told: str) -> str:
    return f'<p class="banner"><b>{title}</b> {told}</p>'


def _attention(cases: Sequence[Case]) -> str:
    if not cases:
        return ""
    told = "\n".join(
        f"<li>{mark(case.status)}{refer(case)} {word(case.status)}{_why(case)}</li>" for case in cases[:MOST]
    )
    more = f"<p>… and {number(len(cases) - MOST)} more.</p>" if len(cases) > MOST else ""
    return (
        '<section class="attention" aria-labelledby="~attention"><h2 id="~attention">Needs attention</h2>\n'
        f"<ul>{told}</ul>{more}</section>"
    )


def _why(case: Case) -> str:
    """Give the sentence by which a case failed."""
    sentence = next((step.failure.sentence for step in case.steps if step.failure), "")
    return f"<small>{isolate(sentence[:300])}</small>" if sentence else ""
