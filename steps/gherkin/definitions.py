"""Step definitions: what pytest-bdd's decorators registered, as values."""

from __future__ import annotations

import inspect
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_bdd import parsers

from steps.gherkin.awaiting import innermost, makes_generator
from steps.gherkin.mistakes import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_bdd.steps import StepFunctionContext

PLACEHOLDER = re.compile(r"(?<!{){(?P<name>[^{}:]*)(?::(?P<type>[^{}]*))?}(?!})")


@dataclass(frozen=True, slots=True, eq=False)
class StepDefinition:
    """One sentence bound to one function.

    `type` is given, when, then or None (any of them); `text` is the sentence as the decorator has it; `level` grows with
    the closeness of its conftest to the feature; `shipped` is true for the vocabulary that comes with this project.
    """

    type: str | None
    text: str
    parser: parsers.StepParser
    function: Callable[..., object]
    converters: Mapping[str, Callable[[str], object]]
    target_fixture: str | None
    parameters: frozenset[str]
    required: tuple[str, ...]
    is_generator: bool
    level: int
    place: Place

    @property
    def is_exact(self) -> bool:
        """Whether the sentence has no parameters, so that only the same text matches."""
        return isinstance(self.parser, parsers.string)

    @property
    def shipped(self) -> bool:
        """Whether the definition belongs to this project, so that one of the same text elsewhere wins."""
        return self.function.__module__.partition(".")[0] == __name__.partition(".")[0]

    @property
    def help(self) -> str:
        """What the author of a feature reads about the sentence: the function's docstring."""
        return inspect.getdoc(self.function) or ""

    def accepts(self, step_type: str | None) -> bool:
        """Tell whether a step of this type may use the definition; a leading `*` (None) may use any."""
        return self.type is None or step_type is None or self.type == step_type

    def arguments(self, text: str) -> dict[str, Any]:
        """Take the step arguments out of a matching text, converted as the definition says."""
        found = self.parser.parse_arguments(text) or {}
        return {name: self._converted(name, value) for name, value in found.items()}

    def _converted(self, name: str, value: Any) -> Any:
        convert = self.converters.get(name)
        return value if convert is None else convert(value)


def define(context: StepFunctionContext, level: int) -> StepDefinition:
    """Describe what a pytest-bdd decorator registered."""
    function = context.step_func
    signature = inspect.signature(function)
    positional = [each for each in signature.parameters.values() if each.kind is each.POSITIONAL_OR_KEYWORD]
    return StepDefinition(
        type=context.type,
        text=context.parser.name,
        parser=context.parser,
        function=function,
        converters=context.converters,
        target_fixture=context.target_fixture,
        parameters=frozenset(signature.parameters),
        required=tuple(each.name for each in positional if each.default is each.empty),
        is_generator=makes_generator(function),
        level=level,
        place=_place(function),
    )


def _place(function: Callable[..., object]) -> Place:
    code = getattr(innermost(function), "__code__", None)
    if code is None:
        return Place(function.__module__, 1)
    return Place(os.path.relpath(code.co_filename), code.co_firstlineno)
