"""One attempt at a scenario, as it is watched: when each step began and ended, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from steps.recording.definitions import suggest
from steps.recording.results import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from steps.gherkin.item import ScenarioItem
    from steps.record.exchanges import Exchange
    from steps.recording.fixtures import Around, Hook

Json = dict[str, Any]


class Event(Struct):
    """Something that begins and ends, in nanoseconds; `exchanges` counts those of the scenario before it began."""

    started: int
    ended: int | None = None
    result: Json | None = None
    exchanges: int = 0
    attachments: list[Json] = []
    function: Callable[..., Any] | None = None
    suggestion: Json | None = None

    def end(self, now: int, result: Json) -> None:
        """Say what came of it."""
        self.ended, self.result = now, result

    def take(self, loose: list[Json]) -> None:
        """Take attachments over."""
        self.attachments += loose
        loose.clear()


class HookEvent(Event, kw_only=True):
    """A fixture's set-up or tear-down; `around` is None for what is no fixture of the project."""

    hook: Hook
    around: Around | None = None

    @property
    def sets_up(self) -> bool:
        """Tell a set-up from a tear-down."""
        return bool(self.hook.message["type"].startswith("BEFORE"))


class Attempt(Struct):
    """One attempt at a scenario; `exchanges` grows while it runs."""

    item: ScenarioItem
    pickle: Json
    number: int
    started: int
    exchanges: Sequence[Exchange]
    before: list[HookEvent] = []
    steps: list[Event] = []
    after: list[HookEvent] = []
    in_setup: bool = True
    given_up: bool = False
    reason: Json = field(default_factory=lambda: SKIPPED)
    loose: list[Json] = []

    def keep_exchanges(self) -> None:
        """Keep them beyond the tear-down of the client, whose errors may tell their secrets."""
        self.exchanges = tuple(self.exchanges)

    @property
    def open(self) -> Event | None:
        """The step that has begun and not ended."""
        return self.steps[-1] if self.steps and self.steps[-1].ended is None else None

    def note_undefined(self, now: int, snippet: str) -> None:
        """Note that the next step has no definition."""
        suggestion = suggest(self.pickle["steps"][len(self.steps)]["id"], snippet)
        self.steps.append(Event(now, now, {"status": "UNDEFINED"}, len(self.exchanges), suggestion=suggestion))

    def attach(self, attached: Json) -> None:
        """Add an attachment to the step that runs, or to the fixture that takes it when it is done."""
        (self.loose if self.open is None else self.open.attachments).append(attached)

    def exchanged(self) -> Iterator[tuple[Event, Exchange]]:
        """Go through the exchanges, each with its step; the first has those before it too, the last those after it."""
        steps = iter(self.steps)
        step, following = next(steps, None), next(steps, None)
        for number, exchange in enumerate(self.exchanges):
            while following is not None and following.exchanges <= number:
                step, following = following, next(steps, None)
            if step is not None:
                yield step, exchange

    def events(self, now: int) -> Sequence[Event | None]:
        """Tell what became of each step of the pickle, None for those that the run's end kept from beginning."""
        left = len(self.pickle["steps"]) - len(self.steps)
        if left == 0:
            return self.steps
        if self.given_up:
            return [*self.steps, *[None] * left]
        # What kept the scenario from running is said once.
        results = [SKIPPED if self.steps else self.reason, *[SKIPPED] * (left - 1)]
        return [*self.steps, *[Event(now, now, result) for result in results]]
