"""Uploads: files and form fields in one request."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pytest_bdd import given, parsers, when

from steps.api.data.tables import Table, read_rows

if TYPE_CHECKING:
    import httpx
    import pytest

    from steps.api.people import People

Part: TypeAlias = "tuple[str, tuple[str | None, bytes, str | None]]"


@given(parsers.parse('{someone} uploads to "{path}":'), target_fixture="response")
@when(parsers.parse('{someone} uploads to "{path}":'), target_fixture="response")
async def upload(people: People, someone: str, path: str, datatable: Table) -> httpx.Response:
    """Upload files and form fields with POST; a row without a file name is a form field.

    Example: When a client uploads to "/files":
      | field | file     | content type | content   |
      | file  | note.txt | text/plain   | Hello     |
      | note  |          |              | a comment |
    """
    return await people[someone].send("POST", path, files=list(map(read_part, read_rows(datatable, *COLUMNS))))


@given(parsers.parse('{someone} uploads the file "{file}" to "{path}" as "{part}"'), target_fixture="response")
@when(parsers.parse('{someone} uploads the file "{file}" to "{path}" as "{part}"'), target_fixture="response")
async def upload_file(  # noqa: PLR0913, PLR0917  # the sentence has that many
    people: People, someone: str, file: str, path: str, part: str, request: pytest.FixtureRequest
) -> httpx.Response:
    """Upload a file that lies beside the feature file, with POST.

    Example: When a client uploads the file "portrait.png" to "/files" as "file"
    """
    content = request.path.with_name(file).read_bytes()
    return await people[someone].send("POST", path, files={part: (file, content)})


COLUMNS = ("field", "file", "content type", "content")


def read_part(row: tuple[str, ...]) -> Part:
    """Read one row as a part of a multipart body."""
    field, file, content_type, content = row
    return field, (file or None, content.encode(), content_type or None)
