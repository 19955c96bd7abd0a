"""Data tables as rows of a database table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steps.api.data.columns import as_json, expect_column, read_column
from steps.api.matching import Expectation, compare
from steps.api.matching.nearest import nearest
from steps.api.matching.pairing import pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import sqlalchemy as sa

    from steps.api.data.tables import Table


class Tables:
    """The tables of a service by name."""

    def __init__(self, metadata: sa.MetaData) -> None:
        self._metadata = metadata

    def __getitem__(self, name: str) -> sa.Table:
        known = self._metadata.tables
        if name not in known:
            raise LookupError(f'there is no table "{name}"{nearest(name, known)}; tables: {", ".join(known) or "none"}')
        return known[name]

    def __iter__(self) -> Iterator[sa.Table]:
        return iter(self._metadata.sorted_tables)


def read_rows_of(table: sa.Table, cells: Table) -> list[dict[str, Any]]:
    """Read a data table as rows to add, values converted by column type; an empty cell leaves the column out.

    Raises LookupError for an unknown column, TableError for a cell that its column cannot hold.
    """
    columns, rows = _columns(table, cells), cells[1:]
    return [
        {column.name: read_column(column, cell) for column, cell in zip(columns, row, strict=True) if cell != ""}
        for row in rows
    ]


def expect_rows_of(table: sa.Table, cells: Table) -> list[Expectation]:
    """Read a data table as what is expected of rows; of an empty cell nothing is.

    Raises LookupError for an unknown column, TableError for a cell that its column cannot hold.
    """
    columns, rows = _columns(table, cells), cells[1:]
    return [
        {column.name: expect_column(column, cell) for column, cell in zip(columns, row, strict=True) if cell != ""}
        for row in rows
    ]


def rows_as_json(table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Write rows as JSON objects."""
    return [{name: as_json(table.columns[name], value) for name, value in row.items()} for row in rows]


def find_missing(rows: Sequence[dict[str, Any]], expected: Sequence[Expectation]) -> list[int]:
    """Return the indexes of the expected rows that no row is left for, each row being used once."""
    found = pair(
        len(expected), len(rows), lambda wanted, given: not compare(rows[given], expected[wanted], partial=True)
    )
    return [index for index in range(len(expected)) if index not in found]


def _columns(table: sa.Table, cells: Table) -> list[sa.Column[Any]]:
    known = table.columns
    for name in cells[0]:
        if name not in known:
            raise LookupError(
                f'the table "{table.name}" has no column "{name}"{nearest(name, known.keys())}; '
                f"columns: {', '.join(known.keys())}"
            )
    return [known[name] for name in cells[0]]
