"""Collect feature files: a pytest module per file, an item per scenario or row of Examples, by its Gherkin name."""

from __future__ import annotations

import contextvars
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
from steps.gherkin.mistakes import Mistake, MistakesFound
from steps.gherkin.model import FeatureModel
from steps.gherkin.packing import KeptDocument
from steps.gherkin.reading import read_feature
from steps.gherkin.running import ScenarioRun
from steps.gherkin.tag_typos import used_tags
from steps.gherkin.tags import apply_tags, is_in_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_bdd.parser import Scenario

    from steps.gherkin.binding import UndefinedStep
    from steps.gherkin.definitions import StepDefinition
    from steps.gherkin.failures import FailureReport
    from steps.gherkin.reading import FeatureDocument, Node
    from steps.gherkin.tag_typos import UsedTag

INDEX = pytest.StashKey[StepIndex]()
ROUND = str.maketrans("[]", "()")
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
    def model(self) -> FeatureModel:
        """pytest-bdd's view of the file."""
        if self._model is None:
            if self.document is None:
                raise RuntimeError(f"{self.nodeid} was not read")
            self._model = FeatureModel(self.document)
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
        for position, ((pickled, definitions), name) in enumerate(zip(bound, _item_names(document), strict=True)):
            taken[name] += 1
            unique = name if taken[name] == 1 else _numbered(name, taken[name])
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


class ScenarioItem(pytest.Item):
    """One scenario, or one row of an outline's Examples, in one of the variants that the run asks for."""

    def __init__(
        self,
        *,
        position: int,
        pickled: Node,
        definitions: Sequence[StepDefinition | None],
        variant: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.variant = variant
        self.tags = tuple(tag["name"] for tag in pickled["tags"])
        self.line: int = pickled["location"]["line"]
        self._position = position
        self.definitions = definitions
        self._run: ScenarioRun | None = None
        self._has_run = False
        apply_tags(self, [tag.removeprefix("@") for tag in self.tags])
        own = [mark for mark in self.own_markers if mark.name == "usefixtures"]
        self._fixtureinfo = internals.fixture_closure(self, ()) if own else self.file.closure(self)
        self.fixturenames = self._fixtureinfo.names_closure
        self._initrequest()

    @property
    def file(self) -> FeatureFile:
        """The feature file it stands in."""
        return self.parent  # type: ignore[return-value]

    @property
    def pickle(self) -> Node:
        """The scenario as Gherkin compiled it: its parameters filled in, the steps of its backgrounds first."""
        if self.file.document is None:
            raise RuntimeError(f"{self.file.nodeid} was not read")
        return self.file.document.pickles[self._position]

    def _initrequest(self) -> None:
        self.funcargs: dict[str, object] = {}
        self._request = internals.new_request(self)

    def setup(self) -> None:
        """Set the autouse fixtures up; what a step needs is made when the step needs it."""
        for name in self.fixturenames:
            self.funcargs[name] = self._request.getfixturevalue(name)

    def runtest(self) -> None:
        """Run the scenario's steps."""
        scenario = self.file.model.scenario(self.pickle)
        self._run = ScenarioRun(self._request, scenario, self.definitions, contextvars.copy_context())
        self._has_run = True
        self._run.run()

    def teardown(self) -> None:
        """Let go of what the run has held, its responses above all."""
        self._run = None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Tell in Gherkin which step has failed, or as pytest does with `--full-trace`."""
        if self._run is None or self.config.option.fulltrace:
            return super().repr_failure(excinfo, style)
        return self._told(self._run.scenario, self._run.position, excinfo)

    def _repr_failure_py(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Tell what went wrong before the first step or after the last: pytest asks for it by this name."""
        if self.config.option.fulltrace and not isinstance(excinfo.value, pytest.FixtureLookupError):
            return super()._repr_failure_py(excinfo, style)
        scenario = self.file.model.scenario(self.pickle)
        position = len(scenario.steps) if self._has_run else -1
        return self._told(scenario, position, excinfo)

    def _told(self, scenario: Scenario, position: int, excinfo: pytest.ExceptionInfo[BaseException]) -> FailureReport:
        from steps.gherkin.failures import FailureReport  # noqa: PLC0415  a run without a failure does not pay for it

        return FailureReport(self, scenario, position, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the scenario, or the row of its Examples, stands."""
        # pytest shows the dots of a name as colons, but for the space.
        shown = f"{self.name} " if "." in self.name else self.name
        return self.path, self.line - 1, shown


def is_feature_file(path: Path, parent: pytest.Collector, folders: Sequence[str]) -> bool:
    """Tell whether a file is collected: it stands below one of the folders, or is named on the command line."""
    if path.suffix != ".feature":
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


def _item_names(document: FeatureDocument) -> Iterator[str]:
    """Name each scenario by its Gherkin name; rows that have one name in common are told apart by their values.

    What has a meaning in a node id is written otherwise: colons are set apart, brackets of a name become round.
    """
    names = Counter(pickle["name"] for pickle in document.pickles)
    for pickle in document.pickles:
        name: str = pickle["name"].replace("::", ": :").translate(ROUND)
        if names[pickle["name"]] > 1 and len(pickle["astNodeIds"]) > 1:
            row = document.nodes[pickle["astNodeIds"][1]]
            name = f"{name}[{'-'.join(cell['value'] for cell in row['cells'])}]"
        yield name


def _numbered(name: str, number: int) -> str:
    return f"{name[:-1]} ({number})]" if name.endswith("]") else f"{name} ({number})"


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
