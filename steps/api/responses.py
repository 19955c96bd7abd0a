"""What came back, in the words of HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pytest_bdd import parsers, then

if TYPE_CHECKING:
    import httpx


@then(parsers.parse("the status is {status:d}"))
def check_status(status: int, response: httpx.Response) -> None:
    """Check the status of the last response by its number."""
    assert response.status_code == status


@then("the JSON body is:")
def check_json(docstring: str, response: httpx.Response) -> None:
    """Check the whole JSON body of the last response against a doc string."""
    assert response.json() == json.loads(docstring)


@then(parsers.parse('the header "{name}" is "{value}"'))
def check_header(name: str, value: str, response: httpx.Response) -> None:
    """Check the whole value of a header of the last response."""
    assert response.headers.get(name) == value


@then("the response has the headers:")
def check_headers(datatable: list[list[str]], response: httpx.Response) -> None:
    """Check several headers of the last response: a table with the columns name and value."""
    _, *rows = datatable
    assert {name: response.headers.get(name) for name, _ in rows} == dict(rows)


@then(parsers.parse('the body does not contain "{text}"'))
def check_not_contained(text: str, response: httpx.Response) -> None:
    """Check that a text stands nowhere in the body of the last response."""
    assert text not in response.text
