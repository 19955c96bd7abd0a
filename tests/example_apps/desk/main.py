"""A front desk: it keeps all it knows in memory."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Body, Cookie, Depends, FastAPI, Form, HTTPException, Query, Request, Response, UploadFile, status
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import BaseModel

basic = HTTPBasic(realm="desk")
CITIES = ["Athens", "Bergen", "Cork", "Delft", "Espoo", "Faro", "Ghent"]


class Job(BaseModel):
    id: str
    state: str = "waiting"
    result: int | None = None


class City(BaseModel):
    name: str
    people: int | None = None


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.jobs = {}
    app.state.sessions = {}
    app.state.tickets = 0
    yield


app = FastAPI(title="Desk", lifespan=lifespan)


@app.post("/files", status_code=201)
async def upload(
    file: UploadFile,
    note: Annotated[str, Form()] = "",
    tags: Annotated[list[str] | None, Form()] = None,
) -> dict[str, object]:
    content = await file.read()
    if not content:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, "The file is empty")
    return {"name": file.filename, "type": file.content_type, "size": len(content), "note": note, "tags": tags or []}


@app.get("/old")
async def old() -> RedirectResponse:
    return RedirectResponse("/new?from=old", status.HTTP_308_PERMANENT_REDIRECT)


@app.get("/new")
async def new(origin: Annotated[str, Query(alias="from")] = "") -> dict[str, str]:
    return {"from": origin}


@app.post("/login", status_code=204)
async def log_in(
    request: Request, response: Response, username: Annotated[str, Form()], password: Annotated[str, Form()]
) -> None:
    if password != "open-sesame":
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong password")
    session = secrets.token_hex(8)
    request.app.state.sessions[session] = username
    response.set_cookie("session", session, httponly=True, samesite="lax")


@app.get("/profile")
async def profile(request: Request, session: Annotated[str | None, Cookie()] = None) -> dict[str, str]:
    username = request.app.state.sessions.get(session)
    if username is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Please log in")
    return {"username": username}


@app.get("/language")
async def language(language: Annotated[str, Cookie()] = "en") -> dict[str, str]:
    return {"language": language}


@app.get("/staff")
async def staff(credentials: Annotated[HTTPBasicCredentials, Depends(basic)]) -> dict[str, str]:
    if not secrets.compare_digest(credentials.password.encode(), b"keys-please"):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong password", {"WWW-Authenticate": "Basic"})
    return {"name": credentials.username}


@app.get("/cities")
async def cities(
    response: Response,
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=10)] = 3,
    name: str = "",
) -> dict[str, object]:
    found = [city for city in CITIES if name.lower() in city.lower()]
    start = (page - 1) * size
    if start + size < len(found):
        response.headers["Link"] = f'</cities?page={page + 1}&size={size}>; rel="next"'
    return {"items": [{"name": city} for city in found[start : start + size]], "total": len(found)}


@app.post("/cities/import")
async def import_cities(cities: list[City]) -> dict[str, object]:
    known = [city.name for city in cities if city.name in CITIES]
    return {"imported": len(cities) - len(known), "known": known, "people": sum(city.people or 0 for city in cities)}


async def work(job: Job, number: int) -> None:
    job.state = "running"
    await asyncio.sleep(0.05)
    job.state, job.result = "done", number * number


@app.post("/jobs", status_code=202)
async def start_job(request: Request, number: Annotated[int, Body(embed=True)], response: Response) -> Job:
    job = Job(id=secrets.token_hex(4))
    request.app.state.jobs[job.id] = job
    request.app.state.working = asyncio.create_task(work(job, number))
    response.headers["Location"] = f"/jobs/{job.id}"
    return job


@app.get("/jobs/{job_id}")
async def read_job(job_id: str, request: Request) -> Job:
    if job_id not in request.app.state.jobs:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such job")
    job: Job = request.app.state.jobs[job_id]
    return job


@app.post("/tickets", status_code=201)
async def draw_ticket(request: Request) -> dict[str, int]:
    request.app.state.tickets += 1
    return {"ticket": request.app.state.tickets}


@app.post("/echo")
async def echo(body: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
    return body


@app.post("/shout", response_class=PlainTextResponse)
async def shout(text: Annotated[str, Body(media_type="text/plain")]) -> str:
    return text.upper()


@app.get("/greeting", response_class=PlainTextResponse)
async def greeting(request: Request) -> str:
    german = request.headers.get("Accept-Language", "").startswith("de")
    return "Guten Tag!" if german else "Good day!"
