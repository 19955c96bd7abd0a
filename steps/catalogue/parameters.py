"""The parameters of a sentence: their types and the values they allow, as an author needs them."""

from __future__ import annotations

import enum
import inspect
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from steps.gherkin.definitions import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.definitions import StepDefinition

# What `parse` reads for a format, https://github.com/r1chardj0n3s/parse#format-specification
_FORMATS = {
    "d": "whole number",
    "n": "whole number",
    "w": "word",
    "f": "number",
    "g": "number",
    "e": "number",
    "%": "percentage",
    "l": "letters",
}
_TYPES = {"str": "text", "int": "whole number", "float": "number", "Decimal": "number", "bool": "yes or no"}
_ARGUMENTS = {"datatable": "table below the step", "docstring": "doc string below the step"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter by its name, what kind of value it takes, and the values themselves where only some are allowed."""

    name: str
    type: str
    values: Sequence[str]


def parameters(definitions: Sequence[StepDefinition]) -> list[Parameter]:
    """List the parameters of sentences that share a function, then the table or doc string that they need."""
    patterns = [each.text for each in definitions if not each.is_exact]
    formats = {found["name"]: found["type"] for text in patterns for found in PLACEHOLDER.finditer(text)}
    return [*_placeholders(definitions[0], formats), *_arguments(definitions[0])]


def _placeholders(definition: StepDefinition, formats: dict[str, str | None]) -> Iterator[Parameter]:
    for name, spec in formats.items():
        annotation = _annotation(definition, name)
        yield Parameter(name, _FORMATS.get(spec or "", spec or "") or _type(annotation), _values(annotation))


def _arguments(definition: StepDefinition) -> Iterator[Parameter]:
    return (Parameter(name, kind, ()) for name, kind in _ARGUMENTS.items() if name in definition.parameters)


def _annotation(definition: StepDefinition, name: str) -> Any:
    found = inspect.signature(definition.function).parameters.get(name)
    if found is None or found.annotation is found.empty:
        return str
    holder = SimpleNamespace(__annotations__={name: found.annotation})
    try:
        return get_type_hints(holder, inspect.unwrap(definition.function).__globals__)[name]
    except NameError:  # imported for type checkers alone
        return found.annotation


def _type(annotation: Any) -> str:
    if _values(annotation):
        return "one of"
    name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    return _TYPES.get(name, name)


def _values(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return tuple(str(member.value) for member in annotation)
    return ()
