import pytest
from fastapi.testclient import TestClient

from tests.conftest import Directory

pytestmark = pytest.mark.usefixtures("grace")


# <scenario>
def test_a_known_user_is_found_000(client: TestClient, directory: Directory) -> None:
    directory.add("ada_000", "Analyst")

    response = client.get("/users/ada_000")

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
def test_only_the_exact_name_finds_a_user(client: TestClient, directory: Directory, known: str, asked: str) -> None:
    directory.add(known, "Analyst")

    response = client.get(f"/users/{asked}")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}
    assert directory.job_of(known) == "Analyst"


# </outline>
