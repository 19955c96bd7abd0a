"""Step definitions as messages have them, and what of a step's text their placeholders match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_bdd import parsers

from steps.gherkin.definitions import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.definitions import StepDefinition

# How `parse` spells the types that Cucumber Expressions know.
TYPES = {"d": "int", "n": "int", "f": "float", "g": "float", "w": "word"}


def definition_key(definition: StepDefinition) -> str:
    """Name a definition in the same way in every process of a run."""
    return f"{definition.place} {definition.type} {definition.text}"


def is_told(definition: StepDefinition) -> bool:
    """Leave out what pytest-bdd brings along for debugging."""
    return definition.function.__module__ != "pytest_bdd.plugin"


def describe_definition(definition: StepDefinition) -> dict[str, Any]:
    """Describe a definition as JSON has it: its message, and what a reader of the vocabulary wants to know."""
    place = definition.place
    pattern = getattr(definition.parser, "regex", None)
    expression = {"type": "CUCUMBER_EXPRESSION", "source": definition.text}
    if isinstance(pattern, re.Pattern):
        expression = {"type": "REGULAR_EXPRESSION", "source": pattern.pattern}
    return {
        "pattern": expression,
        "sourceReference": {"uri": place.file, "location": {"line": place.line}},
        "kind": (definition.type or "").capitalize(),
        "help": definition.help,
    }


def describe_binding(definition: StepDefinition | None, text: str) -> dict[str, Any]:
    """Tell what a step's text is bound to, and which of its parts fill the placeholders."""
    if definition is None:
        return {"definitions": [], "matches": []}
    return {"definitions": [definition_key(definition)], "matches": [match_arguments(definition, text)]}


def match_arguments(definition: StepDefinition, text: str) -> list[dict[str, Any]]:
    """Tell which parts of a step's text fill the placeholders."""
    parser = definition.parser
    if isinstance(parser, parsers.parse):
        return list(_parsed(parser, text))
    pattern = getattr(parser, "regex", None)
    found = pattern.fullmatch(text) if isinstance(pattern, re.Pattern) else None
    if found is None:
        return []
    return [{"group": _group(text, *found.span(number))} for number in range(1, found.re.groups + 1)]


def _parsed(parser: parsers.parse, text: str) -> Iterator[dict[str, Any]]:
    found = parser.parser.parse(text, evaluate_result=False)
    if not found:
        return
    typed = PLACEHOLDER.finditer(parser.name) if ":" in parser.name else ()
    kinds = {placeholder["name"]: placeholder["type"] for placeholder in typed}
    fields = [*parser.parser.named_fields, *(number + 1 for number in parser.parser.fixed_fields)]
    for span, name in sorted((found.match.span(field), str(field)) for field in fields):
        argument, kind = {"group": _group(text, *span)}, kinds.get(name)
        yield {**argument, "parameterTypeName": TYPES.get(kind, kind)} if kind else argument


def _group(text: str, start: int, end: int) -> dict[str, Any]:
    return {} if start < 0 else {"start": start, "value": text[start:end]}
