"""Memory: values that later sentences use as `{name}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_bdd import given, parsers, then, when

from steps.api.data.bodies import body_of
from steps.api.data.fields import field_of
from steps.api.data.tables import read_value
from steps.api.data.unique import new_value
from steps.api.matching.nearest import nearest
from steps.api.matching.verbatim import Verbatim

if TYPE_CHECKING:
    import httpx


@given(parsers.parse('we remember the field "{field}" as "{name}"'))
@when(parsers.parse('we remember the field "{field}" as "{name}"'))
@then(parsers.parse('we remember the field "{field}" as "{name}"'))
def remember_field(response: httpx.Response, memory: dict[str, Any], field: str, name: str) -> None:
    """Keep a field of the body, so that later sentences, tables and texts can say it as {name}.

    Example: Given we remember the field "id" as "book"
             When a client sends GET "/books/{book}"
    """
    keep(memory, name, field_of(body_of(response), field))


@given(parsers.parse('we remember the header "{header}" as "{name}"'))
@when(parsers.parse('we remember the header "{header}" as "{name}"'))
@then(parsers.parse('we remember the header "{header}" as "{name}"'))
def remember_header(response: httpx.Response, memory: dict[str, Any], header: str, name: str) -> None:
    """Keep a header of the response, so that later sentences can say it as {name}.

    Example: Given we remember the header "Location" as "place"
    """
    known = response.headers
    assert header in known, f'There is no header "{header}" to remember{nearest(header, known)}.'
    keep(memory, name, known[header])


@given(parsers.parse('we remember the value {value} as "{name}"'))
def remember_value(memory: dict[str, Any], value: Any, name: str) -> None:
    """Keep a value under a name: a number, true, null, a text.

    Example: Given we remember the value 42 as "answer"
    """
    keep(memory, name, read_value(value))


@given(parsers.parse('we remember a new {kind} as "{name}"'))
def remember_new(memory: dict[str, Any], kind: str, name: str) -> None:
    """Make a value that no other scenario has: e-mail, username, uuid, number or word.

    Example: Given we remember a new e-mail as "address"
    """
    keep(memory, name, new_value(kind))


def keep(memory: dict[str, Any], name: str, value: Any) -> None:
    """Remember a value, so that a text stays a text even if it looks like a number."""
    memory[name] = Verbatim(value) if isinstance(value, str) else value
