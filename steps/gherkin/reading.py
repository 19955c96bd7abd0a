"""Read a feature file once: its text, its syntax tree and its pickles (the scenarios that will run)."""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from gherkin.ast_builder import AstBuilder
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator

from steps.gherkin.mistakes import Mistake, MistakesFound, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FeatureDocument:
    """A feature file that parses: `tree` is the official Gherkin AST, `pickles` its scenarios and rows in file order."""

    path: Path
    uri: str
    text: str
    tree: Node
    pickles: Sequence[Node]
    nodes: dict[str, Node]

    @property
    def feature(self) -> Node | None:
        """The feature node, or None in a file of comments alone."""
        return self.tree.get("feature")

    def place(self, node: Node) -> Place:
        """Tell where a node stands."""
        return Place(self.uri, node["location"]["line"], node["location"].get("column", 0))


@dataclass(frozen=True, slots=True)
class Section:
    """A feature or a rule with its parts. A feature's children that are rules stand in sections of their own."""

    node: Node
    background: Node | None
    scenarios: Sequence[Node]


class _Ids(IdGenerator):
    """Number what is in a file, so that no id is found in another file too."""

    def __init__(self, uri: str) -> None:
        super().__init__()
        self._file = blake2b(os.fsencode(uri), digest_size=5).hexdigest()
        self._numbers = itertools.count()

    def get_next_id(self) -> str:
        """Give the next id."""
        return f"{self._file}.{next(self._numbers)}"


class _LiteralCompiler(Compiler):
    """Fill in an outline's parameters as literal text: a header is no regular expression, a value is filled in once."""

    def _interpolate(self, name: str | None, variable_cells: Iterable[Any], value_cells: Sequence[Any]) -> Any:
        if not name or "<" not in name:
            return name
        values = {cell["value"]: value["value"] for cell, value in zip(variable_cells, value_cells, strict=True)}
        return PARAMETER.sub(lambda found: values.get(found[1], found[0]), name)


SUFFIX = ".feature"
PARAMETER = re.compile(r"<([^<>]+)>")


def read_feature(path: Path, uri: str) -> FeatureDocument:
    """Read and parse one file.

    Raises `MistakesFound` with every syntax error of the file, or one that says why its bytes are no text.
    """
    text = _read_text(path, uri)
    ids = _Ids(uri)
    try:
        tree: Node = dict(Parser(AstBuilder(ids)).parse(text))
    except (CompositeParserException, ParserException) as error:
        from steps.gherkin.syntax import syntax_mistakes  # noqa: PLC0415  most files have none

        raise MistakesFound(syntax_mistakes(error, text, uri)) from None
    pickles = [dict(pickle) for pickle in _LiteralCompiler(ids).compile({**tree, "uri": uri})]  # type: ignore[typeddict-item]
    nodes = {node["id"]: node for node in _referenced(tree.get("feature", {"children": ()}))}
    return FeatureDocument(path, uri, text, tree, pickles, nodes)


def feature_paths(folder: Path) -> Iterator[Path]:
    """Find the feature files below a folder, hidden ones left out."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() == SUFFIX):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def sections(document: FeatureDocument) -> Iterator[Section]:
    """Iterate over the feature itself and then its rules."""
    if (feature := document.feature) is None:
        return
    for node in (feature, *(child["rule"] for child in feature["children"] if "rule" in child)):
        parts = node["children"]
        background = next((part["background"] for part in parts if "background" in part), None)
        yield Section(node, background, [part["scenario"] for part in parts if "scenario" in part])


def scenario_nodes(document: FeatureDocument) -> Iterator[Node]:
    """Iterate over every scenario and outline of the file, also those inside rules."""
    for section in sections(document):
        yield from section.scenarios


def tag_nodes(document: FeatureDocument) -> Iterator[Node]:
    """Iterate over every tag of the file."""
    for section in sections(document):
        yield from section.node["tags"]
        for scenario in section.scenarios:
            yield from scenario["tags"]
            for examples in scenario["examples"]:
                yield from examples["tags"]


def _read_text(path: Path, uri: str) -> str:
    if path.suffix.lower() == SUFFIX != path.suffix:
        sentence = f'The ending "{path.suffix}" is no "{SUFFIX}": other tools pass this file over.'
        raise MistakesFound([Mistake("unreadable", Place(uri, 1), sentence, f"Rename it: {path.stem}{SUFFIX}")])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        place = Place(uri, line)
        raise MistakesFound(
            [Mistake("encoding", place, "This line is not UTF-8 text.", "Save the file as UTF-8.")]
        ) from None
    except OSError as error:
        sentence = f"The file cannot be read: {error.strerror}."
        raise MistakesFound([Mistake("unreadable", Place(uri, 1), sentence)]) from None
    if "\0" in text[:2]:
        sentence, remedy = "This is no UTF-8 text, but UTF-16 or UTF-32.", "Save the file as UTF-8."
        raise MistakesFound([Mistake("encoding", Place(uri, 1), sentence, remedy)])
    if "\r" in text and "\n" not in text:
        sentence = "All lines are one: they end in a carriage return alone."
        remedy = "Save the file with the line ends of Unix or Windows."
        raise MistakesFound([Mistake("encoding", Place(uri, 1), sentence, remedy)])
    return text


def _referenced(parent: Node) -> Iterator[Node]:
    """Iterate over what the pickles refer to: scenarios, steps and rows."""
    for child in parent["children"]:
        if "rule" in child:
            yield from _referenced(child["rule"])
            continue
        node = child.get("scenario") or child["background"]
        yield node
        yield from node["steps"]
        for examples in node.get("examples", ()):
            yield from examples.get("tableBody", ())
