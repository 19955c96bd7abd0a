"""Rows by table and column name, for steps that arrange or look at what the service has stored."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.database.isolation import Isolation

NEAR = 0.6


class Records:
    """The rows of the scenario's database, through the metadata of the app.

    A table or column that does not exist is a `LookupError` that names the nearest ones.
    """

    def __init__(self, metadata: sa.MetaData, isolation: Isolation) -> None:
        self._metadata = metadata
        self._isolation = isolation

    async def add(self, table: str, *rows: dict[str, Any], **values: Any) -> None:
        """Add one row given by keyword, or several as dicts."""
        target = self._table(table)
        new = [*rows, values] if values else list(rows)
        for row in new:
            self._columns(target, row)
        await self._isolation.run(lambda connection: connection.execute(sa.insert(target), new))

    async def find(self, table: str, **where: Any) -> list[dict[str, Any]]:
        """Return the rows whose columns have these values, each as a dict, in the order of the primary key."""
        target = self._table(table)
        query = sa.select(target).where(*self._conditions(target, where)).order_by(*target.primary_key)
        return await self._isolation.run(lambda connection: [dict(row) for row in connection.execute(query).mappings()])

    async def count(self, table: str, **where: Any) -> int:
        """Count the rows whose columns have these values."""
        target = self._table(table)
        query = sa.select(sa.func.count()).select_from(target).where(*self._conditions(target, where))
        return await self._isolation.run(lambda connection: connection.execute(query).scalar_one())

    def _table(self, name: str) -> sa.Table:
        if name not in self._metadata.tables:
            raise LookupError(_unknown("table", name, self._metadata.tables))
        return self._metadata.tables[name]

    def _conditions(self, table: sa.Table, where: dict[str, Any]) -> list[sa.ColumnElement[bool]]:
        return [column == value for column, value in zip(self._columns(table, where), where.values(), strict=True)]

    def _columns(self, table: sa.Table, names: Iterable[str]) -> list[sa.Column[Any]]:
        for name in names:
            if name not in table.columns:
                raise LookupError(_unknown(f"column of `{table.name}`", name, table.columns.keys()))
        return [table.columns[name] for name in names]


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=NEAR)
    advice = f"Did you mean `{near[0]}`?" if near else f"There is: {', '.join(names) or 'nothing'}."
    return f"There is no {what} named `{name}`. {advice}"
