"""Check what scenarios say against the step definitions there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.gherkin.binding import Binder
from steps.gherkin.mistakes import Mistake, Place
from steps.gherkin.model import STEP_TYPES
from steps.gherkin.suggestions import nearest_sentences, snippet
from steps.gherkin.tags import is_in_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from steps.check.vocabulary import Vocabulary
    from steps.gherkin.binding import UndefinedStep
    from steps.gherkin.definitions import StepDefinition
    from steps.gherkin.reading import FeatureDocument, Node


def bound_steps(documents: Sequence[FeatureDocument], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Find undefined and ambiguous steps, and those whose table or doc string does not fit.

    What scenarios in work alone leave undefined is told, but stops nothing, as in a run.
    """
    for document in documents:
        # Which fixtures there are is known only inside a run.
        binder = Binder(document, vocabulary.index, lambda _: True)
        for pickle in (each for each in document.pickles if not is_in_work(each)):
            binder.bind(pickle)
        stopping = set(binder.undefined)
        for pickle in filter(is_in_work, document.pickles):
            binder.bind(pickle)
        yield from binder.mistakes
        for step in (each for each in binder.undefined if each.text):
            yield _undefined("undefined-step" if step in stopping else "step-in-work", step, vocabulary)


@dataclass(frozen=True, slots=True)
class Use:
    """A step in a feature file, as it is written for the first scenario or row that runs it."""

    place: Place
    keyword: str
    text: str


def uses(documents: Sequence[FeatureDocument], vocabulary: Vocabulary) -> Mapping[StepDefinition, Sequence[Use]]:
    """List where each definition is used. A step of an outline or a background counts once."""
    used: defaultdict[StepDefinition, dict[Place, Use]] = defaultdict(dict)
    for document in documents:
        for pickle in document.pickles:
            for step in pickle["steps"]:
                use = _use(document, step)
                for definition in vocabulary.index.find(STEP_TYPES.get(step["type"]), step["text"]):
                    used[definition].setdefault(use.place, use)
    return {definition: list(places.values()) for definition, places in used.items()}


def _use(document: FeatureDocument, step: Node) -> Use:
    node = document.nodes[step["astNodeIds"][0]]
    return Use(document.place(node), node["keyword"].strip(), step["text"])


def _undefined(rule: str, step: UndefinedStep, vocabulary: Vocabulary) -> Mistake:
    sentence = f"No step definition matches: {step.keyword} {step.text}"
    near = nearest_sentences(step, vocabulary.definitions)
    known = ["Did you mean:", *(f"  {each}" for each in near), "or define it:"] if near else ["Define it:"]
    return Mistake(rule, step.place, sentence, "\n".join([*known, *_indented(snippet(step))]))


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.splitlines())
