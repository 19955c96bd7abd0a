"""Time: the clock stands still, or is put forward, so that nothing has to be waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from pytest_bdd import given, parsers, when

from steps.api.data.clock import Clock
from steps.api.matching.markers import read_moment
from steps.api.matching.nearest import nearest
from steps.combinations.choice import combination_of
from steps.drivers.elsewhere import refuse_elsewhere
from steps.settings import SETTINGS_OF_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator

LIVE: Final = (
    "The clock of a live service cannot be set: it runs in a process of its own, by the computer's clock. "
    "Run this scenario with --bdd-driver asyncclient or testclient, and leave it out of live runs by a tag of its own: "
    '--tags="not @clock".'
)
UNITS: Final = ("second", "minute", "hour", "day", "week")


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> Iterator[Clock]:
    """Let the scenario move the clock of a service that runs in this process; it is put right afterwards."""
    settings = request.config.stash[SETTINGS_OF_RUN]
    if settings.elsewhere:
        refuse_elsewhere("needs its clock", strict=settings.strict)
    if combination_of(request.node).driver == "live":
        pytest.fail(LIVE, pytrace=False)
    clock = Clock()
    yield clock
    clock.set_right()


@given(parsers.parse('the clock stands at "{time}"'))
@when(parsers.parse('the clock stands at "{time}"'))
def stop_clock(clock: Clock, time: str) -> None:
    """Stop the service's clock at a date, or at a date and time (UTC unless an offset is given).

    Example: Given the clock stands at "2026-02-28T09:30:00Z"
    """
    clock.stand_at(read_moment(time))


@given(parsers.parse("the clock moves on by {amount:d} {unit}"))
@when(parsers.parse("the clock moves on by {amount:d} {unit}"))
def move_clock(clock: Clock, amount: int, unit: str) -> None:
    """Put the service's clock forward by seconds, minutes, hours, days or weeks.

    Example: When the clock moves on by 31 minutes
    """
    clock.move_on(read_span(amount, unit))


def read_span(amount: int, unit: str) -> timedelta:
    """Read an amount of a unit; one and many may both be said.

    Raises ValueError when there is no such unit, with the nearest.
    """
    one = unit.removesuffix("s")
    if one not in UNITS:
        raise ValueError(f'"{unit}" is no unit of time{nearest(one, UNITS)}; units: {", ".join(UNITS)}')
    return timedelta(**{f"{one}s": amount})
