"""Given, When, Then: the order in which a scenario speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.reading import FeatureDocument, Node

_GIVEN, _WHEN, _THEN, _AND = "Context", "Action", "Outcome", "Conjunction"


def order(document: FeatureDocument) -> Iterator[Mistake]:
    """Find steps that stand out of order."""
    for section in sections(document):
        background = section.background["steps"] if section.background else []
        yield from _background(document, background)
        for scenario in section.scenarios:
            yield from _starts_with_and(document, scenario["steps"])
            yield from _then_before_when(document, scenario["steps"])
            yield from _given_after_when(document, scenario["steps"])
            yield from _two_whens(document, scenario["steps"])


def _background(document: FeatureDocument, steps: Sequence[Node]) -> Iterator[Mistake]:
    yield from _starts_with_and(document, steps)
    late = next((step for step in steps if step["keywordType"] in {_WHEN, _THEN}), None)
    if late:
        sentence = f'"{late["keyword"]}" stands in a background, which can only say what is already true.'
        yield Mistake("background-acts", document.place(late), sentence, "Move the step into the scenarios.")


def _starts_with_and(document: FeatureDocument, steps: Sequence[Node]) -> Iterator[Mistake]:
    if steps and steps[0]["keywordType"] == _AND:
        sentence = f'The first step starts with "{steps[0]["keyword"].strip()}", but nothing stands before it.'
        yield Mistake("starts-with-and", document.place(steps[0]), sentence, "Start with Given, When or Then.")


def _then_before_when(document: FeatureDocument, steps: Sequence[Node]) -> Iterator[Mistake]:
    types = [step["keywordType"] for step in steps]
    if _THEN in types and _WHEN in types and types.index(_THEN) < types.index(_WHEN):
        early, when = steps[types.index(_THEN)], steps[types.index(_WHEN)]
        sentence = f"This Then stands before the When of line {when['location']['line']}: nothing has happened yet."
        yield Mistake(
            "then-before-when", document.place(early), sentence, "Move it below the When, or make it a Given."
        )


def _given_after_when(document: FeatureDocument, steps: Sequence[Node]) -> Iterator[Mistake]:
    types = [step["keywordType"] for step in steps]
    acted = next((index for index, kind in enumerate(types) if kind in {_WHEN, _THEN}), len(types))
    late = next((steps[index] for index in range(acted, len(types)) if types[index] == _GIVEN), None)
    if late:
        sentence = f"This Given stands below line {steps[acted]['location']['line']}, where the scenario already acts."
        yield Mistake("given-after-when", document.place(late), sentence, "Move it to the top, or make it a When.")


def _two_whens(document: FeatureDocument, steps: Sequence[Node]) -> Iterator[Mistake]:
    whens = [step for step in steps if step["keywordType"] == _WHEN]
    if len(whens) > 1:
        sentence = f"A second When: the scenario describes two behaviours (the first is on line {whens[0]['location']['line']})."
        remedy = "Split it into two scenarios, or say what led up to it as a Given."
        yield Mistake("two-whens", document.place(whens[1]), sentence, remedy)
