"""Fields of a JSON value, each with its own expectation."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from steps.api.data.names import Steps, find, path_of, read_name
from steps.api.matching import ABSENT, Expectation, Mismatch, compare
from steps.api.matching.nearest import nearest
from steps.api.matching.wording import said


def compare_fields(value: Any, expected: Mapping[str, Expectation], root: str = "$") -> list[Mismatch]:
    """Find every difference of the named fields; other fields do not matter.

    Raises ValueError when a name is none.
    """
    return [one for name, wanted in expected.items() for one in _compare_field(value, read_name(name), wanted, root)]


def _compare_field(value: Any, steps: Steps, wanted: Expectation, root: str) -> Iterator[Mismatch]:
    came, path = find(value, steps), root + path_of(steps)[1:]
    for one in compare(came, wanted, path=path):
        problem = f"expected {said(wanted)}, but this field is absent{_near(value, steps)}"
        yield Mismatch(path, problem) if came is ABSENT else one


def compare_named(name: str, came: Any, expected: Expectation, known: Iterable[str]) -> list[Mismatch]:
    """Find how a named value differs; when it is absent, say which known names are near."""
    hint = nearest(name, known) if came is ABSENT else ""
    return [Mismatch(one.path, one.problem + hint) for one in compare(came, expected, path=name)]


def field_of(value: Any, name: str) -> Any:
    """Return what a field holds.

    Raises AssertionError when there is no such field, with the nearest.
    """
    steps = read_name(name)
    found = find(value, steps)
    if found is ABSENT:
        raise AssertionError(f'There is no field "{name}" in {said(value)}{_near(value, steps)}.')
    return found


def _near(value: Any, steps: Steps) -> str:
    for depth, one in enumerate(steps):
        here = find(value, steps[:depth])
        if isinstance(here, dict) and isinstance(one, str) and one not in here:
            return nearest(one, here)
    return ""
