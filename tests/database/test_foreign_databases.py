"""A service that opens sessions past its dependency does not reach the developer's own database unheard."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Project

ASYNC = """
    import asyncio, os, threading
    from contextlib import asynccontextmanager
    from fastapi import BackgroundTasks, Depends, FastAPI
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    engine = create_async_engine(os.environ.get("SHOP_DB", "sqlite+aiosqlite:///own.db"))
    maker = async_sessionmaker(engine)

    class Base(DeclarativeBase): pass

    class Item(Base):
        __tablename__ = "items"
        name: Mapped[str] = mapped_column(primary_key=True)

    async def get_db():
        async with maker() as session: yield session

    async def sneak():
        async with maker() as session:
            await session.execute(text("INSERT INTO items VALUES ('sneaked')"))
            await session.commit()

    async def swallow():
        try: await sneak()
        except Exception: pass

    def run(thread):
        thread.start()
        thread.join()

    TASKS = []

    @asynccontextmanager
    async def lifespan(app):
        if os.environ.get("LIFESPAN"): await sneak()
        yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/right")
    async def right(session: AsyncSession = Depends(get_db)): await session.execute(text("SELECT 1"))
    @app.get("/straight")
    async def straight(): await sneak()
    @app.get("/swallowed")
    async def swallowed(): await swallow()
    @app.get("/background")
    async def background(tasks: BackgroundTasks): tasks.add_task(swallow)
    async def wait(seconds):
        await asyncio.sleep(seconds)
        await swallow()

    @app.get("/later")
    async def later(seconds: float): TASKS.append(asyncio.create_task(wait(seconds)))
    @app.get("/settled")
    async def settled(): await asyncio.gather(*TASKS)
    @app.get("/thread")
    def thread(): run(threading.Thread(target=lambda: asyncio.run(swallow())))
    @app.get("/executor")
    async def executor(): await asyncio.get_running_loop().run_in_executor(None, lambda: asyncio.run(swallow()))
    @app.middleware("http")
    async def log(request, call_next):
        if request.url.path == "/middleware": await swallow()
        return await call_next(request)
    @app.get("/middleware")
    async def middleware(): pass
"""
SYNC = """
    import threading
    from typing import Iterator
    from fastapi import Depends, FastAPI
    from sqlalchemy import create_engine, text
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

    engine = create_engine("sqlite:///own.db")

    class Base(DeclarativeBase): pass
    class Item(Base):
        __tablename__ = "items"
        name: Mapped[str] = mapped_column(primary_key=True)

    maker = sessionmaker(binds={Item: engine})

    def get_db() -> Iterator[Session]:
        with maker() as session: yield session

    app = FastAPI()

    @app.get("/straight")
    def straight():
        with engine.begin() as connection: connection.execute(text("INSERT INTO items VALUES ('sneaked')"))
    @app.get("/thread")
    def thread():
        thread = threading.Thread(target=sneak)
        thread.start()
        thread.join()

    def sneak():
        try: straight()
        except Exception: pass

    @app.get("/swallowed")
    def swallowed(session: Session = Depends(get_db)):
        try:
            session.add(Item(name="sneaked"))
            session.commit()
        except Exception: session.rollback()
"""
IMPORTS_THE_SERVICE = """
    import os, pytest, service

    @pytest.fixture(autouse=True)
    def it_has_learnt_its_database():
        assert service.engine.url.render_as_string(hide_password=False) == os.environ["SHOP_DB"]
"""
SENTENCE = "The service opened {}, which is no test database, past its session dependency (bdd_session); nothing was read or written there. Name every dependency that gives sessions in bdd_session; *: bdd_other_databases = {}"


@pytest.fixture
def own(project: Project) -> Path:
    """Put the database of the developer into the project."""
    file = project.path / "own.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE items (name VARCHAR PRIMARY KEY)")
    connection.close()
    return file


def rows(file: Path) -> list[tuple[str]]:
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT name FROM items").fetchall()
    connection.close()
    return found


def prepare(project: Project, service: str, *paths: str, settings: tuple[str, ...] = ()) -> None:
    project.write("service.py", service)
    project.configure(
        "bdd_app = service:app",
        "bdd_session = service:get_db",
        "bdd_metadata = service:Base",
        "bdd_steps = steps.api",
        *settings,
    )
    project.feature(
        "Feature: Shop\n" + "".join(f'  Scenario: {each}\n    When a client sends GET "/{each}"\n' for each in paths)
    )


@pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
@pytest.mark.parametrize("path", ["straight", "swallowed", "background", "middleware", "thread", "executor"])
def test_the_step_fails_and_nothing_was_written(project: Project, own: Path, path: str, driver: str) -> None:
    prepare(project, ASYNC, path, "right")
    result = project.run_apart("features", "--bdd-driver", driver)
    result.assert_outcomes(passed=1, failed=1)
    url = "sqlite+aiosqlite:///own.db"
    result.stdout.fnmatch_lines([f"features/shop.feature:3: {SENTENCE.format(url, url)}"])
    assert rows(own) == []


@pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
def test_a_task_that_outlives_its_scenario_is_told_at_the_end(project: Project, own: Path, driver: str) -> None:
    prepare(project, ASYNC, "right", "later?seconds=0.1")
    result = project.run_apart("features", "--bdd-driver", driver)
    result.assert_outcomes(passed=2, errors=1)
    url = "sqlite+aiosqlite:///own.db"
    result.stdout.fnmatch_lines([f"features/shop.feature:4: {SENTENCE.format(url, url)}"])
    assert rows(own) == []


def test_a_task_that_outlives_its_exchange_is_told_by_the_next_step(project: Project, own: Path) -> None:
    prepare(project, ASYNC, "later?seconds=0.1", "settled")
    result = project.run_apart("features")
    result.assert_outcomes(passed=1, failed=1)
    url = "sqlite+aiosqlite:///own.db"
    result.stdout.fnmatch_lines([f"features/shop.feature:5: {SENTENCE.format(url, url)}"])
    assert rows(own) == []


def test_a_task_without_an_end_does_not_hold_the_run_up(project: Project, own: Path) -> None:
    prepare(project, ASYNC, "later?seconds=3600")
    project.run_apart("features").assert_outcomes(passed=1)
    assert rows(own) == []


def test_a_run_inside_of_a_test_has_databases_of_its_own(project: Project, own: Path) -> None:
    prepare(project, ASYNC, "right")
    project.write(
        "test_inner.py",
        """
        import shutil
        pytest_plugins = "pytester"

        def test_inner(pytester, request):
            for name in ("service.py", "pytest.ini"):
                shutil.copy(request.config.rootpath / name, pytester.path)
            feature = "Feature: Inner\\n  @concurrent\\n  Scenario: It commits\\n    When a client sends GET \\"/right\\"\\n"
            (pytester.path / "inner.feature").write_text(feature)
            pytester.runpytest_inprocess("inner.feature").assert_outcomes(passed=1)
        """,
    )
    project.run_apart("features", "test_inner.py").assert_outcomes(passed=2)
    assert rows(own) == []


@pytest.mark.parametrize("path", ["straight", "swallowed", "thread"])
def test_a_sync_service_is_watched_in_its_threads_and_by_its_binds(project: Project, own: Path, path: str) -> None:
    prepare(project, SYNC, path)
    result = project.run_apart("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"features/shop.feature:3: {SENTENCE.format('sqlite:///own.db', 'sqlite:///own.db')}"])
    assert rows(own) == []


def test_a_lifespan_is_warned_of(project: Project, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFESPAN", "yes")
    prepare(project, ASYNC, "right")
    result = project.run_apart("features", "-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "*ForeignDatabaseWarning: The service's lifespan opened sqlite+aiosqlite:///own.db, which is no test database. *"
        ]
    )
    assert rows(own) == [("sneaked",)]


def test_a_lifespan_is_refused_where_warnings_are_errors(
    project: Project, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFESPAN", "yes")
    prepare(project, ASYNC, "right")
    result = project.run_apart("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*The service's lifespan opened sqlite+aiosqlite:///own.db, which is no test database. *"]
    )
    assert rows(own) == []


@pytest.mark.parametrize("setting", ["bdd_other_databases = sqlite+aiosqlite:///own.db", "bdd_live_env = SHOP_DB"])
def test_a_database_that_is_allowed_or_is_the_tests_own_is_reached(project: Project, own: Path, setting: str) -> None:
    prepare(project, ASYNC, "swallowed", settings=(setting,))
    project.run_apart("features", "--bdd-database", "sqlite").assert_outcomes(passed=1)
    assert rows(own) == ([("sneaked",)] if "other" in setting else [])


def test_steps_may_look_into_any_database(project: Project, own: Path) -> None:
    prepare(project, ASYNC, "right")
    project.steps("""
        from sqlalchemy import create_engine, text
        from service import sneak

        @given("a row of a neighbour")
        async def write(client):
            await client.get("/right")
            await asyncio.to_thread(lambda: asyncio.run(sneak()))
    """)
    project.feature("Feature: F\n  Scenario: S\n    Given a row of a neighbour\n")
    project.run_apart("features").assert_outcomes(passed=1)
    assert rows(own) == [("sneaked",)]


@pytest.mark.parametrize("workers", [(), ("-n2",)])
@pytest.mark.parametrize("database", ["memory", "sqlite", "sqlite+aiosqlite:///tests.db", "postgresql"])
def test_a_conftest_may_import_the_service(
    project: Project, own: Path, database: str, workers: tuple[str, ...]
) -> None:
    prepare(project, ASYNC, "swallowed", "right", settings=("bdd_live_env = SHOP_DB",))
    project.write("conftest.py", IMPORTS_THE_SERVICE)
    project.run_apart("features", "--bdd-database", database, *workers).assert_outcomes(passed=2)
    assert rows(own) == []


@pytest.mark.parametrize("pythonpath", ["pythonpath = .", ""])
def test_a_conftest_may_import_a_sync_service(project: Project, own: Path, pythonpath: str) -> None:
    url = 'os.environ.get("SHOP_DB", "sqlite:///own.db")'
    service = "    import os\n" + SYNC.replace('"sqlite:///own.db"', url)
    prepare(project, service, "swallowed", settings=("bdd_live_env = SHOP_DB",))
    ini = project.path / "pytest.ini"
    ini.write_text(ini.read_text().replace("pythonpath = .", pythonpath))
    project.write("conftest.py", IMPORTS_THE_SERVICE)
    project.run_apart("features", "--bdd-database", "sqlite").assert_outcomes(passed=1)
    assert rows(own) == []
