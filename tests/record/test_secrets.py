"""No secret of an exchange, nor of what a step says, stands in anything that is written or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steps.record.masking import Masking

if TYPE_CHECKING:
    from tests.conftest import Project

CANARY = "CANARY-5f3a90"
APP = f"""
from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.post("/log-in")
async def log_in(request: Request, response: Response):
    response.set_cookie("session", "{CANARY}1")
    response.headers["X-Api-Key"] = "{CANARY}2"
    return {{"access_token": "{CANARY}3", "user": {{"pin": "{CANARY}4", "name": "ann"}}}}

@app.post("/broken")
async def broken():
    raise ValueError("cannot read {{'password': '{CANARY}5'}}")
"""
STEPS = f"""
import httpx
def secret(number): return "{CANARY[:6]}" + "{CANARY[6:]}" + str(number)

@when("somebody logs in", target_fixture="answer")
async def log_in(client):
    headers = {{"Authorization": "Bearer " + secret(6), "Cookie": "id=" + secret(7), "X-Auth-Token": secret(8)}}
    body = {{"password": secret(9), "pin": secret(10)}}
    return await client.post("/log-in", params={{"token": secret(11), "pin": secret(12)}}, headers=headers, json=body)

@when("a form is sent", target_fixture="answer")
async def send_form(client):
    await client.post("/log-in", data={{"password": secret(13), "pin": secret(14)}})
    return await client.post("/log-in", files={{"pin": (None, secret(15)), "photo": ("a.txt", "plain")}})

@when("the service breaks", target_fixture="answer")
async def break_service(client): return await client.post("/broken")

@then("the token is another")
def compare(answer): assert answer.json()["access_token"] == "another"

@then("the answer is another")
def compare_all(answer): assert answer.json() == {{"access_token": "another", "user": {{"pin": 1}}}}

@then("the cookie is told")
def cookie(answer): raise RuntimeError("it was " + answer.cookies["session"])

@then("it is skipped")
def skips(answer): pytest.skip("not with " + answer.json()["access_token"])

@then("it is expected to fail")
def expects(answer): pytest.xfail("never " + answer.json()["access_token"])

@then("it is attached")
def attaches(answer, attach):
    attach(answer.text, "application/json", "answer.json")
    assert answer.json()["user"]["pin"] in ()
"""
FEATURE = """
Feature: Secrets
  Scenario Outline: <check>
    When <action>
    Then <check>

    Examples:
      | action            | check                 |
      | somebody logs in  | the token is another  |
      | somebody logs in  | the answer is another |
      | somebody logs in  | the cookie is told    |
      | somebody logs in  | it is skipped         |
      | somebody logs in  | it is expected to fail |
      | somebody logs in  | it is attached        |
      | a form is sent    | the token is another  |
      | the service breaks | the token is another |
"""


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["alone", "worker"])
def test_a_secret_is_written_nowhere(project: Project, workers: list[str]) -> None:
    project.write("shop.py", APP)
    project.configure("bdd_app = shop:app", "bdd_secrets = pin")
    project.steps(STEPS)
    project.feature(FEATURE)

    result = project.run_apart("--bdd-messages", "run.ndjson", "--bdd-docs", "run.html", "-rA", *workers, "features")

    record, page = (project.path / name for name in ("run.ndjson", "run.html"))
    assert "POST" in record.read_text("utf-8")
    written = {
        "record": record.read_text("utf-8"),
        "document": page.read_text("utf-8"),
        "terminal": result.stdout.str(),
    }
    assert {name: _around(text) for name, text in written.items() if CANARY in text} == {}
    assert record.read_text("utf-8").count('"status":"FAILED"') == 6


@pytest.mark.parametrize(
    ("names", "text", "shown"),
    [
        (["pin"], "{'pin': 1234, 'shipping': 1}", "{'pin': ***, 'shipping': 1}"),
        (["pin"], '{"user_pin": "12"}', '{"user_pin": "***"}'),
        (["tax.id"], '{"tax.id": "12", "taxxid": "3"}', '{"tax.id": "***", "taxxid": "3"}'),
        ([], "{'pin': 1234}", "{'pin': 1234}"),
    ],
)
def test_names_of_ones_own_are_whole_words(names: list[str], text: str, shown: str) -> None:
    assert Masking(names).text(text) == shown


def _around(text: str) -> str:
    place = text.index(CANARY)
    return text[max(place - 200, 0) : place + 40]
