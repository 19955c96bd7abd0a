"""Table cells as values of database columns, and rows as JSON."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import json
import uuid
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from fastapi.encoders import jsonable_encoder

from steps.api.data.tables import TableError
from steps.api.matching import Expectation, read_cell
from steps.api.matching.markers import Marker
from steps.api.matching.verbatim import Verbatim, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


BOOLEANS: Final = MappingProxyType({"true": True, "false": False, "1": True, "0": False})

READERS: Final[Mapping[type, Callable[[str], Any]]] = MappingProxyType(
    {
        bool: lambda text: BOOLEANS[text.lower()],
        int: int,
        float: float,
        decimal.Decimal: decimal.Decimal,
        dt.datetime: dt.datetime.fromisoformat,
        dt.date: dt.date.fromisoformat,
        dt.time: dt.time.fromisoformat,
        uuid.UUID: uuid.UUID,
        bytes: str.encode,
        dict: json.loads,
        list: json.loads,
    }
)


def read_column(column: sa.Column[Any], cell: Any) -> Any:
    """Read a cell as a value of a column: `null`, or what its type says; a text may stand in quotes.

    Raises TableError with column, type and cell.
    """
    if cell is None or (cell == "null" and not isinstance(cell, Verbatim)):
        return None
    quoted = isinstance(cell, str) and not isinstance(cell, Verbatim) and cell[:1] == '"'
    text = json.loads(cell) if quoted else plain(cell)
    try:
        return _zoned(column, _read(_type_of(column), text))
    except (ValueError, KeyError, ArithmeticError) as broken:
        raise TableError(f'column "{column.name}" is of type {column.type!r}, which `{cell}` is not') from broken


def expect_column(column: sa.Column[Any], cell: Any) -> Expectation:
    """Read a cell as what is expected of a column: a value, or what is allowed such as `any uuid`.

    Raises TableError with column, type and cell.
    """
    expected = read_cell(cell)
    return expected if isinstance(expected, Marker) else as_json(column, read_column(column, cell))


def as_json(column: sa.Column[Any], value: Any) -> Any:
    """Write a column's value as the JSON that expectations are compared with."""
    return jsonable_encoder(_zoned(column, value))


def _type_of(column: sa.Column[Any]) -> type:
    if isinstance(column.type, sa.JSON):
        return dict
    try:
        return column.type.python_type
    except NotImplementedError:
        return str


def _read(kind: type, value: Any) -> Any:
    if isinstance(value, kind) and kind is not int:
        return value
    if issubclass(kind, enum.Enum):
        return kind[value] if value in kind.__members__ else kind(value)
    return READERS.get(kind, str)(value if isinstance(value, str) else str(value))


def _zoned(column: sa.Column[Any], value: Any) -> Any:
    """Give date-times the offset that the column keeps: UTC or none, as SQLite forgets it and PostgreSQL insists on it."""
    if not isinstance(value, dt.datetime):
        return value
    utc = value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return utc if getattr(column.type, "timezone", False) else utc.replace(tzinfo=None)
