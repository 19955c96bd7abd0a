from json import dumps

import pytest
from httpx import AsyncClient
from pwdlib import PasswordHash

from app.main import app as service
from app.passwords import Passwords, get_passwords

WRONG = (401, {"detail": "Incorrect username or password"}, "Bearer")


async def register(directory: AsyncClient, username: str, password: str | None) -> None:
    body = None if password is None else {"password": password}
    response = await directory.post("/users", params={"username": username, "job": "Engineer"}, json=body)
    assert response.status_code == 200


async def log_in(directory: AsyncClient, username: str, password: str) -> tuple[int, object, str | None]:
    response = await directory.post("/token", data={"username": username, "password": password})
    return response.status_code, response.json(), response.headers.get("WWW-Authenticate")


@pytest.mark.parametrize(
    "password",
    ["8 chars!", "x" * 128, "p\N{LATIN SMALL LETTER A WITH DIAERESIS}ssword", "nul\x00 and \r\n", "\N{KEY}" * 8],
)
async def test_the_token_of_a_log_in_opens_the_door(directory: AsyncClient, password: str) -> None:
    await register(directory, "alice", password)
    response = await directory.post("/token", data={"username": "alice", "password": password})
    body = response.json()
    assert (response.status_code, set(body), body["token_type"]) == (200, {"access_token", "token_type"}, "bearer")
    assert response.headers["Cache-Control"] == "no-store"
    entered = await directory.get("/secure", headers={"Authorization": f"Bearer {body['access_token']}"})
    assert entered.status_code == 200
    assert entered.json()["payload"]["sub"] == "alice"


async def test_names_and_passwords_count_in_any_spelling(directory: AsyncClient) -> None:
    composed, decomposed = "\N{LATIN SMALL LETTER E WITH ACUTE}" * 8, "e\N{COMBINING ACUTE ACCENT}" * 8
    await register(directory, composed, composed)
    assert (await log_in(directory, decomposed, decomposed))[0] == 200


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("alice", "wrong horse"),
        ("alice", "Correct horse"),
        ("alice", "correct horse "),
        ("Alice", "correct horse"),
        ("bob", "correct horse"),  # exists, without a password
        ("carol", "correct horse"),  # does not exist
        ("alice\x00", "correct horse"),
        ("alice", "\x00"),
        ("alice", "x" * 5000),
        ("x" * 5000, "correct horse"),
    ],
)
async def test_every_wrong_log_in_gets_one_answer(directory: AsyncClient, username: str, password: str) -> None:
    await register(directory, "alice", "correct horse")
    await register(directory, "bob", None)
    assert await log_in(directory, username, password) == WRONG


async def test_an_unknown_user_costs_a_verification_too(directory: AsyncClient) -> None:
    verified: list[str] = []

    class CountingHash(PasswordHash):
        def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002
            verified.append(str(hash))
            return super().verify(password, hash)

    passwords = Passwords(CountingHash(PasswordHash.recommended().hashers))
    service.dependency_overrides[get_passwords] = lambda: passwords
    assert await log_in(directory, "nobody", "correct horse") == WRONG
    assert len(verified) == 1


@pytest.mark.parametrize("password", ["", "7 chars", "x" * 129, "\ud800 lone", 12345678, None, ["correct horse"]])
async def test_an_impossible_password_is_refused_and_not_echoed(directory: AsyncClient, password: object) -> None:
    parameters = {"username": "alice", "job": "Engineer"}
    headers = {"Content-Type": "application/json"}
    response = await directory.post("/users", params=parameters, content=dumps({"password": password}), headers=headers)
    assert response.status_code == 422
    assert [(set(item), item["loc"]) for item in response.json()["detail"]] == [
        ({"type", "loc", "msg"}, ["body", "password"])
    ]
    assert (await directory.get("/users/alice")).status_code == 404
