"""What an expectation may say in place of a value."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Final, TypeAlias

from steps.api.matching.kinds import is_number


class Absence(Enum):
    """The value of a field that is not there."""

    ABSENT = "absent"


ABSENT: Final = Absence.ABSENT


@dataclass(frozen=True, slots=True)
class Marker:
    """Stand for all values that one phrase of an expectation accepts."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Predicate(Marker):
    """Accept what a rule accepts: `any uuid`, `greater than 18`."""

    accepts: Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class OneOf(Marker):
    """Accept what at least one of several expectations accepts: `"admin" or null`."""

    alternatives: "tuple[Expectation, ...]"


@dataclass(frozen=True, slots=True)
class Not(Marker):
    """Accept what an expectation refuses: `not null`."""

    refused: "Expectation"


@dataclass(frozen=True, slots=True)
class Each(Marker):
    """Accept a list whose every item meets one expectation: `each any string`."""

    item: "Expectation"


@dataclass(frozen=True, slots=True)
class InAnyOrder(Marker):
    """Accept a list of these items, whatever their order: `in any order [1, 2]`."""

    items: "tuple[Expectation, ...]"


@dataclass(frozen=True, slots=True)
class Containing(Marker):
    """Accept a list with such an item, or a text with such a part: `containing "x"`."""

    part: "Expectation"


Expectation: TypeAlias = (
    "Marker | Absence | dict[str, Expectation] | list[Expectation] | str | int | float | bool | None"
)


def expect_in_any_order(items: "list[Expectation]") -> InAnyOrder:
    """Expect a list of these items, whatever their order."""
    return InAnyOrder("in any order", tuple(items))


def number_that(phrase: str, accepts: Callable[[float], bool]) -> Predicate:
    """Make a predicate that only numbers can meet."""
    return Predicate(phrase, lambda value: isinstance(value, (int, float)) and is_number(value) and accepts(value))


def text_that(phrase: str, accepts: Callable[[str], bool]) -> Predicate:
    """Make a predicate that only texts can meet."""
    return Predicate(phrase, lambda value: isinstance(value, str) and accepts(value))


def about(number: str, tolerance: str | None) -> Predicate:
    """Accept numbers within a tolerance; without one, those that round to `number` as it is written (3.5: 3.45 to 3.55)."""
    wanted, decimals = float(number), len(number.partition(".")[2])
    allowed = float(tolerance) if tolerance else 0.5 * 10**-decimals
    phrase = f"about {number} ({wanted - allowed:.15g} to {wanted + allowed:.15g})"
    return number_that(
        phrase, lambda value: abs(value - wanted) <= allowed or math.isclose(abs(value - wanted), allowed)
    )


def matching(pattern: str) -> Predicate:
    """Accept texts in which a regular expression is found; `^` and `$` make it the whole text.

    Raises re.error when the pattern is none.
    """
    found = re.compile(pattern).search
    return text_that(f'matching "{pattern}"', lambda value: found(value) is not None)


def moment(text: str) -> datetime:
    """Read a date or date-time; one without an offset is taken as UTC, so that any two can be compared."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def read_moment(text: str) -> datetime:
    """Read a date or date-time.

    Raises ValueError that says what one looks like.
    """
    try:
        return moment(text)
    except ValueError as broken:
        raise ValueError(f'"{text}" is no date or date-time (2026-02-28T09:30:00Z)') from broken


def moment_that(phrase: str, accepts: Callable[[datetime], bool]) -> Predicate:
    """Make a predicate that only dates and date-times can meet."""

    def accepted(value: str) -> bool:
        try:
            return accepts(moment(value))
        except ValueError:
            return False

    return text_that(phrase, accepted)
