"""Secrets are masked before anything is shown: wherever a request or a response can hold one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from steps.record.exchanges import Exchange
from steps.record.masking import Masking
from steps.record.rendering import exchange_lines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MASKING = Masking()
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", "Bearer abc", "Bearer ***"),
        ("authorization", "abc", "***"),
        ("Proxy-Authorization", "Basic abc", "Basic ***"),
        ("Cookie", "a=b; c=d", "***"),
        ("Set-Cookie", "a=b; Path=/", "***"),
        ("X-API-Key", "abc", "***"),
        ("X-Auth-Token", "abc def", "***"),
        ("Location", "/next?token=abc&page=2", "/next?token=***&page=2"),
        ("X-Trace", f"of {TOKEN}", "of ***"),
        ("WWW-Authenticate", 'Bearer error="invalid_token"', 'Bearer error="invalid_token"'),
        ("Content-Type", JSON, JSON),
    ],
)
def test_headers(name: str, value: str, shown: str) -> None:
    assert MASKING.header(name, value) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("/users?username=ann&job=Engineer%20II", "/users?username=ann&job=Engineer%20II"),
        ("/users?password=a%26b&page=2", "/users?password=***&page=2"),
        ("/users?access_token=a&api-key=b&X=", "/users?access_token=***&api-key=***&X="),
        (f"/confirm/{TOKEN}", "/confirm/***"),
    ],
)
def test_urls(url: str, shown: str) -> None:
    assert MASKING.url(url) == shown


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"user": "ann", "password": "abc"}, {"user": "ann", "password": "***"}),
        (
            {"access_token": "a", "refresh_token": 1.5, "token_type": "bearer"},
            {"access_token": "***", "refresh_token": "***", "token_type": "bearer"},
        ),
        ({"tokens": ["a", ["b"]], "secret": None}, {"tokens": ["***", ["***"]], "secret": None}),
        ({"token": {"value": TOKEN, "API_KEY": 1}}, {"token": {"value": "***", "API_KEY": "***"}}),
        ([{"new_password": "a", "note": f"it is {TOKEN}."}], [{"new_password": "***", "note": "it is ***."}]),
        ("a text", "a text"),
    ],
)
def test_json_bodies(sent: object, shown: object) -> None:
    assert json.loads(MASKING.body(json.dumps(sent), JSON)) == shown


@pytest.mark.parametrize(
    ("body", "content_type", "shown"),
    [
        ("user=ann&password=a%20b&token_type=x", FORM, "user=ann&password=***&token_type=x"),
        ('{"password": "a\\"b", "user": "ann', JSON, '{"password": "***", "user": "ann'),
        ('{"user": "ann", "token": \'a', "text/plain", '{"user": "ann", "token": \'a'),
        (f"<a href='/{TOKEN}'>", "text/html", "<a href='/***'>"),
        ("Use a password.", "text/plain", "Use a password."),
    ],
)
def test_other_bodies(body: str, content_type: str, shown: str) -> None:
    assert MASKING.body(body, content_type) == shown


@pytest.mark.parametrize("name", ["PASSWORD", "Secret", "KUNDENNUMMER", "kundennummer"])
def test_the_case_of_a_name_does_not_matter(name: str) -> None:
    masking = Masking(["Kundennummer"])

    assert masking.body(json.dumps({name: "4711"}), JSON) == json.dumps({name: "***"})
    assert masking.url(f"/users?{name}=4711") == f"/users?{name}=***"
    assert masking.header(name, "4711") == "***"
    assert masking.text(f"{{'{name}': '4711'}}") == f"{{'{name}': '***'}}"


def test_parts_of_a_form_with_files() -> None:
    files: Any = {"user": (None, "ann"), "password": (None, "abc\r\ndef"), "photo": ("a.txt", "plain", "text/plain")}
    request = httpx.Request("POST", "http://testserver/", files=files)
    body = request.read().decode()

    shown = MASKING.body(body, request.headers["content-type"])

    assert shown == body.replace("abc\r\ndef", "***")


def test_values_that_python_shows() -> None:
    told = "Expected {'password': 'abc', 'token_type': 'bearer'}, but {\"api_key\": \"a'b\", 'user': 'ann'} came."

    assert MASKING.text(told) == (
        "Expected {'password': '***', 'token_type': 'bearer'}, but {\"api_key\": \"***\", 'user': 'ann'} came."
    )


def test_an_exchange_shows_the_telling_headers_and_both_bodies() -> None:
    request = httpx.Request(
        "POST", "http://testserver/log%20in?token=a", json={"password": "b"}, headers={"Cookie": "c"}
    )
    response = httpx.Response(201, json={"token": "d", "name": "é" * 60, "list": [1]}, headers={"X-Other": "e"})

    assert exchange_lines(Exchange(request, response, None, None, 0.0123), MASKING) == [
        "POST /log%20in?token=***",
        "  cookie: ***",
        "  content-type: application/json",
        '  {"password": "***"}',
        "answered 201 Created (12 ms)",
        "  content-type: application/json",
        "  {",
        '    "token": "***",',
        f'    "name": "{"é" * 60}",',
        '    "list": [',
        "      1",
        "    ]",
        "  }",
    ]


def test_an_exchange_without_an_answer_says_why_and_a_long_body_is_cut() -> None:
    request = httpx.Request("POST", "http://testserver/", content=b"\xff" + b"x" * 3000)

    shown = exchange_lines(Exchange(request, None, TimeoutError("too late"), None, 1), MASKING)

    assert shown == ["POST /", f"  \\xff{'x' * 1996} … (3001 bytes)", "no answer: too late"]


async def _chunks() -> AsyncIterator[bytes]:
    yield b"a"


def test_a_streamed_request_is_said_to_be_one() -> None:
    request = httpx.Request("POST", "http://testserver/", content=_chunks())

    assert exchange_lines(Exchange(request, httpx.Response(204), None, None, 0), MASKING)[1:] == [
        "  (a streamed body)",
        "answered 204 No Content (0 ms)",
    ]
