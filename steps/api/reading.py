"""How each ready sentence is read without doing it: by its placeholders, its table and its text."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from steps.api import (
    access,
    bodies,
    clock,
    concurrency,
    database,
    lists,
    remembering,
    requests,
    responses,
    schema,
    uploads,
    waiting,
)
from steps.api.data import token_kinds, unique
from steps.api.data.http_names import check_method, read_status
from steps.api.data.jsonpath import compile_path
from steps.api.data.names import read_name
from steps.api.data.rows import expect_rows_of, read_rows_of
from steps.api.data.tables import (
    Table,
    read_expectations,
    read_json,
    read_object,
    read_object_expectations,
    read_objects,
    read_rows,
    read_texts,
)
from steps.api.matching import read_cell, read_expectation
from steps.api.matching.markers import read_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import sqlalchemy as sa


ARGUMENTS: Final[Mapping[str, Callable[[str], Any]]] = MappingProxyType(
    {
        "expectation": read_cell,
        "field": read_name,
        "jsonpath": compile_path,
        "key": read_name,
        "method": check_method,
        "status": read_status,
        "time": read_moment,
        "unit": partial(clock.read_span, 1),
    }
)

KINDS: Final[Mapping[Callable[..., Any], Callable[[str], Any]]] = MappingProxyType(
    {
        access.use_token: token_kinds.check_kind,
        access.use_token_with_claims: token_kinds.check_kind,
        remembering.remember_new: unique.new_value,
    }
)

TABLES: Final[Mapping[Callable[..., Any], Callable[[Table], Any]]] = MappingProxyType(
    {
        **dict.fromkeys([requests.send_query, requests.send_form, requests.send_headers, access.log_in], read_texts),
        **dict.fromkeys([requests.send_fields, access.use_token_with_claims], read_object),
        requests.send_items: read_objects,
        **dict.fromkeys([bodies.check_fields, waiting.see_in_time], read_expectations),
        **dict.fromkeys([lists.check_each_item, lists.check_some_item, lists.check_no_item], read_expectations),
        **dict.fromkeys([lists.check_items, lists.check_items_in_any_order], read_object_expectations),
        responses.check_headers: lambda table: [read_cell(cell) for _, cell in read_rows(table, "name", "value")],
        concurrency.check_responses: lambda table: [
            read_status(status) for status, _ in read_rows(table, "status", "number")
        ],
        uploads.upload: lambda table: read_rows(table, *uploads.COLUMNS),
    }
)

TEXTS: Final[Mapping[Callable[..., Any], Callable[[str], Any]]] = MappingProxyType(
    {
        **dict.fromkeys([requests.send_json, concurrency.send_json_at_once, schema.check_body_schema], read_json),
        **dict.fromkeys([bodies.check_json, bodies.check_json_part], read_expectation),
    }
)

# What stands in the table is about rows of a table of the database.
ROWS: Final[Mapping[Callable[..., Any], Callable[[sa.Table, Table], Any]]] = MappingProxyType(
    {
        database.add_rows: read_rows_of,
        **dict.fromkeys([database.check_rows, database.check_no_rows, database.check_all_rows], expect_rows_of),
        database.check_number_of_rows: lambda table, _cells: table,
    }
)

# The method of requests whose sentence does not say it.
METHODS: Final[Mapping[Callable[..., Any], str]] = MappingProxyType(
    {
        **dict.fromkeys([uploads.upload, uploads.upload_file, access.log_in], "POST"),
        waiting.see_in_time: "GET",
    }
)

# The body that a request sends, from its table or its text.
BODIES: Final[Mapping[Callable[..., Any], Callable[[Table, str], Any]]] = MappingProxyType(
    {
        requests.send_fields: lambda table, _text: read_object(table),
        requests.send_items: lambda table, _text: read_objects(table),
        requests.send_json: lambda _table, text: read_json(text),
        concurrency.send_json_at_once: lambda _table, text: read_json(text),
    }
)
