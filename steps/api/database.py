"""The database: rows by the names of tables and columns, and what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_bdd import given, parsers, then, when
from sqlalchemy import MetaData

from steps.api.data.changes import Snapshot, count_changes, describe_changes, find_changes
from steps.api.data.rows import Tables, expect_rows_of, find_missing, read_rows_of, rows_as_json
from steps.api.data.tables import Table, read_rows, read_value
from steps.api.matching import compare, expect_in_any_order, read_cell, require
from steps.api.matching.wording import said

if TYPE_CHECKING:
    import sqlalchemy as sa

    from steps.database.records import Records
    from steps.system_under_test import SystemUnderTest


@pytest.fixture
def tables(system_under_test: SystemUnderTest) -> Tables:
    """Know the tables of the service, through its metadata."""
    return Tables(system_under_test.metadata or MetaData())


@given(parsers.parse('the table "{table}" has the rows:'))
async def add_rows(records: Records, tables: Tables, table: str, datatable: Table) -> None:
    """Add rows to a table of the database; a column that is not named, or whose cell is empty, gets its default.

    Example: Given the table "books" has the rows:
      | isbn          | title   | published  | price |
      | 9780141439518 | Emma    | 1815-12-23 | 8.50  |
    """
    for row in read_rows_of(tables[table], datatable):
        await records.add(table, row)


@then(parsers.parse('the table "{table}" contains the rows:'))
async def check_rows(records: Records, tables: Tables, table: str, datatable: Table) -> None:
    """Check that such rows are stored; other rows and other columns do not matter.

    Example: Then the table "books" contains the rows:
      | title | published       | available |
      | Emma  | any date        | true      |
    """
    rows, expected = await find_rows(records, tables[table]), expect_rows_of(tables[table], datatable)
    missing = [expected[index] for index in find_missing(rows, expected)]
    assert not missing, (
        f'The table "{table}" has no row {" and no row ".join(map(said, missing))}; its rows: {said(rows)}.'
    )


@then(parsers.parse('the table "{table}" does not contain the rows:'))
async def check_no_rows(records: Records, tables: Tables, table: str, datatable: Table) -> None:
    """Check that no such row is stored, not one of them.

    Example: Then the table "books" does not contain the rows:
      | title |
      | Emma  |
    """
    rows, unwanted = await find_rows(records, tables[table]), expect_rows_of(tables[table], datatable)
    found = [row for row in rows for one in unwanted if not compare(row, one, partial=True)]
    assert not found, f'The table "{table}" has these rows: {said(found)}.'


@then(parsers.parse('the table "{table}" has exactly the rows:'))
async def check_all_rows(records: Records, tables: Tables, table: str, datatable: Table) -> None:
    """Check that these rows are stored and no others, in any order; other columns do not matter.

    Example: Then the table "books" has exactly the rows:
      | title |
      | Emma  |
    """
    expected = expect_in_any_order(expect_rows_of(tables[table], datatable))
    require(compare(await find_rows(records, tables[table]), expected, partial=True), f'The table "{table}"')


@then(parsers.parse('the number of rows in "{table}" is {expectation}'))
async def check_number_of_rows(records: Records, table: str, expectation: str) -> None:
    """Count the rows of a table.

    Example: Then the number of rows in "books" is 3
    Example: Then the number of rows in "loans" is at least 1
    """
    mismatches = compare(await records.count(table), read_cell(expectation), path="number")
    require(mismatches, f'The number of rows in "{table}"')


@given("we look at the database", target_fixture="snapshot")
@when("we look at the database", target_fixture="snapshot")
async def look_at_database(records: Records, tables: Tables) -> Snapshot:
    """Keep in mind what is stored now, to say later what has changed.

    Example: Given we look at the database
    """
    return await take_snapshot(records, tables)


@then("nothing has changed in the database")
async def check_unchanged(records: Records, tables: Tables, snapshot: Snapshot) -> None:
    """Check that no row was added, changed or removed since we looked at the database.

    Example: Then nothing has changed in the database
    """
    changes = find_changes(snapshot, await take_snapshot(records, tables))
    assert not changes, describe_changes(changes, "The database has changed:")


@then("only this has changed in the database:")
async def check_changes(records: Records, tables: Tables, snapshot: Snapshot, datatable: Table) -> None:
    """Check how many rows of which tables were added, changed or removed since we looked, and that no others were.

    Example: Then only this has changed in the database:
      | table | change  | rows |
      | loans | added   | 1    |
      | books | changed | 1    |
    """
    changes = find_changes(snapshot, await take_snapshot(records, tables))
    expected = {
        (table, kind): read_value(rows) for table, kind, rows in read_rows(datatable, "table", "change", "rows")
    }
    assert count_changes(changes) == expected, describe_changes(changes, "The database has changed otherwise:")


async def find_rows(records: Records, table: sa.Table) -> list[dict[str, object]]:
    """Return all rows of a table as JSON."""
    return rows_as_json(table, await records.find(table.name))


async def take_snapshot(records: Records, tables: Tables) -> Snapshot:
    """Return all rows of all tables, by primary key."""
    snapshot = {}
    for table in tables:
        keys = [column.name for column in table.primary_key] or list(table.columns.keys())
        snapshot[table.name] = {tuple(row[key] for key in keys): row for row in await find_rows(records, table)}
    return snapshot
