"""One attempt at a scenario, as it is watched: when each step began and ended, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from steps.record.exchanges import EXCHANGES
from steps.recording.results import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from steps.gherkin.item import ScenarioItem
    from steps.record.exchanges import Exchange
    from steps.recording.fixtures import Around

Json = dict[str, Any]


@dataclass(slots=True)
class Event:
    """Something that begins and ends, in nanoseconds; `exchanges` counts those of the scenario before it began."""

    started: int
    ended: int | None = None
    result: Json | None = None
    exchanges: int = 0
    attachments: list[Json] = field(default_factory=list)
    function: Callable[..., Any] | None = None
    snippet: str = ""

    def end(self, now: int, result: Json) -> None:
        """Say what came of it."""
        self.ended, self.result = now, result

    def take(self, loose: list[Json]) -> None:
        """Take attachments over."""
        self.attachments += loose
        loose.clear()

    def told(self) -> Json:
        """Tell it as JSON has it."""
        return {
            "started": self.started,
            "ended": self.ended,
            "result": self.result,
            "attachments": self.attachments,
            "snippet": self.snippet,
        }


@dataclass(slots=True)
class HookEvent(Event):
    """A fixture's set-up or tear-down; `around` is None for what is no fixture of the project."""

    key: str = ""
    around: Around | None = None

    def told(self) -> Json:
        """Tell it as JSON has it."""
        return Event.told(self) | {"hook": self.key}


@dataclass(slots=True)
class Attempt:
    """One attempt at a scenario."""

    item: ScenarioItem
    pickle: Json
    number: int
    started: int
    before: list[HookEvent] = field(default_factory=list)
    steps: list[Event] = field(default_factory=list)
    after: list[HookEvent] = field(default_factory=list)
    in_setup: bool = True
    given_up: bool = False
    reason: Json = field(default_factory=lambda: SKIPPED)
    loose: list[Json] = field(default_factory=list)
    kept: Sequence[Exchange] = ()

    @property
    def exchanges(self) -> Sequence[Exchange]:
        """The exchanges so far."""
        if not self.kept:
            exchanges = self.item.stash.get(EXCHANGES, [])
            self.kept = exchanges
        return self.kept

    def keep_exchanges(self) -> None:
        """Keep them beyond the tear-down of the client, whose errors may tell their secrets."""
        self.kept = tuple(self.exchanges)

    @property
    def open(self) -> Event | None:
        """The step that has begun and not ended."""
        return self.steps[-1] if self.steps and self.steps[-1].ended is None else None

    def attach(self, attached: Json) -> None:
        """Add an attachment to the step that runs, or to the fixture that takes it when it is done."""
        (self.loose if self.open is None else self.open.attachments).append(attached)

    def exchanges_of(self, position: int) -> Sequence[Exchange]:
        """List the exchanges of a step; the first has those before it too, the last those after it."""
        first = self.steps[position].exchanges if position else 0
        last = self.steps[position + 1].exchanges if position + 1 < len(self.steps) else None
        return self.exchanges[first:last] if first != last else ()

    def pickle_steps(self, now: int) -> Iterator[Json]:
        """Tell each step of the pickle, also those that were not reached, unless the attempt was cut off."""
        for position, _ in enumerate(self.pickle["steps"]):
            if position < len(self.steps):
                yield self.steps[position].told()
            elif self.given_up:
                yield Event(now).told() | {"started": None}
            else:
                # What kept the scenario from running is said once.
                result = self.reason if position == len(self.steps) == 0 else SKIPPED
                yield Event(now, now, result).told()
