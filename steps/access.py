"""Getting in: passwords, tokens, and the secure page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_bdd import given, parsers, then, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from steps.tokens import Tokens


def bearer(token: str) -> str:
    """Write the Authorization header of a token (RFC 6750 section 2.1)."""
    return f"Bearer {token}"


def authorization(shown: str, tokens: Tokens, person: str) -> list[str]:
    """Translate what a person shows at the secure page into the Authorization headers that it means."""
    mint: Mapping[str, Callable[[], list[str]]] = {
        "no token": list,
        "a valid token": lambda: [bearer(tokens.valid(sub=person))],
        "a valid token under the scheme Basic": lambda: [f"Basic {tokens.valid(sub=person)}"],
        "an expired token": lambda: [bearer(tokens.expired(sub=person))],
        "an empty token": lambda: [bearer(tokens.empty())],
        "a malformed token": lambda: [bearer(tokens.malformed())],
        "a token signed with another secret": lambda: [bearer(tokens.wrong_secret(sub=person))],
        "a token signed by another algorithm": lambda: [bearer(tokens.other_algorithm(sub=person))],
        "an unsigned token": lambda: [bearer(tokens.unsigned(sub=person))],
        "a tampered token": lambda: [bearer(tokens.tampered(sub=person))],
        "a forged and expired token": lambda: [bearer(tokens.wrong_secret(sub=person, exp=1))],
        "a token that is not valid yet": lambda: [bearer(tokens.not_yet_valid(sub=person))],
        "a token without expiry": lambda: [bearer(tokens.without_expiry(sub=person))],
        "a token without a name": lambda: [bearer(tokens.valid(sub=None))],
        "two valid tokens at once": lambda: [bearer(tokens.valid(sub=person))] * 2,
    }
    return mint[shown]()


async def register(client: httpx.AsyncClient, person: str, password: str) -> httpx.Response:
    """Register a person with a password."""
    return await client.post("/users", params={"username": person, "job": "Engineer"}, json={"password": password})


async def open_secure_page(client: httpx.AsyncClient, headers: list[str]) -> httpx.Response:
    """Ask for the secure page with these Authorization headers."""
    return await client.get("/secure", headers=[("Authorization", header) for header in headers])


def check_opened(person: str, response: httpx.Response) -> None:
    """Check that the secure page was opened, and for whom."""
    assert response.status_code == 200
    assert response.json()["message"] == "Access granted"
    assert response.json()["payload"]["sub"] == person


@given(parsers.parse('{person} is registered with the password "{password}"'))
async def register_with_password(person: str, password: str, client: httpx.AsyncClient) -> None:
    """Begin with a person who can log in.

    Example: `Given Alice is registered with the password "correct horse battery"`
    """
    registered = await register(client, person, password)
    assert registered.json().get("message") == "User created"


@given(parsers.parse("{person} holds a token with these claims:"), target_fixture="token")
def hold_token(person: str, datatable: list[list[str]], tokens: Tokens) -> str:
    """Begin with a valid token that says more than a name: a table with the columns claim and value."""
    _, *rows = datatable
    claims: dict[str, Any] = dict(rows)
    return tokens.valid(sub=person, **claims)


@when(parsers.parse("someone registers {person} with a password of {length:d} characters"), target_fixture="response")
async def register_with_long_password(person: str, length: int, client: httpx.AsyncClient) -> httpx.Response:
    """Register a person who can log in with a password of so many characters."""
    return await register(client, person, "x" * length)


@when(parsers.parse('{person} logs in with the password "{password}"'), target_fixture="response")
async def log_in(person: str, password: str, client: httpx.AsyncClient) -> httpx.Response:
    """Exchange a username and a password for a token.

    Example: `When Alice logs in with the password "correct horse battery"`
    """
    return await client.post("/token", data={"username": person, "password": password})


@when(parsers.parse("{person} opens the secure page with {token}"), target_fixture="response")
async def open_with_token(person: str, token: str, client: httpx.AsyncClient, tokens: Tokens) -> httpx.Response:
    """Ask for the secure page, showing a token of one of the kinds that the features name.

    Example: `When Alice opens the secure page with an expired token`
    """
    return await open_secure_page(client, authorization(token, tokens, person))


@when(parsers.parse("{person} shows that token at the secure page"), target_fixture="response")
async def open_with_held_token(token: str, client: httpx.AsyncClient) -> httpx.Response:
    """Ask for the secure page, showing the token that the scenario began with."""
    return await open_secure_page(client, [bearer(token)])


@then(parsers.parse("{person} is logged in"))
def person_is_logged_in(response: httpx.Response) -> None:
    """Check that the person was given a token."""
    assert response.status_code == 200
    assert response.json() == {"access_token": response.json().get("access_token"), "token_type": "bearer"}


@then(parsers.parse("the token opens the secure page for {person}"))
async def token_opens_page(person: str, response: httpx.Response, client: httpx.AsyncClient) -> None:
    """Check that the token which the log-in gave is good, and speaks of this person."""
    check_opened(person, await open_secure_page(client, [bearer(response.json()["access_token"])]))


@then(parsers.parse('the log-in is refused: "{reason}"'))
@then(parsers.parse('access is refused: "{reason}"'))
def access_is_refused(reason: str, response: httpx.Response) -> None:
    """Check that nobody was let in, and why."""
    assert response.json() == {"detail": reason}
    assert response.status_code == 401


@then(parsers.parse("the secure page opens for {person}"))
def page_opens(person: str, response: httpx.Response) -> None:
    """Check that the secure page lets the person in, by this name."""
    check_opened(person, response)


@then(parsers.parse('it shows the {claim} "{value}"'))
def claim_is_shown(claim: str, value: str, response: httpx.Response) -> None:
    """Check one of the claims that the secure page shows."""
    assert response.json()["payload"][claim] == value
