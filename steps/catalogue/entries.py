"""Gather step definitions into entries, grouped by concept and by Given, When and Then."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from steps.catalogue.parameters import Parameter, parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from steps.check.steps import Use
    from steps.gherkin.definitions import StepDefinition

KEYWORDS = ("Given", "When", "Then", "Any")


@dataclass(frozen=True, slots=True)
class Entry:
    """One action or check, with every sentence that means it."""

    keyword: str
    sentences: Sequence[str]
    help: str
    parameters: Sequence[Parameter]
    place: str
    uses: int
    example: str

    def mentions(self, words: Iterable[str]) -> bool:
        """Tell whether each word stands in a sentence, its help or its parameters."""
        parts = (*self.sentences, self.help, *(f"{each.name} {' '.join(each.values)}" for each in self.parameters))
        text = "\n".join(parts).casefold()
        return all(word.casefold() in text for word in words)


@dataclass(frozen=True, slots=True)
class Concept:
    """The entries of one module, under the first line of its docstring."""

    title: str
    module: str
    entries: Sequence[Entry]


def catalogue(
    definitions: Iterable[StepDefinition], uses: Mapping[StepDefinition, Sequence[Use]], words: Sequence[str] = ()
) -> list[Concept]:
    """List the concepts whose name or entries mention all `words`, each with those entries."""
    by_module = groupby(sorted(definitions, key=_order), key=_module)
    concepts = [_concept(module, list(found), uses) for module, found in by_module]
    return [found for each in concepts if (found := _narrowed(each, words)).entries]


def _order(definition: StepDefinition) -> tuple[str, int, int, str]:
    return _module(definition), KEYWORDS.index(_keyword(definition)), definition.place.line, definition.text


def _module(definition: StepDefinition) -> str:
    return definition.function.__module__


def _keyword(definition: StepDefinition) -> str:
    return (definition.type or "any").capitalize()


def _concept(
    module: str, definitions: Sequence[StepDefinition], uses: Mapping[StepDefinition, Sequence[Use]]
) -> Concept:
    doc = inspect.getdoc(sys.modules[module]) if module in sys.modules else None
    title = (doc or module.rpartition(".")[2].replace("_", " ").capitalize()).splitlines()[0].rstrip(".")
    entries = [
        _entry(list(group), uses) for _, group in groupby(definitions, key=lambda each: (_keyword(each), each.place))
    ]
    return Concept(title, module, entries)


def _entry(definitions: Sequence[StepDefinition], uses: Mapping[StepDefinition, Sequence[Use]]) -> Entry:
    first = definitions[0]
    used = sorted({use for each in definitions for use in uses.get(each, ())}, key=lambda use: use.place)
    return Entry(
        keyword=_keyword(first),
        sentences=tuple(each.text for each in definitions),
        help=first.help,
        parameters=parameters(definitions),
        place=str(first.place),
        uses=len(used),
        example=f"{used[0].keyword} {used[0].text}" if used else "",
    )


def _narrowed(concept: Concept, words: Sequence[str]) -> Concept:
    others = [word for word in words if word.casefold() not in concept.title.casefold()]
    return Concept(concept.title, concept.module, [each for each in concept.entries if each.mentions(others)])
