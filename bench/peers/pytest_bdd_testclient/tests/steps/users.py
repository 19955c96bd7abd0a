from fastapi.testclient import TestClient
from httpx2 import Response
from pytest_bdd import given, parsers, then, when

from conftest import Directory


@given(parsers.parse('"{username}" is registered as "{job}"'))
def add_user(directory: Directory, username: str, job: str) -> None:
    directory.add(username, job)


@when(parsers.parse('someone looks up "{username}"'), target_fixture="response")
def look_up(client: TestClient, username: str) -> Response:
    return client.get(f"/users/{username}")


@then("the user is found")
def check_found(response: Response) -> None:
    assert response.status_code == 200


@then(parsers.parse('their job is "{job}"'))
def check_job(response: Response, job: str) -> None:
    assert response.json()["job"] == job


@then("nobody is found")
def check_not_found(response: Response) -> None:
    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


@when(parsers.parse('someone registers "{username}" as "{job}"'), target_fixture="response")
def register(client: TestClient, username: str, job: str) -> Response:
    return client.post("/users", params={"username": username, "job": job})


@then("the registration is accepted")
def check_accepted(response: Response) -> None:
    assert response.status_code == 200
    assert response.json()["message"] == "User created"


@then("the registration is refused")
def check_taken(response: Response) -> None:
    assert response.status_code == 400
    assert response.json() == {"detail": "User already exists"}


@then(parsers.parse('"{username}" is known as "{job}"'))
def check_known(directory: Directory, username: str, job: str) -> None:
    assert directory.job_of(username) == job
