"""Steps that say nothing or too much, and names that look the same."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import scenario_nodes, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument, Node


_COMMENT = re.compile(r"\s(?P<comment>#\s.*)")


def wording(document: FeatureDocument) -> Iterator[Mistake]:
    """Find steps without words or with a comment in them, and names that nobody can tell apart."""
    yield from _steps(document)
    first: dict[str, Node] = {}
    for scenario in scenario_nodes(document):
        alike = first.setdefault(_letters(scenario["name"]), scenario)
        if alike["name"] != scenario["name"]:
            sentence = f'This name looks like "{alike["name"]}", at {document.place(alike)}.'
            yield Mistake("alike-names", document.place(scenario), sentence, "Name the fact that makes it different.")


def _letters(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _steps(document: FeatureDocument) -> Iterator[Mistake]:
    for section in sections(document):
        for owner in (*([section.background] if section.background else ()), *section.scenarios):
            for step in (each for each in owner["steps"] if not each["text"]):
                sentence = f'Nothing follows "{step["keyword"].strip()}".'
                remedy = "Write the step's sentence, or remove the line."
                yield Mistake("empty-step", document.place(step), sentence, remedy)
            for step in owner["steps"]:
                if comment := _COMMENT.search(step["text"]):
                    sentence = f"This is no comment, but part of the step: {comment['comment']}"
                    yield Mistake("comment-in-step", document.place(step), sentence, "Give it a line of its own.")
