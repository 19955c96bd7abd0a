"""Data tables: dotted names to nested objects, cells to typed values."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from steps.api.data.names import put
from steps.api.matching import Expectation, read_cell
from steps.api.matching.verbatim import Verbatim, plain

# A cell is text, or whatever value a `{name}` alone in it stands for.
Table: TypeAlias = Sequence[Sequence[Any]]


class TableError(ValueError):
    """A table cannot be read; the message says which cell, and what may stand there."""


def read_json(text: str) -> Any:
    """Read JSON.

    Raises ValueError with line and column when it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        raise ValueError(f"this is no JSON: {broken.msg} at line {broken.lineno}, column {broken.colno}") from broken


def read_value(cell: Any) -> Any:
    """Read a cell as a value: JSON (a number, true, null, "quoted", list or object) or else the text as it stands.

    Raises ValueError when a cell begins like a JSON text, list or object and is none.
    """
    if not isinstance(cell, str) or isinstance(cell, Verbatim):
        return plain(cell)
    try:
        return json.loads(cell)
    except json.JSONDecodeError as broken:
        if cell[:1] in {'"', "[", "{"}:
            raise ValueError(f"this is no JSON: {broken.msg} at character {broken.pos + 1}") from broken
        return cell


def read_rows(table: Table, *columns: str) -> list[tuple[Any, ...]]:
    """Read a table that must have these columns, in this order, as its rows.

    Raises TableError when the header is another.
    """
    header, *rows = table
    if tuple(header) != columns:
        raise TableError(f"the table's header is {_row(header)}, but must be {_row(columns)}")
    return [tuple(row) for row in rows]


def read_texts(table: Table) -> dict[str, list[str]]:
    """Read a table of `name` and `value` as texts by name; a name may stand twice, as in a form or a query.

    Raises TableError when the header is another.
    """
    texts: dict[str, list[str]] = {}
    for name, value in read_rows(table, "name", "value"):
        texts.setdefault(name, []).append(value if isinstance(value, str) else json.dumps(value))
    return texts


def read_object(table: Table) -> dict[str, Any]:
    """Read a table of `field` and `value` as one JSON object; a field with an empty cell is left out.

    Raises TableError with the cell.
    """
    return _nested(_pairs(table), read_value, "the table")


def read_objects(table: Table) -> list[dict[str, Any]]:
    """Read a table with a header of names as one JSON object a row; a field with an empty cell is left out.

    Raises TableError with the cell.
    """
    return list(_rows(table, read_value))


def read_expectations(table: Table) -> dict[str, Expectation]:
    """Read a table of `field` and `value` as what is expected of each field.

    Raises TableError with the cell.
    """
    return {name: _read(read_cell, name, cell, "the table") for name, cell in _pairs(table).items()}


def read_object_expectations(table: Table) -> list[Expectation]:
    """Read a table with a header of names as what is expected of one object a row; of an empty cell nothing is.

    Raises TableError with the cell.
    """
    return list(_rows(table, read_cell))


def _pairs(table: Table) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for name, value in read_rows(table, "field", "value"):
        if name in pairs:
            raise TableError(f'the field "{name}" stands twice in the table')
        pairs[name] = value
    return pairs


def _rows(table: Table, read: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
    header, *rows = table
    for number, cells in enumerate(rows, 1):
        yield _nested(dict(zip(header, cells, strict=True)), read, f"row {number} of the table")


def _nested(pairs: dict[str, Any], read: Callable[[Any], Any], place: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, cell in pairs.items():
        if cell != "":
            value = _read(read, name, cell, place)
            _read(lambda _: put(fields, name, value), name, cell, place)  # noqa: B023  # called at once
    return fields


def _read(read: Callable[[Any], Any], name: str, cell: Any, place: str) -> Any:
    try:
        return read(cell)
    except ValueError as broken:
        raise TableError(f'{place}, "{name}", cell `{cell}`: {broken}') from broken


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
