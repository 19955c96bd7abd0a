"""A feature file that could not be collected: which of its steps have no definition, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steps.gherkin.binding import UndefinedStep
from steps.gherkin.collection import step_index
from steps.gherkin.mistakes import Place
from steps.gherkin.model import STEP_TYPES, step_types
from steps.gherkin.suggestions import snippet
from steps.recording.attempt import Event
from steps.recording.cases import Tried
from steps.recording.definitions import bind, describe_definitions, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_bdd.parser import Step

    from steps.gherkin.collection import FeatureFile
    from steps.gherkin.index import StepIndex
    from steps.gherkin.reading import FeatureDocument, Node
    from steps.record.masking import Masking

Json = dict[str, Any]


def unbound_part(file: FeatureFile, masking: Masking) -> Json:
    """Describe the scenarios that nothing could be run of, because of their steps."""
    if file.document is None:
        return {"uri": file.nodeid, "cases": [], "definitions": []}
    index = step_index(file)
    snippets = {each["place"]: masking.text(each["snippet"]) for each in file.undefined}
    cases = [
        {"pickle": each["id"], "steps": list(_steps(file.document, each, index, snippets))}
        for each in file.document.pickles
    ]
    return {
        "uri": file.nodeid,
        "cases": [each for each in cases if any(step["status"] != "SKIPPED" for step in each["steps"])],
        "definitions": list(describe_definitions(index.definitions)),
    }


def unbound_attempts(part: Json, now: int) -> Iterator[Tried]:
    """Give these scenarios as attempts that ended before they began."""
    for case in part["cases"]:
        bound = [step["bound"] for step in case["steps"]]
        events = [Event(now, now, {"status": step["status"]}, suggestion=step["suggestion"]) for step in case["steps"]]
        yield Tried(case["pickle"], 0, "", now, now, (), bound, events, ())


def step_snippet(step: Step, language: str) -> str:
    """Write a definition to start from."""
    given = {"datatable": step.datatable, "docstring": step.docstring}
    arguments = tuple(name for name, value in given.items() if value is not None)
    return snippet(UndefinedStep(Place("", step.line_number), step.type, language, step.keyword, step.name, arguments))


def _steps(document: FeatureDocument, pickle: Node, index: StepIndex, snippets: dict[str, str]) -> Iterator[Json]:
    for step, kind in zip(pickle["steps"], step_types(pickle["steps"]), strict=True):
        found = index.find(kind, step["text"])
        if not found and step["type"] not in STEP_TYPES:
            found = index.find(None, step["text"])
        place = document.place(document.nodes[step["astNodeIds"][0]])
        code = "" if found else snippets.get(str(place), "")
        yield {
            "status": {0: "UNDEFINED", 1: "SKIPPED"}.get(len(found), "AMBIGUOUS"),
            "bound": {"pickleStepId": step["id"], **bind(found, step["text"])},
            "suggestion": suggest(step["id"], code) if code else None,
        }
