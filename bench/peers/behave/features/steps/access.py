from datetime import timedelta

from behave import given, then, when
from behave.runner import Context

from app.auth import create_access_token


@given('a visitor called "{name}"')
def name_visitor(context: Context, name: str) -> None:
    context.visitor = name


@given("the visitor's token was issued {minutes:d} minutes ago")
def issue_token(context: Context, minutes: int) -> None:
    context.token = create_access_token({"sub": context.visitor}, expires_delta=timedelta(minutes=15 - minutes))


@when("the visitor opens the secure area")
async def open_secure_area(context: Context) -> None:
    context.response = await context.client.get("/secure", headers={"Authorization": f"Bearer {context.token}"})


@then("access is granted")
def check_granted(context: Context) -> None:
    assert context.response.status_code == 200
    assert context.response.json()["message"] == "Access granted"


@then('the service knows the visitor as "{name}"')
def check_payload(context: Context, name: str) -> None:
    assert context.response.json()["payload"]["sub"] == name


@then('access is refused: "{reason}"')
def check_refused(context: Context, reason: str) -> None:
    assert context.response.status_code == 401
    assert context.response.json() == {"detail": reason}
