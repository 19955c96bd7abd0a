"""Help with a sentence that is not understood: the nearest known ones, and a step definition to start from."""

from __future__ import annotations

import difflib
import keyword
import re
from typing import TYPE_CHECKING

from steps.gherkin.definitions import PLACEHOLDER
from steps.gherkin.dialects import keywords_of_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steps.gherkin.binding import UndefinedStep
    from steps.gherkin.definitions import StepDefinition

VALUE = re.compile(r'"(?P<text>[^"]*)"|(?<![\w.])(?P<real>-?\d+\.\d+)(?![\w.])|(?<![\w.])(?P<whole>-?\d+)(?![\w.])')
NEAR = 0.6
LONGEST_NAME = 60


def nearest_sentences(undefined: UndefinedStep, definitions: Iterable[StepDefinition], most: int = 3) -> list[str]:
    """Name the known sentences that read most alike, values and placeholders set aside, the nearest first."""
    sentences: dict[str, list[StepDefinition]] = {}
    for each in definitions:
        sentences.setdefault(_shape(PLACEHOLDER.sub("…", each.text)), []).append(each)
    near = difflib.get_close_matches(_shape(VALUE.sub(_placeholder, undefined.text)), sentences, n=most, cutoff=NEAR)
    return [f"{_keyword(each, undefined)} {each.text}" for shape in near for each in sentences[shape]][:most]


def snippet(undefined: UndefinedStep) -> str:
    """Write a step definition that matches the step, typed, and red until somebody fills it in."""
    values = _values(undefined.text)
    text = _pattern(undefined.text, [name for name, _ in values])
    sentence = f"parsers.parse({text!r})" if values else repr(undefined.text)
    parameters = [f"{name}: {kind}" for name, kind in values]
    kinds = {"datatable": "list[list[str]]", "docstring": "str"}
    parameters += [f"{name}: {kinds[name]}" for name in undefined.arguments]
    return (
        f"@{undefined.type}({sentence})\n"
        f"def {_function_name(undefined.text)}({', '.join(parameters)}) -> None:\n"
        f"    raise NotImplementedError\n"
    )


def _shape(text: str) -> str:
    return " ".join(text.lower().replace('"', "").split())


def _placeholder(_: re.Match[str]) -> str:
    return "…"


def _keyword(definition: StepDefinition, undefined: UndefinedStep) -> str:
    """Take the word that the feature itself uses, where it can be said of the definition too."""
    keywords = keywords_of_type(undefined.language, definition.type)
    return undefined.keyword if undefined.keyword in keywords else keywords[0]


def _values(text: str) -> list[tuple[str, str]]:
    names: list[str] = []
    kinds = []
    for found in VALUE.finditer(text):
        kind = {"text": "str", "real": "float", "whole": "int"}[found.lastgroup or "text"]
        name = _value_name(text[: found.start()]) if kind == "str" else "number"
        names.append(_unique(name, names))
        kinds.append(kind)
    return list(zip(names, kinds, strict=True))


def _value_name(before: str) -> str:
    """Name a quoted value after the noun in front of it: `the username "alice"` gives `username`."""
    word = re.sub(r"\W", "", before.rsplit(maxsplit=1)[-1].lower()) if before.split() else ""
    fits = word.isidentifier() and not keyword.iskeyword(word) and word not in _LITTLE_WORDS
    return word if fits else "text"


_LITTLE_WORDS = frozenset({"a", "an", "at", "be", "by", "has", "into", "named", "of", "on", "the", "to", "under", "up"})


def _unique(name: str, taken: Sequence[str]) -> str:
    candidates = [name, *(f"{name}_{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in candidates if each not in taken)


def _pattern(text: str, names: Sequence[str]) -> str:
    rest = iter(names)

    def replace(found: re.Match[str]) -> str:
        name = next(rest)
        return {"text": f'"{{{name}}}"', "real": f"{{{name}:g}}", "whole": f"{{{name}:d}}"}[found.lastgroup or "text"]

    parts: list[str] = []
    end = 0
    for found in VALUE.finditer(text):
        parts += [_escaped(text[end : found.start()]), replace(found)]
        end = found.end()
    return "".join([*parts, _escaped(text[end:])])


def _escaped(literal: str) -> str:
    return literal.replace("{", "{{").replace("}", "}}")


def _function_name(text: str) -> str:
    words = re.findall(r"[^\W_]+", VALUE.sub(" ", text).lower())
    name = "_".join(words)[:LONGEST_NAME].rstrip("_")
    return name if name.isidentifier() and not keyword.iskeyword(name) else f"step_{name}".rstrip("_")
