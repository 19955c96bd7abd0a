"""A failure is told in Gherkin: read it aloud."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
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
"""

STEPS = """
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

    @then("prices are checked")
    def check_prices(datatable): assert {"pear": "2", "fig": [1, 3]} == {"pear": 1, "fig": [1, 2]}

    def pytest_bdd_apply_tag(tag, function):
        if tag in ("broken_fixture", "no_such_fixture"):
            pytest.mark.usefixtures(tag)(function)
            return True
"""

FEATURE = """
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
          \"\"\"
          no thanks
          \"\"\"

      Scenario: Prices
        Then prices are checked
          | name | price |
          | apple | 1 |

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
"""


@pytest.fixture
def shop(project: Project) -> Project:
    project.configure("bdd_app = service:app")
    project.write("service.py", SERVICE)
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


REPORTS = {
    "Log-in": """
        features/shop.feature:13: Somebody else is in.

          Feature: Shop
          Rule: It is safe
          Scenario: Log-in
              Given a shop
              And prices
              When someone logs in
          >>> Then the user is bob
              And a shop   (not reached)

            Somebody else is in.
            Expected "bob", but "ann" came.

            The last exchange:
              POST /login?api_key=***&page=2
                authorization: Bearer ***
                cookie: ***
                content-type: application/json
                {"user": "ann", "password": "***"}
              answered 200 OK (N ms)
                content-type: application/json
                set-cookie: ***
                {"access_token": "***", "token_type": "bearer", "tokens": ["***"], "user": "ann"}

            conftest.py:29: in is_bob
    """,
    "Form": """
        features/shop.feature:18: Expected 200, but 404 came.

          Feature: Shop
          Rule: It is safe
          Scenario: Form
              Given a shop
              And prices
              When someone sends a form
          >>> Then the answer is good

            Expected 200, but 404 came.

            The last exchange:
              POST /form
                content-type: application/x-www-form-urlencoded
                user=ann&password=***
              answered 404 Not Found (N ms)
                content-type: application/json
                {"detail": "Not Found"}

            conftest.py:25: in good
    """,
    "Breaks": """
        features/shop.feature:22: Expected 200, but 500 came.

          Feature: Shop
          Rule: It is safe
          Scenario: Breaks
              Given a shop
              And prices
              When the service breaks
          >>> Then the answer is good

            Expected 200, but 500 came.

            The last exchange:
              GET /broken
              answered 500 Internal Server Error (N ms)
                content-type: text/plain; charset=utf-8
                Internal Server Error

            The service raised:
              service.py:11: in broken
                  return divide(1, 0)
              service.py:14: in divide
                  return one / other
              ZeroDivisionError: division by zero

            conftest.py:25: in good
    """,
    "Note": """
        features/shop.feature:25: assert is a word

          Feature: Shop
          Rule: It is safe
          Scenario: Note
              Given a shop
              And prices
          >>> Then the note reads
                \"\"\"
                no thanks
                \"\"\"

            assert is a word
            Expected "THANKS", but "NO THANKS" came.

            conftest.py:32: in note
    """,
    "Prices": """
        features/shop.feature:31: Expected pear to be 1, but it is "2". Expected item 2 of fig to be 2, but it is 3.

          Feature: Shop
          Rule: It is safe
          Scenario: Prices
              Given a shop
              And prices
          >>> Then prices are checked
                | name  | price |
                | apple | 1     |

            Expected pear to be 1, but it is "2". Expected item 2 of fig to be 2, but it is 3.
              expected: {"pear": 1, "fig": [1, 2]}
              came: {"pear": "2", "fig": [1, 3]}

            conftest.py:62: in check_prices
    """,
    "Secret": """
        features/shop.feature:36: Expected "", but "***" came.

          Feature: Shop
          Rule: It is safe
          Scenario: Secret
              Given a shop
              And prices
          >>> Then a token stays secret

            Expected "", but "***" came.

            conftest.py:35: in token
    """,
    "Wordless": """
        features/shop.feature:39: not [1]

          Feature: Shop
          Rule: It is safe
          Scenario: Wordless
              Given a shop
              And prices
          >>> Then it is checked without words

            not [1]

            conftest.py:38: in wordless
    """,
    "at setup of Broken at the start": """
        features/shop.feature:42: RuntimeError: no fixture

          Feature: Shop
          Rule: It is safe
          Scenario: Broken at the start
              Given a shop   (not reached)
              And prices   (not reached)
              Then the answer is good   (not reached)

            RuntimeError: no fixture

            conftest.py:41: in broken_fixture
    """,
    "at setup of Lost at the start": """
        features/shop.feature:46: There is no fixture named `no_such_fixture`.

          Feature: Shop
          Rule: It is safe
          Scenario: Lost at the start
              Given a shop   (not reached)
              And prices   (not reached)
              Then the answer is good   (not reached)

            There is no fixture named `no_such_fixture`.
    """,
    "Broken in between": """
        features/shop.feature:50: RuntimeError: no fixture

          Feature: Shop
          Rule: It is safe
          Scenario: Broken in between
              Given a shop
              And prices
          >>> Then a broken fixture is used

            RuntimeError: no fixture

            conftest.py:41: in broken_fixture
    """,
    "at teardown of Broken at the end": """
        features/shop.feature:52: RuntimeError: no end

          Feature: Shop
          Rule: It is safe
          Scenario: Broken at the end
              Given a shop
              And prices
              Given a fixture that ends badly

            RuntimeError: no end

            conftest.py:46: in broken_end
    """,
    "Without a request": """
        features/shop.feature:56: No request was made yet: a When step makes one.

          Feature: Shop
          Rule: It is safe
          Scenario: Without a request
              Given a shop
              And prices
          >>> Then the answer is good

            No request was made yet: a When step makes one.
    """,
    "Group": """
        features/shop.feature:59: unhandled errors in a TaskGroup (2 sub-exceptions)

          Feature: Shop
          Rule: It is safe
          Scenario: Group
              Given a shop
              And prices
          >>> Then two things go wrong at once

            unhandled errors in a TaskGroup (2 sub-exceptions)
              ValueError: failure 0
              ValueError: failure 1

            conftest.py:56: in two_things
    """,
}


def test_each_failure_reads_as_gherkin(shop: Project) -> None:
    result = shop.run("features")

    assert _reports(result) == {name: dedent(told).strip() for name, told in REPORTS.items()}
    assert "-secret" not in result.stdout.str()


def test_parallel_workers_and_junit_tell_the_same(shop: Project) -> None:
    result = shop.run_apart("features", "-n", "2", "--junitxml=junit.xml")

    assert _reports(result) == {name: dedent(told).strip() for name, told in REPORTS.items()}
    cases = ET.parse(shop.path / "junit.xml").iter("testcase")  # noqa: S314  pytest has written it
    told = {case.attrib["name"]: [_timeless(part.text or "").strip() for part in case] for case in cases}
    assert told == {re.sub(r"^at \w+ of ", "", name): [dedent(report).strip()] for name, report in REPORTS.items()}


def test_full_trace_shows_the_frames(shop: Project) -> None:
    result = shop.run("features", "--full-trace", "-k", "Form or Lost")

    shown = result.stdout.str()
    assert "steps/gherkin/running.py" in shown
    assert "assert response.status_code == 200" in shown
    result.assert_outcomes(failed=1, errors=1)


def _reports(result: pytest.RunResult) -> dict[str, str]:
    """Take the reports of failures and errors out of a run's output, by heading."""
    shown = result.stdout.str()
    sections = [
        shown.partition(f"= {title} =")[2].partition("\n==")[0].partition("\n- ")[0] for title in ("FAILURES", "ERRORS")
    ]
    parts = [re.split(r"^_+ (.*?) _+$", section, flags=re.MULTILINE)[1:] for section in sections]
    found = [pair for part in parts for pair in zip(part[::2], part[1::2], strict=True)]
    return {
        name.removeprefix("ERROR "): _timeless(re.sub(r"^\[gw\d\].*\n", "", text.lstrip())).strip()
        for name, text in found
    }


def _timeless(text: str) -> str:
    return re.sub(r"\(\d+ ms\)", "(N ms)", text)
