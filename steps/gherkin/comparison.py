"""What was expected and what came, in words, where a step compares two values."""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.record.masking import Masking

LONGEST = 300
# Of a value in a sentence about one part; pytest cuts an explanation of more than 640 characters.
LONGEST_PART = 80
LONGEST_HEADLINE = 500


def explain(operator: str, came: object, expected: object, masking: Masking) -> list[str] | None:
    """Explain a comparison that does not hold, `came` on its left and `expected` on its right.

    The first line is the sentence, the others its details. None leaves the explanation to pytest.
    """
    if operator == "==":
        sentences = list(_differences(came, expected, masking))
        return _told(sentences, came, expected) or [f"Expected {_shown(expected)}, but {_shown(came)} came."]
    if operator == "!=":
        return [f"Expected anything but {_shown(expected)}."]
    if operator == "in":
        return [f"Expected {_shown(came)} among {_shown(expected)}."]
    if operator == "not in":
        return [f"Expected {_shown(came)} not to be among {_shown(expected)}."]
    return None


def _told(sentences: list[str], came: object, expected: object) -> list[str]:
    """Put as many sentences first as a headline has room for, and both sides last."""
    if not sentences:
        return []
    headline, *others = sentences
    while others and len(headline) + len(others[0]) < LONGEST_HEADLINE:
        headline = f"{headline} {others.pop(0)}"
    if others:
        headline += f" {len(others)} more parts differ." if len(others) > 1 else " One more part differs."
    return [headline, *others, f"expected: {_shown(expected)}", f"came: {_shown(came)}"]


def _differences(came: Any, expected: Any, masking: Masking, where: str = "", name: str = "") -> Iterator[str]:
    """Tell the differing parts of two structures, a sentence each; `name` is that of the field they stand in."""
    of = f" of {where}" if where else ""
    if isinstance(came, dict) and isinstance(expected, dict):
        for key in dict.fromkeys([*expected, *came]):
            sides = came.get(key, _ABSENT), expected.get(key, _ABSENT)
            yield from _differences(*sides, masking, f"{key}{of}", str(key))
    elif isinstance(came, list) and isinstance(expected, list):
        for place, sides in enumerate(zip_longest(came, expected, fillvalue=_ABSENT), start=1):
            yield from _differences(*sides, masking, f"item {place}{of}", name)
    elif where and came != expected:
        left, right = (_written(masking.value({name: side})[name], LONGEST_PART) for side in (came, expected))
        if expected is _ABSENT:
            yield f"Expected no {where}, but there is {left}."
        else:
            yield f"Expected {where} to be {right}, but it is {'missing' if came is _ABSENT else left}."


_ABSENT = object()


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return _written(value, LONGEST)
    return _cut(f'"{value}"' if isinstance(value, str) else repr(value), LONGEST)


def _written(value: object, longest: int) -> str:
    """Write a value as JSON has it, as far as it is any."""
    try:
        return _cut(json.dumps(value, ensure_ascii=False, default=repr), longest)
    except (TypeError, ValueError, RecursionError):
        return _cut(repr(value), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
