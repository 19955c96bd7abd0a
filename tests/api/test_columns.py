"""Table cells as values of database columns, and back."""

import datetime as dt
import decimal
import enum
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from steps.api.data.columns import as_json, expect_column, read_column
from steps.api.data.tables import TableError
from steps.api.matching import compare

UUID = "0b9d34dc-1f3a-4f0f-9a53-1f4e0f6f3c11"


class Colour(enum.Enum):
    RED = "red"


def column(kind: Any) -> sa.Column[Any]:
    return sa.Column("thing", kind)


CELLS = [
    (sa.String(), "12", "12", "12"),
    (sa.String(), '"null"', "null", "null"),
    (sa.String(), "null", None, None),
    (sa.Text(), '""', "", ""),
    (sa.Integer(), "12", 12, 12),
    (sa.Integer(), '"12"', 12, 12),
    (sa.Float(), "1", 1.0, 1.0),
    (sa.Numeric(8, 2), "8.50", decimal.Decimal("8.50"), 8.5),
    (sa.Boolean(), "true", True, True),
    (sa.Boolean(), "False", False, False),
    (sa.Boolean(), "0", False, False),
    (sa.Date(), "2026-02-28", dt.date(2026, 2, 28), "2026-02-28"),
    (sa.Time(), "09:30", dt.time(9, 30), "09:30:00"),
    (sa.DateTime(), "2026-02-28 09:30", dt.datetime(2026, 2, 28, 9, 30), "2026-02-28T09:30:00"),  # noqa: DTZ001
    (sa.DateTime(), "2026-02-28T09:30:00+02:00", dt.datetime(2026, 2, 28, 7, 30), "2026-02-28T07:30:00"),  # noqa: DTZ001
    (
        sa.DateTime(timezone=True),
        "2026-02-28T09:30:00",
        dt.datetime(2026, 2, 28, 9, 30, tzinfo=dt.UTC),
        "2026-02-28T09:30:00+00:00",
    ),
    (sa.Uuid(), UUID, uuid.UUID(UUID), UUID),
    (sa.Enum(Colour), "red", Colour.RED, "red"),
    (sa.Enum(Colour), "RED", Colour.RED, "red"),
    (sa.LargeBinary(), "abc", b"abc", "abc"),
    (sa.JSON(), '{"a": [1]}', {"a": [1]}, {"a": [1]}),
]


@pytest.mark.parametrize(("kind", "cell", "value", "json"), CELLS, ids=str)
def test_a_cell_becomes_a_value_of_its_column(kind: Any, cell: str, value: object, json: object) -> None:
    assert read_column(column(kind), cell) == value
    assert as_json(column(kind), value) == json
    assert compare(json, expect_column(column(kind), cell)) == []


def test_an_expectation_may_stand_in_any_column() -> None:
    assert compare("2026-02-28", expect_column(column(sa.Date()), "any date")) == []
    assert [str(one) for one in compare(7, expect_column(column(sa.Integer()), "at least 8"))] == [
        "$: expected at least 8, got 7"
    ]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [(sa.Integer(), "many"), (sa.Boolean(), "yes"), (sa.Date(), "soon"), (sa.Uuid(), "1"), (sa.Enum(Colour), "blue")],
)
def test_a_cell_that_its_column_cannot_hold_is_refused(kind: Any, cell: str) -> None:
    with pytest.raises(
        TableError, match=rf"^column \"thing\" is of type {type(kind).__name__}\(.*\), which `{cell}` is not$"
    ):
        read_column(column(kind), cell)
