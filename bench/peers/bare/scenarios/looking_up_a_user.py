from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from isolation import World


def scenarios() -> Iterator[Callable[[World], Awaitable[None]]]:
    # <scenario>
    yield a_known_user_is_found_000
    # </scenario>
    # <outline>
    for known, asked in (
        # <row>
        ("ada_000", "Ada_000"),
        # </row>
    ):
        yield partial(only_the_exact_name_finds_a_user, known=known, asked=asked)
    # </outline>


# <scenario>
async def a_known_user_is_found_000(world: World) -> None:
    await world.add("grace", "Admiral")
    await world.add("ada_000", "Analyst")

    response = await world.client.get("/users/ada_000")

    assert response.status_code == 200
    assert response.json() == {"username": "ada_000", "job": "Analyst"}


# </scenario>
async def only_the_exact_name_finds_a_user(world: World, known: str, asked: str) -> None:
    await world.add("grace", "Admiral")
    await world.add(known, "Analyst")

    response = await world.client.get(f"/users/{asked}")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}
    assert await world.job_of(known) == "Analyst"
