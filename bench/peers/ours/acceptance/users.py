from httpx import AsyncClient, Response
from pytest_bdd import given, parsers, then, when
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User


@given(parsers.parse('"{username}" is registered as "{job}"'))
async def add_user(session: AsyncSession, username: str, job: str) -> None:
    session.add(User(username=username, job=job))
    await session.commit()


@when(parsers.parse('someone looks up "{username}"'), target_fixture="response")
async def look_up(client: AsyncClient, username: str) -> Response:
    return await client.get(f"/users/{username}")


@then("the user is found")
def check_found(response: Response) -> None:
    assert response.status_code == 200


@then(parsers.parse('their job is "{job}"'))
def check_job(response: Response, job: str) -> None:
    assert response.json()["job"] == job


@then("nobody is found")
def check_not_found(response: Response) -> None:
    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


@when(parsers.parse('someone registers "{username}" as "{job}"'), target_fixture="response")
async def register(client: AsyncClient, username: str, job: str) -> Response:
    return await client.post("/users", params={"username": username, "job": job})


@then("the registration is accepted")
def check_accepted(response: Response) -> None:
    assert response.status_code == 200
    assert response.json()["message"] == "User created"


@then("the registration is refused")
def check_taken(response: Response) -> None:
    assert response.status_code == 400
    assert response.json() == {"detail": "User already exists"}


@then(parsers.parse('"{username}" is known as "{job}"'))
async def check_known(session: AsyncSession, username: str, job: str) -> None:
    assert await session.scalar(select(User.job).where(User.username == username)) == job
