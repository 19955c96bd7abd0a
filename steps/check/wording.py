"""Steps that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument


def wording(document: FeatureDocument) -> Iterator[Mistake]:
    """Find steps that have no words."""
    for section in sections(document):
        for owner in (*([section.background] if section.background else ()), *section.scenarios):
            for step in (each for each in owner["steps"] if not each["text"]):
                sentence = f'Nothing follows "{step["keyword"].strip()}".'
                remedy = "Write the step's sentence, or remove the line."
                yield Mistake("empty-step", document.place(step), sentence, remedy)
