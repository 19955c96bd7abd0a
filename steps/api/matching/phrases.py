"""The phrases that stand for a value: each reads what follows it and makes a marker."""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from steps.api.matching.cursor import Cursor
from steps.api.matching.kinds import KINDS
from steps.api.matching.markers import (
    Containing,
    Each,
    Expectation,
    InAnyOrder,
    Marker,
    Not,
    OneOf,
    Predicate,
    about,
    matching,
    moment_that,
    number_that,
    read_moment,
    text_that,
)
from steps.api.matching.wording import said

ReadExpectation: TypeAlias = Callable[[Cursor], Expectation]
ReadPhrase: TypeAlias = Callable[[Cursor, ReadExpectation], Marker]


def _kind(cursor: Cursor, _read: ReadExpectation) -> Marker:
    for kind in sorted(KINDS, key=len, reverse=True):
        if cursor.take(kind):
            return Predicate(f"any {kind}", KINDS[kind])
    raise cursor.unknown([f"any {kind}" for kind in KINDS], "any ")


def _empty(_cursor: Cursor, _read: ReadExpectation) -> Marker:
    return Predicate("empty", lambda value: value in ("", [], {}))


def _limit(phrase: str, holds: Callable[[float, float], bool]) -> ReadPhrase:
    def read_limit(cursor: Cursor, _read: ReadExpectation) -> Marker:
        limit = cursor.number()
        return number_that(f"{phrase} {limit}", lambda value: holds(value, float(limit)))

    return read_limit


def _between(cursor: Cursor, _read: ReadExpectation) -> Marker:
    low = cursor.number()
    cursor.expect("and")
    high = cursor.number()
    return number_that(f"between {low} and {high}", lambda value: float(low) <= value <= float(high))


def _about(cursor: Cursor, _read: ReadExpectation) -> Marker:
    number = cursor.number()
    return about(number, cursor.number() if cursor.take("within") else None)


def _matching(cursor: Cursor, _read: ReadExpectation) -> Marker:
    pattern = cursor.raw_string()
    try:
        return matching(pattern)
    except re.error as broken:
        raise cursor.error(f'"{pattern}" is no regular expression: {broken}') from broken


def _part(phrase: str, holds: Callable[[str, str], bool]) -> ReadPhrase:
    def read_part(cursor: Cursor, _read: ReadExpectation) -> Marker:
        part = cursor.string()
        return text_that(f"{phrase} {said(part)}", lambda value: holds(value, part))

    return read_part


def _moment(phrase: str, holds: Callable[[datetime, datetime], bool]) -> ReadPhrase:
    def read_limit(cursor: Cursor, _read: ReadExpectation) -> Marker:
        text = cursor.string()
        try:
            limit = read_moment(text)
        except ValueError as broken:
            raise cursor.error(str(broken)) from broken
        return moment_that(f"{phrase} {said(text)}", lambda value: holds(value, limit))

    return read_limit


def _items(phrase: str, make: Callable[[str, tuple[Expectation, ...]], Marker]) -> ReadPhrase:
    def read_items(cursor: Cursor, read: ReadExpectation) -> Marker:
        items = read(cursor)
        if not isinstance(items, list):
            raise cursor.error(f'"{phrase}" needs a list in brackets: {phrase} ["a", "b"]')
        return make(f"{phrase} {said(items)}", tuple(items))

    return read_items


def _one(phrase: str, make: Callable[[str, Expectation], Marker]) -> ReadPhrase:
    def read_one(cursor: Cursor, read: ReadExpectation) -> Marker:
        expected = read(cursor)
        return make(f"{phrase} {said(expected)}", expected)

    return read_one


PHRASES: Final[Mapping[str, ReadPhrase]] = MappingProxyType(
    {
        "any": _kind,
        "empty": _empty,
        "greater than": _limit("greater than", operator.gt),
        "less than": _limit("less than", operator.lt),
        "at least": _limit("at least", operator.ge),
        "at most": _limit("at most", operator.le),
        "between": _between,
        "about": _about,
        "matching": _matching,
        "starting with": _part("starting with", str.startswith),
        "ending with": _part("ending with", str.endswith),
        "after": _moment("after", operator.gt),
        "before": _moment("before", operator.lt),
        "one of": _items("one of", OneOf),
        "in any order": _items("in any order", InAnyOrder),
        "each": _one("each", Each),
        "containing": _one("containing", Containing),
        "not": _one("not", Not),
    }
)
