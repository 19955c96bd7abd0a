"""Step definitions as messages have them, and what of a step's text their placeholders match."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pytest_bdd import parsers

from steps.gherkin.definitions import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steps.gherkin.definitions import StepDefinition

LANGUAGE = "python"
REMEMBERED = 1024
# How `parse` spells the types that Cucumber Expressions know.
TYPES = {"d": "int", "n": "int", "f": "float", "g": "float", "w": "word"}


def content_id(*parts: str) -> str:
    """Name something by what it is, so that it has the same id in every process of a run."""
    return blake2b("\0".join(parts).encode("utf-8", "backslashreplace"), digest_size=5).hexdigest()


@lru_cache(REMEMBERED)
def definition_id(definition: StepDefinition) -> str:
    """Name a definition."""
    return content_id(str(definition.place), definition.type or "", definition.text)


def is_told(definition: StepDefinition) -> bool:
    """Leave out what pytest-bdd brings along for debugging."""
    return definition.function.__module__ != "pytest_bdd.plugin"


def describe_definitions(definitions: Iterable[StepDefinition]) -> Iterator[dict[str, Any]]:
    """Describe each definition as JSON has it: its message, and what a reader of the vocabulary wants to know."""
    for definition in filter(is_told, definitions):
        place = definition.place
        pattern = getattr(definition.parser, "regex", None)
        expression = {"type": "CUCUMBER_EXPRESSION", "source": definition.text}
        if isinstance(pattern, re.Pattern):
            expression = {"type": "REGULAR_EXPRESSION", "source": pattern.pattern}
        source = {"uri": place.file, "location": {"line": place.line}}
        yield {
            "message": {"id": definition_id(definition), "pattern": expression, "sourceReference": source},
            "vocabulary": {"kind": (definition.type or "").capitalize(), "help": definition.help},
        }


def bind(definitions: Iterable[StepDefinition], text: str) -> dict[str, Any]:
    """Tell what a step's text is bound to, and which of its parts fill the placeholders of each."""
    bound = list(definitions)
    return {
        "stepDefinitionIds": [definition_id(each) for each in bound if is_told(each)],
        "stepMatchArgumentsLists": [{"stepMatchArguments": match_arguments(each, text)} for each in bound],
    }


def suggest(step: str, code: str) -> dict[str, Any]:
    """Tell how a step could be defined, by its id."""
    return {"pickleStepId": step, "snippets": [{"language": LANGUAGE, "code": code}]}


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
