"""Which part of a feature a line belongs to."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.reading import FeatureDocument, Node


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with its lines up to the next one; `ids` are those of the scenarios, Examples or rows it stands for."""

    start: int
    ids: frozenset[str]


def chosen_at(document: FeatureDocument, line: int) -> Sequence[Node] | None:
    """Return the pickles that a line stands for, None where it belongs to nothing.

    A heading, its tags, its description and a Background stand for all below them, a row for itself, any other line of a
    scenario for the whole scenario. Blank lines and comments between two parts belong to neither.
    """
    row = next((each for each in document.pickles if each["location"]["line"] == line and _is_row(each)), None)
    if row is not None:
        return [row]
    parts = sorted(_parts(document), key=lambda part: part.start)
    ends = [each.start for each in parts[1:]] + [document.text.count("\n") + 2]
    for part, end in zip(parts, ends, strict=True):
        if part.start <= line <= _last_line(document, part.start, end):
            return [pickle for pickle in document.pickles if not part.ids.isdisjoint(pickle["astNodeIds"])]
    return None


def _last_line(document: FeatureDocument, start: int, end: int) -> int:
    lines = [line.strip() for line in document.text.split("\n")[start - 1 : end - 1]]
    trailing = itertools.takewhile(lambda line: not line or line.startswith("#"), reversed(lines))
    return end - 1 - len(list(trailing))


def _parts(document: FeatureDocument) -> Iterator[_Part]:
    if document.feature is None:
        return
    everything = frozenset(pickle["astNodeIds"][0] for pickle in document.pickles)
    for section in sections(document):
        is_feature = section.node is document.feature
        ids = everything if is_feature else frozenset(each["id"] for each in section.scenarios)
        yield _Part(_start(section.node), ids)
        if section.background:
            yield _Part(_start(section.background), ids)
        for scenario in section.scenarios:
            yield _Part(_start(scenario), frozenset([scenario["id"]]))
            for examples in scenario["examples"]:
                yield _Part(_start(examples), frozenset(row["id"] for row in examples["tableBody"]))


def _is_row(pickle: Node) -> bool:
    return len(pickle["astNodeIds"]) > 1


def _start(node: Node) -> int:
    lines: list[int] = [each["location"]["line"] for each in (node, *node.get("tags", ()))]
    return min(lines)
