"""Bind the steps of a scenario to their definitions, and find what cannot be bound before anything runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.gherkin.dialects import outline_keywords
from steps.gherkin.mistakes import Mistake, Place
from steps.gherkin.model import STEP_TYPES, step_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from steps.gherkin.definitions import StepDefinition
    from steps.gherkin.index import StepIndex
    from steps.gherkin.reading import FeatureDocument, Node

ARGUMENTS = {"datatable": "dataTable", "docstring": "docString"}
DESCRIPTIONS = {"datatable": "a data table", "docstring": "a doc string"}


@dataclass(frozen=True, slots=True)
class UndefinedStep:
    """A step that no definition matches, as it stands in the file, with what its definition would receive."""

    place: Place
    type: str
    language: str
    keyword: str
    text: str
    arguments: tuple[str, ...]


class Binder:
    """Binds the scenarios of one file, and gathers the mistakes on the way, each place once."""

    def __init__(self, document: FeatureDocument, index: StepIndex, fixture_exists: Callable[[str], bool]) -> None:
        self._document = document
        self._index = index
        self._fixture_exists = fixture_exists
        self._mistakes: dict[tuple[str, Place], Mistake] = {}
        self._undefined: dict[Place, UndefinedStep] = {}
        self._checked: set[tuple[str, StepDefinition, bool, bool]] = set()

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """What was found wrong so far, undefined steps apart."""
        return list(self._mistakes.values())

    @property
    def undefined(self) -> Sequence[UndefinedStep]:
        """The steps without a definition so far."""
        return list(self._undefined.values())

    def bind(self, pickle: Node) -> tuple[StepDefinition | None, ...]:
        """Find the definition of each step of a scenario; None where there is none or more than one.

        The steps of an outline without Examples are no sentences yet.
        """
        if self._is_template(pickle):
            return ()
        types = step_types(pickle["steps"])
        return tuple(self._bind_step(step, kind) for step, kind in zip(pickle["steps"], types, strict=True))

    def _is_template(self, pickle: Node) -> bool:
        node = self._document.nodes[pickle["astNodeIds"][0]]
        return not node["examples"] and node["keyword"] in outline_keywords(self._document.feature)

    def _bind_step(self, step: Node, kind: str | None) -> StepDefinition | None:
        found = self._index.find(kind, step["text"])
        if not found and step["type"] not in STEP_TYPES:
            found = self._index.find(None, step["text"])
        if len(found) == 1:
            self._check_arguments(step, found[0])
            return found[0]
        if found:
            self._add(_ambiguous(self._place(step), step["text"], found))
        else:
            undefined = self._describe_undefined(step, kind)
            self._undefined.setdefault(undefined.place, undefined)
        return None

    def _check_arguments(self, step: Node, definition: StepDefinition) -> None:
        argument = step.get("argument") or {}
        key = step["text"], definition, "dataTable" in argument, "docString" in argument
        if key not in self._checked:
            self._checked.add(key)
            for mistake in self._argument_mistakes(step, definition):
                self._add(mistake)

    def _argument_mistakes(self, step: Node, definition: StepDefinition) -> Iterator[Mistake]:
        place, argument = self._place(step), step.get("argument") or {}
        for parameter, part in ARGUMENTS.items():
            what = DESCRIPTIONS[parameter]
            if part in argument and parameter not in definition.parameters:
                sentence = f"The step has {what}, but its definition at {definition.place} takes none."
                remedy = f"Give it a parameter `{parameter}`, or take it away."
                yield Mistake("unused-argument", place, sentence, remedy)
            elif part not in argument and parameter in definition.required:
                sentence = f"The step needs {what} under it (see {definition.place})."
                yield Mistake("missing-argument", place, sentence)
        yield from self._missing_fixtures(step, definition)

    def _missing_fixtures(self, step: Node, definition: StepDefinition) -> Iterator[Mistake]:
        known = {*ARGUMENTS, *(definition.parser.parse_arguments(step["text"]) or {})}
        for name in definition.required:
            if name not in known and name not in self._index.targets and not self._fixture_exists(name):
                sentence = (
                    f"The step definition needs `{name}`, which is no placeholder of its sentence and no fixture."
                )
                yield Mistake("unknown-fixture", definition.place, sentence, f'Its sentence: "{definition.text}"')

    def _add(self, mistake: Mistake) -> None:
        self._mistakes.setdefault((mistake.rule, mistake.place), mistake)

    def _place(self, step: Node) -> Place:
        return self._document.place(self._document.nodes[step["astNodeIds"][0]])

    def _describe_undefined(self, step: Node, kind: str | None) -> UndefinedStep:
        node = self._document.nodes[step["astNodeIds"][0]]
        argument = step.get("argument") or {}
        return UndefinedStep(
            place=self._document.place(node),
            type=kind or "given",
            language=(self._document.feature or {"language": "en"})["language"],
            keyword=node["keyword"].strip(),
            text=step["text"],
            arguments=tuple(name for name, part in ARGUMENTS.items() if part in argument),
        )


def _ambiguous(place: Place, text: str, found: Sequence[StepDefinition]) -> Mistake:
    candidates = "\n".join(f"{each.place}: {each.text}" for each in sorted(found, key=lambda each: each.place))
    sentence = f"{len(found)} step definitions match: {text}"
    return Mistake("ambiguous-step", place, sentence, f"{candidates}\nReword one of them, so that only one matches.")
