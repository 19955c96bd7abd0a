"""Build a feature of the record from its syntax tree and what was found at each place."""

from __future__ import annotations

from collections import Counter
from textwrap import dedent
from typing import TYPE_CHECKING

from msgspec import Struct, field

from steps.docs.cases import Case
from steps.docs.judging import Found, group_runs, judge
from steps.docs.model import Background, Examples, Feature, Rule, Scenario
from steps.docs.outcomes import DocString, Step
from steps.docs.outline import Place, Places, cells
from steps.docs.permalinks import path_slug, permalink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steps.docs.messages import Json


class _Builder(Struct):
    """Hold what building one feature needs everywhere."""

    found: Mapping[Place, Found]
    places: Mapping[str, Place]
    path: str
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def rule(self, body: Json, scenarios: Iterable[Json]) -> Rule:
        name = body.get("name", "")
        return Rule(
            permalink=permalink(self.path, name) if name else "",
            keyword=body.get("keyword", ""),
            name=name,
            description=_description(body),
            tags=_tags(body),
            background=_background(body.get("children", ())),
            scenarios=tuple(self.scenario(name, scenario) for scenario in scenarios),
        )

    def scenario(self, rule: str, body: Json) -> Scenario:
        occurrence = self.seen[rule, body["name"]]
        self.seen[rule, body["name"]] += 1
        link = permalink(self.path, rule, body["name"] or "scenario", occurrence=occurrence)
        outline = bool(body.get("examples"))
        return Scenario(
            permalink=link,
            keyword=body["keyword"],
            name=body["name"],
            description=_description(body),
            tags=_tags(body),
            line=body["location"]["line"],
            steps=tuple([_written(step) for step in body["steps"]]),
            case=None if outline else self.case(link, body, (), _tags(body)),
            examples=tuple(self.examples(link, body["name"], table) for table in body.get("examples", ())),
        )

    def examples(self, link: str, name: str, body: Json) -> Examples:
        header = cells(body["tableHeader"]) if body.get("tableHeader") else ()
        rows = (self.case(link, row, cells(row), (), name) for row in body.get("tableBody", ()))
        return Examples(body["keyword"], body["name"], _description(body), _tags(body), header, tuple(rows))

    def case(self, link: str, node: Json, values: tuple[str, ...], tags: tuple[str, ...], name: str = "") -> Case:
        place = self.places[node["id"]]
        found = self.found.get(place) or Found(node.get("name", name), tags)
        runs = group_runs(found.attempts)
        address = permalink(link, "-".join(values), occurrence=place.occurrence) if values else link
        status, reason = judge(found, runs)
        line = node["location"]["line"]
        return Case(address, found.name, found.tags, line, values, found.planned, runs, status, reason)


def build_feature(uri: str, body: Json, places: Places, found: Mapping[Place, Found]) -> Feature:
    """Build one feature."""
    path = path_slug(uri)
    builder = _Builder(found, places.nodes, path)
    loose = [child["scenario"] for child in body["children"] if "scenario" in child]
    rules = [builder.rule({}, loose)] if loose else []
    ruled = (child["rule"] for child in body["children"] if "rule" in child)
    rules += [
        builder.rule(rule, [part["scenario"] for part in rule["children"] if "scenario" in part]) for rule in ruled
    ]
    return Feature(
        uri=uri,
        permalink=path,
        language=body["language"],
        keyword=body["keyword"],
        name=body["name"],
        description=_description(body),
        tags=_tags(body),
        line=body["location"]["line"],
        background=_background(body["children"]),
        rules=tuple(rules),
    )


def _background(children: Iterable[Json]) -> Background | None:
    for child in children:
        if body := child.get("background"):
            steps = tuple(_written(step) for step in body["steps"])
            return Background(body["keyword"], body["name"], _description(body), steps)
    return None


def _description(body: Json) -> str:
    text = body.get("description")
    return dedent(text).strip() if text else ""


def _written(step: Json) -> Step:
    doc_string = step.get("docString")
    return Step(
        keyword=step["keyword"].strip(),
        text=step["text"],
        line=step["location"]["line"],
        table=tuple(map(cells, step["dataTable"]["rows"])) if "dataTable" in step else (),
        doc_string=DocString(doc_string.get("mediaType", ""), doc_string["content"]) if doc_string else None,
    )


def _tags(body: Json) -> tuple[str, ...]:
    return tuple([tag["name"] for tag in body.get("tags", ())])
