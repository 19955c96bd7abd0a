from httpx import AsyncClient, Response
from pytest_bdd import given, parsers, then, when

from steps.tokens import MINUTE, Tokens


@given(parsers.parse('a visitor called "{name}"'), target_fixture="visitor")
def name_visitor(name: str) -> str:
    return name


@given(parsers.parse("the visitor's token was issued {minutes:d} minutes ago"), target_fixture="token")
def issue_token(tokens: Tokens, visitor: str, minutes: int) -> str:
    return tokens.valid(lifetime=(15 - minutes) * MINUTE, sub=visitor)


@when("the visitor opens the secure area", target_fixture="response")
async def open_secure_area(client: AsyncClient, token: str) -> Response:
    return await client.get("/secure", headers={"Authorization": f"Bearer {token}"})


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
