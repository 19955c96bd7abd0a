"""Services with sync sessions: the dependency's own function makes the session, and no scenario leaves a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

MODELS = """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase): pass

class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
"""
# What an app has in front of its endpoints: how it makes sessions.
GENERATOR = """
def get_db():
    db = SessionLocal()
    try:
        yield db
        db.commit()
    except Exception:
        db.rollback()
        raise
    finally:
        db.close()
"""
ASYNC_GENERATOR = """
async def get_db() -> AsyncIterator[Session]:
    with SessionLocal.begin() as db:
        yield db
"""
RETURNED = """
def get_db(background: BackgroundTasks) -> Session:
    db = SessionLocal()
    background.add_task(db.close)
    return CommitAtOnce(db)
"""
CLASS_BASED = """
class Sessions:
    def __init__(self, maker): self.maker = maker
    def __call__(self) -> "Iterator[Unknown[Session]]":
        with self.maker.begin() as db:
            yield db

get_db = Sessions(SessionLocal)
"""
SUB_DEPENDENCIES = """
def schema(x_tenant: Annotated[str, Header()] = "none"): return x_tenant

def get_db(request: Request, tenant: Annotated[str, Depends(schema)], echo: bool = False) -> Generator[Session, None, None]:
    with SessionLocal.begin() as db:
        db.info["tenant"] = tenant
        yield db
    assert request.url.path.startswith("/items") and tenant == "none" and not echo
"""
PARTIAL = """
def make(maker, /) -> Iterator[Session]:
    with maker.begin() as db:
        yield db

get_db = functools.partial(make, SessionLocal)
"""
SERVICE = """
import functools, threading
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Annotated
from fastapi import BackgroundTasks, Depends, FastAPI, Header, HTTPException, Request
from sqlalchemy import create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from models import Item

engine = create_engine("sqlite:////nowhere/real.db")
SessionLocal = sessionmaker(engine, autoflush=False, expire_on_commit=False)
app = FastAPI()
def CommitAtOnce(db): return db
"""
ENDPOINTS = """
Db = Annotated[Session, Depends(get_db)]

@app.post("/items/{name}")
def create(name: str, db: Db):
    assert threading.current_thread() is not threading.main_thread()
    db.add(Item(name=name))
    try:
        db.flush()
    except IntegrityError:
        db.rollback()
        raise HTTPException(400)
    return name

@app.post("/items/{name}/now")
def create_now(name: str, db: Db):
    db.add(Item(name=name))
    db.commit()
    return name

@app.post("/items/{name}/and-break")
def create_and_break(name: str, db: Db):
    db.add(Item(name=name))
    db.flush()
    raise ValueError("broken")

@app.get("/items")
def items(db: Db): return sorted(db.scalars(select(Item.name)))
"""
STEPS = """
    import sqlalchemy as sa

    @given(parsers.parse('"{name}" is in stock'))
    async def in_stock(name, records): await records.add("items", name=name)

    @given(parsers.parse('"{name}" is put in stock by a session'))
    def by_session(name, session):
        session.execute(sa.text("insert into items (name) values (:name)"), {"name": name})
        session.commit()

    @when(parsers.parse('"{path}" is created'), target_fixture="response")
    async def create(path, client): return await client.post(f"/items/{path}")

    @then(parsers.parse("the answer is {status:d}"))
    def answer(status, response): assert response.status_code == status

    @then(parsers.parse("there is {names}"))
    async def there_is(names, client, records, session):
        expected = [] if names == "nothing" else names.split(", ")
        assert (await client.get("/items")).json() == expected
        assert sorted(row["name"] for row in await records.find("items")) == expected
        assert await records.count("items") == len(expected)
        assert list(session.scalars(sa.text("select name from items order by name"))) == expected
        session.rollback()

    @when(parsers.parse('{number:d} people create {what} at once'), target_fixture="responses")
    async def race(number, what, client):
        names = ["one"] * number if what == "one" else [f"item-{each:03}" for each in range(number)]
        return await asyncio.gather(*(client.post(f"/items/{name}/now") for name in names))

    @then(parsers.parse("{number:d} answers are {status:d}"))
    def answers(number, status, responses):
        assert [each.status_code for each in responses].count(status) == number
"""
FEATURE = """
    Feature: Shop
      {tag}
      Scenario: What the service writes is seen by everybody
        Given "apple" is in stock
        And "fig" is put in stock by a session
        When "pear/now" is created
        Then the answer is 200
        And there is apple, fig, pear

      {tag}
      Scenario: Seeded rows survive the service's rollback
        Given "apple" is in stock
        And "fig" is put in stock by a session
        When "apple" is created
        Then the answer is 400
        And there is apple, fig
        When "pear/now" is created
        Then there is apple, fig, pear

      {tag}
      Scenario: Nothing was left
        Then there is nothing
"""
COMMITTING = """
    Feature: Commits of the dependency
      Scenario: What the dependency commits is kept
        When "pear" is created
        Then the answer is 200
        And there is pear

      Scenario: What the dependency rolls back is lost
        When "pear/and-break" is created
        Then the answer is 500
        And there is nothing
"""
SETTINGS = ("bdd_app = service:app", "bdd_session = service:get_db", "bdd_metadata = models:Base")
DRIVERS = pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
KINDS = {
    "generator": GENERATOR,
    "async_generator": ASYNC_GENERATOR,
    "returned": RETURNED,
    "class_based": CLASS_BASED,
    "sub_dependencies": SUB_DEPENDENCIES,
    "partial": PARTIAL,
}


def serve(project: Project, dependency: str, *settings: str) -> Project:
    project.configure(*SETTINGS, *settings)
    project.write("models.py", MODELS)
    project.write("service.py", SERVICE + dependency + ENDPOINTS)
    project.steps(STEPS)
    return project


@DRIVERS
@pytest.mark.parametrize("tag", ["", "@concurrent"])
@pytest.mark.parametrize("kind", KINDS)
def test_scenarios_leave_no_trace(project: Project, kind: str, tag: str, driver: str) -> None:
    serve(project, KINDS[kind]).feature(FEATURE.format(tag=tag))
    project.run("--bdd-driver", driver).assert_outcomes(passed=3)


@DRIVERS
@pytest.mark.parametrize("kind", ["generator", "sub_dependencies", "class_based", "async_generator"])
def test_a_dependency_commits_and_rolls_back_as_in_production(project: Project, kind: str, driver: str) -> None:
    serve(project, KINDS[kind]).feature(COMMITTING)
    project.run("--bdd-driver", driver).assert_outcomes(passed=2)


@DRIVERS
def test_races_are_real(project: Project, driver: str) -> None:
    serve(project, GENERATOR).feature("""
        Feature: Races
          @concurrent
          Scenario: One name
            When 20 people create one at once
            Then 1 answers are 200
            And 19 answers are 500

          @concurrent
          Scenario: Many names
            When 20 people create many at once
            Then 20 answers are 200

          Scenario: Nothing was left
            Then there is nothing
    """)
    project.run("--bdd-driver", driver).assert_outcomes(passed=3)


@DRIVERS
def test_a_race_without_the_tag_is_refused(project: Project, driver: str) -> None:
    serve(project, GENERATOR.replace("yield db", "yield db; BARRIER.wait()")).feature("""
        Feature: Races
          Scenario: Many names
            When 2 people create many at once
            Then 2 answers are 200
    """)
    service = project.path / "service.py"
    service.write_text(
        service.read_text()
        .replace("\napp = FastAPI", "\nBARRIER = threading.Barrier(2, timeout=1)\napp = FastAPI")
        .replace("    db.commit()\n    return name", "    db.flush()\n    return name")
    )
    result = project.run_apart("--bdd-driver", driver)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Two sessions of the service are at work at once*tag the scenario @concurrent."])


@DRIVERS
def test_sessions_of_sqlmodel_are_bound_too(project: Project, driver: str) -> None:
    serve(
        project,
        "from sqlmodel import Session\ndef get_db() -> Iterator[Session]:\n    with Session(engine) as db: yield db\n",
    ).feature(FEATURE.format(tag=""))
    project.run("--bdd-driver", driver).assert_outcomes(passed=3)


def test_every_database_will_do(project: Project) -> None:
    serve(project, GENERATOR).feature(FEATURE.format(tag=""))
    project.run("--bdd-database", "sqlite,postgresql").assert_outcomes(passed=6)


SEVERAL = """
def get_db() -> Iterator[Session]:
    with SessionLocal() as db: yield db

def get_reader() -> Iterator[Session]:
    with SessionLocal() as db: yield db

Reader = Annotated[Session, Depends(get_reader)]

@app.get("/items/both")
def both(db: Annotated[Session, Depends(get_db)], reader: Reader): return db.bind is reader.bind
"""


@DRIVERS
def test_several_dependencies_share_one_database(project: Project, driver: str) -> None:
    serve(project, SEVERAL)
    project.configure(
        "bdd_app = service:app", "bdd_session = service:get_db, service:get_reader", "bdd_metadata = models:Base"
    )
    project.steps(
        STEPS + "\n    @then('both have it')\n"
        "    async def both(client): assert (await client.get('/items/both')).json() is True\n"
    )
    project.feature(FEATURE.format(tag="") + "\n      Scenario: One database\n        Then both have it\n")
    project.run("--bdd-driver", driver).assert_outcomes(passed=4)


def test_dependencies_of_two_kinds_are_refused(project: Project) -> None:
    asynchronous = "\nfrom sqlalchemy.ext.asyncio import AsyncSession\nasync def get_async() -> AsyncSession: ...\n"
    serve(project, GENERATOR + asynchronous).feature(FEATURE.format(tag=""))
    project.configure(
        "bdd_app = service:app", "bdd_session = service:get_db, service:get_async", "bdd_metadata = models:Base"
    )
    result = project.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    told = "*bdd_session: `service:get_db` makes sync sessions and `service:get_async` makes async ones; *"
    result.stderr.fnmatch_lines([f"{told}Name dependencies of one kind."])


@pytest.mark.parametrize("driver", ["asyncclient", "testclient", "live"])
def test_a_service_may_make_its_engine_and_its_tables_when_it_is_imported(project: Project, driver: str) -> None:
    serve(project, GENERATOR, "bdd_live_env = DATABASE_URL", "bdd_database = sqlite", "bdd_live_ready = /items")
    service = project.path / "service.py"
    real = 'create_engine("sqlite:////nowhere/real.db")'
    own = "create_engine(os.environ['DATABASE_URL']); models.Base.metadata.create_all(engine)"
    service.write_text(
        "import os, models\n" + service.read_text().replace(real, own).replace("    assert threading", "    threading")
    )
    project.feature(FEATURE.format(tag=""))
    project.run_apart("--bdd-driver", driver).assert_outcomes(passed=3)
