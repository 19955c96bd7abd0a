"""What a service says of itself: its paths, and the parameters and fields of its operations."""

from __future__ import annotations

import re
from functools import cached_property
from http import HTTPMethod
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from starlette.routing import Match

from steps.api.data.schemas import component
from steps.api.matching.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fastapi import FastAPI

PARAMETER = re.compile(r"{[^{}]+}")
# What a value that a scenario will remember may look like, so that a path with it can be tried.
FILLED = ("x", "0", "00000000-0000-0000-0000-000000000000")


class Contract:
    """Find what requests ask for that the service does not know. Each problem is a sentence with the nearest right names."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    @cached_property
    def _openapi(self) -> Mapping[str, Any]:
        return self._app.openapi()

    def check_component(self, name: str) -> None:
        """Raise ValueError when there is no component of this name, with the nearest."""
        component(self._openapi, name)

    def check_request(self, method: str, url: str) -> Iterator[str]:
        """Check path, method and query of a request."""
        path, query = urlsplit(url).path, urlsplit(url).query
        matches = {match for filled in FILLED for match in self._matches(method, PARAMETER.sub(filled, path))}
        if matches <= {Match.NONE}:
            known = [self._filled(template, path) for template in self._openapi["paths"]]
            yield f'the service has no path "{path}"{nearest(path, known)}'
        elif Match.FULL not in matches:
            yield f'"{path}" takes no {method}{self._methods_of(path)}'
        yield from self.check_query(method, url, [name for name, _ in parse_qsl(query, keep_blank_values=True)])

    def check_query(self, method: str, url: str, names: Iterable[str]) -> Iterator[str]:
        """Check the names of query parameters."""
        operation = self._operation(method, url)
        if operation is not None:
            known = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
            for name in names:
                if name not in known:
                    yield f'{method} "{urlsplit(url).path}" has no query parameter "{name}"{nearest(name, known)}'

    def check_body(self, method: str, url: str, body: Any) -> Iterator[str]:
        """Check the names of the fields of a JSON body, at any depth."""
        content = (self._operation(method, url) or {}).get("requestBody", {}).get("content", {})
        for field, known in self._unknown(body, content.get("application/json", {}).get("schema", {})):
            yield f'the JSON of {method} "{urlsplit(url).path}" has no field "{field}"{nearest(field, known)}'

    def _matches(self, method: str, path: str) -> Iterator[Match]:
        scope = {"type": "http", "method": method, "path": path, "root_path": self._app.root_path, "headers": []}
        for route in self._app.routes:
            yield route.matches(scope)[0]

    def _methods_of(self, path: str) -> str:
        methods = [method for method in HTTPMethod if self._operation(method, path) is not None]
        return f"; it takes {', '.join(methods)}" if methods else ""

    def _unknown(self, value: Any, schema: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
        """Yield each field that the schema does not know with those it knows; alternatives (anyOf) are left alone."""
        schema = self._resolved(schema)
        if isinstance(value, list):
            for item in value:
                yield from self._unknown(item, schema.get("items", {}))
        elif isinstance(value, dict) and "properties" in schema:
            open_ended = schema.get("additionalProperties", False) is not False
            for name, part in value.items():
                if name in schema["properties"]:
                    yield from self._unknown(part, schema["properties"][name])
                elif not open_ended:
                    yield name, list(schema["properties"])

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        name = str(schema.get("$ref", "")).removeprefix("#/components/schemas/")
        return self._openapi["components"]["schemas"][name] if name else schema

    def _operation(self, method: str, url: str) -> dict[str, Any] | None:
        path = urlsplit(url).path
        for template, operations in self._openapi["paths"].items():
            if re.fullmatch(PARAMETER.sub("[^/]+", template), path):
                return operations.get(method.lower())  # type: ignore[no-any-return]
        return None

    def _filled(self, template: str, path: str) -> str:
        """Fill a template's parameters from a path of as many parts, so that only the other parts count as different."""
        parts, given = template.split("/"), path.split("/")
        if len(parts) != len(given):
            return template
        return "/".join(mine if PARAMETER.search(part) else part for part, mine in zip(parts, given, strict=True))
