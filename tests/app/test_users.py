import asyncio
import unicodedata
from typing import Any
from urllib.parse import quote

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.models import User

NAMES = [
    "alice",
    "Alice",
    "mary ann",
    " surrounded ",
    "jos\N{LATIN SMALL LETTER E WITH ACUTE}",
    "jose\N{COMBINING ACUTE ACCENT}",
    "\N{ANGSTROM SIGN}ngstrom",
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}",
    "\N{HEBREW LETTER ALEF}\N{RIGHT-TO-LEFT MARK}",
    "\N{RIGHT-TO-LEFT OVERRIDE}eve",
    "\N{LATIN SMALL LIGATURE FI}nn",
    "...",
    "..a",
    "%2F",
    "%00",
    "a\\b",
    "a?b#c&d=e+f;g",
    "'; DROP TABLE users; --",
    "\N{LINE SEPARATOR}x",
    "\uffff",
    "x" * 50,
    "e\N{COMBINING ACUTE ACCENT}" * 50,
    "\N{GRINNING FACE}" * 50,
]
NOBODY = [
    "",
    " ",
    "\x00",
    "a\x00",
    "\n",
    "a\tb",
    "\x7f",
    "\x85",
    "a/b",
    "/",
    ".",
    "..",
    "x" * 51,
    "\ufffd",
    "\u200b\u200f",
]


async def create(directory: AsyncClient, username: str, job: str = "Engineer") -> tuple[int, Any]:
    response = await directory.post("/users", params={"username": username, "job": job})
    return response.status_code, response.json()


async def look_up(directory: AsyncClient, username: str) -> tuple[int, Any]:
    response = await directory.get(f"/users/{quote(username, safe='')}")
    return response.status_code, response.json()


@pytest.mark.parametrize("name", NAMES)
async def test_whoever_was_created_is_found(directory: AsyncClient, name: str) -> None:
    kept = unicodedata.normalize("NFC", name)
    assert await create(directory, name) == (200, {"message": "User created", "username": kept})
    assert await look_up(directory, name) == (200, {"username": kept, "job": "Engineer"})


@pytest.mark.parametrize("name", NOBODY)
async def test_an_impossible_username_is_refused_and_never_found(directory: AsyncClient, name: str) -> None:
    status, body = await create(directory, name)
    assert status == 422
    assert [(set(item), item["loc"]) for item in body["detail"]] == [({"type", "loc", "msg"}, ["query", "username"])]
    if name not in {"", ".", "..", "/", "a/b"}:  # these are other paths
        assert await look_up(directory, name) == (404, {"detail": "User not found"})


@pytest.mark.parametrize("job", ["", "  ", "\x00", "x" * 101, "a\nb", "\ufffd"])
async def test_an_impossible_job_is_refused(directory: AsyncClient, job: str) -> None:
    assert (await create(directory, "alice", job))[0] == 422
    assert await look_up(directory, "alice") == (404, {"detail": "User not found"})


@pytest.mark.parametrize("job", ["R&D / Ops", "x" * 100, "."])
async def test_a_job_may_hold_what_a_username_may_not(directory: AsyncClient, job: str) -> None:
    await create(directory, "alice", job)
    assert await look_up(directory, "alice") == (200, {"username": "alice", "job": job})


async def test_a_taken_username_is_refused_in_any_spelling(directory: AsyncClient) -> None:
    await create(directory, "jos\N{LATIN SMALL LETTER E WITH ACUTE}")
    refused = (400, {"detail": "User already exists"})
    assert await create(directory, "jose\N{COMBINING ACUTE ACCENT}", "Designer") == refused
    assert await look_up(directory, "jose\N{COMBINING ACUTE ACCENT}") == (
        200,
        {"username": "jos\N{LATIN SMALL LETTER E WITH ACUTE}", "job": "Engineer"},
    )


async def test_one_of_twenty_racers_gets_the_username(directory: AsyncClient) -> None:
    answers = await asyncio.gather(*(create(directory, "zoe", f"Job {number}") for number in range(20)))
    won = (200, {"message": "User created", "username": "zoe"})
    lost = (400, {"detail": "User already exists"})
    assert sorted(answers, key=lambda answer: answer[0]) == [won] + [lost] * 19
    winner = next(number for number, answer in enumerate(answers) if answer == won)
    assert await look_up(directory, "zoe") == (200, {"username": "zoe", "job": f"Job {winner}"})


async def test_the_case_is_kept_and_counts(directory: AsyncClient) -> None:
    await create(directory, "Alice")
    assert await look_up(directory, "alice") == (404, {"detail": "User not found"})


async def test_the_row_holds_what_was_sent_and_only_a_hash_of_the_password(
    directory: AsyncClient, engine: AsyncEngine
) -> None:
    parameters = {"username": "alice", "job": "Engineer"}
    created = await directory.post("/users", params=parameters, json={"password": "correct horse"})
    assert created.json() == {"message": "User created", "username": "alice"}
    async with AsyncSession(engine) as session:
        [user] = (await session.scalars(select(User))).all()
    assert (user.username, user.job) == ("alice", "Engineer")
    assert user.password_hash is not None
    assert user.password_hash.startswith("$argon2id$")


async def test_health_is_ok_when_the_database_answers(directory: AsyncClient) -> None:
    response = await directory.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
