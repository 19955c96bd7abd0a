"""Lists in bodies: how many items, in which order, each of them, one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import parsers, then

from steps.api.data.bodies import body_of
from steps.api.data.fields import compare_fields
from steps.api.data.lists import find_disorder, list_at
from steps.api.data.tables import Table, read_expectations, read_object_expectations
from steps.api.matching import compare, expect_in_any_order, read_cell, require
from steps.api.matching.wording import said

if TYPE_CHECKING:
    import httpx


@then(parsers.parse("the number of items in {place} is {expectation}"))
def check_number_of_items(response: httpx.Response, place: str, expectation: str) -> None:
    """Count the items of a list: the body itself, or a field of it in quotes.

    Example: Then the number of items in the body is 3
    Example: Then the number of items in "results" is at most 10
    """
    items = list_at(body_of(response), place)
    require(compare(len(items), read_cell(expectation), path="number"), f"The number of items in {place}")


@then(parsers.parse("the items of {place} are:"))
def check_items(response: httpx.Response, place: str, datatable: Table) -> None:
    """Check all items of a list in their order; each row names the fields that matter.

    Example: Then the items of "results" are:
      | name   | address.city |
      | Alice  | Oslo         |
    """
    require(compare(list_at(body_of(response), place), read_object_expectations(datatable), partial=True), place)


@then(parsers.parse("the items of {place} are in any order:"))
def check_items_in_any_order(response: httpx.Response, place: str, datatable: Table) -> None:
    """Check all items of a list, whatever their order; each row names the fields that matter.

    Example: Then the items of the body are in any order:
      | name   |
      | Bergen |
      | Athens |
    """
    expected = expect_in_any_order(read_object_expectations(datatable))
    require(compare(list_at(body_of(response), place), expected, partial=True), place)


@then(parsers.parse("each item of {place} has the fields:"))
def check_each_item(response: httpx.Response, place: str, datatable: Table) -> None:
    """Check the same of every item of a list, which must not be empty.

    Example: Then each item of the body has the fields:
      | field | value          |
      | price | greater than 0 |
    """
    items, expected = list_at(body_of(response), place), read_expectations(datatable)
    assert items, f"There is no item in {place}, so nothing can be said of each."
    require([one for n, item in enumerate(items) for one in compare_fields(item, expected, f"$[{n}]")], place)


@then(parsers.parse("an item of {place} has the fields:"))
def check_some_item(response: httpx.Response, place: str, datatable: Table) -> None:
    """Check that at least one item of a list is like this.

    Example: Then an item of the body has the fields:
      | field | value |
      | name  | Oslo  |
    """
    items, expected = list_at(body_of(response), place), read_expectations(datatable)
    failure = f"No item of {place} has {said(expected)}, the items are {said(items)}."
    assert any(not compare_fields(item, expected) for item in items), failure


@then(parsers.parse("no item of {place} has the fields:"))
def check_no_item(response: httpx.Response, place: str, datatable: Table) -> None:
    """Check that not one item of a list is like this.

    Example: Then no item of the body has the fields:
      | field | value  |
      | state | hidden |
    """
    items, unwanted = list_at(body_of(response), place), read_expectations(datatable)
    found = [item for item in items if not compare_fields(item, unwanted)]
    assert not found, f"These items of {place} have {said(unwanted)}: {said(found)}."


@then(parsers.parse('the items of {place} are sorted by "{key}"'))
def check_sorted(response: httpx.Response, place: str, key: str) -> None:
    """Check that the items of a list rise by one of their fields.

    Example: Then the items of "results" are sorted by "name"
    """
    require(list(find_disorder(list_at(body_of(response), place), key)), f"The order of {place}")


@then(parsers.parse('the items of {place} are sorted by "{key}" from high to low'))
def check_sorted_down(response: httpx.Response, place: str, key: str) -> None:
    """Check that the items of a list fall by one of their fields.

    Example: Then the items of the body are sorted by "price" from high to low
    """
    require(list(find_disorder(list_at(body_of(response), place), key, descending=True)), f"The order of {place}")
