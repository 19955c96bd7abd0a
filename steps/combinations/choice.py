"""Which driver on which database: the combinations that every scenario runs under."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pytest

from steps.database.choice import IN_A_FILE, IN_MEMORY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.database.choice import Choice


@dataclass(frozen=True, slots=True)
class Combination:
    """One driver on one database."""

    driver: str
    database: Choice

    @property
    def name(self) -> str:
        """What the node id of a scenario says of it, where there are several."""
        return f"{self.driver}-{self.database.name}"

    def __str__(self) -> str:
        return f"{self.driver} on {self.database}"


COMBINATIONS = pytest.StashKey[tuple[Combination, ...]]()
"""The combinations of the run, on its config."""


def combination_of(item: pytest.Item) -> Combination:
    """Tell under which combination a scenario runs."""
    variant = getattr(item, "variant", "")
    combinations = item.config.stash[COMBINATIONS]
    return next((each for each in combinations if each.name == variant), combinations[0])


def combine(drivers: Sequence[str], databases: Sequence[Choice]) -> tuple[Combination, ...]:
    """Combine each driver with each database that it can reach: nothing in another process sees this one's memory.

    A live service takes a file instead, where it would be left without any database.
    """
    reachable = {"live": [each for each in databases if each != IN_MEMORY] or [IN_A_FILE]}
    combinations = product(drivers, databases)
    possible = [Combination(driver, each) for driver, each in combinations if each in reachable.get(driver, databases)]
    alone = [Combination("live", IN_A_FILE)] if "live" in drivers and reachable["live"] == [IN_A_FILE] else []
    return tuple(dict.fromkeys([*possible, *alone]))
