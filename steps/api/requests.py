"""Requests: any method and path, with a query or a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, parsers, when

from steps.api.data.tables import Table, read_json, read_object, read_objects, read_texts

if TYPE_CHECKING:
    import httpx

    from steps.api.people import People


@given(parsers.parse('{someone} sends {method:w} "{path}"'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}"'), target_fixture="response")
async def send(people: People, someone: str, method: str, path: str) -> httpx.Response:
    """Send a request without a body. "A client" is anybody; a name makes it that person's request.

    Example: When a client sends GET "/books/1"
    """
    return await people[someone].send(method, path)


@given(parsers.parse('{someone} sends {method:w} "{path}" with the query:'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with the query:'), target_fixture="response")
async def send_query(people: People, someone: str, method: str, path: str, datatable: Table) -> httpx.Response:
    """Send a request with a query from a table of name and value; a name may stand twice.

    Example: When a client sends GET "/books" with the query:
      | name  | value   |
      | shelf | fiction |
    """
    return await people[someone].send(method, path, params=read_texts(datatable))


@given(parsers.parse('{someone} sends {method:w} "{path}" with the headers:'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with the headers:'), target_fixture="response")
async def send_headers(people: People, someone: str, method: str, path: str, datatable: Table) -> httpx.Response:
    """Send a request with headers from a table of name and value; a name may stand twice.

    Example: When a client sends GET "/greeting" with the headers:
      | name            | value |
      | Accept-Language | de    |
    """
    headers = [(name, value) for name, values in read_texts(datatable).items() for value in values]
    return await people[someone].send(method, path, headers=headers)


@given(parsers.parse('{someone} sends {method:w} "{path}" with the JSON:'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with the JSON:'), target_fixture="response")
async def send_json(people: People, someone: str, method: str, path: str, docstring: str) -> httpx.Response:
    """Send a JSON body, as it stands between the triple quotes.

    Example: When a client sends POST "/books" with the JSON:
    """
    return await people[someone].send(method, path, json=read_json(docstring))


@given(parsers.parse('{someone} sends {method:w} "{path}" with the fields:'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with the fields:'), target_fixture="response")
async def send_fields(people: People, someone: str, method: str, path: str, datatable: Table) -> httpx.Response:
    """Send a JSON object from a table of field and value; dots reach into objects, brackets into lists.

    Numbers, true, false and null are what they say; a text that looks like one stands in quotes; an empty cell leaves the
    field out.

    Example: When a client sends POST "/orders" with the fields:
      | field        | value  |
      | customer     | Alice  |
      | address.city | Oslo   |
      | lines[0].sku | "0815" |
    """
    return await people[someone].send(method, path, json=read_object(datatable))


@given(parsers.parse('{someone} sends {method:w} "{path}" with the items:'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with the items:'), target_fixture="response")
async def send_items(people: People, someone: str, method: str, path: str, datatable: Table) -> httpx.Response:
    """Send a JSON list, one object for each row of the table.

    Example: When a client sends POST "/cities" with the items:
      | name   | rainy |
      | Bergen | true  |
    """
    return await people[someone].send(method, path, json=read_objects(datatable))


@given(parsers.parse('{someone} sends {method:w} "{path}" with the form:'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with the form:'), target_fixture="response")
async def send_form(people: People, someone: str, method: str, path: str, datatable: Table) -> httpx.Response:
    """Send what a web page's form sends, from a table of name and value; a name may stand twice.

    Example: When a client sends POST "/login" with the form:
      | name     | value |
      | username | mia   |
    """
    return await people[someone].send(method, path, data=read_texts(datatable))


@given(
    parsers.parse('{someone} sends {method:w} "{path}" with a body of the type "{content_type}":'),
    target_fixture="response",
)
@when(
    parsers.parse('{someone} sends {method:w} "{path}" with a body of the type "{content_type}":'),
    target_fixture="response",
)
async def send_text(  # noqa: PLR0913, PLR0917  # the sentence has that many
    people: People, someone: str, method: str, path: str, content_type: str, docstring: str
) -> httpx.Response:
    """Send a body exactly as it stands between the triple quotes, of any content type, also a broken one.

    Example: When a client sends POST "/books" with a body of the type "application/json":
    """
    return await people[someone].send(method, path, content=docstring, headers={"Content-Type": content_type})


@given(parsers.parse('{someone} sends {method:w} "{path}" with a body of {size:d} bytes'), target_fixture="response")
@when(parsers.parse('{someone} sends {method:w} "{path}" with a body of {size:d} bytes'), target_fixture="response")
async def send_bytes(people: People, someone: str, method: str, path: str, size: int) -> httpx.Response:
    """Send a body of so many bytes that mean nothing, to see how much the service takes.

    Example: When a client sends POST "/books" with a body of 5000000 bytes
    """
    return await people[someone].send(method, path, content=b"x" * size)
