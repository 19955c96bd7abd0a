"""The lists in a body."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from steps.api.data.names import find, path_of, read_name
from steps.api.matching import ABSENT, Mismatch
from steps.api.matching.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BODY = "the body"


def list_at(body: Any, place: str) -> list[Any]:
    """Return the list at a place: `the body` itself, or the name of a field in quotes.

    Raises ValueError when that is no place, AssertionError when there is no list.
    """
    if place != BODY and place[:1] + place[-1:] != '""':
        raise ValueError(f'{place} is no place of a list; write {BODY}, or the name of a field in quotes: "results"')
    steps = () if place == BODY else read_name(place[1:-1])
    found = find(body, steps)
    if not isinstance(found, list):
        raise AssertionError(  # noqa: TRY004  # the service is wrong, not the step
            f"There is no list at {path_of(steps)}: it is {said(found)}."
        )
    return found


def find_disorder(items: Sequence[Any], key: str, *, descending: bool = False) -> Iterator[Mismatch]:
    """Find every item that should stand before the one in front of it; `key` names what they are sorted by.

    Raises AssertionError when two items cannot be compared.
    """
    steps = read_name(key)
    for index, (before, after) in enumerate(pairwise([find(item, steps) for item in items]), 1):
        if _precedes(before, after) if descending else _precedes(after, before):
            yield Mismatch(f"$[{index}]{path_of(steps)[1:]}", f"{said(after)} comes after {said(before)}")


def _precedes(one: Any, other: Any) -> bool:
    try:
        return ABSENT not in {one, other} and bool(one < other)
    except TypeError:
        raise AssertionError(f"{said(one)} and {said(other)} have no order.") from None
