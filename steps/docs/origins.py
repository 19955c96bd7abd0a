"""Where and when a run was made, and what went wrong around its scenarios."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.attempts import run_facts
from steps.docs.messages import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.docs.messages import Json, Stream


class Origin(Struct, frozen=True):
    """Hold where and when a stream was recorded; `outside` counts scenarios that ran without being recorded."""

    implementation: str
    runtime: str
    system: str
    revision: str
    build: str
    driver: str
    selection: str
    service: str
    version: str
    started: datetime | None
    seconds: float
    outside: int


def read_origin(run: Stream) -> Origin:
    """Tell where and when a run was made."""
    ci, facts = run.meta.get("ci", {}), run_facts(run)
    ended = seconds(run.finished["timestamp"]) if run.finished else 0.0
    return Origin(
        implementation=_versioned(run.meta.get("implementation", {})),
        runtime=_versioned(run.meta.get("runtime", {})),
        system=_versioned(run.meta.get("os", {})),
        revision=ci.get("git", {}).get("revision", ""),
        build=" ".join(filter(None, (ci.get("name"), ci.get("buildNumber")))),
        driver=facts.get("driver", ""),
        selection=facts.get("selection", ""),
        service=facts.get("service", ""),
        version=facts.get("version", ""),
        started=datetime.fromtimestamp(started_at(run), UTC) if run.started else None,
        seconds=max(ended - started_at(run), 0.0),
        outside=int(facts.get("outside", 0)),
    )


def _versioned(product: Json) -> str:
    return " ".join(filter(None, (product.get("name"), product.get("version"))))


def read_troubles(run: Stream) -> Iterator[str]:
    """Tell what went wrong around the scenarios."""
    for error in run.parse_errors:
        yield f"A feature file could not be read: {error['source'].get('uri', '')} {error['message']}"
    for result in run.hook_results:
        if result["status"] == "FAILED":
            yield f"Something around the scenarios failed: {result.get('message', 'no reason given')}"
    if run.started and not run.finished:
        yield "The run was interrupted: its record ends in the middle."
    if run.finished and run.finished.get("message"):
        yield f"The run itself failed: {run.finished['message']}"


def started_at(stream: Stream) -> float:
    """Give the second at which a run began."""
    return seconds(stream.started["timestamp"]) if stream.started else 0.0
