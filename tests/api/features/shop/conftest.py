"""The service keeps its own synchronous sessions on the test database's file: each scenario finds it empty."""

from collections.abc import Iterator

import pytest
from sqlmodel import SQLModel

from tests.example_apps.shop.application import engine


@pytest.fixture(autouse=True)
def empty_tables(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty every table when a scenario ends."""
    request.getfixturevalue("database")
    yield
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())
