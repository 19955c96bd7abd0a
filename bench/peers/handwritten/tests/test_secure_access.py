from datetime import timedelta

import pytest
from httpx import AsyncClient

from app.auth import create_access_token


@pytest.fixture
def visitor() -> str:
    return "grace"


def issue_token(username: str, minutes_ago: int) -> str:
    return create_access_token({"sub": username}, expires_delta=timedelta(minutes=15 - minutes_ago))


# <scenario>
async def test_a_fresh_token_opens_the_secure_area_000(client: AsyncClient, visitor: str) -> None:
    token = issue_token(visitor, minutes_ago=5)

    response = await client.get("/secure", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 200
    assert response.json()["message"] == "Access granted"
    assert response.json()["payload"]["sub"] == "grace"


# </scenario>
# <outline>
@pytest.mark.parametrize(
    ("minutes", "reason"),
    [
        # <row>
        (20, "Token expired"),
        # </row>
    ],
)
async def test_a_token_opens_nothing_once_it_expired(
    client: AsyncClient, visitor: str, minutes: int, reason: str
) -> None:
    token = issue_token(visitor, minutes_ago=minutes)

    response = await client.get("/secure", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 401
    assert response.json() == {"detail": reason}


# </outline>
