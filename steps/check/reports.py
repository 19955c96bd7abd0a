"""Findings for programs: JSON, GitHub annotations, and SARIF for code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from steps.check.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.check.rules import Rule
    from steps.gherkin.mistakes import Mistake


def as_json(mistakes: Sequence[Mistake]) -> str:
    """List the findings as objects: rule, severity, file, line, column, sentence, remedy."""
    return json.dumps([_as_object(mistake) for mistake in mistakes], ensure_ascii=False, indent=2)


def as_github(mistakes: Sequence[Mistake]) -> str:
    """Write a workflow command a finding, which GitHub shows beside the line."""
    return "\n".join(_annotation(mistake) for mistake in mistakes)


def as_sarif(mistakes: Sequence[Mistake]) -> str:
    """Write a SARIF 2.1.0 log."""
    rules = [RULES[name] for name in sorted({mistake.rule for mistake in mistakes})]
    driver = {
        "name": "steps check",
        "rules": [
            {
                "id": rule.name,
                "shortDescription": {"text": rule.meaning},
                "defaultConfiguration": {"level": _level(rule)},
            }
            for rule in rules
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each) for each in mistakes],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _as_object(mistake: Mistake) -> dict[str, Any]:
    place = mistake.place
    return {
        "rule": mistake.rule,
        "severity": RULES[mistake.rule].severity,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "sentence": mistake.sentence,
        "remedy": mistake.remedy,
    }


def _annotation(mistake: Mistake) -> str:
    place = mistake.place
    column = f",col={place.column}" if place.column else ""
    properties = f"file={_property(place.file)},line={place.line}{column},title={_property(mistake.rule)}"
    text = f"{mistake.sentence}\n{mistake.remedy}".strip()
    return f"::{RULES[mistake.rule].severity} {properties}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _level(rule: Rule) -> str:
    return "note" if rule.severity == "notice" else rule.severity


def _result(mistake: Mistake) -> dict[str, Any]:
    place = mistake.place
    region = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    location = {"artifactLocation": {"uri": place.file}, "region": region}
    return {
        "ruleId": mistake.rule,
        "level": _level(RULES[mistake.rule]),
        "message": {"text": f"{mistake.sentence}\n{mistake.remedy}".strip()},
        "locations": [{"physicalLocation": location}],
    }
