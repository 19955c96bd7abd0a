"""The service as it starts and runs for real."""

import asyncio
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from app.database import Tables, engine, get_async_session
from app.main import app as service
from app.models import User
from tests.app.conftest import StartService, free_port, run_uvicorn, stop
from tests.app.test_users import NAMES, create, look_up


async def test_a_fresh_machine_gets_a_directory_that_works(start_service: StartService, tmp_path: Path) -> None:
    directory = await start_service()
    assert [file.name for file in await asyncio.to_thread(lambda: list(tmp_path.iterdir()))] == ["prod.db"]
    assert (await directory.get("/health")).json() == {"status": "ok"}
    for number, name in enumerate(NAMES):
        status, body = await create(directory, name, f"Job {number}")
        assert (status, body) in [
            (200, {"message": "User created", "username": body.get("username")}),
            (400, {"detail": "User already exists"}),
        ]
        assert (await look_up(directory, name))[0] == 200


async def test_a_log_in_works_as_the_authorize_button_does_it(start_service: StartService) -> None:
    directory = await start_service()
    parameters = {"username": "alice", "job": "Engineer"}
    await directory.post("/users", params=parameters, json={"password": "correct horse"})
    schema = (await directory.get("/openapi.json")).json()
    flow = schema["components"]["securitySchemes"]["BearerToken"]["flows"]["password"]
    form = {"grant_type": "password", "username": "alice", "password": "correct horse"}
    docs = await directory.get("/docs")
    token = (await directory.post(docs.url.join(flow["tokenUrl"]), data=form)).json()["access_token"]
    entered = await directory.get("/secure", headers={"Authorization": f"Bearer {token}"})
    assert (entered.status_code, entered.json()["payload"]["sub"]) == (200, "alice")


async def test_one_of_twenty_racers_gets_the_username(start_service: StartService) -> None:
    directory = await start_service()
    answers = await asyncio.gather(*(create(directory, "zoe") for _ in range(20)))
    won = (200, {"message": "User created", "username": "zoe"})
    assert sorted(answers, key=lambda answer: answer[0]) == [won] + [(400, {"detail": "User already exists"})] * 19


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({"APP_ENVIRONMENT": "production"}, "set APP_SECRET_KEY to a random secret of at least 32 bytes"),
        (
            {"APP_ENVIRONMENT": "production", "APP_SECRET_KEY": "hush" * 7 + "hus"},
            "set APP_SECRET_KEY to a random secret of at least 32 bytes",
        ),
        ({"APP_ENVIRONMENT": "prod"}, "Input should be 'development' or 'production'"),
        ({"APP_DATABASE_URL": "mysql://hush@localhost/x"}, "must be a URL that starts with sqlite+aiosqlite or"),
        ({"APP_DATABASE_URL": "hush"}, "must be a URL that starts with sqlite+aiosqlite or postgresql+asyncpg"),
    ],
)
async def test_a_setting_that_endangers_the_service_stops_it(
    tmp_path: Path, environment: dict[str, str], remedy: str
) -> None:
    process = await run_uvicorn(free_port(), tmp_path, **environment)
    try:
        async with asyncio.timeout(30):
            output, _ = await process.communicate()
    finally:
        await stop(process)
    assert process.returncode != 0
    assert remedy in output.decode()
    assert "hush" not in output.decode()


async def test_a_good_secret_runs_in_production(start_service: StartService) -> None:
    directory = await start_service(APP_ENVIRONMENT="production", APP_SECRET_KEY="\N{KEY}" * 8)
    assert (await directory.get("/health")).status_code == 200


async def test_the_lifespan_leaves_an_overridden_database_to_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    listener = ("do_connect", lambda *_: opened.append("the database of the settings"))
    event.listen(engine.sync_engine, *listener)
    monkeypatch.setitem(service.dependency_overrides, get_async_session, lambda: None)
    async with service.router.lifespan_context(service):
        pass
    event.remove(engine.sync_engine, *listener)
    assert opened == []


async def test_several_workers_create_the_tables_at_once(empty_engine: AsyncEngine) -> None:
    engines = [create_async_engine(empty_engine.url, poolclass=NullPool) for _ in range(5)]
    await asyncio.gather(*(Tables(each).create() for each in engines))
    async with AsyncSession(empty_engine) as session:
        assert await session.scalar(select(func.count()).select_from(User)) == 0


async def test_a_name_in_the_query_and_in_the_path_is_the_same_over_the_wire(start_service: StartService) -> None:
    directory = await start_service()
    name = "\N{RIGHT-TO-LEFT MARK}a\\%2F ?#\N{GRINNING FACE}"
    created = await directory.post(f"/users?username={quote(name, safe='')}&job=x")
    found = await directory.get(f"/users/{quote(name, safe='')}")
    assert (created.json()["username"], found.json()) == (name, {"username": name, "job": "x"})
