"""Databases as they are asked for: by name, or by URL."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from steps.database.engines import MEMORY, is_in_memory, shown, test_database_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import URL

NAMED = {
    "memory": "SQLite in memory",
    "sqlite": "a SQLite file, removed after the run",
    "postgresql": "PostgreSQL, on a server started for the run",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One database to run on; `url` is None where the run makes the server or the file itself."""

    name: str
    url: URL | None

    @property
    def is_server(self) -> bool:
        """Whether the workers of a run share it, each with a database of its own."""
        return self.name.startswith("postgresql")

    def __str__(self) -> str:
        return NAMED[self.name] if self.url is None else shown(self.url)


IN_MEMORY = Choice("memory", test_database_url(MEMORY))
IN_A_FILE = Choice("sqlite", None)


def read_choices(values: Iterable[str]) -> tuple[Choice, ...]:
    """Read names and URLs. Two of one kind are told apart by a number.

    Raises `pytest.UsageError` with the form expected.
    """
    counts = Counter[str]()
    choices = []
    for value in dict.fromkeys(values):
        choice = _read(value)
        counts[choice.name] += 1
        number = counts[choice.name]
        choices.append(choice if number == 1 else Choice(f"{choice.name}{number}", choice.url))
    return tuple(choices)


def _read(value: str) -> Choice:
    if value == IN_MEMORY.name:
        return IN_MEMORY
    if value in NAMED:
        return Choice(value, None)
    url = test_database_url(value)
    if url.get_backend_name() not in NAMED:
        raise pytest.UsageError(
            f"bdd_database = {value!r}: expected SQLite or PostgreSQL, or one of {', '.join(NAMED)}."
        )
    return IN_MEMORY if is_in_memory(url) else Choice(url.get_backend_name(), url)
