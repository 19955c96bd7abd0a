"""Things that take a moment: ask again until they hold."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from pytest_bdd import parsers, then, when

from steps.api.data.bodies import body_of
from steps.api.data.fields import compare_fields
from steps.api.data.tables import Table, read_expectations
from steps.api.matching import require

if TYPE_CHECKING:
    import httpx

    from steps.api.people import People

PAUSE: Final = 0.05


@when(parsers.parse('within {seconds:d} seconds {someone} sees at "{path}":'), target_fixture="response")
@then(parsers.parse('within {seconds:d} seconds {someone} sees at "{path}":'), target_fixture="response")
async def see_in_time(people: People, seconds: int, someone: str, path: str, datatable: Table) -> httpx.Response:
    """Ask again and again with GET until the body has these fields, at most for so many seconds.

    Example: Then within 5 seconds a client sees at "/jobs/{job}":
      | field | value |
      | state | done  |
    """
    expected, deadline = read_expectations(datatable), time.monotonic() + seconds
    response = await people[someone].send("GET", path)
    while compare_fields(body_of(response), expected) and time.monotonic() < deadline:
        await asyncio.sleep(PAUSE)
        response = await people[someone].send("GET", path)
    require(compare_fields(body_of(response), expected), f'After {seconds} seconds the body of "{path}"')
    return response
