from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial

from isolation import World

from app.auth import create_access_token


def scenarios() -> Iterator[Callable[[World], Awaitable[None]]]:
    # <scenario>
    yield a_fresh_token_opens_the_secure_area_000
    # </scenario>
    # <outline>
    for minutes, reason in (
        # <row>
        (20, "Token expired"),
        # </row>
    ):
        yield partial(a_token_opens_nothing_once_it_expired, minutes=minutes, reason=reason)
    # </outline>


def issue_token(username: str, minutes_ago: int) -> str:
    return create_access_token({"sub": username}, expires_delta=timedelta(minutes=15 - minutes_ago))


# <scenario>
async def a_fresh_token_opens_the_secure_area_000(world: World) -> None:
    token = issue_token("grace", minutes_ago=5)

    response = await world.client.get("/secure", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 200
    assert response.json()["message"] == "Access granted"
    assert response.json()["payload"]["sub"] == "grace"


# </scenario>
async def a_token_opens_nothing_once_it_expired(world: World, minutes: int, reason: str) -> None:
    token = issue_token("grace", minutes_ago=minutes)

    response = await world.client.get("/secure", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 401
    assert response.json() == {"detail": reason}
