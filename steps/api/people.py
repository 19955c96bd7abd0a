"""The people of a scenario: each has a client, with its own headers and cookies, and a last response."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from pytest_bdd import given, parsers, when

from steps.api.data.http_names import check_method, name_status

ANYBODY = "a client"


@dataclass(slots=True)
class Person:
    """Somebody who uses the service."""

    name: str
    client: httpx.AsyncClient
    last_response: httpx.Response | None = None

    async def send(self, method: str, path: str, **parts: Any) -> httpx.Response:
        """Send a request, whose parts are those of `httpx.AsyncClient.request`, and keep the response.

        Raises ValueError when HTTP has no such method.
        """
        check_method(method)
        started = time.perf_counter()
        self.last_response = await self.client.request(method, path, **parts)
        # httpx leaves it out where a transport has read the body already.
        self.last_response.elapsed = timedelta(seconds=time.perf_counter() - started)
        return self.last_response

    def use_token(self, token: str) -> None:
        """Send a bearer token with every further request."""
        self.client.headers["Authorization"] = f"Bearer {token}"

    def keep_token(self, response: httpx.Response) -> None:
        """Use the `access_token` that a log-in has answered with (RFC 6749 section 5.1), if there is one."""
        if "json" in response.headers.get("content-type", "") and "access_token" in response.text:
            self.use_token(response.json()["access_token"])

    async def follow_redirect(self) -> httpx.Response:
        """Send the request that the last response redirects to.

        Raises AssertionError when it does not redirect.
        """
        assert self.last_response is not None, f"{self.name} has not got a response yet."
        following = self.last_response.next_request
        assert following is not None, f"The response is {name_status(self.last_response.status_code)}, not a redirect."
        self.last_response = await self.client.send(following)
        return self.last_response


class People:
    """The people of a scenario by name; who is named for the first time comes in with a fresh client."""

    def __init__(self, anybody: httpx.AsyncClient) -> None:
        self._anybody = anybody
        self._known = {ANYBODY: Person(ANYBODY, anybody)}

    def __getitem__(self, name: str) -> Person:
        if name not in self._known:
            self._known[name] = Person(name, self._another_client())
        return self._known[name]

    def _another_client(self) -> httpx.AsyncClient:
        transport = self._anybody._transport  # noqa: SLF001  # the way to the service, whatever the driver
        return httpx.AsyncClient(transport=transport, base_url=self._anybody.base_url, trust_env=False)


@pytest.fixture
def people(client: httpx.AsyncClient) -> People:
    """Know the people of the scenario; "a client" is whoever holds the fixture `client`."""
    if not isinstance(client, httpx.AsyncClient):
        pytest.fail(
            f"The fixture `client` of this project is of the type {type(client).__name__}, where the sentences need our `client`, "
            "an httpx.AsyncClient. Move it to where only your own tests see it (tests/conftest.py), or rename it.",
            pytrace=False,
        )
    return People(client)


@given(parsers.parse("we look at the last response of {someone}"), target_fixture="response")
@when(parsers.parse("we look at the last response of {someone}"), target_fixture="response")
def look_at_last_response(people: People, someone: str) -> httpx.Response:
    """Turn the sentences about the response to the last one that somebody got, when several people act.

    Example: When we look at the last response of Alice
    """
    response = people[someone].last_response
    assert response is not None, f"{someone} has not got a response yet."
    return response


@given(parsers.parse("{someone} follows the redirect"), target_fixture="response")
@when(parsers.parse("{someone} follows the redirect"), target_fixture="response")
async def follow_redirect(people: People, someone: str) -> httpx.Response:
    """Go where the last response of this person redirects to.

    Example: When a client follows the redirect
    """
    return await people[someone].follow_redirect()
