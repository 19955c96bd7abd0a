import pytest
from fastapi.testclient import TestClient

from tests.conftest import Directory

pytestmark = pytest.mark.usefixtures("grace")


# <scenario>
def test_a_new_username_is_accepted_000(client: TestClient, directory: Directory) -> None:
    response = client.post("/users", params={"username": "ada_000", "job": "Analyst"})

    assert response.status_code == 200
    assert response.json() == {"message": "User created", "username": "ada_000"}
    assert directory.job_of("ada_000") == "Analyst"
    assert directory.job_of("grace") == "Admiral"


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
def test_a_taken_username_is_refused(client: TestClient, directory: Directory, job: str) -> None:
    response = client.post("/users", params={"username": "grace", "job": job})

    assert response.status_code == 400
    assert response.json() == {"detail": "User already exists"}
    assert directory.job_of("grace") == "Admiral"


# </outline>
