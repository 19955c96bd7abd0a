"""The sentences of the features that meet faults."""

import asyncio
import os
import shlex
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from pytest_bdd import given, parsers, then, when

from steps.database.records import Records


@given(parsers.parse("{name:w} is registered"))
async def register(name: str, records: Records) -> None:
    await records.add("users", name=name)


@given(parsers.parse('"{command}" is run meanwhile'))
def run_meanwhile(command: str) -> Iterator[None]:
    """Start a command, wait for its first line, and end it with the scenario."""
    with subprocess.Popen(  # noqa: S603
        shlex.split(os.path.expandvars(command)), stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.kill()


@given(parsers.parse('"{command}" has been run'))
def run(command: str) -> None:
    subprocess.run(shlex.split(os.path.expandvars(command)), check=True)  # noqa: S603


@given(parsers.parse('the scenario takes note in "{file}"'))
def take_note(file: str) -> Iterator[None]:
    """Fail if another scenario of this file is under way."""
    Path(file).mkdir()
    yield
    Path(file).rmdir()


@given("tidying up takes for ever")
def tidy_up_slowly() -> Iterator[None]:
    yield
    Path("reached").write_text("now")
    time.sleep(60)


@when("someone waits for ever")
async def wait() -> None:
    Path("reached").write_text("now")  # noqa: ASYNC240
    await asyncio.sleep(60)


@when(parsers.parse('someone sends "{method} {path}"'), target_fixture="response")
async def send(method: str, path: str, client: httpx.AsyncClient) -> httpx.Response:
    return await client.request(method, path)


@then(parsers.parse("the answer is {status:d}"))
def answer_is(status: int, response: httpx.Response) -> None:
    assert response.status_code == status


@then(parsers.parse('the answer says "{text}"'))
def answer_says(text: str, response: httpx.Response) -> None:
    assert response.json() == text.split()
