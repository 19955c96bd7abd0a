"""Schemas: the body as JSON Schema or the service's OpenAPI description has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import parsers, then

from steps.api.data.bodies import body_of
from steps.api.data.lists import list_at
from steps.api.data.schemas import check_schema, component
from steps.api.data.tables import read_json
from steps.api.matching import require

if TYPE_CHECKING:
    import httpx
    import pytest
    from fastapi import FastAPI


@then("the body matches the schema:")
def check_body_schema(response: httpx.Response, docstring: str) -> None:
    """Check the body against a JSON Schema.

    Example: Then the body matches the schema:
      {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    """
    require(check_schema(body_of(response), read_json(docstring)), "The body")


@then(parsers.parse('the body matches the schema file "{file}"'))
def check_body_schema_file(response: httpx.Response, file: str, request: pytest.FixtureRequest) -> None:
    """Check the body against a JSON Schema in a file that lies beside the feature file.

    Example: Then the body matches the schema file "book.schema.json"
    """
    schema = read_json(request.path.with_name(file).read_text(encoding="utf-8"))
    require(check_schema(body_of(response), schema), "The body")


@then(parsers.parse('each item of {place} matches the component "{component_name}"'))
def check_items_component(response: httpx.Response, place: str, component_name: str, app: FastAPI) -> None:
    """Check every item of a list, which must not be empty, against a component of the service's OpenAPI description.

    Example: Then each item of the body matches the component "BookOut"
    """
    items, schema = list_at(body_of(response), place), component(app.openapi(), component_name)
    assert items, f"There is no item in {place}, so nothing can be said of each."
    require([one for n, item in enumerate(items) for one in check_schema(item, schema, f"$[{n}]")], place)


@then(parsers.parse('the body matches the component "{component_name}"'))
def check_body_component(response: httpx.Response, component_name: str, app: FastAPI) -> None:
    """Check the body against what the service's own OpenAPI description says of a component.

    Example: Then the body matches the component "BookOut"
    """
    require(check_schema(body_of(response), component(app.openapi(), component_name)), "The body")
