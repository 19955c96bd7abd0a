"""Whatever hangs ends by name, and the other scenarios run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
import asyncio, os, threading, time
from typing import Annotated
from fastapi import Depends, FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase): pass

class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)

app = FastAPI()

async def get_session():
    async with AsyncSession() as session: yield session

Session = Annotated[AsyncSession, Depends(get_session)]

@app.get("/works")
async def works(session: Session): return (await session.execute(text("select count(*) from items"))).scalar_one()

ENDED = []

@app.get("/hangs")
async def hangs():
    try: await asyncio.Event().wait()
    finally: ENDED.append("hangs")

@app.get("/hangs-in-session")
async def hangs_in_session(session: Session):
    await session.execute(text("insert into items default values"))
    await asyncio.Event().wait()

@app.get("/blocks")
def blocks(): threading.Event().wait()

@app.get("/long-query")
async def long_query(session: Session):
    await session.execute(text("with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"))
"""
PATHS = ("hangs", "hangs-in-session", "long-query", "blocks")
DRIVERS = pytest.mark.parametrize("driver", ["asyncclient", "testclient"])


@DRIVERS
def test_an_endpoint_that_hangs_fails_by_name_and_the_others_run_on(project: Project, driver: str) -> None:
    write_service(project, driver)
    scenarios = "".join(
        f"""
          Scenario: {path}
            When "{path}" is called
          Scenario: after {path}
            Then the service works
        """
        for path in PATHS
    )
    project.feature(f"Feature: F\n{scenarios}")

    result = project.run_apart("features")

    result.assert_outcomes(passed=len(PATHS), failed=len(PATHS))
    assert [line for line in result.outlines if line.startswith("features/shop.feature:")] == [
        f"features/shop.feature:{4 + 5 * number}: GET /{path} was not answered within 0.3 seconds (bdd_timeout)."
        for number, path in enumerate(PATHS)
    ]


@DRIVERS
def test_a_run_ends_though_its_last_query_would_not(project: Project, driver: str) -> None:
    write_service(project, driver)
    project.feature("""
        Feature: F
          Scenario: long-query
            When "long-query" is called
    """)

    result = project.run_apart("features")

    result.assert_outcomes(failed=1)
    assert result.duration < 10  # the query counts for ever


def write_service(project: Project, driver: str) -> None:
    project.configure(
        "bdd_app = service:app",
        "bdd_session = service:get_session",
        "bdd_metadata = service:Base",
        "bdd_timeout = 0.3",
        f"bdd_driver = {driver}",
    )
    project.write("service.py", SERVICE)
    project.steps("""
        @when(parsers.parse('"{path}" is called'))
        async def call(path, client): await client.get(f"/{path}")

        @then("the service works")
        async def works(client):
            import service
            assert service.ENDED == ["hangs"]
            assert (await client.get("/works")).json() == 0
    """)
