from behave import given, then, when
from behave.runner import Context
from sqlalchemy import select

from app.models import User


@given('"{username}" is registered as "{job}"')
async def add_user(context: Context, username: str, job: str) -> None:
    context.session.add(User(username=username, job=job))
    await context.session.commit()


@when('someone looks up "{username}"')
async def look_up(context: Context, username: str) -> None:
    context.response = await context.client.get(f"/users/{username}")


@then("the user is found")
def check_found(context: Context) -> None:
    assert context.response.status_code == 200


@then('their job is "{job}"')
def check_job(context: Context, job: str) -> None:
    assert context.response.json()["job"] == job


@then("nobody is found")
def check_not_found(context: Context) -> None:
    assert context.response.status_code == 404
    assert context.response.json() == {"detail": "User not found"}


@when('someone registers "{username}" as "{job}"')
async def register(context: Context, username: str, job: str) -> None:
    context.response = await context.client.post("/users", params={"username": username, "job": job})


@then("the registration is accepted")
def check_accepted(context: Context) -> None:
    assert context.response.status_code == 200
    assert context.response.json()["message"] == "User created"


@then("the registration is refused")
def check_taken(context: Context) -> None:
    assert context.response.status_code == 400
    assert context.response.json() == {"detail": "User already exists"}


@then('"{username}" is known as "{job}"')
async def check_known(context: Context, username: str, job: str) -> None:
    assert await context.session.scalar(select(User.job).where(User.username == username)) == job
