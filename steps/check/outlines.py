"""Scenario outlines and their Examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.gherkin.dialects import outline_keywords
from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import PARAMETER, scenario_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument, Node


def outlines(document: FeatureDocument) -> Iterator[Mistake]:
    """Find columns and rows of Examples that do nothing, or do it twice."""
    for scenario in scenario_nodes(document):
        used = set(PARAMETER.findall(" ".join(_texts(scenario))))
        for examples in scenario["examples"]:
            yield from _columns(document, examples, used)
        yield from _no_examples(document, scenario)
        yield from _same_rows(document, scenario)


def _texts(scenario: Node) -> Iterator[str]:
    yield scenario["name"]
    for step in scenario["steps"]:
        yield step["text"]
        yield from (cell["value"] for row in step.get("dataTable", {}).get("rows", ()) for cell in row["cells"])
        doc_string = step.get("docString", {})
        yield doc_string.get("content", "")
        yield doc_string.get("mediaType", "")


def _columns(document: FeatureDocument, examples: Node, used: set[str]) -> Iterator[Mistake]:
    cells = {cell["value"]: cell for cell in examples.get("tableHeader", {}).get("cells", ())}
    for name, cell in cells.items():
        if name and name not in used:
            sentence = f'No step uses the column "{name}" of Examples.'
            yield Mistake(
                "unused-parameter", document.place(cell), sentence, f"Write <{name}> in a step, or remove the column."
            )


def _no_examples(document: FeatureDocument, scenario: Node) -> Iterator[Mistake]:
    if scenario["examples"] or scenario["keyword"] in outline_keywords(document.feature):
        return
    for step in scenario["steps"]:
        if found := PARAMETER.search(step["text"]):
            sentence = f"{found[0]} is a parameter, but this scenario has no Examples: it stays as it is written."
            remedy = f"Add Examples with a column named {found[1]}, or write a value."
            yield Mistake("no-examples", document.place(step), sentence, remedy)


def _same_rows(document: FeatureDocument, scenario: Node) -> Iterator[Mistake]:
    seen: dict[frozenset[tuple[str, str]], Node] = {}
    for examples in scenario["examples"]:
        header = [cell["value"] for cell in examples.get("tableHeader", {}).get("cells", ())]
        for row in examples["tableBody"]:
            values = frozenset(zip(header, (cell["value"] for cell in row["cells"]), strict=True))
            first = seen.setdefault(values, row)
            if first is not row:
                sentence = f"This row of Examples is the same as that of line {first['location']['line']}."
                yield Mistake("same-row", document.place(row), sentence, "Remove one of them.")
