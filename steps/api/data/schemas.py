"""JSON Schema, and the components of a service's OpenAPI description."""

from collections.abc import Mapping
from typing import Any

from steps.api.data.names import path_of
from steps.api.matching import Mismatch
from steps.api.matching.nearest import nearest


def check_schema(value: Any, schema: Mapping[str, Any], root: str = "$") -> list[Mismatch]:
    """Find every place where a JSON value breaks a JSON Schema (draft 2020-12 unless `$schema` says another).

    Raises ValueError when the schema itself is none.
    """
    import jsonschema_rs  # noqa: PLC0415  # few runs need it

    try:
        validator = jsonschema_rs.validator_for(dict(schema), validate_formats=True)
    except jsonschema_rs.ValidationError as broken:
        raise ValueError(f"this is no JSON Schema: {broken.message}") from broken
    problems = [
        Mismatch(root + path_of(tuple(one.instance_path))[1:], one.message) for one in validator.iter_errors(value)
    ]
    return sorted(problems, key=str)


def component(openapi: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the schema of a component of an OpenAPI description, with all that it refers to.

    Raises ValueError when there is none of that name, with the nearest.
    """
    schemas = openapi.get("components", {}).get("schemas", {})
    if name not in schemas:
        raise ValueError(f'the OpenAPI description has no component "{name}"{nearest(name, schemas)}')
    return {"$ref": f"#/components/schemas/{name}", "components": openapi["components"]}
