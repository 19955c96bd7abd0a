"""The pytest plugin: options, hooks and fixtures, wired. What they do stands in the packages beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncSession

from steps import settings as declared
from steps.database import Database
from steps.database.engines import shown
from steps.database.records import Records
from steps.drivers import BASE_URL, Drivers
from steps.gherkin import internals, undefined
from steps.gherkin.awaiting import call_step
from steps.gherkin.collection import FeatureFile, ScenarioItem, is_feature_file
from steps.gherkin.comparison import explain
from steps.memory import Memory
from steps.record.exchanges import EXCHANGES, RecordingTransport
from steps.step_modules import load_step_modules
from steps.system_under_test import SystemUnderTest, kept_overrides
from steps.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator
    from pathlib import Path

    from fastapi import FastAPI

    from steps.database.isolation import Isolation

SETTINGS = pytest.StashKey[declared.Settings]()
SYSTEM = pytest.StashKey[SystemUnderTest]()
RUNNING = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings."""
    declared.declare(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Check the settings, load the step definitions, and await the async steps of pytest-bdd's own suites too."""
    internals.check_versions()
    settings = config.stash[SETTINGS] = declared.read(config)
    config.stash[SYSTEM] = SystemUnderTest(settings)
    declared.point_service_to_database(settings, config)
    config.add_cleanup(internals.replace_step_call(call_step))
    load_step_modules(config.pluginmanager, settings.steps)
    config.pluginmanager.register(undefined.UndefinedSteps(), "undefined-steps")


def pytest_report_header(config: pytest.Config) -> str:
    """Say how the service is reached, and on which database."""
    settings = config.stash[SETTINGS]
    return f"acceptance: driver {settings.driver}, database {shown(settings.database)}"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.feature` files below the folders of `bdd_features`, and those named on the command line."""
    folders = parent.config.stash[SETTINGS].features
    if is_feature_file(file_path, parent, folders):
        return FeatureFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Send the undefined steps of a file along with its report, so that parallel workers' ones arrive too."""
    report = yield
    if isinstance(collector, FeatureFile) and collector.undefined:
        undefined.attach(report, list(collector.undefined))
    return report


def pytest_collection_finish(session: pytest.Session) -> None:
    """Tell a wrong setting before the first scenario runs."""
    if not session.config.option.collectonly and any(isinstance(item, ScenarioItem) for item in session.items):
        session.config.stash[SYSTEM].check()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Leave the app's dependency overrides as they were before the scenario."""
    if not isinstance(item, ScenarioItem):
        return (yield)
    item.config.stash[RUNNING] = True
    with item.config.stash[SYSTEM].kept_overrides():
        result = yield
    item.config.stash[RUNNING] = False
    return result


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Explain the comparisons of steps in words; other tests keep pytest's explanation."""
    return explain(op, left, right) if config.stash.get(RUNNING, False) else None


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def event_loop_of_steps() -> asyncio.AbstractEventLoop:
    """Return the one loop of async steps, async fixtures, the service and its database sessions."""
    return asyncio.get_running_loop()


@pytest.fixture(scope="session")
def system_under_test(pytestconfig: pytest.Config) -> SystemUnderTest:
    """Return what the settings point to."""
    return pytestconfig.stash[SYSTEM]


@pytest.fixture(scope="session")
def app(system_under_test: SystemUnderTest) -> FastAPI:
    """Return the app under test. A fixture of this name in a conftest wins over `bdd_app`."""
    return system_under_test.app


@pytest.fixture(scope="session")
def database(
    event_loop_of_steps: asyncio.AbstractEventLoop, pytestconfig: pytest.Config, system_under_test: SystemUnderTest
) -> Iterator[Database]:
    """Open the test database and make its tables."""
    opened = Database(event_loop_of_steps, pytestconfig.stash[SETTINGS].database, system_under_test.metadata)
    yield opened
    opened.close()


@pytest.fixture
def isolation(request: pytest.FixtureRequest, database: Database) -> Iterator[Isolation]:
    """Begin what leaves no trace: one transaction, or real commits for a scenario tagged `@concurrent`."""
    yield database.begin(committed=request.node.get_closest_marker("concurrent") is not None)
    database.end()


@pytest_asyncio.fixture(loop_scope="session")
async def session(isolation: Isolation) -> AsyncIterator[AsyncSession]:
    """Open a session on the scenario's database; what it commits, the service sees."""
    async with AsyncSession(expire_on_commit=False) as opened:
        await isolation.bind(opened)
        yield opened


@pytest.fixture
def records(isolation: Isolation, system_under_test: SystemUnderTest) -> Records:
    """Give rows by table name: add, find, count."""
    if system_under_test.metadata is None:
        raise pytest.UsageError("bdd_metadata is not set, and a step needs `records`: add it to [tool.pytest].")
    return Records(system_under_test.metadata, isolation)


@pytest.fixture(scope="session")
def drivers(event_loop_of_steps: asyncio.AbstractEventLoop, pytestconfig: pytest.Config) -> Iterator[Drivers]:
    """Keep the app running between scenarios."""
    settings = pytestconfig.stash[SETTINGS]
    opened = Drivers(event_loop_of_steps, settings.driver, settings.timeout)
    yield opened
    opened.close()


@pytest.fixture
def client(
    request: pytest.FixtureRequest, app: FastAPI, drivers: Drivers, system_under_test: SystemUnderTest
) -> Iterator[httpx.AsyncClient]:
    """Give an `httpx.AsyncClient` bound to the service by the chosen driver, every exchange through it recorded."""
    exchanges = request.node.stash.setdefault(EXCHANGES, [])
    transport = RecordingTransport(drivers.transport(app), exchanges.append)
    opened = httpx.AsyncClient(transport=transport, base_url=BASE_URL, trust_env=False)
    with kept_overrides(app):
        dependency = system_under_test.session_dependency
        if dependency is not None:
            request.getfixturevalue("isolation")
            database: Database = request.getfixturevalue("database")
            app.dependency_overrides[dependency] = database.override(dependency)
            opened.event_hooks = {"response": [database.tell_clash]}
        yield opened
        drivers.end_exchanges()
    exchanges.clear()


@pytest.fixture(scope="session")
def tokens(system_under_test: SystemUnderTest) -> Tokens:
    """Mint tokens with the secret and the algorithm of the service."""
    return Tokens(system_under_test.token_secret, system_under_test.token_algorithm)


@pytest.fixture
def memory() -> Memory:
    """Remember values under a name; later step texts use them as `{name}`."""
    return Memory()


@pytest.fixture
def response() -> httpx.Response:
    """Stand for the last response until a When step makes a request (`target_fixture="response"`)."""
    pytest.fail("No request was made yet: a When step makes one.", pytrace=False)
