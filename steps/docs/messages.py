"""Read Cucumber Messages: one JSON object a line, possibly cut off in the last one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

Json = Mapping[str, Any]


class Stream(Struct):
    """Gather the messages of one run, indexed by what other messages refer to."""

    meta: Json = {}
    documents: dict[str, Json] = {}
    pickles: dict[str, Json] = {}
    definitions: dict[str, Json] = {}
    locations: dict[str, str] = {}
    hooks: dict[str, Json] = {}
    test_cases: dict[str, Json] = {}
    snippets: dict[str, str] = {}
    attempts: dict[str, list[Json]] = {}
    finished_attempts: set[str] = set()
    started_steps: set[tuple[str, str]] = set()
    results: dict[tuple[str, str], Json] = {}
    attachments: dict[tuple[str, str], list[Json]] = {}
    run_attachments: list[Json] = []
    hook_results: list[Json] = []
    parse_errors: list[Json] = []
    started: Json | None = None
    finished: Json | None = None

    def add(self, kind: str, body: Json) -> None:
        """File one message, the most frequent kinds first; kinds that no reader needs are passed over."""
        match kind:
            case "testStepStarted":
                self.started_steps.add((body["testCaseStartedId"], body["testStepId"]))
            case "testStepFinished":
                self.results[body["testCaseStartedId"], body["testStepId"]] = body["testStepResult"]
            case "testCase":
                self.test_cases[body["id"]] = body
            case "testCaseStarted":
                self.attempts.setdefault(body["testCaseId"], []).append(body)
            case "testCaseFinished":
                self.finished_attempts.add(body["testCaseStartedId"])
            case "attachment" | "externalAttachment":
                self._add_attachment(body)
            case "gherkinDocument" | "pickle" | "stepDefinition" | "hook" | "parseError" | "suggestion":
                self._add_source(kind, body)
            case _:
                self._add_run(kind, body)

    def _add_source(self, kind: str, body: Json) -> None:
        match kind:
            case "gherkinDocument" if body.get("feature"):
                self.documents[body["uri"]] = body["feature"]
            case "pickle":
                self.pickles[body["id"]] = body
            case "stepDefinition":
                self.definitions[body["id"]] = body
                self.locations[body["id"]] = location(body)
            case "hook":
                self.hooks[body["id"]] = body
            case "parseError":
                self.parse_errors.append(body)
            case "suggestion":
                self.snippets[body["pickleStepId"]] = "\n\n".join(snippet["code"] for snippet in body["snippets"])

    def _add_run(self, kind: str, body: Json) -> None:
        match kind:
            case "meta":
                self.meta = body
            case "testRunStarted":
                self.started = body
            case "testRunFinished":
                self.finished = body
            case "testRunHookFinished":
                self.hook_results.append(body["result"])

    def _add_attachment(self, body: Json) -> None:
        if attempt := body.get("testCaseStartedId"):
            self.attachments.setdefault((attempt, body.get("testStepId", "")), []).append(body)
        else:
            self.run_attachments.append(body)


def read_stream(lines: Iterable[str | bytes]) -> list[Stream]:
    """Read one stream; each `meta` message begins a run, so concatenated streams are several.

    Raises ValueError for a line that is no message, unless it is the last one: a killed run leaves half a line.
    """
    streams: list[Stream] = []
    for message in _messages(lines):
        for kind in message:
            if kind == "meta" or not streams:
                streams.append(Stream())
            streams[-1].add(kind, message[kind])
    if not streams:
        raise ValueError("the record is empty; a Cucumber Messages stream (NDJSON) was expected")
    return streams


def _messages(lines: Iterable[str | bytes]) -> Iterator[Json]:
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    broken = ""
    for number, line in enumerate(lines, 1):
        try:
            message: Json | None = decode(line)
        except (ValueError, RecursionError):
            if not line.strip():
                continue
            message = _read_leniently(line)
        if broken:
            raise ValueError(broken)
        if message is None:
            text = line if isinstance(line, str) else line.decode("utf-8", "replace")
            broken = f"line {number} is no Cucumber message (one JSON object): {text.strip()[:60]!r}"
        else:
            yield message


def parse_json(text: str) -> Any:
    """Read JSON, and what Python takes beyond it: half of a surrogate pair.

    Raises ValueError or RecursionError for anything else.
    """
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return json.loads(text)


def _read_leniently(line: str | bytes) -> Json | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def seconds(time: Json | None) -> float:
    """Turn a Timestamp or a Duration into seconds."""
    return float(time["seconds"] + time["nanos"] / 1e9) if time else 0.0


def location(body: Json) -> str:
    """Tell where a definition or a hook stands, as `file:line`."""
    source = body.get("sourceReference", {})
    uri, line = source.get("uri", ""), source.get("location", {}).get("line")
    return f"{uri}:{line}" if uri and line else uri
