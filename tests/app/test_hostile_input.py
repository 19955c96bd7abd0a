"""Whatever is thrown at the service, it answers below 500 and echoes nothing."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from httpx import AsyncClient

from app.main import app as service

MARK = "Zq7Kx"  # stands in everything that is sent, and in no answer
JSON: dict[bytes, bytes] = {b"Content-Type": b"application/json"}
FORM: dict[bytes, bytes] = {b"Content-Type": b"application/x-www-form-urlencoded"}


def multipart(kind: bytes) -> dict[bytes, bytes]:
    return {b"Content-Type": b"multipart/form-data" + kind}


PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
BODIES: dict[str, tuple[dict[bytes, bytes], bytes]] = {
    "NaN": (JSON, b'{"password": NaN, "Zq7Kx": 1}'),
    "infinity": (JSON, b'{"password": -Infinity}'),
    "a number of 5000 digits": (JSON, b'{"password": %s}' % (b"7" * 5000)),
    "a list": (JSON, b'["Zq7Kx"]'),
    "a string": (JSON, b'"Zq7Kx"'),
    "a list of objects": (JSON, b'[{"password": "Zq7Kx Zq7Kx"}]'),
    "an empty object": (JSON, b"{}"),
    "another key": (JSON, b'{"Zq7Kx": "Zq7Kx"}'),
    "deep lists": (JSON, b"[" * 100_000),
    "deep objects": (JSON, b'{"Zq7Kx":' * 100_000),
    "half a document": (JSON, b'{"password": "Zq7Kx'),
    "bytes that are not UTF-8": (JSON, b"\xff\xfe\x00Zq7Kx"),
    "UTF-16": (JSON, '{"password": "Zq7Kx"}'.encode("utf-16")),
    "a byte order mark": (JSON, b'\xef\xbb\xbf{"password": "Zq7Kx"}'),
    "lone surrogates": (JSON, b'{"password": "\\ud800Zq7KxZq7Kx"}'),
    "lone surrogates as key": (JSON, b'{"\\ud800Zq7Kx": 1}'),
    "a long password": (JSON, b'{"password": "%s"}' % (b"Zq7Kx" * 1000)),
    "no content type": ({}, b'{"password": "Zq7Kx Zq7Kx"}'),
    "text": ({b"Content-Type": b"text/plain"}, b"Zq7Kx"),
    "an odd content type": ({b"Content-Type": b"\xff;;;=/Zq7Kx"}, b"Zq7Kx"),
    "a bare content type": ({b"Content-Type": b"application"}, b"Zq7Kx"),
    "a form": (FORM, b"password=Zq7Kx&Zq7Kx=1"),
    "bytes in a form": (FORM, b"username=%ED%A0%80Zq7Kx&password=%FF%00\xff\xfe"),
    "a form of ampersands": (FORM, b"&" * 10_000),
    "a form of too many fields": (FORM, b"Zq7Kx=1&" * 2_000),
    "a huge field": (FORM, b"username=Zq7Kx&password=" + b"x" * 1_000_000),
    "a wrong grant": (FORM, b"grant_type=Zq7Kx&username=Zq7Kx&password=Zq7Kx"),
    "a part without a boundary": (multipart(b""), b"--b\r\nZq7Kx"),
    "a broken part": (multipart(b"; boundary=b"), b"--b\r\nZq7Kx"),
    "a part without an end": (multipart(b"; boundary=b"), PART % (b"username", b"Zq7Kx")),
    "a file": (multipart(b"; boundary=b"), PART % (b'username"; filename="Zq7Kx', b"Zq7Kx") + b"--b--\r\n"),
    "an unknown character set": (multipart(b"; boundary=b; charset=Zq7Kx"), PART % (b"username", b"x") + b"--b--\r\n"),
    "lone surrogates in UTF-7": (
        multipart(b"; boundary=b; charset=utf-7"),
        PART % (b"username", b"+2AA-Zq7Kx") + PART % (b"password", b"+2AA-Zq7Kx") + b"--b--\r\n",
    ),
}
REFUSED_LOG_IN = {"detail": "Incorrect username or password"}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("path", ["/users?username=alice&job=Engineer", "/token"])
async def test_a_hostile_body_is_invalid_input(directory: AsyncClient, path: str, body: str) -> None:
    headers, content = BODIES[body]
    response = await directory.post(path, content=content, headers=headers)
    assert response.status_code in ({401, 422} if path == "/token" else {422})
    assert MARK not in response.text
    if response.status_code == 401:
        assert response.json() == REFUSED_LOG_IN
    else:
        assert_names_only(response.json())


def assert_names_only(answer: Any) -> None:
    assert set(answer) == {"detail"}
    assert answer["detail"]
    assert [set(item) for item in answer["detail"]] == [{"type", "loc", "msg"}] * len(answer["detail"])


@pytest.mark.parametrize(
    "query",
    [
        "",
        "Zq7Kx=1",
        "username=Zq7Kx",
        "username=%00Zq7Kx&job=x",
        "username=%ED%A0%80Zq7Kx&job=x",
        "username=%FFZq7Kx&job=x",
        "username=x&job=%00Zq7Kx",
        "username=x&job=%ED%BF%BFZq7Kx",
        f"username={'Zq7Kx' * 1000}&job=x",
        f"username=x&job={'Zq7Kx' * 1000}",
        f"username={'%CC%81%CC%A7' * 2000}&job=x",
        "username=Zq7Kx&username=%00Zq7Kx&job=x",
        "username[]=Zq7Kx&job=x",
        "username=Zq7Kx;job=x",
        "username=%Zq7Kx/&job=x",
        "&&&==Zq7Kx",
    ],
)
async def test_a_hostile_query_is_invalid_input(directory: AsyncClient, query: str) -> None:
    response = await directory.post(f"/users?{query}")
    assert response.status_code == 422
    assert MARK not in response.text
    assert_names_only(response.json())


@pytest.mark.parametrize("content", [b"", b"null", b" null "])
@pytest.mark.parametrize("headers", [{}, JSON])
async def test_nothing_as_a_body_is_no_password(
    directory: AsyncClient, content: bytes, headers: dict[bytes, bytes]
) -> None:
    if content and not headers:
        headers = {b"Content-Type": b"application/vnd.directory+json"}
    response = await directory.post("/users?username=alice&job=Engineer", content=content, headers=headers)
    assert (response.status_code, response.json()) == (200, {"message": "User created", "username": "alice"})


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/users?username=alice&job=Engineer", JSON),
        ("/users?username=alice&job=Engineer", {}),
        ("/token", FORM),
        ("/token", multipart(b"; boundary=b")),
    ],
    ids=["JSON", "no content type", "form", "multipart"],
)
async def test_a_body_of_unknown_length_is_counted_as_it_comes(
    directory: AsyncClient, path: str, headers: dict[bytes, bytes]
) -> None:
    sent = 0

    async def body() -> AsyncGenerator[bytes]:
        nonlocal sent
        yield PART % (b"username", b"Zq7Kx")
        for _ in range(10_000):
            sent += 1
            yield b"Zq7Kx" * 1_000

    response = await directory.post(path, content=body(), headers=headers)
    assert (response.status_code, response.json()) == (413, {"detail": "Request body too large"})
    assert sent <= 1_048_576 / 5_000 + 1


async def ask(scope: dict[str, Any], body: bytes = b"") -> tuple[int, Any]:
    """Speak ASGI to the service, as no HTTP client would."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    blank = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "http_version": "1.1"}
    await service(blank | scope, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.mark.parametrize(
    "scope",
    [
        {"path": "/users/\ud800"},
        {"path": "/users/\x00"},
        {"path": "/users/x\n"},
        {"path": "/users/" + "x" * 1_000_000},
        {"path": "/users//"},
        {"path": "/users/../users"},
        {"path": ""},
        {"path": "/\ud800"},
        {"path": "/secure", "headers": [(b"authorization", b"\xff\x00\r\n")]},
        {"path": "/secure", "headers": [(b"authorization", b"Bearer \x00\xed\xa0\x80")]},
        {"path": "/secure", "headers": [(b"authorization", b"Bearer x")] * 100},
        {"path": "/users", "method": "POST", "query_string": b"\xff\xfe=\x00&username=\xed\xa0\x80"},
        {"path": "/users", "method": "POST", "headers": [(b"content-type", b"application/json\r\n x\x00")]},
        {"path": "/token", "method": "POST", "headers": [(b"content-type", b"multipart/form-data; boundary=\xff")]},
        {"path": "/users", "method": "\x00"},
        {"path": "/health", "method": "TRACE", "headers": [(b"host", b"\xff"), (b"content-length", b"-1")]},
    ],
)
async def test_a_hostile_scope_is_answered_below_500(directory: AsyncClient, scope: dict[str, Any]) -> None:
    assert (await directory.get("/health")).status_code == 200
    status, answer = await ask(scope, b"\xff\xfe\x00")
    assert status in {401, 404, 405, 422}
    assert set(answer) == {"detail"}


@pytest.mark.parametrize("slash", ["/users/", "/users/alice/", "/health/", "/token/"])
async def test_another_path_is_not_found_and_not_redirected(directory: AsyncClient, slash: str) -> None:
    response = await directory.get(slash)
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})
