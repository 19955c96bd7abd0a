"""pytest-bdd's view of a feature, as its hooks receive it, built from the tree and the pickles that were read."""

from __future__ import annotations

import textwrap
from collections import OrderedDict
from typing import TYPE_CHECKING

from pytest_bdd.gherkin_parser import Cell, DataTable, Location, Row
from pytest_bdd.parser import Background, Examples, Feature, Rule, Scenario, ScenarioTemplate, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steps.gherkin.reading import FeatureDocument, Node

STEP_TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}


class FeatureModel:
    """One feature file as pytest-bdd's objects: the feature, its rules and templates once, a scenario per pickle."""

    def __init__(self, document: FeatureDocument) -> None:
        node = document.feature or {}
        self._document = document
        self._rules: dict[str, Rule] = {}
        self.feature = Feature(
            scenarios=OrderedDict(),
            filename=str(document.path),
            rel_filename=document.uri,
            language=node["language"],
            keyword=node["keyword"],
            name=node["name"],
            tags=tag_names(node["tags"]),
            background=None,
            line_number=node["location"]["line"],
            description=textwrap.dedent(node["description"]),
        )
        for child in node["children"]:
            self._add_child(child, None)

    def scenario(self, pickle: Node) -> Scenario:
        """Build the scenario of a pickle: parameters filled in, the steps of its backgrounds first."""
        node = self._document.nodes[pickle["astNodeIds"][0]]
        types = step_types(pickle["steps"])
        return Scenario(
            feature=self.feature,
            keyword=node["keyword"],
            name=pickle["name"],
            line_number=node["location"]["line"],
            steps=[self._step(step, kind or "given") for step, kind in zip(pickle["steps"], types, strict=True)],
            description=textwrap.dedent(node["description"]),
            tags=tag_names(node["tags"]),
            rule=self._rules.get(node["id"]),
        )

    def _add_child(self, child: Node, rule: Rule | None) -> None:
        if "rule" in child:
            self._add_rule(child["rule"])
        elif "background" in child:
            (rule or self.feature).background = _background(child["background"])
        else:
            self._add_scenario(child["scenario"], rule)

    def _add_rule(self, node: Node) -> None:
        rule = Rule(node["keyword"], node["name"], node["description"], tag_names(node["tags"]))
        for child in node["children"]:
            self._add_child(child, rule)

    def _add_scenario(self, node: Node, rule: Rule | None) -> None:
        if rule is not None:
            self._rules[node["id"]] = rule
        template = ScenarioTemplate(
            feature=self.feature,
            keyword=node["keyword"],
            name=node["name"],
            line_number=node["location"]["line"],
            templated=bool(node["examples"]),
            description=textwrap.dedent(node["description"]),
            tags=tag_names(node["tags"]),
            examples=[_examples(each) for each in node["examples"]],
            rule=rule,
        )
        for step in _typed_steps(node["steps"]):
            template.add_step(step)
        self.feature.scenarios[node["name"]] = template

    def _step(self, pickle_step: Node, kind: str) -> Step:
        node = self._document.nodes[pickle_step["astNodeIds"][0]]
        argument = pickle_step.get("argument") or {}
        table, doc_string = argument.get("dataTable"), argument.get("docString")
        return Step(
            name=pickle_step["text"],
            type=kind,
            indent=node["location"]["column"] - 1,
            line_number=node["location"]["line"],
            keyword=node["keyword"].strip(),
            datatable=_table(node["dataTable"], table["rows"]) if table else None,
            docstring=doc_string["content"] if doc_string else None,
        )


def step_types(steps: Iterable[Node]) -> Iterator[str | None]:
    """Tell given, when or then for each step of a pickle; a `*` is of the type before it, of none where it is first."""
    kind = None
    for step in steps:
        kind = STEP_TYPES.get(step["type"], kind)
        yield kind


def tag_names(tags: Iterable[Node]) -> set[str]:
    """Name the tags as pytest marks are named, without the at sign."""
    return {tag["name"].removeprefix("@") for tag in tags}


def _background(node: Node) -> Background:
    background = Background(line_number=node["location"]["line"])
    for step in _typed_steps(node["steps"]):
        background.add_step(step)
    return background


def _typed_steps(nodes: Iterable[Node]) -> Iterable[Step]:
    kind = "given"
    for node in nodes:
        kind = STEP_TYPES.get(node["keywordType"], kind)
        table, doc_string = node.get("dataTable"), node.get("docString")
        yield Step(
            name=node["text"],
            type=kind,
            indent=node["location"]["column"] - 1,
            line_number=node["location"]["line"],
            keyword=node["keyword"].strip(),
            datatable=_table(table, table["rows"]) if table else None,
            docstring=doc_string["content"] if doc_string else None,
        )


def _table(node: Node, rows: Iterable[Node]) -> DataTable:
    location = Location(column=node["location"].get("column", 0), line=node["location"]["line"])
    cells = [[Cell(location=location, value=cell["value"]) for cell in row["cells"]] for row in rows]
    return DataTable(location=location, rows=[Row(id="", location=location, cells=row) for row in cells])


def _examples(node: Node) -> Examples:
    header = node.get("tableHeader")
    examples = Examples(line_number=node["location"]["line"], name=node["name"], tags=tag_names(node["tags"]))
    if header:
        examples.set_param_names(cell["value"] for cell in header["cells"])
    for row in node.get("tableBody", ()):
        examples.add_example([cell["value"] for cell in row["cells"]])
    return examples
