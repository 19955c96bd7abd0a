"""Responses: status, headers, cookies, redirects and the time taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import parsers, then

from steps.api.data.bodies import describe_response
from steps.api.data.fields import compare_named
from steps.api.data.headers import compare_header
from steps.api.data.http_names import name_status, read_status
from steps.api.data.tables import Table, read_rows
from steps.api.matching import ABSENT, read_cell, require

if TYPE_CHECKING:
    import httpx


@then(parsers.parse("the status is {status}"))
def check_status(response: httpx.Response, status: str) -> None:
    """Check the status, by number, by name or by both.

    Example: Then the status is created
    Example: Then the status is 404
    """
    expected = read_status(status)
    failure = f"The response is not {name_status(expected)}, but {describe_response(response)}."
    assert response.status_code == expected, failure


@then(parsers.parse('the header "{header}" is {expectation}'))
def check_header(response: httpx.Response, header: str, expectation: str) -> None:
    """Check a header: a text (quotes may be left out), a number, or what is allowed, such as: any url, absent.

    Example: Then the header "Location" is starting with "/books/"
    Example: Then the header "X-Total-Count" is at least 3
    """
    require(compare_header(response.headers, header, read_cell(expectation)), "The header")


@then("the response has the headers:")
def check_headers(response: httpx.Response, datatable: Table) -> None:
    """Check several headers in a table of name and value; a value may also say what is allowed.

    Example: Then the response has the headers:
      | name         | value                    |
      | Content-Type | application/json         |
      | Location     | starting with "/books/"  |
      | Set-Cookie   | absent                   |
    """
    rows = [(name, read_cell(cell)) for name, cell in read_rows(datatable, "name", "value")]
    require([one for name, wanted in rows for one in compare_header(response.headers, name, wanted)], "A header")


@then(parsers.parse('the cookie "{cookie}" is {expectation}'))
def check_cookie(response: httpx.Response, cookie: str, expectation: str) -> None:
    """Check a cookie that the response sets: its value, or what is allowed, such as: any string, absent.

    Example: Then the cookie "session" is matching "^[0-9a-f]{16}$"
    """
    came = response.cookies.get(cookie) or ABSENT
    require(compare_named(cookie, came, read_cell(expectation), response.cookies), "The cookie")


@then(parsers.parse('the cookie "{cookie}" has the attribute "{attribute}"'))
def check_cookie_attribute(response: httpx.Response, cookie: str, attribute: str) -> None:
    """Check how the response wants a cookie to be kept.

    Example: Then the cookie "session" has the attribute "HttpOnly"
    """
    set_by = [line for line in response.headers.get_list("set-cookie") if line.startswith(f"{cookie}=")]
    kept = [part.strip().lower() for line in set_by for part in line.split(";")[1:]]
    failure = f'The cookie "{cookie}" has not the attribute "{attribute}", it has: {", ".join(kept) or "none"}.'
    assert attribute.lower() in kept, failure


@then(parsers.parse('the content type is "{content_type}"'))
def check_content_type(response: httpx.Response, content_type: str) -> None:
    """Check what kind of body it is; parameters such as the character set do not matter unless they are said.

    Example: Then the content type is "application/json"
    """
    came = response.headers.get("content-type", "none")
    kind = came.partition(";")[0].strip()
    assert content_type in {came, kind}, f'The content type is "{came}", not "{content_type}".'


@then(parsers.parse('the response redirects to "{path}"'))
def check_redirect(response: httpx.Response, path: str) -> None:
    """Check that the response sends on to a path or a complete address.

    Example: Then the response redirects to "/new"
    """
    assert response.has_redirect_location, f"The response does not redirect, it is {describe_response(response)}."
    target = str(response.headers["location"])
    assert target == path, f'The response redirects to "{target}", not to "{path}".'


@then(parsers.parse("the response took less than {milliseconds:d} ms"))
def check_time_taken(response: httpx.Response, milliseconds: int) -> None:
    """Check how long the answer took, in thousandths of a second; give it room, since machines differ.

    Example: Then the response took less than 500 ms
    """
    taken = response.elapsed.total_seconds() * 1000
    assert taken < milliseconds, f"The response took {taken:.0f} ms, not less than {milliseconds} ms."
