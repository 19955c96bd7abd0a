"""Requests of any kind, in the words of HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pytest_bdd import parsers, when

if TYPE_CHECKING:
    import httpx


@when(parsers.parse('a client sends {method:w} "{path}"'), target_fixture="response")
async def send(method: str, path: str, client: httpx.AsyncClient) -> httpx.Response:
    """Send a request without a body.

    Example: `When a client sends GET "/users/alice"`
    """
    return await client.request(method, path)


@when(parsers.parse('a client sends {method:w} "{path}" with the headers:'), target_fixture="response")
async def send_headers(method: str, path: str, datatable: list[list[str]], client: httpx.AsyncClient) -> httpx.Response:
    """Send a request with the headers of a table: name and value, a row for each; a name may come twice."""
    _, *rows = datatable
    return await client.request(method, path, headers=[(name, value) for name, value in rows])


@when(parsers.parse('a client sends {method:w} "{path}" with the JSON:'), target_fixture="response")
async def send_json(method: str, path: str, docstring: str, client: httpx.AsyncClient) -> httpx.Response:
    """Send a request with the JSON of a doc string as its body."""
    return await client.request(method, path, json=json.loads(docstring))


@when(parsers.parse('a client sends {method:w} "{path}" with the form:'), target_fixture="response")
async def send_form(method: str, path: str, datatable: list[list[str]], client: httpx.AsyncClient) -> httpx.Response:
    """Send a request with the form fields of a table: name and value, a row for each."""
    _, *rows = datatable
    return await client.request(method, path, data=dict(rows))


@when(parsers.parse('a client sends {method:w} "{path}" with a body of the type "{kind}":'), target_fixture="response")
async def send_body(method: str, path: str, kind: str, docstring: str, client: httpx.AsyncClient) -> httpx.Response:
    """Send a request with the text of a doc string as its body, under any content type."""
    return await client.request(method, path, content=docstring, headers={"Content-Type": kind})
