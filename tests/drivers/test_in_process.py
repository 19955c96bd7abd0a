"""Both in-process drivers give the same answers to whatever is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
import asyncio, gzip, threading, time
from contextlib import asynccontextmanager
from fastapi import BackgroundTasks, FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

STARTED = []

@asynccontextmanager
async def lifespan(app):
    STARTED.append("up")
    async with asyncio.TaskGroup() as group:
        beat = group.create_task(asyncio.sleep(3600))
        yield {"loop": asyncio.get_running_loop(), "started": STARTED}
        beat.cancel()
    print("LIFESPAN ended", *STARTED)

app = FastAPI(lifespan=lifespan)

@app.api_route("/echo/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def echo(path: str, request: Request):
    scope = request.scope
    return {
        "method": request.method, "path": scope["path"], "raw": scope["raw_path"].decode(), "query": scope["query_string"].decode(),
        "headers": [[n.decode("latin-1"), v.decode("latin-1")] for n, v in scope["headers"]],
        "body": (await request.body()).decode("latin-1"), "parameter": path, "scheme": scope["scheme"],
        "server": list(scope["server"]), "url": str(request.url), "version": scope["http_version"], "root": scope["root_path"],
    }

@app.get("/cookies")
async def cookies(request: Request, response: Response):
    response.set_cookie("one", "1")
    response.set_cookie("two", "2", path="/other")
    response.headers.append("x-twice", "a")
    response.headers.append("x-twice", "b")
    return request.cookies

@app.get("/redirect")
async def redirect(): return RedirectResponse("/echo/moved?a=1", 307)

@app.get("/gzip")
async def zipped(): return Response(gzip.compress(b"zipped"), headers={"content-encoding": "gzip"})

@app.head("/head")
async def head(): return Response(headers={"content-length": "1000", "x-head": "yes"})

@app.delete("/nothing", status_code=204)
async def nothing(): return None

@app.get("/stream")
async def stream():
    async def chunks():
        for number in range(3):
            await asyncio.sleep(0)
            yield f"{number}\\n"
    return StreamingResponse(chunks())

@app.get("/breaks")
def breaks(): raise ValueError("broken")

@app.get("/breaks-in-stream")
async def breaks_in_stream():
    async def chunks():
        yield "a"
        raise ValueError("broken")
    return StreamingResponse(chunks())

@app.get("/refuses")
async def refuses(): raise HTTPException(418, "teapot", {"x-tea": "yes"})

DONE = []

@app.get("/background")
async def background(tasks: BackgroundTasks):
    async def work():
        await asyncio.sleep(0)
        DONE.append("async")
    tasks.add_task(work)
    tasks.add_task(DONE.append, "sync")

@app.get("/done")
def done(): return DONE

@app.get("/state")
async def state(request: Request):
    return [request.state.loop is asyncio.get_running_loop(), request.state.started]

ARRIVED = []

@app.get("/together/{number}")
async def together(number: int):
    ARRIVED.append(number)
    while len(ARRIVED) < 20: await asyncio.sleep(0)
    return number

@app.get("/thread/{number}")
def in_thread(number: int): return [number, threading.current_thread() is threading.main_thread()]
"""

STEPS = """
    import gzip, json

    def shown(response):
        assert response.elapsed.total_seconds() > 0
        return [response.status_code, [[n.decode(), v.decode()] for n, v in response.headers.raw], response.text, response.url.path,
            str(response.request.url), response.is_closed, len(response.history), response.http_version]

    async def everything(client):
        answers = {}
        async def send(name, method, url, **options):
            answers[name] = shown(await client.request(method, url, **options))
        paths = ["/echo/a%2Fb", "/echo/%00", "/echo/caf%C3%A9/\N{GRINNING FACE}", "/echo/a b+c%20d", "/echo//double//", "/echo/../up",
            "/echo/%2e%2e/x", "/echo/a;b=c", "/echo/%", "/echo/%ff", "/echo/?q=%26&q=&x", "/echo/#fragment", "/echo/\N{RIGHT-TO-LEFT OVERRIDE}"]
        for path in paths:
            await send(path, "GET", path)
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            await send(method, method, "/echo/m")
        await send("parameters", "GET", "/echo/p", params={"a": ["1", "2"], "b": "\N{EURO SIGN} &="})
        await send("headers", "GET", "/echo/h", headers=[("X-A", "1"), ("x-a", "2"), ("Accept", "text/x"), ("X-Latin", "\N{POUND SIGN}".encode("latin-1"))])
        await send("host", "GET", "http://other.example:8080/echo/h?x=1")
        await send("https", "GET", "https://safe.example/echo/h")
        await send("json", "POST", "/echo/j", json={"a": [1, None, "\N{GRINNING FACE}"]})
        await send("form", "POST", "/echo/f", data={"a": "1 2", "b": ["x", "y"]})
        await send("bytes", "POST", "/echo/b", content=bytes(range(256)))
        await send("chunks", "POST", "/echo/c", content=chunks())
        await send("length", "POST", "/echo/l", content=b"abc", headers={"Content-Length": "3"})
        await send("empty", "POST", "/echo/e", content=b"")
        for path in ("cookies", "cookies", "redirect", "gzip", "stream", "breaks", "breaks-in-stream", "refuses", "missing", "background", "done", "state"):
            await send(path, "GET", f"/{path}")
        await send("followed", "GET", "/redirect", follow_redirects=True)
        await send("head", "HEAD", "/head")
        await send("nothing", "DELETE", "/nothing")
        await send("not allowed", "POST", "/stream")
        async with client.stream("GET", "/stream") as response:
            answers["streamed"] = [line async for line in response.aiter_lines()]
        async with client.stream("GET", "/gzip") as response:
            answers["raw"] = [gzip.decompress(b"".join([part async for part in response.aiter_raw()])).decode()]
        return answers

    async def chunks():
        for _ in range(3): yield b"chunk"

    @when("everything is sent", target_fixture="answers")
    async def send_everything(client): return await everything(client)

    @then("the answers are written down")
    def write_down(answers, pytestconfig):
        path = pytestconfig.invocation_params.dir / f"{pytestconfig.option.bdd_driver}.json"
        path.write_text(json.dumps(answers))

    @given("a cookie")
    async def cookie(client):
        await client.get("/cookies")
        assert (await client.get("/cookies")).json() == {"one": "1"}

    @then("there is no cookie")
    async def no_cookie(client): assert (await client.get("/cookies")).json() == {}

    @then("the cookies can be set")
    async def own_cookie(client):
        client.cookies.set("mine", "yes")
        assert (await client.get("/cookies")).json() == {"one": "1", "mine": "yes"}

    @then("twenty requests are answered at once")
    async def together(client):
        answers = await asyncio.gather(*(client.get(f"/together/{number}") for number in range(20)))
        assert [each.json() for each in answers] == list(range(20))

    @then("twenty requests to threads are answered at once")
    async def in_threads(client):
        answers = await asyncio.gather(*(client.get(f"/thread/{number}") for number in range(20)))
        assert [each.json() for each in answers] == [[number, False] for number in range(20)]
"""
FEATURE = """
    Feature: F
      Scenario: All
        When everything is sent
        Then the answers are written down
      Scenario: Cookies
        Given a cookie
      Scenario: Cookies do not leak
        Then there is no cookie
        And the cookies can be set
      Scenario: At once
        Then twenty requests are answered at once
        And twenty requests to threads are answered at once
"""


def test_both_drivers_give_the_same_answers(project: Project) -> None:
    project.configure("bdd_app = service:app")
    project.write("service.py", SERVICE)
    project.steps(STEPS)
    project.feature(FEATURE)

    answers = {}
    for driver in ("asyncclient", "testclient"):
        result = project.run("features", "-s", "--bdd-driver", driver)
        result.assert_outcomes(passed=4)
        assert result.stdout.str().count("LIFESPAN ended up\n") == 1
        answers[driver] = json.loads((project.path / f"{driver}.json").read_text())

    assert answers["testclient"] == answers["asyncclient"]
    told = answers["asyncclient"]
    assert {
        name: told[name][0] for name in ("breaks", "redirect", "followed", "head", "nothing", "missing", "refuses")
    } == {
        "breaks": 500,
        "redirect": 307,
        "followed": 200,
        "head": 200,
        "nothing": 204,
        "missing": 404,
        "refuses": 418,
    }
    assert told["gzip"][2] == "zipped"
    assert told["streamed"] == ["0", "1", "2"]
    assert json.loads(told["done"][2]) == ["async", "sync"]
    assert json.loads(told["state"][2]) == [True, ["up"]]
    assert json.loads(told["/echo/a%2Fb"][2])["raw"] == "/echo/a%2Fb"
    assert json.loads(told["headers"][2])["headers"].count(["x-a", "1"]) == 1
