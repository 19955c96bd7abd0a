"""Attempts as messages: a test case for the scenario, and what became of each of its steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from steps.recording.attachments import RUN
from steps.recording.clock import timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]
LANGUAGE = "python"


class Cases:
    """Names test cases, definitions and hooks; what was told once is not told again."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self.run = new_id()
        self.definitions: dict[str, str] = {}
        self.help: dict[str, Json] = {}
        self._new_id = new_id
        self._hooks: dict[str, str] = {}
        self._cases: dict[tuple[object, ...], tuple[str, tuple[str, ...]]] = {}

    def declarations(self, part: Json) -> Iterator[Json]:
        """Tell the step definitions and hooks that a part brings along."""
        for key, told in part.get("definitions", {}).items():
            if key not in self.definitions:
                self.definitions[key] = self._new_id()
                self.help[self.definitions[key]] = {"kind": told["kind"], "help": told["help"]}
                about = {"pattern": told["pattern"], "sourceReference": told["sourceReference"]}
                yield {"stepDefinition": {"id": self.definitions[key], **about}}
        for key, hook in part.get("hooks", {}).items():
            if key not in self._hooks:
                self._hooks[key] = self._new_id()
                yield {"hook": {"id": self._hooks[key], **hook}}

    def attempt(self, part: Json, *, will_be_retried: bool) -> list[Json]:
        """Tell an attempt, and its test case before the first one. One that was cut off does not finish."""
        case, steps, messages = self._case(part, will_be_retried=will_be_retried)
        started = self._new_id()
        about = {"id": started, "testCaseId": case, "attempt": part["attempt"]}
        worker = {"workerId": part["worker"]} if part["worker"] else {}
        messages.append({"testCaseStarted": {**about, **worker, "timestamp": timestamp(part["started"])}})
        if part["driver"]:
            facts = {"body": json.dumps({"driver": part["driver"]}), "contentEncoding": "IDENTITY", "mediaType": RUN}
            messages.append({"attachment": {**facts, "testCaseStartedId": started}})
        for name, step in zip(steps, part["steps"], strict=True):
            messages += self._step(step, {"testCaseStartedId": started, "testStepId": name})
        if part["ended"] is not None:
            ended = {"timestamp": timestamp(part["ended"]), "willBeRetried": will_be_retried}
            messages.append({"testCaseFinished": {"testCaseStartedId": started, **ended}})
        return messages

    def around(self, part: Json, *, before: bool) -> Iterator[Json]:
        """Tell what was set up or torn down for longer than one scenario."""
        for event in part.get("around", ()):
            if (" BEFORE_" in event["hook"]) is before:
                name = self._new_id()
                started = {"testRunStartedId": self.run, "id": name, "hookId": self._hooks[event["hook"]]}
                yield {"testRunHookStarted": {**started, "timestamp": timestamp(event["started"])}}
                ended = {"result": _result(event), "timestamp": timestamp(event["ended"] or event["started"])}
                yield {"testRunHookFinished": {"testRunHookStartedId": name, **ended}}

    def _case(self, part: Json, *, will_be_retried: bool) -> tuple[str, tuple[str, ...], list[Json]]:
        """Find the test case of a scenario with these steps, or make it: an attempt may have failed around its steps."""
        key = _shape(part) if will_be_retried or self._cases else ()
        if key in self._cases:
            return *self._cases[key], []
        content = [_told(step, self._hooks, self.definitions) for step in part["steps"]]
        case, steps = self._new_id(), tuple([self._new_id() for _ in content])
        if will_be_retried:
            self._cases[key] = case, steps
        about = {"id": case, "pickleId": part["pickle"], "testRunStartedId": self.run}
        test_steps = [{"id": name, **each} for name, each in zip(steps, content, strict=True)]
        return case, steps, [{"testCase": {**about, "testSteps": test_steps}}]

    def _step(self, step: Json, at: dict[str, str]) -> list[Json]:
        if step["started"] is None:
            return []
        messages: list[Json] = [{"testStepStarted": {**at, "timestamp": timestamp(step["started"])}}]
        messages += [{"attachment": {"contentEncoding": "IDENTITY", **each, **at}} for each in step["attachments"]]
        if step["snippet"]:
            snippet = {"language": LANGUAGE, "code": step["snippet"]}
            messages.append({"suggestion": {"id": self._new_id(), "pickleStepId": step["step"], "snippets": [snippet]}})
        if step["result"] is not None:
            result = {"testStepResult": _result(step), "timestamp": timestamp(step["ended"])}
            messages.append({"testStepFinished": {**at, **result}})
        return messages


def _shape(part: Json) -> tuple[object, ...]:
    steps = (step.get("hook") or (step["step"], *step["definitions"]) for step in part["steps"])
    return part["uri"], part["pickle"], part["driver"], *steps


def _result(event: Json) -> Json:
    result = event["result"] or {"status": "UNKNOWN"}
    return {**result, "duration": timestamp((event["ended"] or event["started"]) - event["started"])}


def _told(step: Json, hooks: dict[str, str], definitions: dict[str, str]) -> Json:
    if "hook" in step:
        return {"hookId": hooks[step["hook"]]}
    return {
        "pickleStepId": step["step"],
        "stepDefinitionIds": [definitions[key] for key in step["definitions"] if key in definitions],
        "stepMatchArgumentsLists": [{"stepMatchArguments": matched} for matched in step["matches"]],
    }
