"""Whatever form an app's session dependency has, its sessions work on the scenario's database, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
import functools
from collections.abc import Iterator
from typing import Annotated
from fastapi import Depends, FastAPI, Header, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase): pass

class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

# Whoever reaches the service's own database fails.
engine = create_async_engine("sqlite+aiosqlite:////nowhere/real.db")
maker = async_sessionmaker(engine, expire_on_commit=False)
SEEN = []

def settings(): return "settings"

async def generated():
    async with maker() as session: yield session

async def commits_after_yield():
    async with maker() as session:
        try:
            yield session
            await session.commit()
        except BaseException:
            await session.rollback()
            raise

async def begun():
    async with maker.begin() as session: yield session

async def with_parameters(request: Request, setting: Annotated[str, Depends(settings)], x_who: Annotated[str, Header()] = "nobody"):
    SEEN.append((request.url.path, setting, x_who))
    async with maker() as session: yield session

async def returned(): return maker()

def returned_plainly() -> AsyncSession: return maker()

def generated_plainly() -> Iterator[AsyncSession]:
    yield maker()
    SEEN.append("ended")

class Provider:
    async def __call__(self):
        async with maker() as session: yield session
    async def method(self, request: Request):
        SEEN.append(request.method)
        async with maker() as session: yield session

provider = Provider()
partial = functools.partial(with_parameters, setting="partial")

def make(dependency):
    app = FastAPI()

    @app.post("/items/{name}")
    async def create(name: str, session: Annotated[AsyncSession, Depends(dependency)], commit: bool = True, fail: bool = False):
        session.add(Item(name=name))
        await (session.commit() if commit else session.flush())
        if fail: raise ValueError(name)

    @app.get("/items")
    async def items(session: Annotated[AsyncSession, Depends(dependency)]):
        return list((await session.execute(select(Item.name).order_by(Item.name))).scalars())

    return app
"""
STEPS = """
    @given(parsers.parse('"{name}" is created'))
    async def create(name, client):
        assert (await client.post(f"/items/{name}", headers={"X-Who": "ann"})).status_code == 200

    @when(parsers.parse('the creation of "{name}" breaks'))
    async def breaks(name, client): assert (await client.post(f"/items/{name}?commit=no&fail=yes")).status_code == 500

    @given(parsers.parse('"{name}" is created without a commit'))
    async def create_only(name, client): await client.post(f"/items/{name}?commit=no")

    @then(parsers.parse("there is {names}"))
    async def there_is(names, client, records):
        expected = [] if names == "nothing" else names.split(", ")
        assert (await client.get("/items")).json() == expected
        assert [row["name"] for row in await records.find("items")] == expected

    @then(parsers.parse("{seen} was seen"))
    def was_seen(seen):
        import service
        assert seen in map(str, service.SEEN)
        service.SEEN.clear()
"""
FORMS = (
    "generated",
    "commits_after_yield",
    "begun",
    "with_parameters",
    "returned",
    "returned_plainly",
    "generated_plainly",
    "provider",
    "provider.method",
    "partial",
)
COMMITTED_BY_ITSELF = ("commits_after_yield", "begun")
SEEN = {
    "with_parameters": "('/items/apple', 'settings', 'ann')",
    "partial": "('/items/apple', 'settings', 'ann')",
    "generated_plainly": "ended",
    "provider.method": "POST",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_dependency(project: Project, form: str) -> None:
    project.write("service.py", f"{SERVICE}\napp = make({form})\n")
    project.configure("bdd_app = service:app", f"bdd_session = service:{form}", "bdd_metadata = service:Base")
    project.steps(STEPS)
    after_flush = "apple, pear" if form in COMMITTED_BY_ITSELF else "apple"
    project.feature(f"""
        Feature: F
          Scenario: In one transaction
            Given "apple" is created
            {f"Then {SEEN[form]} was seen" if form in SEEN else ""}
            Given "pear" is created without a commit
            Then there is {after_flush}
          Scenario: What fails is rolled back
            Given "apple" is created
            When the creation of "pear" breaks
            Then there is apple
          @concurrent
          Scenario: With real commits
            Then there is nothing
            Given "apple" is created
            {f"Then {SEEN[form]} was seen" if form in SEEN else ""}
            Given "pear" is created without a commit
            Then there is {after_flush}
          Scenario: Nothing is left
            Then there is nothing
    """)

    project.run("features").assert_outcomes(passed=4)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("async def wrong(): return 'text'", "an AsyncSession, not str"),
        ("async def wrong():\n    yield SyncSession()", "an AsyncSession, not Session"),
        ("def wrong(): return 'text'", "a Session, not str"),
        ("def wrong():\n    yield maker()", "a Session, not AsyncSession"),
    ],
)
def test_a_dependency_that_gives_no_session_of_its_kind_is_told(project: Project, form: str, told: str) -> None:
    project.write(
        "service.py", f"{SERVICE}\nfrom sqlalchemy.orm import Session as SyncSession\n{form}\napp = make(wrong)\n"
    )
    project.configure("bdd_app = service:app", "bdd_session = service:wrong", "bdd_metadata = service:Base")
    project.steps(STEPS)
    project.feature('Feature: F\n  Scenario: One\n    Given "apple" is created')

    result = project.run("features")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [f"*TypeError: bdd_session: expected a dependency that gives {told}; annotate what it gives."]
    )
