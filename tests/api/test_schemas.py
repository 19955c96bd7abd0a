"""JSONPath and JSON Schema."""

import pytest

from steps.api.data.jsonpath import find_all
from steps.api.data.schemas import check_schema, component

OPENAPI = {
    "components": {
        "schemas": {
            "User": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "pet": {"$ref": "#/components/schemas/Pet"}},
            },
            "Pet": {"type": "object", "properties": {"born": {"type": "string", "format": "date"}}},
        }
    }
}


def test_a_jsonpath_finds_values_in_order() -> None:
    found = find_all({"a": [{"b": 1}, {"b": 2}, {"b": 3}]}, "$.a[?@.b > 1].b")
    assert found == {"$['a'][1]['b']": 2, "$['a'][2]['b']": 3}


def test_a_broken_jsonpath_is_refused() -> None:
    with pytest.raises(ValueError, match=r'^"\$\.a\[" is no JSONPath: unexpected end of query$'):
        find_all({}, "$.a[")


def test_all_breaches_of_a_schema_are_told_with_their_paths() -> None:
    schema = {
        "type": "object",
        "properties": {"age": {"type": "integer"}, "mails": {"items": {"format": "email"}}},
        "required": ["id"],
    }
    assert list(map(str, check_schema({"age": "3", "mails": ["x"]}, schema))) == [
        '$.age: "3" is not of type "integer"',
        '$.mails[0]: "x" is not a "email"',
        '$: "id" is a required property',
    ]


def test_a_component_brings_what_it_refers_to() -> None:
    user = component(OPENAPI, "User")
    assert check_schema({"name": "Bob", "pet": {"born": "2026-01-01"}}, user) == []
    assert list(map(str, check_schema({"pet": {"born": "soon"}}, user))) == [
        '$.pet.born: "soon" is not a "date"',
        '$: "name" is a required property',
    ]


def test_an_unknown_component_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r'^the OpenAPI description has no component "Usr"; did you mean "User"\?$'):
        component(OPENAPI, "Usr")


def test_a_broken_schema_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^this is no JSON Schema: "):
        check_schema({}, {"type": "objekt"})
