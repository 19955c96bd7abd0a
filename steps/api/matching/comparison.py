"""Compare a JSON value with an expectation, and tell all differences at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from steps.api.matching.kinds import is_number
from steps.api.matching.markers import (
    ABSENT,
    Containing,
    Each,
    Expectation,
    InAnyOrder,
    Marker,
    Not,
    OneOf,
    Predicate,
)
from steps.api.matching.nearest import nearest
from steps.api.matching.pairing import pair
from steps.api.matching.wording import said


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where a value is not as expected; `path` is a JSONPath."""

    path: str
    problem: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}: {self.problem}"


def compare(actual: Any, expected: Expectation, *, partial: bool = False, path: str = "$") -> list[Mismatch]:
    """Find every difference; with `partial`, objects at any depth may have more fields than expected."""
    return list(_Comparison(partial).differences(actual, expected, path))


def describe(mismatches: list[Mismatch], subject: str) -> str:
    """Write mismatches as a sentence about `subject`, then one line each."""
    places = "1 place" if len(mismatches) == 1 else f"{len(mismatches)} places"
    return "\n  ".join([f"{subject} is not as expected in {places}:", *map(str, mismatches)])


def require(mismatches: list[Mismatch], subject: str) -> None:
    """Fail with all mismatches, when there are any."""
    if mismatches:
        raise AssertionError(describe(mismatches, subject))


@dataclass(frozen=True, slots=True)
class _Comparison:
    partial: bool

    def accepts(self, actual: Any, expected: Expectation) -> bool:
        return next(self.differences(actual, expected, "$"), None) is None

    def differences(self, actual: Any, expected: Expectation, path: str) -> Iterator[Mismatch]:
        if isinstance(expected, dict) and isinstance(actual, dict):
            yield from self._fields(actual, expected, path)
        elif isinstance(expected, list) and isinstance(actual, list):
            yield from self._list(actual, expected, path)
        elif isinstance(expected, Each) and isinstance(actual, list):
            for index, item in enumerate(actual):
                yield from self.differences(item, expected.item, f"{path}[{index}]")
        elif isinstance(expected, InAnyOrder) and isinstance(actual, list):
            yield from self._any_order(actual, expected, path)
        elif not self._meets(actual, expected):
            yield Mismatch(path, f"expected {said(expected)}, got {said(actual)}")

    def _meets(self, actual: Any, expected: Expectation) -> bool:
        if not isinstance(expected, Marker):
            return _same(actual, expected)
        match expected:
            case OneOf():
                return any(self.accepts(actual, one) for one in expected.alternatives)
            case Predicate():
                return actual is not ABSENT and expected.accepts(actual)
            case Not():
                return actual is not ABSENT and not self.accepts(actual, expected.refused)
            case Containing():
                return self._contains(actual, expected.part)
        return False

    def _contains(self, actual: Any, part: Expectation) -> bool:
        if isinstance(actual, str):
            return isinstance(part, str) and part in actual
        return isinstance(actual, list) and any(_Comparison(partial=True).accepts(item, part) for item in actual)

    def _fields(self, actual: dict[str, Any], expected: dict[str, Expectation], path: str) -> Iterator[Mismatch]:
        unexpected = [name for name in actual if name not in expected]
        for name, wanted in expected.items():
            came = actual.get(name, ABSENT)
            where = path + step(name)
            if came is ABSENT and not self._meets(ABSENT, wanted):
                hint = nearest(name, unexpected)
                yield Mismatch(where, f"expected {said(wanted)}, but this field is absent{hint}")
            elif came is not ABSENT:
                yield from self.differences(came, wanted, where)
        for name in unexpected if not self.partial else []:
            yield Mismatch(path + step(name), f"this field is not expected, got {said(actual[name])}")

    def _list(self, actual: list[Any], expected: list[Expectation], path: str) -> Iterator[Mismatch]:
        if len(actual) != len(expected):
            yield Mismatch(path, f"expected {items(len(expected))}, got {len(actual)}: {said(actual)}")
        for index, (came, wanted) in enumerate(zip(actual, expected, strict=False)):
            yield from self.differences(came, wanted, f"{path}[{index}]")

    def _any_order(self, actual: list[Any], expected: InAnyOrder, path: str) -> Iterator[Mismatch]:
        wanted = expected.items
        pairs = pair(len(wanted), len(actual), lambda index, other: self.accepts(actual[other], wanted[index]))
        for index in sorted(set(range(len(actual))) - set(pairs.values())):
            yield Mismatch(f"{path}[{index}]", f"this item is not expected, got {said(actual[index])}")
        for index in sorted(set(range(len(wanted))) - set(pairs)):
            yield Mismatch(
                path, f"expected an item {said(wanted[index])}, but no other item is like it in {said(actual)}"
            )


def _same(actual: Any, expected: Expectation) -> bool:
    if is_number(actual) and is_number(expected):
        return bool(actual == expected)
    return type(actual) is type(expected) and actual == expected


def step(name: str) -> str:
    """Write a field's name as a step of a JSONPath: `.city`, or `['first name']`."""
    return f".{name}" if name.isidentifier() else f"[{name!r}]"


def items(number: int) -> str:
    """Count items in words."""
    return "1 item" if number == 1 else f"{number} items"
