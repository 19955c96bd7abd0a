"""Collect feature files: a pytest module per file, an item per scenario or row of Examples, by its Gherkin name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin import internals
from steps.gherkin.binding import Binder
from steps.gherkin.definitions import define
from steps.gherkin.guards import find_mistakes
from steps.gherkin.index import StepIndex
from steps.gherkin.item import ScenarioItem
from steps.gherkin.mistakes import Mistake, MistakesFound
from steps.gherkin.model import FeatureModel
from steps.gherkin.names import item_names, numbered
from steps.gherkin.packing import KeptDocument
from steps.gherkin.reading import SUFFIX, read_feature
from steps.gherkin.tag_typos import used_tags
from steps.gherkin.tags import is_in_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steps.gherkin.binding import UndefinedStep
    from steps.gherkin.definitions import StepDefinition
    from steps.gherkin.reading import FeatureDocument, Node
    from steps.gherkin.tag_typos import UsedTag

INDEX = pytest.StashKey[StepIndex]()
INDEXES = pytest.StashKey[dict[frozenset[int], StepIndex]]()
VARIANTS = pytest.StashKey[Sequence[str]]()
"""Under what each scenario is run, once for each; its node id carries the name."""


class FeatureFile(pytest.Module):
    """A `.feature` file. It is a module to pytest, so that fixtures of module scope live as long as the file runs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.undefined: Sequence[dict[str, Any]] = ()
        self.tags: Sequence[UsedTag] = ()
        self._kept: KeptDocument | None = None
        self._model: FeatureModel | None = None
        self._closure: Any = None
        self._needed: Sequence[str] = ()

    def _getobj(self) -> ModuleType:
        return ModuleType(self.path.stem)

    @property
    def document(self) -> FeatureDocument | None:
        """What was read, or None of a file that cannot be."""
        return self._kept.document if self._kept else None

    @property
    def read(self) -> FeatureDocument:
        """What was read of a file that has scenarios."""
        if self.document is None:
            raise RuntimeError(f"{self.nodeid} was not read")
        return self.document

    @property
    def model(self) -> FeatureModel:
        """pytest-bdd's view of the file."""
        if self._model is None:
            self._model = FeatureModel(self.read)
        return self._model

    def pack(self) -> None:
        """Take little memory until a scenario of the file runs."""
        if self._kept is not None:
            self._kept.pack()
        self._model = None

    def teardown(self) -> None:
        """Take little memory again."""
        self.pack()

    def collect(self) -> Iterator[ScenarioItem]:
        """Read, check and bind the whole file; its scenarios exist only if nothing in it is wrong."""
        try:
            return self._collect()
        except MistakesFound as error:
            raise self.CollectError(str(error)) from None

    def _collect(self) -> Iterator[ScenarioItem]:
        document = read_feature(self.path, self.nodeid)
        self._kept = KeptDocument(document)
        self.tags = used_tags(document)
        index = step_index(self)
        binder = Binder(document, index, lambda name: internals.fixture_exists(self, name))
        in_work = {pickle["id"] for pickle in document.pickles if is_in_work(pickle)}
        # What scenarios in work alone leave undefined is told, but stops nothing.
        bound = {pickle["id"]: binder.bind(pickle) for pickle in document.pickles if pickle["id"] not in in_work}
        stopping = set(binder.undefined)
        bound |= {pickle["id"]: binder.bind(pickle) for pickle in document.pickles if pickle["id"] in in_work}
        mistakes = [*index.duplicates, *find_mistakes(document), *binder.mistakes]
        known = {mistake.place.line for mistake in mistakes if mistake.place.file == document.uri}
        undefined = [each for each in binder.undefined if each.place.line not in known]
        self.undefined = [_describe(each, index) for each in undefined]
        found = [*mistakes, *(_undefined_mistake(each) for each in undefined if each in stopping)]
        if found:
            raise MistakesFound(sorted(found, key=lambda mistake: mistake.place))
        return self._items(document, [(pickle, bound[pickle["id"]]) for pickle in document.pickles])

    def _items(
        self, document: FeatureDocument, bound: Sequence[tuple[Node, Sequence[StepDefinition | None]]]
    ) -> Iterator[ScenarioItem]:
        used = {definition for _, definitions in bound for definition in definitions if definition}
        self._needed = sorted({name for definition in used for name in definition.required})
        taken = Counter[str]()
        for position, ((pickled, definitions), name) in enumerate(zip(bound, item_names(document), strict=True)):
            taken[name] += 1
            unique = name if taken[name] == 1 else numbered(name, taken[name])
            about = {"position": position, "pickled": pickled, "definitions": definitions}
            for variant in self.config.stash.get(VARIANTS, ("",)):
                named = f"{unique}[{variant}]" if variant else unique
                # As text the node id is read like one on the command line, so that `--lf` finds brackets again.
                nodeid = f"{self.nodeid}::{named}"
                yield ScenarioItem.from_parent(self, name=named, nodeid=nodeid, variant=variant, **about)
        self.pack()

    def closure(self, item: ScenarioItem) -> Any:
        """Return the autouse fixtures and all they need, worked out once for all items without fixtures of their own."""
        if self._closure is None:
            self._closure = internals.fixture_closure(item, self._needed)
        return self._closure


def is_feature_file(path: Path, parent: pytest.Collector, folders: Sequence[str]) -> bool:
    """Tell whether a file is collected: it stands below one of the folders, or is named on the command line."""
    if path.suffix.lower() != SUFFIX:
        return False
    roots = [parent.config.rootpath / folder for folder in folders]
    return parent.session.isinitpath(path) or any(path.is_relative_to(root) for root in roots)


def step_index(collector: pytest.Collector) -> StepIndex:
    """Return the index of what the collector can see; files of one folder, and folders that see the same, share it."""
    stash = collector.parent.stash if collector.parent is not None else collector.stash
    if INDEX not in stash:
        stash[INDEX] = _index(collector)
    return stash[INDEX]


def _index(collector: pytest.Collector) -> StepIndex:
    indexes = collector.config.stash.setdefault(INDEXES, {})
    functions = internals.visible_step_functions(collector)
    key = frozenset(id(context) for _, context in functions)
    if key not in indexes:
        indexes[key] = StepIndex(define(context, level) for level, context in functions)
    return indexes[key]


def _describe(undefined: UndefinedStep, index: StepIndex) -> dict[str, Any]:
    from steps.gherkin.suggestions import nearest_sentences, snippet  # noqa: PLC0415  for mistakes alone

    return {
        "place": str(undefined.place),
        "text": f"{undefined.keyword} {undefined.text}",
        "near": nearest_sentences(undefined, index.definitions),
        "snippet": snippet(undefined),
    }


def _undefined_mistake(undefined: UndefinedStep) -> Mistake:
    sentence = f"No step definition matches: {undefined.keyword} {undefined.text}"
    return Mistake("undefined-step", undefined.place, sentence)
