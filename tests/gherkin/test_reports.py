"""A failure is told in Gherkin: read it aloud."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = '''
from fastapi import FastAPI, Response
app = FastAPI()

@app.post("/login")
def login(response: Response, body: dict):
    response.set_cookie("session", "cookie-secret")
    return {"access_token": "token-secret", "token_type": "bearer", "tokens": ["list-secret"], "user": body["user"]}

@app.get("/broken")
def broken():
    return divide(1, 0)

def divide(one, other):
    return one / other
'''

STEPS = '''
    @step("a shop")
    def a_shop(): pass

    @given("prices")
    def prices(datatable): pass

    @when("someone logs in", target_fixture="response")
    async def log_in(client):
        return await client.post("/login?api_key=query-secret&page=2", json={"user": "ann", "password": "body-secret"},
            headers={"Authorization": "Bearer header-secret", "Cookie": "a=jar-secret"})

    @when("someone sends a form", target_fixture="response")
    async def send_form(client):
        return await client.post("/form", data={"user": "ann", "password": "form-secret"})

    @when("the service breaks", target_fixture="response")
    async def break_service(client): return await client.get("/broken")

    @then("the answer is good")
    def good(response):
        assert response.status_code == 200

    @then("the user is bob")
    def is_bob(response):
        assert response.json()["user"] == "bob", "Somebody else is in."

    @then("the note reads")
    def note(docstring): assert docstring.upper() == "THANKS", "assert is a word"

    @then("a token stays secret")
    def token(): assert "eyJhbGciOi.eyJzdWIi.sig" == ""

    @then("it is checked without words")
    def wordless(): assert not [1]

    @pytest.fixture
    def broken_fixture(): raise RuntimeError("no fixture")

    @pytest.fixture
    def broken_end():
        yield
        raise RuntimeError("no end")

    @given("a fixture that ends badly")
    def ends_badly(broken_end): pass

    @then("a broken fixture is used")
    def uses_broken(broken_fixture): pass

    @then("two things go wrong at once")
    async def two_things():
        async with asyncio.TaskGroup() as group:
            for number in range(2): group.create_task(fail(number))

    async def fail(number): raise ValueError(f"failure {number}")

    def pytest_bdd_apply_tag(tag, function):
        if tag in ("broken_fixture", "no_such_fixture"):
            pytest.mark.usefixtures(tag)(function)
            return True
'''

FEATURE = '''
    Feature: Shop

      Background:
        Given a shop
        And prices
          | name | price |
          | pear | 1     |

      Rule: It is safe

        Scenario: Log-in
          When someone logs in
          Then the user is bob
          And a shop

        Scenario: Form
          When someone sends a form
          Then the answer is good

      Scenario: Breaks
        When the service breaks
        Then the answer is good

      Scenario: Note
        Then the note reads
          """
          no thanks
          """

      Scenario: Secret
        Then a token stays secret

      Scenario: Wordless
        Then it is checked without words

      @broken_fixture
      Scenario: Broken at the start
        Then the answer is good

      @no_such_fixture
      Scenario: Lost at the start
        Then the answer is good

      Scenario: Broken in between
        Then a broken fixture is used

      Scenario: Broken at the end
        Given a fixture that ends badly

      Scenario: Without a request
        Then the answer is good

      Scenario: Group
        Then two things go wrong at once
'''


@pytest.fixture
def shop(project: Project) -> Project:
    project.configure("bdd_app = service:app")
    project.write("service.py", SERVICE)
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


def test_x(shop: Project) -> None:
    shop.run("features")
