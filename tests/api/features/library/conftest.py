"""The service keeps its own synchronous sessions on the test database's file: each scenario finds it empty."""

from collections.abc import Iterator

import pytest

from tests.example_apps.library.database import Base, engine


@pytest.fixture(autouse=True)
def empty_tables() -> Iterator[None]:
    """Make the tables where there are none yet, and empty them when a scenario ends."""
    Base.metadata.create_all(engine)
    yield
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
