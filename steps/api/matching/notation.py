"""Read expectations: JSON in which words without quotes say what is allowed.

    {"id": any uuid, "age": at least 18, "role": "admin" or "owner", "email": matching "@example.com$"}

What stands in quotes is text and nothing else, so that no text can be taken for a marker.
"""

from typing import Any, Final

from steps.api.matching.cursor import Cursor, NotationError
from steps.api.matching.markers import ABSENT, Expectation, OneOf, Predicate
from steps.api.matching.phrases import PHRASES
from steps.api.matching.verbatim import Verbatim, plain
from steps.api.matching.wording import said

WORDS: Final[dict[str, Expectation]] = {
    "true": True,
    "false": False,
    "null": None,
    "absent": ABSENT,
    "present": Predicate("present", lambda value: value is not ABSENT),
}


def read_expectation(text: str) -> Expectation:
    """Read a whole expectation, as a doc string holds one.

    Raises NotationError with line and column.
    """
    cursor = Cursor(text)
    expected = _read(cursor)
    if not cursor.at_end():
        raise cursor.error(f"{cursor.rest()} is one too many")
    return expected


def read_cell(cell: Any) -> Expectation:
    """Read the expectation of one table cell, in which a text needs no quotes unless it reads like something else.

    Raises NotationError when a cell is empty, or begins like a marker or like JSON and is none.
    """
    if not isinstance(cell, str) or isinstance(cell, Verbatim):
        return plain(cell)  # type: ignore[no-any-return]  # a remembered value
    cursor = Cursor(cell)
    if cursor.at_end():
        raise NotationError('an empty cell expects nothing; write "", null or absent')
    try:
        return read_expectation(cell)
    except NotationError:
        if cell.strip()[0] in '"[{' or any(cursor.take(phrase) for phrase in PHRASES):
            raise
        return cell.strip()


def _read(cursor: Cursor) -> Expectation:
    first = _read_one(cursor)
    alternatives = [first]
    while cursor.take("or"):
        alternatives.append(_read_one(cursor))
    phrase = " or ".join(map(said, alternatives))
    return OneOf(phrase, tuple(alternatives)) if len(alternatives) > 1 else first


def _read_one(cursor: Cursor) -> Expectation:
    if cursor.take("{"):
        return _read_object(cursor)
    if cursor.take("["):
        return _read_list(cursor)
    if cursor.at_json():
        return cursor.json()  # type: ignore[no-any-return]  # a text or a number
    for word, value in WORDS.items():
        if cursor.take(word):
            return value
    for phrase, read_phrase in PHRASES.items():
        if cursor.take(phrase):
            return read_phrase(cursor, _read_one)
    if cursor.at_end():
        raise cursor.error("an expectation is missing")
    raise cursor.unknown([*WORDS, *PHRASES])


def _read_object(cursor: Cursor) -> dict[str, Expectation]:
    fields: dict[str, Expectation] = {}
    while not cursor.take("}"):
        if fields:
            cursor.expect(",")
        name = cursor.string()
        if name in fields:
            raise cursor.error(f'the field "{name}" stands twice')
        cursor.expect(":")
        fields[name] = _read(cursor)
    return fields


def _read_list(cursor: Cursor) -> list[Expectation]:
    items: list[Expectation] = []
    while not cursor.take("]"):
        if items:
            cursor.expect(",")
        items.append(_read(cursor))
    return items
