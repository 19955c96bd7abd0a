"""Registering and looking up people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, parsers, then, when

if TYPE_CHECKING:
    import httpx

    from steps.database.records import Records


@given(parsers.parse("{person:w} is registered as an {job:w}"))
@given(parsers.parse("{person:w} is registered as a {job:w}"))
async def register_user(person: str, job: str, records: Records) -> None:
    """Put a person into the directory beforehand."""
    await records.add("users", username=person, job=job)


@when(parsers.parse("someone looks up {person:w}"), target_fixture="response")
@when(parsers.parse('someone looks up "{person}"'), target_fixture="response")
async def look_up_user(person: str, client: httpx.AsyncClient) -> httpx.Response:
    """Ask the directory for a person."""
    return await client.get(f"/users/{person}")


@then(parsers.parse("the directory shows {person:w} as an {job:w}"))
@then(parsers.parse("the directory shows {person:w} as a {job:w}"))
def user_is_found(person: str, job: str, response: httpx.Response) -> None:
    """Check whom the directory shows, and with which job."""
    assert response.json() == {"username": person, "job": job}


@then("nobody of that name is found")
def nobody_is_found(response: httpx.Response) -> None:
    """Check that the directory knows no such person."""
    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}
