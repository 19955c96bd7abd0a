import re
from typing import Any

import pytest
from httpx import AsyncClient

from tests.app.test_users import NAMES, NOBODY

DETAIL = {"$ref": "#/components/schemas/Problem"}
ITEMS = {"$ref": "#/components/schemas/InvalidInputProblem"}
FAILURES = {"500": DETAIL, "503": DETAIL}


def schema_of(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.fixture
async def document(gate: AsyncClient) -> Any:
    return (await gate.get("/openapi.json")).json()


@pytest.mark.parametrize(
    ("operation", "answers"),
    [
        ("get /health", {"200": schema_of("Health")}),
        ("get /users/{username}", {"200": schema_of("UserView"), "404": DETAIL, "422": ITEMS}),
        ("post /users", {"200": schema_of("UserCreated"), "400": DETAIL, "413": DETAIL, "422": ITEMS}),
        ("post /token", {"200": schema_of("AccessToken"), "401": DETAIL, "413": DETAIL, "422": ITEMS}),
        ("get /secure", {"200": schema_of("AccessGranted"), "401": DETAIL}),
    ],
)
def test_every_status_is_documented(document: Any, operation: str, answers: dict[str, Any]) -> None:
    method, path = operation.split()
    documented = document["paths"][path][method]["responses"]
    schemas = {status: answer["content"]["application/json"]["schema"] for status, answer in documented.items()}
    assert schemas == answers | FAILURES


def test_the_shapes_of_errors_are_ours(document: Any) -> None:
    schemas = document["components"]["schemas"]
    assert "HTTPValidationError" not in schemas
    assert set(schemas["InvalidInput"]["properties"]) == {"type", "loc", "msg"}
    assert set(schemas["Problem"]["properties"]) == {"detail"}


def test_the_limits_are_documented(document: Any) -> None:
    parameters = document["paths"]["/users"]["post"]["parameters"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in parameters}
    limits = {name: (schema["minLength"], schema["maxLength"]) for name, schema in schemas.items()}
    assert limits == {"username": (1, 50), "job": (1, 100)}
    password = document["components"]["schemas"]["Credentials"]["properties"]["password"]
    assert (password["minLength"], password["maxLength"]) == (8, 128)


def test_the_documented_pattern_is_that_of_the_names_that_are_taken(document: Any) -> None:
    [username, _] = document["paths"]["/users"]["post"]["parameters"]
    pattern = username["schema"]["pattern"]
    assert [name for name in NAMES if not re.search(pattern, name)] == []
    assert [name for name in NOBODY if re.search(pattern, name)] == ["x" * 51, "\u200b\u200f"]


def test_the_authorize_button_knows_where_to_log_in(document: Any) -> None:
    assert document["components"]["securitySchemes"] == {
        "BearerToken": {"type": "oauth2", "flows": {"password": {"scopes": {}, "tokenUrl": "token"}}}
    }
    assert document["paths"]["/secure"]["get"]["security"] == [{"BearerToken": []}]


def test_every_refusal_of_access_documents_its_challenge(document: Any) -> None:
    for path, method in (("/secure", "get"), ("/token", "post")):
        assert "WWW-Authenticate" in document["paths"][path][method]["responses"]["401"]["headers"]
