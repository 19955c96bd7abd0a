"""How a step reads, before anything becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from steps.docs.messages import location
from steps.docs.outcomes import DocString, Step
from steps.docs.outline import Places, Sentence, cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steps.docs.messages import Json, Stream
    from steps.docs.outcomes import Outcome

_HOOKS = {
    "BEFORE_TEST_CASE": "Set-up",
    "AFTER_TEST_CASE": "Tear-down",
    "BEFORE_TEST_STEP": "Before the step",
    "AFTER_TEST_STEP": "After the step",
}

_UNWRITTEN = Sentence("", 0, background=False)


def planned_steps(pickle: Json, places: Places) -> tuple[Step, ...]:
    """Give a pickle's steps as they would run."""
    return tuple([_planned(step, places) for step in pickle["steps"]])


def word_step(stream: Stream, test_step: Json, planned: Mapping[str, Step], outcome: Outcome) -> Step:
    """Give a step of a test case as it reads, a sentence with its parameters or a hook, with what became of it."""
    if "hookId" in test_step:
        return replace(_hook(stream.hooks.get(test_step["hookId"], {})), **asdict(outcome))
    name = test_step["pickleStepId"]
    step = planned[name]
    matched = test_step.get("stepMatchArgumentsLists", ())
    defined = test_step.get("stepDefinitionIds", ())
    return Step(
        keyword=step.keyword,
        text=step.text,
        line=step.line,
        arguments=_spans(step.text, matched[0]) if len(matched) == 1 else (),
        table=step.table,
        doc_string=step.doc_string,
        background=step.background,
        status=outcome.status,
        seconds=outcome.seconds,
        reason=outcome.reason,
        failure=outcome.failure,
        snippet=stream.snippets.get(name, ""),
        location=", ".join([stream.locations[each] for each in defined if each in stream.locations]),
        exchanges=outcome.exchanges,
        attachments=outcome.attachments,
    )


def _planned(step: Json, places: Places) -> Step:
    sentence = places.sentences.get(step["astNodeIds"][0], _UNWRITTEN)
    argument = step.get("argument", {})
    doc_string = argument.get("docString")
    return Step(
        keyword=sentence.keyword,
        text=step["text"],
        line=sentence.line,
        table=tuple(map(cells, argument["dataTable"]["rows"])) if "dataTable" in argument else (),
        doc_string=DocString(doc_string.get("mediaType", ""), doc_string["content"]) if doc_string else None,
        background=sentence.background,
    )


def _hook(hook: Json) -> Step:
    text = hook.get("name", "")
    return Step(_HOOKS.get(hook.get("type", ""), "Hook"), text, 0, hook=True, location=location(hook))


def _spans(text: str, matched: Json) -> tuple[tuple[int, int], ...]:
    spans, end = [], 0
    for argument in matched["stepMatchArguments"]:
        group = argument["group"]
        if "start" not in group or "value" not in group:
            continue
        start, value = group["start"], group["value"]
        if value and end <= start and text.startswith(value, start):
            end = start + len(value)
            spans.append((start, end))
    return tuple(spans)
