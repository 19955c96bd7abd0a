"""Whatever shape an app has, its features run under both in-process drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

DRIVERS = pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
GREETING = """
    Feature: Greeting
      Everyone is greeted.

      Scenario: A greeting
        When a client sends GET "{path}"
        Then the status is {status}
        And the body contains "{body}"
"""
PLAIN = """
from fastapi import FastAPI
app = FastAPI()

@app.get("/hello")
def hello(): return "plain"
"""
FACTORY = """
from fastapi import FastAPI

def app():
    made = FastAPI()
    made.get("/hello")(lambda: "made")
    return made
"""
MOUNTED = """
from typing import Annotated
from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

async def get_session():
    async with AsyncSession(create_async_engine("sqlite+aiosqlite:////nowhere/real.db")) as session:
        yield session

inner = FastAPI()

@inner.get("/hello")
async def hello(session: Annotated[AsyncSession, Depends(get_session)]):
    return (await session.connection()).engine.url.database

outer = FastAPI()
outer.mount("/inner", inner)
app = FastAPI()
app.mount("/outer", GZipMiddleware(outer))
"""
STATE = """
from contextlib import asynccontextmanager
from fastapi import FastAPI, Request

@asynccontextmanager
async def lifespan(app):
    app.state.greeting = "on the app"
    yield {"greeting": "in the lifespan"}

app = FastAPI(lifespan=lifespan)

@app.get("/hello")
def hello(request: Request): return f"{request.app.state.greeting}, {request.state.greeting}"
"""
BREAKING = """
from fastapi import FastAPI
app = FastAPI()

@app.middleware("http")
async def break_down(request, call_next): raise ValueError("the middleware is broken")

@app.get("/hello")
def hello(): ...
"""


def greet(project: Project, service: str, *settings: str, path: str = "/hello", status: str = "ok", body: str) -> None:
    project.configure("bdd_app = service:app", "bdd_steps = steps.api", *settings)
    project.write("service.py", service)
    project.feature(GREETING.format(path=path, status=status, body=body))


@DRIVERS
@pytest.mark.parametrize(
    ("service", "body"),
    [
        (PLAIN, "plain"),
        (FACTORY, "made"),
        (STATE, "on the app, in the lifespan"),
    ],
)
def test_an_app_without_a_database_needs_no_more_than_its_name(
    project: Project, service: str, body: str, driver: str
) -> None:
    greet(project, service, body=body)
    project.run("--bdd-driver", driver).assert_outcomes(passed=1)


@DRIVERS
def test_sessions_of_mounted_apps_are_bound_and_let_go(project: Project, driver: str) -> None:
    greet(project, MOUNTED, "bdd_session = service:get_session", path="/outer/inner/hello", body=":memory:")
    project.write(
        "test_last.py", "import service\ndef test_overrides(): assert service.inner.dependency_overrides == {}\n"
    )
    project.run("--bdd-driver", driver, "features", "test_last.py").assert_outcomes(passed=2)


@DRIVERS
def test_middleware_that_raises_is_an_internal_server_error(project: Project, driver: str) -> None:
    greet(project, BREAKING, status="internal server error", body="Internal Server Error")
    project.run("--bdd-driver", driver).assert_outcomes(passed=1)


@DRIVERS
def test_an_app_may_stand_behind_a_path_of_its_proxy(project: Project, driver: str) -> None:
    body = "/proxy /proxy/hello"
    greet(
        project,
        """
        from fastapi import FastAPI, Request
        app = FastAPI()
        app.root_path = "/proxy"

        @app.get("/hello")
        def hello(request: Request): return f"{request.scope['root_path']} {request.url.path}"
        """,
        path="/proxy/hello",
        body=body,
    )
    project.run("--bdd-driver", driver).assert_outcomes(passed=1)


@DRIVERS
@pytest.mark.parametrize("scope", ["function", "module", "session"])
def test_an_app_fixture_wins_over_the_setting(project: Project, scope: str, driver: str) -> None:
    greet(project, PLAIN, body="fixture")
    project.write(
        "conftest.py",
        f"""
        import pytest
        from fastapi import FastAPI

        @pytest.fixture(scope="{scope}")
        def app():
            app = FastAPI()
            app.get("/hello")(lambda: "fixture")
            yield app
        """,
    )
    project.run("--bdd-driver", driver).assert_outcomes(passed=1)


@pytest.mark.parametrize("place", ["conftest.py", "features/conftest.py", "sentences.py"])
def test_a_sentence_of_ones_own_wins_over_a_ready_one(project: Project, place: str) -> None:
    greet(project, PLAIN, body="mine")
    sentences = "steps.api sentences" if place == "sentences.py" else "steps.api"
    project.configure("bdd_app = service:app", f"bdd_steps = {sentences}")
    project.steps(
        """
        @then(parsers.parse('the body contains "{text}"'))
        def mine(text): assert text == "mine"
        """,
        place=place,
    )
    project.run().assert_outcomes(passed=1)


OWN_ENGINE = """
import os
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase): pass

class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)

engine = create_engine(os.environ["DATABASE_URL"].replace("+aiosqlite", ""))
app = FastAPI()

@app.post("/items", status_code=201)
def create():
    with Session(engine) as session:
        session.add(Item())
        session.commit()
"""


@DRIVERS
@pytest.mark.parametrize("tag", ["", "@concurrent"])
def test_rows_that_a_service_commits_on_its_own_engine_are_removed(project: Project, tag: str, driver: str) -> None:
    settings = ("bdd_metadata = service:Base", "bdd_live_env = DATABASE_URL", "bdd_database = sqlite")
    project.configure("bdd_app = service:app", "bdd_steps = steps.api", *settings)
    project.write("service.py", OWN_ENGINE)
    project.feature(f"""
        Feature: Items
          Things are kept.

          {tag}
          Scenario Outline: The <order> item is the only one
            When a client sends POST "/items"
            Then the status is created

            Examples:
              | order  |
              | first  |
              | second |

          {tag}
          Scenario: Nothing was left
            Then the number of rows in "items" is 0
    """)
    project.run("--bdd-driver", driver).assert_outcomes(passed=3)
