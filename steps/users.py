"""The directory: registering people, and looking them up."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pytest_bdd import given, parsers, then, when

if TYPE_CHECKING:
    import httpx

    from steps.database.records import Records

FLAWED_NAMES = {
    "without any character": "",
    "of spaces alone": "   ",
    "with a line break": "Ali\nce",
    "with a NUL character": "Ali\0ce",
    "with half an emoji": "\ud83d",
    "with a slash": "Ali/ce",
    "that is a single dot": ".",
    "that is two dots": "..",
}


async def register(client: httpx.AsyncClient, name: str, job: str = "Engineer") -> httpx.Response:
    """Send a registration as it is, even a name that is no Unicode text."""
    return await client.post("/users", params=urlencode({"username": name, "job": job}, errors="surrogatepass"))


async def find(client: httpx.AsyncClient, name: str) -> httpx.Response:
    """Look a name up."""
    return await client.get(f"/users/{quote(name, safe='')}")


@given(parsers.parse("{person} is registered as an {job}"))
@given(parsers.parse("{person} is registered as a {job}"))
async def know_person(person: str, job: str, records: Records) -> None:
    """Begin with a person in the directory.

    Example: `Given Alice is registered as an Engineer`
    """
    await records.add("users", username=person, job=job)


@given("these people are registered:")
async def know_people(datatable: list[list[str]], records: Records) -> None:
    """Begin with several people in the directory: a table with the columns name and job."""
    _, *rows = datatable
    await records.add("users", *({"username": name, "job": job} for name, job in rows))


@when(parsers.parse("someone registers {person} as an {job}"), target_fixture="response")
@when(parsers.parse("someone registers {person} as a {job}"), target_fixture="response")
async def register_person(person: str, job: str, client: httpx.AsyncClient) -> httpx.Response:
    """Ask the directory to take a new person in.

    Example: `When someone registers Alice as an Engineer`
    """
    return await register(client, person, job)


@when(parsers.parse("the name {person} is registered with letter and accent typed apart"), target_fixture="response")
async def register_decomposed_name(person: str, client: httpx.AsyncClient) -> httpx.Response:
    """Register a name in its other Unicode spelling (NFD), which looks the same."""
    return await register(client, unicodedata.normalize("NFD", person))


@when(parsers.parse("someone registers a name of {length:d} characters"), target_fixture="response")
async def register_long_name(length: int, client: httpx.AsyncClient) -> httpx.Response:
    """Register a name of so many characters."""
    return await register(client, "é" * length)


@when(parsers.parse("someone registers a job of {length:d} characters"), target_fixture="response")
async def register_long_job(length: int, client: httpx.AsyncClient) -> httpx.Response:
    """Register Alice with a job of so many characters."""
    return await register(client, "Alice", "é" * length)


@when(parsers.parse("someone tries to register a name {flaw}"), target_fixture="response")
async def register_flawed_name(flaw: str, client: httpx.AsyncClient) -> httpx.Response:
    """Register a name that cannot be one: without any character, of spaces alone, with a line break, with a NUL character,
    with half an emoji, with a slash, that is a single dot, or that is two dots.
    """  # noqa: D205
    return await register(client, FLAWED_NAMES[flaw])


@when("someone tries to register a job of spaces alone", target_fixture="response")
async def register_blank_job(client: httpx.AsyncClient) -> httpx.Response:
    """Register Alice with a job that nobody could read."""
    return await register(client, "Alice", "   ")


@when(parsers.parse("{count:d} people register {person} at the same moment"), target_fixture="responses")
async def race_for_name(count: int, person: str, client: httpx.AsyncClient) -> list[httpx.Response]:
    """Let so many people ask for one name, none waiting for another; the scenario needs the tag `@concurrent`."""
    return await asyncio.gather(*(register(client, person) for _ in range(count)))


@when(
    parsers.parse("{count:d} people register at the same moment, each under another name"), target_fixture="responses"
)
async def register_many(count: int, client: httpx.AsyncClient) -> list[httpx.Response]:
    """Let so many people register, none waiting for another; the scenario needs the tag `@concurrent`."""
    return await asyncio.gather(*(register(client, f"Person {number}") for number in range(count)))


@when(parsers.parse("someone looks up {person}"), target_fixture="response")
async def look_up_person(person: str, client: httpx.AsyncClient) -> httpx.Response:
    """Ask the directory for a person.

    Example: `When someone looks up Mary Ann`
    """
    return await find(client, person)


@when(parsers.parse("the name {person} is looked up with letter and accent typed apart"), target_fixture="response")
async def look_up_decomposed_name(person: str, client: httpx.AsyncClient) -> httpx.Response:
    """Look up a name in its other Unicode spelling (NFD), which looks the same."""
    return await find(client, unicodedata.normalize("NFD", person))


@then("the registration is accepted")
def registration_is_accepted(response: httpx.Response) -> None:
    """Check that the directory has taken the person in."""
    assert response.json().get("message") == "User created"
    assert response.status_code == 200


@then(parsers.parse('the registration is refused: "{reason}"'))
def registration_is_refused(reason: str, response: httpx.Response) -> None:
    """Check that the directory has said no, and why."""
    assert response.json() == {"detail": reason}
    assert response.status_code == 400


@then(parsers.parse("the registration is refused: the {part} is not valid"))
def registration_is_invalid(part: str, response: httpx.Response) -> None:
    """Check that the directory says which part cannot be used: username, job or password."""
    assert response.status_code == 422
    assert [mistake["loc"][-1] for mistake in response.json()["detail"]] == [part]


@then("exactly one registration is accepted")
def one_registration_is_accepted(responses: list[httpx.Response]) -> None:
    """Check that of all who asked at the same moment one was taken in."""
    assert sorted(response.status_code for response in responses)[:2] == [200, 400]


@then("all registrations are accepted")
def all_registrations_are_accepted(responses: list[httpx.Response]) -> None:
    """Check that all who asked at the same moment were taken in."""
    assert [response.status_code for response in responses] == [200] * len(responses)


@then(parsers.parse('all others are refused: "{reason}"'))
def others_are_refused(reason: str, responses: list[httpx.Response]) -> None:
    """Check that all but one who asked at the same moment were told no, and why."""
    refusals = [response.json() for response in responses if response.status_code == 400]
    assert refusals == [{"detail": reason}] * (len(responses) - 1)


@then(parsers.parse("the directory shows {person} as an {job}"))
@then(parsers.parse("the directory shows {person} as a {job}"))
@then(parsers.parse("{person} is still an {job}"))
@then(parsers.parse("{person} is still a {job}"))
async def person_is_shown(person: str, job: str, client: httpx.AsyncClient) -> None:
    """Check that a look-up finds the person, with this job.

    Example: `Then the directory shows Alice as an Engineer`
    """
    response = await find(client, person)
    assert response.json() == {"username": person, "job": job}


@then("nobody of that name is found")
def nobody_is_found(response: httpx.Response) -> None:
    """Check that the directory knows no such person."""
    assert response.json() == {"detail": "User not found"}
    assert response.status_code == 404


@then(parsers.parse("the directory holds {count:d} people"))
@then(parsers.parse("the directory holds {count:d} person"))
async def people_are_counted(count: int, records: Records) -> None:
    """Check how many people are stored in the directory."""
    assert await records.count("users") == count


@then("the directory is empty")
async def directory_is_empty(records: Records) -> None:
    """Check that nobody is stored in the directory."""
    assert await records.find("users") == []
