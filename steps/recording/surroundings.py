"""What happens around scenarios: fixtures of the project, set up before the first step and torn down after the last."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from steps.recording.attempt import HookEvent
from steps.recording.clock import now
from steps.recording.fixtures import nameless_hook, own_fixture
from steps.recording.results import PASSED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steps.recording.attempt import Attempt
    from steps.recording.fixtures import Around, Hook
    from steps.recording.results import Telling

Json = dict[str, Any]


class Surroundings:
    """Watches the fixtures around scenarios. Those that last longer belong to the run, not to a scenario."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[Any, Around | None] = {}
        self._standing: dict[Any, Around] = {}
        self._of_run: list[HookEvent] = []
        self._hooks: dict[str, Json] = {}
        self._mark = 0

    @contextmanager
    def setting_up(self, fixturedef: Any, attempt: Attempt) -> Iterator[None]:
        """Watch one set-up."""
        around = self._around(fixturedef)
        if around is None:
            yield
            return
        if around.after is not None:
            self._standing[fixturedef] = around
        if around.before is None:
            yield
            return
        event = self._event(around.before, now(), around)
        events = self._of_run if around.wide else attempt.before
        events.append(event)
        try:
            yield
        finally:
            event.take(attempt.loose)
        event.end(now(), PASSED)

    def mark(self) -> None:
        """Note that tear-downs begin now."""
        self._mark = now()

    def torn_down(self, fixturedef: Any, attempt: Attempt | None) -> None:
        """Note that one was torn down, well for all that is known yet."""
        around = self._standing.pop(fixturedef, None)
        begun, self._mark = self._mark, now()
        if around is None or around.after is None:
            return
        event = self._event(around.after, begun, around)
        event.end(self._mark, PASSED)
        if attempt is not None:
            event.take(attempt.loose)
        if around.wide:
            self._of_run.append(event)
        elif attempt is not None:
            attempt.after.append(event)

    def fail_setup(self, attempt: Attempt, result: Json) -> None:
        """Tell a failed set-up by the fixture that failed; a wider one fails each scenario that needs it."""
        failed = now()
        for event in (*self._of_run, *attempt.before):
            if event.ended is None and event.around is not None:
                event.end(failed, result)
                self._standing = {key: each for key, each in self._standing.items() if each is not event.around}
        if all(event.result == PASSED for event in attempt.before):
            attempt.before.append(self._nameless("BEFORE", result))

    def fail_around(self, attempt: Attempt, result: Json) -> None:
        """Tell what failed between set-up and tear-down, but in no step."""
        if attempt.steps:
            attempt.after.append(self._nameless("AFTER", result))
        else:
            attempt.before.append(self._nameless("BEFORE", result))

    def end_teardown(self, attempt: Attempt, error: BaseException, telling: Telling) -> None:
        """Find for each error the fixture that raised it."""
        for each in _single(error):
            result = telling.result(each)
            ended = (event for event in (*attempt.after, *self._of_run) if event.around and not event.sets_up)
            event = next((event for event in ended if event.around and event.around.raised(each.__traceback__)), None)
            if event is None:
                attempt.after.append(self._nameless("AFTER", result))
            else:
                event.result = result

    def take(self) -> tuple[list[HookEvent], list[Json]]:
        """Give what happened around the run since the last time, and the messages of all hooks met since then."""
        events, self._of_run = self._of_run, []
        hooks, self._hooks = self._hooks, {}
        return events, list(hooks.values())

    def _around(self, fixturedef: Any) -> Around | None:
        if fixturedef not in self._known:
            self._known[fixturedef] = own_fixture(fixturedef, self._root)
        return self._known[fixturedef]

    def _event(self, hook: Hook, started: int, around: Around | None = None) -> HookEvent:
        self._hooks[hook.id] = hook.message
        return HookEvent(started, hook=hook, around=around)

    def _nameless(self, when: str, result: Json) -> HookEvent:
        moment = now()
        event = self._event(nameless_hook(when), moment)
        event.end(moment, result)
        return event


def _single(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _single(each)
    else:
        yield error
