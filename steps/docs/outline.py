"""Where each pickle stands in its feature file, by names instead of ids and lines.

Ids differ from run to run and lines from edit to edit; names are what people keep.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.docs.messages import Json


class Place(Struct, frozen=True):
    """Name a scenario or a row; `occurrence` tells equal names and equal rows apart."""

    uri: str
    rule: str
    scenario: str
    cells: tuple[str, ...]
    occurrence: int


class Sentence(Struct, frozen=True):
    """Hold a step's keyword and line, and whether it belongs to a Background."""

    keyword: str
    line: int
    background: bool


class Places(Struct, frozen=True):
    """Find places by the id of the scenario or row, and sentences by the id of the step."""

    nodes: dict[str, Place]
    sentences: dict[str, Sentence]


def cells(row: Json) -> tuple[str, ...]:
    """List a table row's values."""
    return tuple(cell["value"] for cell in row["cells"])


def scenarios(feature: Json) -> Iterator[tuple[str, Json]]:
    """Go through a feature's scenarios, each with the name of its rule."""
    for child in feature["children"]:
        if scenario := child.get("scenario"):
            yield "", scenario
        for inner in child.get("rule", {}).get("children", ()):
            if scenario := inner.get("scenario"):
                yield child["rule"]["name"], scenario


def rows(scenario: Json) -> Iterator[Json]:
    """Go through the Examples rows of a scenario."""
    for table in scenario.get("examples", ()):
        yield from table.get("tableBody", ())


def find_places(uri: str, feature: Json) -> Places:
    """Name every scenario, row and step of a feature."""
    seen: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    nodes: dict[str, Place] = {}
    for rule, scenario in scenarios(feature):
        counted = [(row["id"], cells(row)) for row in rows(scenario)] or [(scenario["id"], ())]
        for node, values in counted:
            key = (rule, scenario["name"], values)
            nodes[node] = Place(uri, *key, seen[key])
            seen[key] += 1
    return Places(nodes, dict(_sentences(feature)))


def _sentences(feature: Json) -> Iterator[tuple[str, Sentence]]:
    for child in feature["children"]:
        for kind, part in child.items():
            if kind == "rule":
                yield from _sentences(part)
            else:
                for step in part["steps"]:
                    line = step["location"]["line"]
                    yield step["id"], Sentence(step["keyword"].strip(), line, kind == "background")
