from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from httpx import AsyncClient, Response
from pytest_bdd import given, parsers, then, when

from app.auth import create_access_token

Run = Callable[[Awaitable[Any]], Any]


@given(parsers.parse('a visitor called "{name}"'), target_fixture="visitor")
def name_visitor(name: str) -> str:
    return name


@given(parsers.parse("the visitor's token was issued {minutes:d} minutes ago"), target_fixture="token")
def issue_token(visitor: str, minutes: int) -> str:
    return create_access_token({"sub": visitor}, expires_delta=timedelta(minutes=15 - minutes))


@when("the visitor opens the secure area", target_fixture="response")
def open_secure_area(run: Run, client: AsyncClient, token: str) -> Response:
    return run(client.get("/secure", headers={"Authorization": f"Bearer {token}"}))


@then("access is granted")
def check_granted(response: Response) -> None:
    assert response.status_code == 200
    assert response.json()["message"] == "Access granted"


@then(parsers.parse('the service knows the visitor as "{name}"'))
def check_payload(response: Response, name: str) -> None:
    assert response.json()["payload"]["sub"] == name


@then(parsers.parse('access is refused: "{reason}"'))
def check_refused(response: Response, reason: str) -> None:
    assert response.status_code == 401
    assert response.json() == {"detail": reason}
