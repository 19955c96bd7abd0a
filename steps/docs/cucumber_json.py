"""The older Cucumber JSON format, which Xray and Jenkins read."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from steps.docs.permalinks import slug
from steps.docs.statuses import StepStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.docs.cases import Case
    from steps.docs.model import Feature, Record, Scenario
    from steps.docs.outcomes import Step

_STATUSES = {StepStatus.NOT_REACHED: "skipped", StepStatus.PLANNED: "skipped"}


def render_cucumber_json(record: Record) -> str:
    """Render what was run as Cucumber JSON: an element for each scenario and each row, its gravest run.

    Scenarios that were not selected are left out, so that an import leaves their results alone.
    """
    return json.dumps([_feature(feature) for feature in record.features if any(map(_told, feature.cases))], indent=1)


def _told(case: Case) -> bool:
    return bool(case.runs or case.reason)


def _feature(feature: Feature) -> dict[str, Any]:
    return {
        "uri": feature.uri,
        "id": slug(feature.name),
        "keyword": feature.keyword,
        "name": feature.name,
        "description": feature.description,
        "line": feature.line,
        "tags": _tags(feature.tags, feature.line),
        "elements": [_element(feature, *told) for told in _cases(feature)],
    }


def _cases(feature: Feature) -> Iterator[tuple[Scenario, Case]]:
    for scenario in feature.scenarios:
        yield from ((scenario, case) for case in scenario.cases if _told(case))


def _tags(names: tuple[str, ...], line: int) -> list[dict[str, Any]]:
    return [{"name": name, "line": line} for name in names]


def _element(feature: Feature, scenario: Scenario, case: Case) -> dict[str, Any]:
    row = [slug("-".join(case.cells))] if case.cells else []
    steps, element = case.steps, ";".join([slug(feature.name), slug(scenario.name), *row])
    first = next((number for number, step in enumerate(steps) if not step.hook), len(steps))
    return {
        "id": element,
        "type": "scenario",
        "keyword": scenario.keyword,
        "name": case.name,
        "description": scenario.description,
        "line": case.line,
        "tags": _tags(case.tags, scenario.line),
        "before": [_step(step) for step in steps[:first]],
        "steps": [_step(step) for step in steps if not step.hook],
        "after": [_step(step) for step in steps[first:] if step.hook],
    }


def _step(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {"match": {"location": step.location}, "result": _result(step)}
    if not step.hook:
        told |= {"keyword": f"{step.keyword} ", "name": step.text, "line": step.line}
    if step.table:
        told["rows"] = [{"cells": list(row)} for row in step.table]
    if step.doc_string:
        told["doc_string"] = {"content_type": step.doc_string.media_type, "value": step.doc_string.content}
    if step.attachments:
        told["embeddings"] = [
            {"mime_type": one.media_type, "name": one.name, "data": one.body if one.encoded else _encoded(one.body)}
            for one in step.attachments
        ]
    return told


def _result(step: Step) -> dict[str, Any]:
    result: dict[str, Any] = {
        "status": _STATUSES.get(step.status, step.status.word),
        "duration": round(step.seconds * 1e9),
    }
    if step.failure:
        result["error_message"] = "\n\n".join(filter(None, (step.failure.sentence, step.failure.trace)))
    elif step.reason:
        result["error_message"] = step.reason
    return result


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode()
