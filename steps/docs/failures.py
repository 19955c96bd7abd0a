"""A failure in plain words: the sentence first, what differs next, the trace last."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from steps.docs.outcomes import Difference, Failure

if TYPE_CHECKING:
    from steps.docs.messages import Json

MEDIA_TYPE = "application/vnd.fastapi-acceptance.difference+json"
_TYPE = re.compile(r"^(?:[\w.]*\.)?(\w+(?:Error|Exception|Failure|Exit|Interrupt|Warning)): ?")
_COMPARED = re.compile(r"^(?:E\s+)?assert (.+?) == (.+)$", re.DOTALL)
_STRICTLY = re.compile(r"^(.+?) !== (.+)$", re.MULTILINE)
_FULL_DIFF = re.compile(r"^((?:E )?[ \t]*)Full diff:\n(.+)", re.DOTALL | re.MULTILINE)
_TRACE = re.compile(
    r"^Traceback \(most recent call last\):|^\s+at \S+ ?\(|^\S+:\d+: in |^\S+\.\w+:\d+(:in|$)", re.MULTILINE
)


def explain_failure(result: Json, difference: Json | None) -> Failure:
    """Tell a failed result in plain words; `difference` is the attachment that carries one."""
    exception = result.get("exception", {})
    whole = exception.get("message") or result.get("message", "")
    trace = exception.get("stackTrace") or result.get("message", "")
    message = _before_trace(whole).strip()
    found = _attached(difference) if difference else _difference(message)
    first, _, details = message.partition("\n")
    name = exception.get("type") or _type_of(first)
    sentence = _sentence(_TYPE.sub("", first).strip(), name, found)
    return Failure(sentence, "" if found else details.strip(), found, "" if trace.strip() == message else trace.strip())


def _before_trace(text: str) -> str:
    trace = _TRACE.search(text)
    if not trace:
        return text
    # A Python trace ends with the sentence, most others begin with it.
    return text[: trace.start()] if text[: trace.start()].strip() else text.strip().rpartition("\n")[2]


def _type_of(first: str) -> str:
    found = _TYPE.match(first)
    return found[1] if found else ""


def _sentence(first: str, name: str, difference: Difference | None) -> str:
    if difference and (_COMPARED.match(first) or first == "Expected values to be strictly equal:" or not first):
        if len(difference.expected) == len(difference.actual) == 1:
            return f"Expected {difference.expected[0]}, but it was {difference.actual[0]}."
        return "What came is not what was expected."
    unexpected = name and name not in ("AssertionError", "Error", "Failed", "Exception")
    if unexpected:
        return f"The step broke off with {name}: {first}" if first else f"The step broke off with {name}."
    return first or "The step failed without saying why."


def _attached(attachment: Json) -> Difference:
    data = json.loads(attachment["body"])
    return Difference(_lines(data["expected"]), _lines(data["actual"]))


def _difference(message: str) -> Difference | None:
    if full := _FULL_DIFF.search(message):
        return _from_full_diff(full[2], len(full[1]))
    if compared := _COMPARED.search(_assertion(message)):
        return Difference(_lines(_literal(compared[2])), _lines(_literal(compared[1])))
    if strictly := _STRICTLY.search(message):
        return Difference((strictly[2],), (strictly[1],))
    return None


def _assertion(message: str) -> str:
    lines = (line for line in message.splitlines() if re.match(r"(?:\w*Error: )?(?:E\s+)?assert ", line))
    return re.sub(r"^\w*Error: ", "", next(lines, ""))


def _from_full_diff(text: str, indent: int) -> Difference | None:
    """Read pytest's diff: `-` is expected, `+` what came, `?` points at columns."""
    lines = [line[indent:] for line in text.splitlines()]
    expected = tuple(line[2:] for line in lines if line[:2] in ("- ", "  "))
    actual = tuple(line[2:] for line in lines if line[:2] in ("+ ", "  "))
    return Difference(expected, actual) if expected != actual else None


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text.strip()


def _lines(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.splitlines()) or ("",)
    try:
        return tuple(json.dumps(value, indent=2, ensure_ascii=False).splitlines())
    except TypeError:
        return tuple(repr(value).splitlines())
