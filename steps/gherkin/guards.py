"""Nothing is lost in silence: what a feature file can lose without a syntax error is a mistake here."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

from steps.gherkin.descriptions import keywords_in_descriptions
from steps.gherkin.dialects import outline_keywords
from steps.gherkin.losses import lost_text
from steps.gherkin.mistakes import Mistake, Place
from steps.gherkin.reading import PARAMETER, scenario_nodes, sections, tag_nodes
from steps.gherkin.switches import without_switched_off
from steps.gherkin.tags import FLAKY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument, Node

NEAR = 0.6


def find_mistakes(document: FeatureDocument) -> list[Mistake]:
    """Find every place where the file says something that would never be run, in file order.

    Comments of the file switch rules off, here as in `steps check`.
    """
    guards = (
        _no_feature,
        _no_scenario,
        _no_name,
        _same_name,
        _no_steps,
        _no_rows,
        _same_column,
        _unknown_parameters,
        _flaky_without_number,
        _tag_names,
        keywords_in_descriptions,
        lost_text,
    )
    found = itertools.chain.from_iterable(guard(document) for guard in guards)
    return sorted(without_switched_off(document, found), key=lambda mistake: mistake.place)


def _no_feature(document: FeatureDocument) -> Iterator[Mistake]:
    if document.feature is None:
        sentence = "The file has no feature: nothing in it would run."
        yield Mistake(
            "no-feature", Place(document.uri, 1), sentence, "Begin it with 'Feature: ' and a name, or remove it."
        )


def _no_scenario(document: FeatureDocument) -> Iterator[Mistake]:
    for section in sections(document):
        if not section.scenarios and not any("rule" in part for part in section.node["children"]):
            kind = section.node["keyword"].lower()
            sentence = f'The {kind} "{section.node["name"]}" has no scenario: it proves nothing.'
            yield Mistake("no-scenario", document.place(section.node), sentence, "Write one, or remove the heading.")


def _no_name(document: FeatureDocument) -> Iterator[Mistake]:
    for section in sections(document):
        if not section.node["name"]:
            keyword = section.node["keyword"]
            remedy = f"Write after the colon what it is about: {keyword}: ..."
            yield Mistake("no-name", document.place(section.node), f'This "{keyword}" has no name.', remedy)
        for scenario in (each for each in section.scenarios if not each["name"]):
            remedy = f"Say after '{scenario['keyword']}:' what it shows, as a fact."
            yield Mistake("no-name", document.place(scenario), "The scenario has no name.", remedy)


def _same_name(document: FeatureDocument) -> Iterator[Mistake]:
    first: dict[str, Node] = {}
    for scenario in scenario_nodes(document):
        name = scenario["name"]
        if name and name in first:
            sentence = f'A scenario named "{name}" stands already in this feature, at {document.place(first[name])}.'
            yield Mistake(
                "same-name", document.place(scenario), sentence, "Name the fact that makes this one different."
            )
        first.setdefault(name, scenario)


def _no_steps(document: FeatureDocument) -> Iterator[Mistake]:
    for scenario in scenario_nodes(document):
        if not scenario["steps"]:
            sentence = f'The scenario "{scenario["name"]}" has no steps: it would pass whatever the service does.'
            yield Mistake("no-steps", document.place(scenario), sentence, "Write its steps, or remove it.")


def _no_rows(document: FeatureDocument) -> Iterator[Mistake]:
    outlines = outline_keywords(document.feature)
    for scenario in scenario_nodes(document):
        if scenario["keyword"] in outlines and not scenario["examples"]:
            sentence = f'The outline "{scenario["name"]}" has no Examples: it would never run.'
            yield Mistake(
                "no-rows", document.place(scenario), sentence, "Add a table of Examples, or make it a Scenario."
            )
        for examples in scenario["examples"]:
            if not examples.get("tableBody"):
                sentence = f'These Examples of "{scenario["name"]}" have no row: nothing would run.'
                remedy = "Add a row under the header, or remove them."
                yield Mistake("no-rows", document.place(examples), sentence, remedy)


def _same_column(document: FeatureDocument) -> Iterator[Mistake]:
    for scenario in scenario_nodes(document):
        for examples in scenario["examples"]:
            names = _header(examples)
            for name in sorted({each for each in names if names.count(each) > 1}):
                sentence = f'Two columns of these Examples are named "{name}": one would be lost.'
                yield Mistake("same-column", document.place(examples["tableHeader"]), sentence, "Rename one of them.")


def _unknown_parameters(document: FeatureDocument) -> Iterator[Mistake]:
    for scenario in scenario_nodes(document):
        for examples in (each for each in scenario["examples"] if "tableHeader" in each):
            known = _header(examples)
            if not known:
                continue
            for node, text, is_prose in _parameterised_texts(scenario):
                for name in PARAMETER.findall(text):
                    near = difflib.get_close_matches(name, known, n=1, cutoff=NEAR)
                    # `a < b and c > d` is prose.
                    is_meant = name == name.strip() or (name.strip() in known and not is_prose)
                    if name in known or not is_meant or (is_prose and not near):
                        continue
                    sentence = f"The Examples at {document.place(examples)} have no column for <{name}>."
                    remedy = f"Did you mean <{near[0]}>?" if near else f"Their columns: {', '.join(known)}."
                    yield Mistake("unknown-parameter", document.place(node), sentence, remedy)


def _flaky_without_number(document: FeatureDocument) -> Iterator[Mistake]:
    for tag in tag_nodes(document):
        name = tag["name"].removeprefix("@")
        if name.startswith("flaky(") and not FLAKY.fullmatch(name):
            sentence = f"The tag {tag['name']} says no number of reruns."
            yield Mistake("flaky-number", document.place(tag), sentence, "Write @flaky(2): at most two, 99 at most.")


def _tag_names(document: FeatureDocument) -> Iterator[Mistake]:
    for tag in tag_nodes(document):
        name, place = tag["name"].removeprefix("@"), document.place(tag)
        if not name:
            yield Mistake("tag-name", place, "This tag has no name.", "Write the name right behind the @.")
        elif name.endswith((",", ";")):
            sentence = f'The tag "{tag["name"]}" ends in "{name[-1]}", which is part of its name.'
            yield Mistake("tag-name", place, sentence, f'Write "@{name[:-1]}": tags stand apart by spaces alone.')
        elif PARAMETER.search(name):
            sentence = f'The tag "{tag["name"]}" is never filled in from Examples.'
            yield Mistake("tag-name", place, sentence, "Give each table of Examples tags of its own.")


def _header(examples: Node) -> list[str]:
    return [cell["value"] for cell in examples.get("tableHeader", {"cells": ()})["cells"]]


def _parameterised_texts(scenario: Node) -> Iterator[tuple[Node, str, bool]]:
    """Iterate over the texts of an outline; a doc string is prose, in which <b> may mean itself."""
    yield scenario, scenario["name"], False
    for step in scenario["steps"]:
        yield step, step["text"], False
        for row in step.get("dataTable", {"rows": ()})["rows"]:
            yield from ((row, cell["value"], False) for cell in row["cells"])
        if "docString" in step:
            yield step["docString"], step["docString"]["content"], True
