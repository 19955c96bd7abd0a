import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from steps.drivers.deadline import NoAnswer
from steps.drivers.live import LiveDriver, ServiceDied, open_live
from steps.drivers.server import Launch, PortTakenError, Server, ServiceError

SERVICE = """
import asyncio, os, signal, time
from fastapi import FastAPI

app = FastAPI()

def make_app():
    return app

@app.get("/health")
def health():
    return {"pid": os.getpid(), "greeting": os.environ.get("GREETING")}

@app.get("/hang")
async def hang():
    await asyncio.sleep(60)

@app.get("/block")
def block():
    time.sleep(60)

@app.get("/exit")
async def exit():
    print("out of cheese", flush=True)
    os._exit(3)

@app.get("/crash")
async def crash():
    os.kill(os.getpid(), signal.SIGSEGV)

@app.get("/raise")
async def fail():
    raise RuntimeError("out of luck")
"""


@pytest.fixture(autouse=True)
def service_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "served.py").write_text(SERVICE)
    (tmp_path / "broken.py").write_text("raise RuntimeError('no such setting')\n")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.fixture
async def transport() -> AsyncIterator[LiveDriver]:
    async with open_live(Launch(app="served:app"), seconds=1) as opened:
        yield opened


@pytest.fixture
async def client(transport: LiveDriver) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=transport, base_url=transport.url) as opened:
        yield opened


def ended(pid: int) -> bool:
    """Wait for a process to be gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 10)[0])
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("app", ["served:app", "served:make_app"])
async def test_an_app_or_its_factory_is_served_with_the_environment_it_is_given(app: str) -> None:
    launch = Launch(app=app, environment={"GREETING": "hello"})
    async with (
        open_live(launch, seconds=5) as transport,
        httpx.AsyncClient(transport=transport, base_url=transport.url) as client,
    ):
        answer = (await client.get("/health")).json()
        assert answer == {"pid": answer["pid"], "greeting": "hello"}
        assert answer["pid"] != os.getpid()
    assert ended(answer["pid"])


async def test_nothing_listens_after_the_end() -> None:
    async with open_live(Launch(app="served:app"), seconds=5) as transport:
        port = httpx.URL(transport.url).port
        assert port is not None
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.1", port))


@pytest.mark.parametrize("path", ["/hang", "/block"])
async def test_an_endpoint_that_hangs_is_given_up_by_name_and_others_find_a_new_service(
    path: str, client: httpx.AsyncClient
) -> None:
    hanging = (await client.get("/health")).json()["pid"]
    with pytest.raises(NoAnswer) as caught:
        await client.get(path)
    assert ended(hanging)
    assert str(caught.value) == f"GET {path} was not answered within 1 seconds (bdd_timeout)."
    assert (await client.get("/health")).status_code == 200


async def test_an_error_of_the_service_is_an_answer_and_its_traceback_is_in_the_log(
    transport: LiveDriver, client: httpx.AsyncClient
) -> None:
    printed = transport.watch()
    assert (await client.get("/raise")).status_code == 500
    assert (await client.get("/health")).status_code == 200  # by when the log of the answer before has been read
    assert "RuntimeError: out of luck" in printed()


@pytest.mark.parametrize(
    ("path", "end", "last"),
    [
        ("/exit", "ended with exit status 3", "out of cheese"),
        ("/crash", "was ended by SIGSEGV", '/health HTTP/1.1" 200 OK'),
    ],
)
async def test_the_death_of_the_service_is_told_with_its_last_lines_and_the_next_request_finds_a_new_one(
    path: str, end: str, last: str, client: httpx.AsyncClient
) -> None:
    dead = (await client.get("/health")).json()["pid"]
    with pytest.raises(ServiceDied) as caught:
        await client.get(path)
    first, *lines = str(caught.value).splitlines()
    url = f"{client.base_url}{path}"
    assert first == f"GET {url} got no answer: the service served:app {end}. Its last lines:"
    assert lines[-1].endswith(last)
    assert (await client.get("/health")).json()["pid"] != dead


async def test_a_death_between_two_requests_is_told_to_the_second(client: httpx.AsyncClient) -> None:
    pid = (await client.get("/health")).json()["pid"]
    os.kill(pid, signal.SIGKILL)
    assert ended(pid)
    with pytest.raises(ServiceDied, match=r"GET .*/health got no answer: the service served:app was ended by SIGKILL"):
        await client.get("/health")


async def test_a_service_that_does_not_start_says_why() -> None:
    with pytest.raises(ServiceError) as caught:
        async with open_live(Launch(app="broken:app"), seconds=1):
            pytest.fail("nothing was started")
    first, *lines = str(caught.value).splitlines()
    said = r"The service broken:app did not start: it ended with exit status 1 before it answered GET http://127\.0\.0\.1:\d+/health"
    assert re.fullmatch(rf"{said}\. Its last lines:", first)
    assert lines[-1].strip() == "RuntimeError: no such setting"


async def test_a_service_that_is_not_ready_in_time_says_so() -> None:
    with pytest.raises(
        ServiceError, match=r"did not start: it did not answer GET http://127\.0\.0\.1:\d+/hang within 1 seconds"
    ):
        async with open_live(Launch(app="served:app", ready_path="/hang", ready_seconds=1), seconds=5):
            pytest.fail("it cannot be ready")


def test_a_taken_port_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError) as caught:
            Server(Launch(app="served:app", port=port))
    assert str(caught.value) == (
        f"Port {port} of 127.0.0.1 cannot be used: Address already in use. "
        "End what listens there, or take port 0, any free one."
    )


RUN = """
import asyncio, httpx, signal
from steps.drivers.deadline import NoAnswer
from steps.drivers.live import open_live
from steps.drivers.server import Launch

async def main():
    async with open_live(Launch(app="served:app"), 5) as transport:
        client = httpx.AsyncClient(transport=transport, base_url=transport.url)
        print((await client.get("/health")).json()["pid"], flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_service_ends_with_the_process_that_started_it(number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", RUN]
    with subprocess.Popen(  # noqa: S603
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        run.send_signal(number)
    assert ended(pid)
