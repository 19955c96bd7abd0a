"""What was expected and what came, in words, where a step compares two values."""

from __future__ import annotations

from typing import Any

LONGEST = 300


def explain(operator: str, came: object, expected: object) -> list[str] | None:
    """Explain a comparison that does not hold, `came` on its left and `expected` on its right.

    The first line is the sentence, the others its details. None leaves the explanation to pytest.
    """
    if operator == "==":
        return [f"Expected {_shown(expected)}, but {_shown(came)} came.", *_differences(came, expected, "")]
    if operator == "!=":
        return [f"Expected anything but {_shown(expected)}."]
    if operator == "in":
        return [f"Expected {_shown(came)} among {_shown(expected)}."]
    if operator == "not in":
        return [f"Expected {_shown(came)} not to be among {_shown(expected)}."]
    return None


def _differences(came: Any, expected: Any, path: str) -> list[str]:
    """List the differing parts of two structures, each with its path."""
    if isinstance(came, dict) and isinstance(expected, dict):
        names = [*expected, *(name for name in came if name not in expected)]
        parts = [(f"{path}.{name}".lstrip("."), came.get(name, _ABSENT), expected.get(name, _ABSENT)) for name in names]
    elif isinstance(came, list) and isinstance(expected, list):
        places = range(max(len(came), len(expected)))
        parts = [(f"{path}[{place}]", _item(came, place), _item(expected, place)) for place in places]
    elif path and came != expected:
        return [f"{path}: expected {_shown(expected)}, but {_shown(came)} came"]
    else:
        return []
    return [line for where, left, right in parts for line in _differences(left, right, where)]


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


_ABSENT = _Absent()


def _item(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else _ABSENT


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
