"""Names of fields inside a JSON value: `address.city`, `tags[0]`, `["first name"]`."""

import re
from itertools import pairwise
from typing import Any, Final, TypeAlias

from steps.api.matching.comparison import step
from steps.api.matching.markers import ABSENT

Steps: TypeAlias = tuple[str | int, ...]

STEP: Final = re.compile(r"""\.?([^.\[\]"]+)|\[(\d+)\]|\["([^"]+)"\]""")


def read_name(name: str) -> Steps:
    """Split a dotted name into keys and list indexes; `$.` in front may stand or not.

    Raises ValueError when it is none.
    """
    text = name.removeprefix("$") if name.startswith(("$.", "$[")) else name
    found = list(STEP.finditer(text))
    if not found or "".join(one[0] for one in found) != text or text.startswith("."[: name == text]):
        raise ValueError(f'"{name}" is no name of a field; write address.city, tags[0] or ["first name"]')
    return tuple(int(one[2]) if one[2] else one[1] or one[3] for one in found)


def path_of(steps: Steps) -> str:
    """Write steps as a JSONPath."""
    return "$" + "".join(f"[{one}]" if isinstance(one, int) else step(one) for one in steps)


def find(value: Any, steps: Steps) -> Any:
    """Return what stands at these steps inside a JSON value, or ABSENT."""
    for one in steps:
        value = _item(value, one) if isinstance(one, int) else _field(value, one)
    return value


def _field(value: Any, name: str) -> Any:
    return value.get(name, ABSENT) if isinstance(value, dict) else ABSENT


def _item(value: Any, index: int) -> Any:
    return value[index] if isinstance(value, list) and index < len(value) else ABSENT


def put(root: dict[str, Any], name: str, value: Any) -> None:
    """Set a value inside nested objects and lists, which are made on the way.

    Raises ValueError when the name is none, contradicts one that was put before, or leaves a gap in a list.
    """
    steps = read_name(name)
    here: Any = root
    for one, following in pairwise(steps):
        here = _enter(here, one, [] if isinstance(following, int) else {})
    _enter(here, steps[-1], value, last=True)


def _enter(here: Any, one: str | int, fresh: Any, *, last: bool = False) -> Any:
    if isinstance(one, str) and isinstance(here, dict) and not (last and one in here):
        return here.setdefault(one, fresh)
    if isinstance(one, int) and isinstance(here, list) and not (last and one < len(here)):
        return _enter_list(here, one, fresh)
    raise ValueError("this contradicts a field before it")


def _enter_list(here: list[Any], index: int, fresh: Any) -> Any:
    if index > len(here):
        raise ValueError(f"items are numbered from 0 without a gap: [{len(here)}] comes before [{index}]")
    if index == len(here):
        here.append(fresh)
    return here[index]
