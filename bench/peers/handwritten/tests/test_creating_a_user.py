import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User

pytestmark = pytest.mark.usefixtures("grace")


# <scenario>
async def test_a_new_username_is_accepted_000(client: AsyncClient, session: AsyncSession) -> None:
    response = await client.post("/users", params={"username": "ada_000", "job": "Analyst"})

    assert response.status_code == 200
    assert response.json() == {"message": "User created", "username": "ada_000"}
    assert await session.scalar(select(User.job).where(User.username == "ada_000")) == "Analyst"
    assert await session.scalar(select(User.job).where(User.username == "grace")) == "Admiral"


# </scenario>
# <outline>
@pytest.mark.parametrize(
    "job",
    [
        # <row>
        "Designer_000",
        # </row>
    ],
)
async def test_a_taken_username_is_refused(client: AsyncClient, session: AsyncSession, job: str) -> None:
    response = await client.post("/users", params={"username": "grace", "job": job})

    assert response.status_code == 400
    assert response.json() == {"detail": "User already exists"}
    assert await session.scalar(select(User.job).where(User.username == "grace")) == "Admiral"


# </outline>
