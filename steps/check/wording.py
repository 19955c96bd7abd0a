"""Names and steps that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument


def wording(document: FeatureDocument) -> Iterator[Mistake]:
    """Find features, rules and steps that have no words."""
    for section in sections(document):
        if not section.node["name"]:
            keyword = section.node["keyword"]
            remedy = f"Write after the colon what it is about: {keyword}: ..."
            yield Mistake("no-name", document.place(section.node), f'This "{keyword}" has no name.', remedy)
        for owner in (*([section.background] if section.background else ()), *section.scenarios):
            for step in (each for each in owner["steps"] if not each["text"]):
                sentence = f'Nothing follows "{step["keyword"].strip()}".'
                remedy = "Write the step's sentence, or remove the line."
                yield Mistake("empty-step", document.place(step), sentence, remedy)
