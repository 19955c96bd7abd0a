"""Bodies: as text, as JSON, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import parsers, then

from steps.api.data.bodies import body_of
from steps.api.data.fields import compare_fields
from steps.api.data.jsonpath import find_all
from steps.api.data.tables import Table, read_expectations
from steps.api.matching import compare, read_cell, read_expectation, require
from steps.api.matching.wording import cut, said

if TYPE_CHECKING:
    import httpx


@then("the body is the text:")
def check_text(response: httpx.Response, docstring: str) -> None:
    """Check that the body is exactly this text.

    Example: Then the body is the text:
    """
    assert response.text == docstring, f"The body is {said(response.text)}, not {said(docstring)}."


@then(parsers.parse('the body contains "{text}"'))
def check_text_part(response: httpx.Response, text: str) -> None:
    """Check that a text stands somewhere in the body.

    Example: Then the body contains "Good day"
    """
    assert text in response.text, f'The body does not contain "{text}": {cut(response.text)}.'


@then(parsers.parse('the body does not contain "{text}"'))
def check_no_text_part(response: httpx.Response, text: str) -> None:
    """Check that a text stands nowhere in the body.

    Example: Then the body does not contain "secret"
    """
    assert text not in response.text, f'The body contains "{text}": {cut(response.text)}.'


@then("the body is empty")
def check_empty(response: httpx.Response) -> None:
    """Check that the response has no body at all.

    Example: Then the body is empty
    """
    assert not response.content, f"The body is not empty: {said(response.text)}."


@then("the JSON body is:")
def check_json(response: httpx.Response, docstring: str) -> None:
    """Check the whole body: these fields and no others. Words without quotes say what is allowed instead of a value.

    Example: Then the JSON body is:
      {"id": any uuid, "age": at least 18, "role": "admin" or "owner", "nickname": any string or null}
    """
    require(compare(body_of(response), read_expectation(docstring)), "The body")


@then("the JSON body includes:")
def check_json_part(response: httpx.Response, docstring: str) -> None:
    """Check a part of the body: these fields; objects may have other fields too, at any depth.

    Example: Then the JSON body includes:
      {"address": {"city": starting with "O"}}
    """
    require(compare(body_of(response), read_expectation(docstring), partial=True), "The body")


@then("the body has the fields:")
def check_fields(response: httpx.Response, datatable: Table) -> None:
    """Check some fields of the body, in a table of field and value; dots reach into objects, brackets into lists.

    Example: Then the body has the fields:
      | field        | value       |
      | id           | any integer |
      | address.city | Oslo        |
      | lines[0].sku | "0815"      |
      | password     | absent      |
    """
    require(compare_fields(body_of(response), read_expectations(datatable)), "The body")


@then(parsers.parse('the field "{field}" is {expectation}'))
def check_field(response: httpx.Response, field: str, expectation: str) -> None:
    """Check one field of the body: a value (a text needs no quotes), or what is allowed.

    Example: Then the field "address.city" is Oslo
    Example: Then the field "age" is at least 18
    """
    require(compare_fields(body_of(response), {field: read_cell(expectation)}), "The body")


@then(parsers.parse('the values at "{jsonpath}" are {expectation}'))
def check_values(response: httpx.Response, jsonpath: str, expectation: str) -> None:
    """Check the list of all values that a JSONPath (RFC 9535) finds in the body.

    Example: Then the values at "$.items[?@.price > 5].name" are ["Globe", "Lamp"]
    """
    found = list(find_all(body_of(response), jsonpath).values())
    require(compare(found, read_cell(expectation)), f'What is at "{jsonpath}"')
