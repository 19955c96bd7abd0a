"""Make the record of a run that never was: real feature files, outcomes at will."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gherkin.ast_builder import AstBuilder
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Json = dict[str, Any]
SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say what becomes of a step."""

    status: str = "PASSED"
    message: str = ""
    trace: str = ""
    milliseconds: int = 3
    exchanges: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    snippet: str = ""


@dataclass(slots=True)
class Recording:
    """Record features; `outcome(scenario, step text, attempt)` decides, None as attempt's step leaves it out."""

    features: Mapping[str, str]
    outcome: Callable[[Json, str, int], Outcome] = lambda _pickle, _text, _attempt: Outcome()
    attempts: Callable[[Json], int] = lambda _pickle: 1
    selected: Callable[[Json], bool] = lambda _pickle: True
    facts: Mapping[str, str] = field(default_factory=dict)
    readmes: Mapping[str, str] = field(default_factory=dict)
    vocabulary: Sequence[tuple[str, str, str]] = ()
    openapi: Json | None = None
    started: int = 1_790_000_000
    ids: Iterator[int] = field(default_factory=count)
    clock: int = 0

    def lines(self) -> list[str]:
        """Give the stream, a message a line."""
        return [json.dumps(message) for message in self._messages()]

    def sources(self) -> list[str]:
        """Give what the features alone tell, as if nothing ran."""
        return [json.dumps(message) for message in self._sources([])]

    def _id(self) -> str:
        return str(next(self.ids))

    def _time(self, milliseconds: int = 0) -> Json:
        self.clock += milliseconds
        return {"seconds": self.started + self.clock // 1000, "nanos": self.clock % 1000 * 1_000_000}

    def _sources(self, pickles: list[Json]) -> Iterator[Json]:
        product = {"name": "fastapi-acceptance", "version": "0.1.0"}
        yield {
            "meta": {
                "protocolVersion": "34.2.1",
                "implementation": product,
                "runtime": {"name": "CPython", "version": "3.11.7"},
                "os": {"name": "linux"},
                "cpu": {"name": "x86_64"},
                "ci": {
                    "name": "Forge",
                    "buildNumber": "118",
                    "git": {"remote": "https://forge.example/users.git", "revision": "4f2a9c81d7e6b5a0"},
                },
            }
        }
        generator = _Ids(self.ids)
        for uri, text in self.features.items():
            yield {"source": {"uri": uri, "data": text, "mediaType": "text/x.cucumber.gherkin+plain"}}
            document: Any = {**Parser(AstBuilder(generator)).parse(text), "uri": uri}
            yield {"gherkinDocument": document}
            for pickle in Compiler(generator).compile(document):
                pickles.append({**pickle})
                yield {"pickle": pickle}
        for name, text in self.readmes.items():
            yield _attachment("text/markdown", text, fileName=name)
        if self.facts:
            yield _attachment("application/vnd.fastapi-acceptance.run+json", json.dumps(dict(self.facts)))
        if self.openapi:
            yield _attachment("application/vnd.oai.openapi+json", json.dumps(self.openapi))
        yield from self._definitions()

    def _definitions(self) -> Iterator[Json]:
        told = {}
        for number, (kind, pattern, text) in enumerate(self.vocabulary):
            source = {"uri": "steps/users.py", "location": {"line": number * 8 + 12}}
            expression = {"source": pattern, "type": "CUCUMBER_EXPRESSION"}
            yield {"stepDefinition": {"id": f"d{number}", "pattern": expression, "sourceReference": source}}
            told[f"d{number}"] = {"kind": kind, "help": text}
        if told:
            yield _attachment("application/vnd.fastapi-acceptance.vocabulary+json", json.dumps(told))

    def _matching(self, text: str) -> list[str]:
        patterns = ((f"d{number}", pattern) for number, (_, pattern, _) in enumerate(self.vocabulary))
        literals = ((name, "(.+)".join(map(re.escape, re.split(r"{\w+}", pattern)))) for name, pattern in patterns)
        return [name for name, literal in literals if re.fullmatch(literal, text)]

    def _messages(self) -> Iterator[Json]:
        pickles: list[Json] = []
        yield from self._sources(pickles)
        run = self._id()
        yield {"testRunStarted": {"id": run, "timestamp": self._time()}}
        success = True
        for pickle in filter(self.selected, pickles):
            case = self._test_case(run, pickle)
            yield {"testCase": case}
            for attempt in range(self.attempts(pickle)):
                yield from self._attempt(pickle, case, attempt)
        yield {"testRunFinished": {"testRunStartedId": run, "timestamp": self._time(), "success": success}}

    def _test_case(self, run: str, pickle: Json) -> Json:
        steps = [
            {
                "id": self._id(),
                "pickleStepId": step["id"],
                "stepDefinitionIds": self._matching(step["text"]),
                "stepMatchArgumentsLists": [{"stepMatchArguments": _quoted(step["text"])}],
            }
            for step in pickle["steps"]
        ]
        return {"id": self._id(), "pickleId": pickle["id"], "testRunStartedId": run, "testSteps": steps}

    def _attempt(self, pickle: Json, case: Json, attempt: int) -> Iterator[Json]:
        started = self._id()
        yield {
            "testCaseStarted": {
                "id": started,
                "testCaseId": case["id"],
                "attempt": attempt,
                "timestamp": self._time(1),
            }
        }
        broken = False
        for test_step, step in zip(case["testSteps"], pickle["steps"], strict=True):
            outcome = Outcome("SKIPPED", milliseconds=0) if broken else self.outcome(pickle, step["text"], attempt)
            broken = broken or outcome.status != "PASSED"
            yield from self._step(started, test_step, outcome)
        again = attempt + 1 < self.attempts(pickle)
        yield {"testCaseFinished": {"testCaseStartedId": started, "timestamp": self._time(1), "willBeRetried": again}}

    def _step(self, attempt: str, step: Json, outcome: Outcome) -> Iterator[Json]:
        at = {"testCaseStartedId": attempt, "testStepId": step["id"]}
        yield {"testStepStarted": {**at, "timestamp": self._time()}}
        for exchange in outcome.exchanges:
            yield _attachment("application/vnd.fastapi-acceptance.exchange+json", json.dumps(exchange), **at)
        for attachment in outcome.attachments:
            yield {"attachment": {**attachment, **at}}
        if outcome.snippet:
            snippet = {"language": "python", "code": outcome.snippet}
            yield {"suggestion": {"id": self._id(), "pickleStepId": step["pickleStepId"], "snippets": [snippet]}}
        result: Json = {
            "status": outcome.status,
            "duration": {"seconds": outcome.milliseconds // 1000, "nanos": outcome.milliseconds % 1000 * 1_000_000},
        }
        if outcome.message:
            result["message"] = outcome.message
        if outcome.trace:
            kind = outcome.message.partition(":")[0] if "Error: " in outcome.message else "AssertionError"
            result["exception"] = {"type": kind, "message": outcome.message, "stackTrace": outcome.trace}
        now = self._time(outcome.milliseconds)
        yield {"testStepFinished": {**at, "testStepResult": result, "timestamp": now}}


class _Ids(IdGenerator):
    """Let pickles take their ids from the recording."""

    def __init__(self, ids: Iterator[int]) -> None:
        super().__init__()
        self.ids = ids

    def get_next_id(self) -> str:
        return f"p{next(self.ids)}"


def _attachment(media_type: str, body: str, **more: str) -> Json:
    return {"attachment": {"body": body, "contentEncoding": "IDENTITY", "mediaType": media_type, **more}}


def _quoted(text: str) -> list[Json]:
    parts = text.split('"')
    starts = [sum(len(part) + 1 for part in parts[:number]) for number in range(1, len(parts), 2)]
    return [
        {"group": {"start": start, "value": value}, "parameterTypeName": "string"}
        for start, value in zip(starts, parts[1::2], strict=False)
    ]


def exchange(method: str, path: str, status: int, body: object = None, answer: object = None) -> Json:
    """Make an exchange as the writer records it."""
    reasons = {200: "OK", 201: "Created", 400: "Bad Request", 404: "Not Found", 422: "Unprocessable Entity"}
    sent = [["Host", "test"], ["Accept", "application/json"], ["Authorization", "Bearer ***"]]
    return {
        "request": {
            "method": method,
            "url": f"http://test{path}",
            "headers": [*sent, ["Content-Type", "application/json"]] if body is not None else sent,
            "body": None if body is None else json.dumps(body),
        },
        "response": {
            "status": status,
            "reason": reasons.get(status, ""),
            "headers": [["Content-Type", "application/json"], ["Content-Length", str(len(json.dumps(answer)))]],
            "body": json.dumps(answer),
        },
        "error": None,
        "milliseconds": 2.4,
        "driver": "asyncclient",
    }


def read_sample() -> dict[str, str]:
    """Give the sample's feature files by their paths."""
    files = sorted(SAMPLE.rglob("*.feature"))
    return {str(path.relative_to(SAMPLE)): path.read_text("utf-8") for path in files}


def read_readmes() -> dict[str, str]:
    """Give the sample's introductions by their paths."""
    return {str(path.relative_to(SAMPLE)): path.read_text("utf-8") for path in SAMPLE.rglob("README.md")}


def write(path: Path, lines: Iterable[str]) -> Path:
    """Write a stream to a file."""
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
