"""What the Cucumber extension of VS Code must be told about a project."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from steps.catalogue.parameters import parameters
from steps.check.definitions import BUILT_IN
from steps.gherkin.definitions import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steps.gherkin.definitions import StepDefinition

EXTENSION = "cucumberopen.cucumber-official"
_ANYTHING = ".+?"
_PATTERNS = {
    "whole number": r"[-+]?\d+",
    "number": r"[-+]?\d*\.?\d+",
    "percentage": r"[-+]?\d*\.?\d+%",
    "word": r"[^\s\"]+",
    "letters": r"[^\s\"\d]+",
}


def cucumber_settings(
    definitions: Iterable[StepDefinition], features: Sequence[str], files: Sequence[str]
) -> dict[str, Any]:
    """Name the features, the files of step definitions and the type of each placeholder."""
    types = [{"name": name, "regexp": regexp} for name, regexp in sorted(_parameter_types(definitions).items())]
    return {
        "cucumber.features": [f"{folder}/**/*.feature" for folder in features],
        "cucumber.glue": list(files),
        "cucumber.parameterTypes": types,
    }


def _parameter_types(definitions: Iterable[StepDefinition]) -> dict[str, str]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for definition in definitions:
        for name, regexp in _placeholders(definition):
            found[name].add(regexp)
    # A placeholder that takes different values in different sentences can only be anything.
    return {
        name: regexps.pop() if len(regexps) == 1 else _ANYTHING
        for name, regexps in found.items()
        if name not in BUILT_IN
    }


def _placeholders(definition: StepDefinition) -> Iterator[tuple[str, str]]:
    known = {each.name: each for each in parameters([definition])}
    for found in () if definition.is_exact else PLACEHOLDER.finditer(definition.text):
        parameter = known[found["name"]]
        values = "|".join(re.escape(value) for value in parameter.values)
        name = found[0][1:-1]
        if name:
            yield name, values or _PATTERNS.get(parameter.type if found["type"] else "", _ANYTHING)
