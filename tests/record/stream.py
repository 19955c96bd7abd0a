"""Streams of messages for comparison: what differs from run to run, or between two ways to say the same, taken out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema_rs

Json = dict[str, Any]
# When, where and how long differ in each run; the text of a trace is Python's; pytest sorts its parts by itself.
VARYING = {"timestamp", "duration", "line", "stackTrace", "workerId", "exception", "tagExpression"}
OURS = ("application/vnd.fastapi-acceptance.", "application/vnd.oai.openapi", "text/markdown")


def read(path: Path) -> list[Json]:
    """Read a record, each line valid by the official schema."""
    messages = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wrong = [str(error) for message in messages for error in _schema().iter_errors(message)]
    assert wrong == []
    return messages


def kinds(messages: list[Json], kind: str) -> list[Json]:
    """Give the messages of one kind."""
    return [message[kind] for message in messages if kind in message]


def statuses(messages: list[Json]) -> list[str]:
    """Give the status of every step in order."""
    return [each["testStepResult"]["status"] for each in kinds(messages, "testStepFinished")]


@cache
def _schema() -> jsonschema_rs.Validator:
    schema = json.loads(Path(__file__).with_name("messages.schema.json").read_text("utf-8"))
    return jsonschema_rs.validator_for(schema)


def canonical(messages: list[Json]) -> dict[str, list[Json]]:
    """Group the messages by kind, ids numbered in the order of their appearance."""
    by_kind: defaultdict[str, list[Json]] = defaultdict(list)
    for message in messages:
        for kind, body in message.items():
            if kind not in {"meta", "parameterType"} and not _is_ours(body):
                by_kind[kind].append(body)
    for kind in ("source", "gherkinDocument", "pickle"):
        by_kind[kind].sort(key=lambda body: body["uri"])
    by_kind["stepDefinition"].sort(key=lambda body: _sentence(body["pattern"]))
    by_kind["hook"].sort(key=lambda body: (body["type"], body["sourceReference"]["location"]["line"]))
    numbers: dict[str, str] = {}
    for kind in (
        "gherkinDocument",
        "pickle",
        "stepDefinition",
        "hook",
        "testRunStarted",
        "testCase",
        "testCaseStarted",
    ):
        _number(by_kind[kind], kind, numbers)
    for kind in ("suggestion", "testRunHookStarted"):
        _number(by_kind[kind], kind, numbers)
    return {kind: _plain(bodies, numbers) for kind, bodies in by_kind.items() if bodies}


def _is_ours(body: Json) -> bool:
    return str(body.get("mediaType", "")).startswith(OURS)


def _number(node: Any, kind: str, numbers: dict[str, str]) -> None:
    if isinstance(node, dict):
        if "id" in node:
            numbers[node["id"]] = f"{kind} {sum(each.startswith(kind + ' ') for each in numbers.values())}"
        for _, value in sorted(node.items()):
            _number(value, kind, numbers)
    elif isinstance(node, list):
        for each in node:
            _number(each, kind, numbers)


def _plain(node: Any, numbers: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_plain(each, numbers) for each in node]
    if not isinstance(node, dict):
        return node
    if "sourceReference" in node:
        told = _sentence(node["pattern"]) if "pattern" in node else node["type"]
        return {"id": numbers[node["id"]], "told": told}
    if "group" in node:
        return _argument(node)
    if "language" in node and "code" in node:
        return {"snippet": True}
    kept = {name: value for name, value in node.items() if name not in VARYING or (name == "line" and "column" in node)}
    return {name: _value(name, value, numbers) for name, value in kept.items()}


def _value(name: str, value: Any, numbers: dict[str, str]) -> Any:
    if name == "uri":
        return PurePosixPath(value).name
    if name == "description":
        return value.rstrip()
    if name == "message" and re.match(r"Expected .*(came\.$|strictly equal:)", value.partition("\n")[0]):
        return "a comparison"
    if name == "id" or name.endswith("Id"):
        return numbers[value]
    return [numbers[each] for each in value] if name.endswith("Ids") else _plain(value, numbers)


def _sentence(pattern: Json) -> str:
    """Give a pattern without the names of its parameters; our quotes stand in the sentence."""
    source = re.sub(r"^\^|\$$", "", pattern["source"])
    if pattern["type"] == "REGULAR_EXPRESSION":
        return source.replace("?P<first>", "").replace("?P<second>", "").replace("?P<third>", "")
    return re.sub(r"\{[^{}]*\}", "{}", source.replace("{string}", '"{}"'))


def _argument(argument: Json) -> Json:
    """Give what an argument matched; `{string}` matches the quotes too, and parts of parts are told nowhere else."""
    group = argument["group"]
    if argument.get("parameterTypeName") == "string":
        return {"start": group["start"] + 1, "value": group["value"][1:-1]}
    return {name: group[name] for name in ("start", "value") if name in group}
