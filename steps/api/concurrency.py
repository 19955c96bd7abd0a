"""Several requests at the same moment: who wins when people race."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

from pytest_bdd import parsers, then, when

from steps.api.data.http_names import name_status, read_status
from steps.api.data.tables import Table, read_json, read_rows, read_value

if TYPE_CHECKING:
    import httpx

    from steps.api.people import People, Person


@when(parsers.parse('{someone} sends {method:w} "{path}" {number:d} times at once'), target_fixture="responses")
async def send_at_once(people: People, someone: str, method: str, path: str, number: int) -> list[httpx.Response]:
    """Send the same request many times at the same moment; tag the scenario @concurrent when a database is used.

    Example: When a client sends POST "/tickets" 20 times at once
    """
    return await send_all([(people[someone], method, path, {}) for _ in range(number)])


@when(
    parsers.parse('{someone} sends {method:w} "{path}" {number:d} times at once with the JSON:'),
    target_fixture="responses",
)
async def send_json_at_once(  # noqa: PLR0913, PLR0917  # the sentence has that many
    people: People, someone: str, method: str, path: str, number: int, docstring: str
) -> list[httpx.Response]:
    """Send the same JSON many times at the same moment; tag the scenario @concurrent when a database is used.

    Example: When a client sends POST "/books" 20 times at once with the JSON:
    """
    body = {"json": read_json(docstring)}
    return await send_all([(people[someone], method, path, body) for _ in range(number)])


@when("these requests are sent at once:", target_fixture="responses")
async def send_different_at_once(people: People, datatable: Table) -> list[httpx.Response]:
    """Send different requests at the same moment; an empty body sends none.

    Example: When these requests are sent at once:
      | person | method | path           | body           |
      | Mia    | POST   | /books/1/loans |                |
      | Lou    | PATCH  | /books/1       | {"title": "x"} |
    """
    rows = read_rows(datatable, "person", "method", "path", "body")
    return await send_all([(people[who], method, path, read_body(body)) for who, method, path, body in rows])


@then("the responses are:")
def check_responses(responses: list[httpx.Response], datatable: Table) -> None:
    """Check how many of the requests sent at once ended with which status.

    Example: Then the responses are:
      | status   | number |
      | created  | 1      |
      | conflict | 19     |
    """
    expected = {read_status(status): read_value(number) for status, number in read_rows(datatable, "status", "number")}
    came = Counter(response.status_code for response in responses)
    assert came == expected, f"The responses are {count_statuses(came)}, not {count_statuses(expected)}."


async def send_all(requests: list[tuple[Person, str, str, dict[str, Any]]]) -> list[httpx.Response]:
    """Send all requests at the same moment and wait for all responses, which come in the order of the requests."""
    sent = [person.send(method, path, **parts) for person, method, path, parts in requests]
    return await asyncio.gather(*sent)


def read_body(cell: Any) -> dict[str, Any]:
    """Read a cell as the JSON body of a request; an empty one is no body."""
    return {} if cell == "" else {"json": read_value(cell)}


def count_statuses(counts: dict[int, int]) -> str:
    """Write how often each status came: `1 times 201 Created and 19 times 409 Conflict`."""
    return " and ".join(f"{counts[status]} times {name_status(status)}" for status in sorted(counts))
