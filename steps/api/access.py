"""Access: what a person's requests carry to show who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from pytest_bdd import given, parsers, when

from steps.api.data.bodies import describe_response
from steps.api.data.tables import Table, read_object, read_texts
from steps.api.data.token_kinds import mint

if TYPE_CHECKING:
    from steps.api.people import People
    from steps.tokens import Tokens


@given(parsers.parse('{someone} uses the header "{header}" with the value "{value}"'))
@when(parsers.parse('{someone} uses the header "{header}" with the value "{value}"'))
def use_header(people: People, someone: str, header: str, value: Any) -> None:
    """Send a header with every further request of this person; an API key is given so as well.

    Example: Given a client uses the header "X-API-Key" with the value "owner-key"
    """
    people[someone].client.headers[header] = str(value)


@given(parsers.parse('{someone} uses the cookie "{cookie}" with the value "{value}"'))
@when(parsers.parse('{someone} uses the cookie "{cookie}" with the value "{value}"'))
def use_cookie(people: People, someone: str, cookie: str, value: Any) -> None:
    """Send a cookie with every further request of this person; cookies that responses set are kept by themselves.

    Example: Given Alice uses the cookie "language" with the value "de"
    """
    people[someone].client.cookies.set(cookie, str(value))


@given(parsers.parse('{someone} uses the name "{username}" with the password "{password}"'))
@when(parsers.parse('{someone} uses the name "{username}" with the password "{password}"'))
def use_basic(people: People, someone: str, username: str, password: str) -> None:
    """Send name and password with every further request of this person (HTTP Basic, RFC 7617).

    Example: Given Alice uses the name "alice" with the password "open-sesame"
    """
    people[someone].client.auth = httpx.BasicAuth(username, password)


@given(parsers.parse('{someone} uses {kind} token of "{subject}"'))
@when(parsers.parse('{someone} uses {kind} token of "{subject}"'))
def use_token(people: People, tokens: Tokens, someone: str, kind: str, subject: str) -> None:
    """Send a bearer token with every further request of this person.

    Kinds: a valid, an expired, a not yet valid, an unending, a wrongly signed, an otherwise signed, a tampered, an unsigned.

    Example: Given a client uses an expired token of "alice"
    """
    people[someone].use_token(mint(tokens, kind, {"sub": subject}))


@given(parsers.parse("{someone} uses {kind} token with the claims:"))
@when(parsers.parse("{someone} uses {kind} token with the claims:"))
def use_token_with_claims(people: People, tokens: Tokens, someone: str, kind: str, datatable: Table) -> None:
    """Send a bearer token whose claims stand in a table of field and value; null leaves a claim out.

    Example: Given a client uses a valid token with the claims:
      | field | value |
      | sub   | alice |
      | role  | admin |
    """
    people[someone].use_token(mint(tokens, kind, read_object(datatable)))


@given(parsers.parse('{someone} uses the token "{token}"'))
@when(parsers.parse('{someone} uses the token "{token}"'))
def use_given_token(people: People, someone: str, token: str) -> None:
    """Send this bearer token with every further request of this person, for instance one that was remembered.

    Example: Given Alice uses the token "{token}"
    """
    people[someone].use_token(token)


@given(parsers.parse("{someone} uses no token"))
@when(parsers.parse("{someone} uses no token"))
def use_no_token(people: People, someone: str) -> None:
    """Send no bearer token any more.

    Example: When Alice uses no token
    """
    people[someone].client.headers.pop("Authorization", None)


@given(parsers.parse('{someone} logs in at "{path}" with the form:'), target_fixture="response")
@when(parsers.parse('{someone} logs in at "{path}" with the form:'), target_fixture="response")
async def log_in(people: People, someone: str, path: str, datatable: Table) -> httpx.Response:
    """Log in by a form, and stay so: cookies are kept, and an `access_token` in the answer is sent from now on.

    Example: Given Mia logs in at "/token" with the form:
      | name     | value          |
      | username | mia            |
      | password | reading-is-fun |
    """
    response = await people[someone].send("POST", path, data=read_texts(datatable))
    assert response.is_success, f"{someone} cannot log in: {describe_response(response)}."
    people[someone].keep_token(response)
    return response
