from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from isolation import World


def scenarios() -> Iterator[Callable[[World], Awaitable[None]]]:
    # <scenario>
    yield a_new_username_is_accepted_000
    # </scenario>
    # <outline>
    for job in (
        # <row>
        "Designer_000",
        # </row>
    ):
        yield partial(a_taken_username_is_refused, job=job)
    # </outline>


# <scenario>
async def a_new_username_is_accepted_000(world: World) -> None:
    await world.add("grace", "Admiral")

    response = await world.client.post("/users", params={"username": "ada_000", "job": "Analyst"})

    assert response.status_code == 200
    assert response.json() == {"message": "User created", "username": "ada_000"}
    assert await world.job_of("ada_000") == "Analyst"
    assert await world.job_of("grace") == "Admiral"


# </scenario>
async def a_taken_username_is_refused(world: World, job: str) -> None:
    await world.add("grace", "Admiral")

    response = await world.client.post("/users", params={"username": "grace", "job": job})

    assert response.status_code == 400
    assert response.json() == {"detail": "User already exists"}
    assert await world.job_of("grace") == "Admiral"
