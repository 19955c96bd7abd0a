"""JSON values and expectations in words, short enough for one line of a report."""

import json
from typing import Any, Final

from steps.api.matching.markers import ABSENT, Expectation, Marker

LONGEST: Final = 160


def said(value: Any) -> str:
    """Write a value or an expectation as a feature would; a long one is cut and its length is told."""
    return cut(_written(value))


def cut(text: str) -> str:
    """Cut a text that is too long for one line, and tell its length."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}... ({len(text)} characters)"


def _written(value: Expectation) -> str:
    if value is ABSENT:
        return "absent"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)}: {_written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return value.phrase if isinstance(value, Marker) else json.dumps(value, ensure_ascii=False)
