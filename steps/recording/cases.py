"""Attempts as messages: a test case for the scenario, and what became of each of its steps."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from steps.recording.attachments import RUN
from steps.recording.clock import duration, timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steps.recording.attempt import Event, HookEvent

Json = dict[str, Any]
RUN_ID = "run"


class Tried(Struct, frozen=True):
    """An attempt at a pickle, by its id; `ended` is None if it was cut off, `driver` empty where a run has only one.

    `steps` are the pickle's with what they are bound to, `events` what became of each, if it was reached.
    """

    pickle: str
    number: int
    driver: str
    started: int
    ended: int | None
    before: Sequence[HookEvent]
    steps: Sequence[Json]
    events: Sequence[Event | None]
    after: Sequence[HookEvent]


class Cases:
    """Names test cases and their parts; a `prefix` keeps those of several processes apart."""

    def __init__(self, prefix: str = "", worker: str = "") -> None:
        self._prefix = prefix
        self._worker = worker
        self._numbers = itertools.count()
        # Further attempts at a scenario follow the first one.
        self._tried: list[tuple[tuple[str, list[str], list[str]], str]] = []

    def attempt(self, tried: Tried) -> list[Json]:
        """Tell an attempt, and its test case before the first one. One that was cut off does not finish."""
        case, messages = self._case(tried)
        started = f"{case}a{tried.number}"
        about = {"id": started, "testCaseId": case, "attempt": tried.number, "timestamp": timestamp(tried.started)}
        if self._worker:
            about["workerId"] = self._worker
        messages.append({"testCaseStarted": about})
        if tried.driver:
            facts = {"body": json.dumps({"driver": tried.driver}), "contentEncoding": "IDENTITY", "mediaType": RUN}
            messages.append({"attachment": {**facts, "testCaseStartedId": started}})
        for number, event in enumerate((*tried.before, *tried.events, *tried.after)):
            if event is not None:
                _tell(event, {"testCaseStartedId": started, "testStepId": f"{case}s{number}"}, messages)
        if tried.ended is not None:
            ended = {"timestamp": timestamp(tried.ended), "willBeRetried": False}
            messages.append({"testCaseFinished": {"testCaseStartedId": started, **ended}})
        return messages

    def around(self, events: Iterable[HookEvent]) -> Iterator[Json]:
        """Tell what was set up or torn down for longer than one scenario."""
        for event in events:
            name = self._name()
            started = {"testRunStartedId": RUN_ID, "id": name, "hookId": event.hook.id}
            yield {"testRunHookStarted": {**started, "timestamp": timestamp(event.started)}}
            ended = {"result": _result(event), "timestamp": timestamp(event.ended or event.started)}
            yield {"testRunHookFinished": {"testRunHookStartedId": name, **ended}}

    def _name(self) -> str:
        return f"{self._prefix}{next(self._numbers)}"

    def _case(self, tried: Tried) -> tuple[str, list[Json]]:
        """Name the test case of a scenario with these steps: an earlier attempt may have failed around its steps."""
        if tried.number == 0:
            self._tried.clear()
        before, after = ([event.hook.id for event in events] for events in (tried.before, tried.after))
        for known, case in self._tried:
            if known == (tried.pickle, before, after):
                return case, []
        case = self._name()
        self._tried.append(((tried.pickle, before, after), case))
        steps = [*[{"hookId": hook} for hook in before], *tried.steps, *[{"hookId": hook} for hook in after]]
        for number, step in enumerate(steps):
            step["id"] = f"{case}s{number}"
        about = {"id": case, "pickleId": tried.pickle, "testRunStartedId": RUN_ID}
        return case, [{"testCase": {**about, "testSteps": steps}}]


def will_be_retried(messages: Iterable[Json]) -> None:
    """Note in the messages of an attempt that another one follows."""
    for message in messages:
        if finished := message.get("testCaseFinished"):
            finished["willBeRetried"] = True


def _tell(event: Event, at: dict[str, str], messages: list[Json]) -> None:
    """Tell what became of a step of a test case."""
    messages.append({"testStepStarted": {**at, "timestamp": timestamp(event.started)}})
    if event.attachments:
        messages += [{"attachment": {"contentEncoding": "IDENTITY", **each, **at}} for each in event.attachments]
    if event.suggestion is not None:
        messages.append({"suggestion": {"id": f"{at['testStepId']}-snippet", **event.suggestion}})
    if event.result is not None:
        result = {"testStepResult": _result(event), "timestamp": timestamp(event.ended or event.started)}
        messages.append({"testStepFinished": {**at, **result}})


def _result(event: Event) -> Json:
    result = event.result or {"status": "UNKNOWN"}
    return {**result, "duration": duration((event.ended or event.started) - event.started)}
