import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User

pytestmark = pytest.mark.usefixtures("grace")


# <scenario>
async def test_a_known_user_is_found_000(client: AsyncClient, session: AsyncSession) -> None:
    session.add(User(username="ada_000", job="Analyst"))
    await session.commit()

    response = await client.get("/users/ada_000")

    assert response.status_code == 200
    assert response.json() == {"username": "ada_000", "job": "Analyst"}


# </scenario>
# <outline>
@pytest.mark.parametrize(
    ("known", "asked"),
    [
        # <row>
        ("ada_000", "Ada_000"),
        # </row>
    ],
)
async def test_only_the_exact_name_finds_a_user(
    client: AsyncClient, session: AsyncSession, known: str, asked: str
) -> None:
    session.add(User(username=known, job="Analyst"))
    await session.commit()

    response = await client.get(f"/users/{asked}")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}
    assert await session.scalar(select(User.job).where(User.username == known)) == "Analyst"


# </outline>
