"""A scenario leaves no trace, and the service's own transactions work as they do in production."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase): pass

class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

engine = create_async_engine("sqlite+aiosqlite:////nowhere/real.db")
maker = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()

async def get_session():
    async with maker() as session:
        yield session

Session = Annotated[AsyncSession, Depends(get_session)]

@app.post("/items/{name}")
async def create(name: str, session: Session):
    session.add(Item(name=name))
    try:
        await session.commit()
    except IntegrityError:
        await session.rollback()
        raise HTTPException(400)
    return name

@app.get("/items")
async def items(session: Session):
    return sorted((await session.execute(select(Item.name))).scalars())

@app.post("/forgotten/{name}")
async def forgotten(name: str, session: Session):
    session.add(Item(name=name))
    await session.flush()
    return name

@app.post("/rolled-back/{name}")
async def rolled_back(name: str, session: Session):
    session.add(Item(name=name))
    await session.flush()
    await session.rollback()
    async with session.begin_nested():
        session.add(Item(name=name + "-nested"))
    await session.commit()
"""
SETTINGS = ("bdd_app = service:app", "bdd_session = service:get_session", "bdd_metadata = service:Base")

STEPS = """
    import sqlalchemy as sa

    @given(parsers.parse('"{name}" is in stock'))
    async def in_stock(name, records): await records.add("items", name=name)

    @given(parsers.parse('"{name}" is put in stock by a session'))
    async def by_session(name, session):
        await session.execute(sa.text("insert into items (name) values (:name)"), {"name": name})
        await session.commit()

    @when(parsers.parse('"{name}" is created'), target_fixture="response")
    @given(parsers.parse('"{name}" is created'), target_fixture="response")
    async def create(name, client): return await client.post(f"/items/{name}")

    @when(parsers.parse('"{name}" is {how} without a commit'), target_fixture="response")
    async def without_commit(name, how, client): return await client.post(f"/{how}/{name}")

    @then(parsers.parse("the answer is {status:d}"))
    def answer(status, response): assert response.status_code == status

    @then(parsers.parse("there is {names}"))
    async def there_is(names, client, records, session):
        expected = [] if names == "nothing" else names.split(", ")
        assert (await client.get("/items")).json() == expected
        assert sorted(row["name"] for row in await records.find("items")) == expected
        assert await records.count("items") == len(expected)
        rows = await session.execute(sa.text("select name from items order by name"))
        assert list(rows.scalars()) == expected

    @when(parsers.parse('{number:d} people create {what} at once'), target_fixture="responses")
    async def race(number, what, client):
        names = ["one"] * number if what == "one" else [f"item-{each:03}" for each in range(number)]
        return await asyncio.gather(*(client.post(f"/items/{name}") for name in names))

    @then(parsers.parse("{number:d} answers are {status:d}"))
    def answers(number, status, responses):
        assert [each.status_code for each in responses].count(status) == number

    @then(parsers.parse("{number:d} rows are there"))
    async def rows(number, records): assert await records.count("items") == number
"""


@pytest.fixture
def shop(project: Project) -> Project:
    project.configure(*SETTINGS)
    project.write("service.py", SERVICE)
    project.steps(STEPS)
    return project


FEATURE = """
    Feature: Shop
      Scenario: A commit of the service is seen by everybody
        Given "apple" is in stock
        And "fig" is put in stock by a session
        When "pear" is created
        Then the answer is 200
        And there is apple, fig, pear

      Scenario: Seeded rows survive the service's rollback
        Given "apple" is in stock
        And "fig" is put in stock by a session
        When "apple" is created
        Then the answer is 400
        And there is apple, fig
        When "fig" is created
        Then the answer is 400
        And there is apple, fig
        When "pear" is created
        Then there is apple, fig, pear

      Scenario: What the service does not commit is lost
        When "pear" is forgotten without a commit
        Then the answer is 200
        And there is nothing

      Scenario: What the service rolls back is lost, what it nests and commits is not
        When "pear" is rolled-back without a commit
        Then there is pear-nested

      @concurrent
      Scenario: One of twenty wins
        When 20 people create one at once
        Then 1 answers are 200
        And 19 answers are 400
        And there is one

      @concurrent
      Scenario: A hundred rows
        Given "apple" is in stock
        And "fig" is put in stock by a session
        When 100 people create many at once
        Then 100 answers are 200
        And 102 rows are there

      Scenario Outline: Nothing is left
        Then there is nothing
        When "pear" is created
        Then there is pear
        Examples:
          | number |
""" + "".join(f"          | {number} |\n" for number in range(30))


@pytest.mark.parametrize(
    ("driver", "database"),
    [("asyncclient", "sqlite+aiosqlite:///:memory:"), ("testclient", "sqlite+aiosqlite:///test.db")],
)
def test_scenarios_leave_no_trace(shop: Project, driver: str, database: str) -> None:
    shop.feature(FEATURE)

    result = shop.run("features", "--bdd-driver", driver, "--bdd-database", database)

    result.assert_outcomes(passed=36)


def test_parallel_requests_outside_of_concurrent_scenarios_are_refused(shop: Project) -> None:
    shop.feature("""
        Feature: Shop
          Scenario: Twenty at once
            When 20 people create many at once
            Then 20 answers are 200
          Scenario: Unharmed
            When "pear" is created
            Then there is pear
    """)

    result = shop.run("features")

    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["features/shop.feature:3: *tag the scenario @concurrent*"])


def test_a_service_that_ends_the_transaction_by_a_statement_is_told_as_sqlalchemy_tells_it(shop: Project) -> None:
    shop.write(
        "service.py",
        SERVICE
        + """
from sqlalchemy import text

@app.post("/ended/{name}")
async def ended(name: str, session: Session):
    session.add(Item(name=name))
    await session.flush()
    await session.execute(text("ROLLBACK"))
    await session.commit()
""",
    )
    shop.feature("""
        Feature: Shop
          Scenario: By hand
            When "pear" is ended without a commit
            Then the answer is 200
          Scenario: Unharmed
            Then there is nothing
            When "pear" is created
            Then there is pear
    """)

    result = shop.run("features")

    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such savepoint: *"])
