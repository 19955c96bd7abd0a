"""Read Cucumber Messages: one JSON object a line, possibly cut off in the last one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

Json = Mapping[str, Any]


@dataclass(slots=True)
class Stream:
    """Gather the messages of one run, indexed by what other messages refer to."""

    meta: Json = field(default_factory=dict)
    documents: dict[str, Json] = field(default_factory=dict)
    pickles: dict[str, Json] = field(default_factory=dict)
    definitions: dict[str, Json] = field(default_factory=dict)
    hooks: dict[str, Json] = field(default_factory=dict)
    test_cases: dict[str, Json] = field(default_factory=dict)
    snippets: dict[str, str] = field(default_factory=dict)
    attempts: dict[str, list[Json]] = field(default_factory=dict)
    finished_attempts: set[str] = field(default_factory=set)
    started_steps: set[tuple[str, str]] = field(default_factory=set)
    results: dict[tuple[str, str], Json] = field(default_factory=dict)
    attachments: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    run_attachments: list[Json] = field(default_factory=list)
    hook_results: list[Json] = field(default_factory=list)
    parse_errors: list[Json] = field(default_factory=list)
    started: Json | None = None
    finished: Json | None = None

    def add(self, kind: str, body: Json) -> None:
        """File one message; kinds that no reader needs are passed over."""
        match kind:
            case "meta":
                self.meta = body
            case "gherkinDocument" | "pickle" | "stepDefinition" | "hook" | "parseError" | "suggestion":
                self._add_source(kind, body)
            case "testRunStarted":
                self.started = body
            case "testRunFinished":
                self.finished = body
            case "testRunHookFinished":
                self.hook_results.append(body["result"])
            case "attachment" | "externalAttachment":
                self._add_attachment(body)
            case _:
                self._add_result(kind, body)

    def _add_source(self, kind: str, body: Json) -> None:
        match kind:
            case "gherkinDocument" if body.get("feature"):
                self.documents[body["uri"]] = body["feature"]
            case "pickle":
                self.pickles[body["id"]] = body
            case "stepDefinition":
                self.definitions[body["id"]] = body
            case "hook":
                self.hooks[body["id"]] = body
            case "parseError":
                self.parse_errors.append(body)
            case "suggestion":
                self.snippets[body["pickleStepId"]] = "\n\n".join(snippet["code"] for snippet in body["snippets"])

    def _add_result(self, kind: str, body: Json) -> None:
        match kind:
            case "testCase":
                self.test_cases[body["id"]] = body
            case "testCaseStarted":
                self.attempts.setdefault(body["testCaseId"], []).append(body)
            case "testCaseFinished":
                self.finished_attempts.add(body["testCaseStartedId"])
            case "testStepStarted":
                self.started_steps.add((body["testCaseStartedId"], body["testStepId"]))
            case "testStepFinished":
                self.results[body["testCaseStartedId"], body["testStepId"]] = body["testStepResult"]

    def _add_attachment(self, body: Json) -> None:
        if attempt := body.get("testCaseStartedId"):
            self.attachments.setdefault((attempt, body.get("testStepId", "")), []).append(body)
        else:
            self.run_attachments.append(body)


def read_stream(lines: Iterable[str]) -> list[Stream]:
    """Read one stream; each `meta` message begins a run, so concatenated streams are several.

    Raises ValueError for a line that is no message, unless it is the last one: a killed run leaves half a line.
    """
    streams: list[Stream] = []
    for message in _messages(list(lines)):
        for kind, body in message.items():
            if kind == "meta" or not streams:
                streams.append(Stream())
            streams[-1].add(kind, body)
    if not streams:
        raise ValueError("the record is empty; a Cucumber Messages stream (NDJSON) was expected")
    return streams


def _messages(lines: Sequence[str]) -> Iterable[Json]:
    try:
        messages = from_json(f"[{','.join(filter(str.strip, lines))}]")  # all at once takes half as long
    except ValueError:
        return _one_by_one(lines)
    return messages if all(isinstance(each, dict) for each in messages) else _one_by_one(lines)


def _one_by_one(lines: Iterable[str]) -> Iterator[Json]:
    broken: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if broken:
            raise ValueError(f"line {broken[0]} is no Cucumber message (one JSON object): {broken[1][:60]!r}")
        message = _parsed(line)
        if message is None:
            broken = (number, line)
        else:
            yield message


def parse_json(text: str) -> Any:
    """Read JSON, and what Python takes beyond it: half of a surrogate pair.

    Raises ValueError or RecursionError for anything else.
    """
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)


def _parsed(line: str) -> Json | None:
    try:
        message = parse_json(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def seconds(time: Json | None) -> float:
    """Turn a Timestamp or a Duration into seconds."""
    return float(time["seconds"] + time["nanos"] / 1e9) if time else 0.0
