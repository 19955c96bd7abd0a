"""The pytest plugin: options, hooks and fixtures, wired. What they do stands in the packages beside it."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from steps import settings as declared
from steps.combinations.choice import COMBINATIONS
from steps.database.provision import PROVISION
from steps.drivers.elsewhere import NotRunElsewhere, refuse_elsewhere
from steps.gherkin import internals, undefined
from steps.gherkin.awaiting import LOOP, call_step
from steps.gherkin.collection import VARIANTS, FeatureFile, is_feature_file
from steps.gherkin.comparison import explain
from steps.gherkin.item import ScenarioItem
from steps.gherkin.links import Links
from steps.memory import Memory
from steps.processes.interrupt import UNDER_WAY, Status, UnderWay, keep_interrupted
from steps.processes.leaving import Leaving
from steps.processes.lock import file_lock
from steps.processes.termination import interrupt_on_termination
from steps.provided import provide, provide_early
from steps.record.exchanges import EXCHANGES
from steps.record.masking import MASKING, Masking
from steps.record.reasons import mask_reason
from steps.recording import options as recording
from steps.running import plugins as running
from steps.running.shards import split_alike
from steps.settings import SETTINGS_OF_RUN
from steps.stage import ITEM, Stages
from steps.step_modules import load_step_modules
from steps.system_under_test import SYSTEM, SystemUnderTest
from steps.tokens import Tokens
from steps.workers import give_servers, is_worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator
    from contextlib import AbstractContextManager

    import httpx
    from fastapi import FastAPI
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

    from steps.database.records import Records

STAGES = pytest.StashKey[Stages]()
RUNNING = pytest.StashKey[bool]()
MISTAKE = "bdd_mistake"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare the settings."""
    declared.declare(parser)
    running.declare(parser, pluginmanager)
    recording.declare(parser)


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Tell the service of its database, in case a conftest imports it."""
    _begin(early_config)
    provide_early(early_config)


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, Status, Status]:
    """Keep the status of a run that was ended."""
    return (yield from keep_interrupted(config))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Check the settings, load the step definitions, and await the async steps of pytest-bdd's own suites too."""
    internals.check_versions()
    internals.spare_loop_scope_warning(config)
    _begin(config)
    provide(config)
    settings = config.stash[SETTINGS_OF_RUN]
    config.stash[SYSTEM] = SystemUnderTest(settings)
    config.stash[MASKING] = Masking(settings.secrets)
    _register_combinations(config)
    stages = config.stash[STAGES] = Stages(config)
    config.pluginmanager.register(ScenarioFixtures(stages), "scenario-fixtures")
    config.add_cleanup(internals.replace_step_call(call_step))
    load_step_modules(config.pluginmanager, settings.steps)
    config.pluginmanager.register(undefined.UndefinedSteps(), "undefined-steps")
    config.pluginmanager.register(Links(config, settings.features), "links")
    config.pluginmanager.register(NotRunElsewhere(), "not-run-elsewhere")
    if not is_worker(config):
        config.pluginmanager.register(UnderWay(config), UNDER_WAY)
    running.register(config)
    recording.register(config)


def _begin(config: pytest.Config) -> None:
    """See to the end of the run, once and before anything is begun; a root conftest may bring this plugin in late."""
    if not config.pluginmanager.hasplugin("leaving"):
        config.pluginmanager.register(Leaving(config), "leaving")
        config.add_cleanup(interrupt_on_termination())


def _register_combinations(config: pytest.Config) -> None:
    combinations = config.stash[COMBINATIONS]
    if len(combinations) > 1:
        from steps.combinations.report import Matrix  # noqa: PLC0415  nothing to compare in a run under one

        config.stash[VARIANTS] = [each.name for each in combinations]
        names = {each.name: str(each) for each in combinations}
        config.pluginmanager.register(Matrix(names), "combinations")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Tell the parallel workers on this machine which servers they share."""
    if any(spec.popen for spec in specs):
        servers = config.stash[PROVISION].servers(each.database for each in config.stash[COMBINATIONS])
        config.add_cleanup(give_servers(servers))


def pytest_report_header(config: pytest.Config) -> str:
    """Say how the service is reached, and on which database."""
    if base_url := config.stash[SETTINGS_OF_RUN].base_url:
        return f"acceptance: the service at {base_url}"
    combinations = config.stash[COMBINATIONS]
    return f"acceptance: {'; '.join(map(str, combinations))}"


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Run what shares a driver and a database together, in whatever order the rest is, so that each is opened once."""
    with split_alike(config, items):
        yield
    variants = config.stash.get(VARIANTS, ())
    if variants:
        order = {name: position for position, name in enumerate(variants)}
        items.sort(key=lambda item: order.get(getattr(item, "variant", ""), -1))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.feature` files below the folders of `bdd_features`, and those named on the command line."""
    folders = parent.config.stash[SETTINGS_OF_RUN].features
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Tell a wrong setting before the first scenario runs."""
    option = session.config.option
    runs_nothing = option.collectonly or option.bdd_dry_run
    if runs_nothing or not any(isinstance(item, ScenarioItem) for item in session.items):
        return
    try:
        session.config.stash[SYSTEM].check()
    except pytest.UsageError as error:
        # A parallel worker is not heard: its controller tells the mistake.
        getattr(session.config, "workeroutput", {})[MISTAKE] = str(error)
        raise


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Tell the wrong setting that a parallel worker has found."""
    if mistake := getattr(node, "workeroutput", {}).get(MISTAKE):
        raise pytest.UsageError(mistake)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Set the stage for whoever's turn it is, and leave the app's dependency overrides as they were before."""
    item.config.stash[ITEM] = item
    if not isinstance(item, ScenarioItem) or item.config.option.bdd_dry_run:
        return (yield)
    item.config.stash[RUNNING] = True
    with _turn(item), item.config.stash[SYSTEM].kept_overrides():
        result = yield
    item.config.stash[RUNNING] = False
    internals.forget_reports(item)
    return result


def _turn(item: pytest.Item) -> AbstractContextManager[None]:
    """Let no other worker run a scenario tagged `@serial` meanwhile."""
    worker = item.config.stash[PROVISION].worker
    if worker.name is None or item.get_closest_marker("serial") is None:
        return nullcontext()
    return file_lock(Path(tempfile.gettempdir()) / f"bdd-serial-{worker.run}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the report carry the variant of its scenario."""
    report = yield
    if isinstance(item, ScenarioItem):
        mask_reason(report, item)
    if isinstance(item, ScenarioItem) and item.variant:
        from steps.combinations.report import attach  # noqa: PLC0415

        exchanges = item.stash.get(EXCHANGES, [])
        attach(report, item.variant, exchanges, item.config.stash[MASKING])
    return report


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Explain the comparisons of steps in words; other tests keep pytest's explanation."""
    return explain(op, left, right, config.stash[MASKING]) if config.stash.get(RUNNING, False) else None


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def event_loop_of_steps(pytestconfig: pytest.Config) -> AsyncIterator[asyncio.AbstractEventLoop]:
    """Return the one loop of async steps, async fixtures, the service and its database sessions."""
    loop = pytestconfig.stash[LOOP] = asyncio.get_running_loop()
    yield loop
    del pytestconfig.stash[LOOP]


@pytest.fixture(scope="session")
def system_under_test(pytestconfig: pytest.Config) -> SystemUnderTest:
    """Return what the settings point to."""
    return pytestconfig.stash[SYSTEM]


@pytest.fixture(scope="session")
def app(system_under_test: SystemUnderTest) -> FastAPI:
    """Return the app under test. A fixture of this name in a conftest wins over `bdd_app`."""
    return system_under_test.app


@pytest.fixture(scope="session")
def open_stages(event_loop_of_steps: asyncio.AbstractEventLoop, pytestconfig: pytest.Config) -> Iterator[None]:
    """Keep the databases and the service between scenarios."""
    stages = pytestconfig.stash[STAGES]
    stages.open(event_loop_of_steps)
    yield
    stages.close()


@pytest.fixture(scope="session")
def tokens(system_under_test: SystemUnderTest, pytestconfig: pytest.Config) -> Tokens:
    """Mint tokens with the secret and the algorithm of the service."""
    settings = pytestconfig.stash[SETTINGS_OF_RUN]
    if settings.elsewhere and not settings.token_secret:
        refuse_elsewhere("needs its secret", strict=settings.strict)
    return Tokens(system_under_test.token_secret, system_under_test.token_algorithm)


class ScenarioFixtures:
    """The fixtures of each scenario. As methods they need no other fixture, of which each would cost every scenario."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages

    @pytest.fixture
    def client(self) -> httpx.AsyncClient:
        """Give an `httpx.AsyncClient` bound to the service by the chosen driver, every exchange through it recorded."""
        return self._stages.current.client

    @pytest.fixture
    def session(self) -> AsyncSession | Session:
        """Open a session of the service's kind on the scenario's database; what it commits, the service sees."""
        return self._stages.current.session()

    @pytest.fixture
    def records(self) -> Records:
        """Give rows by table name: add, find, count."""
        return self._stages.current.records


@pytest.fixture
def memory() -> Memory:
    """Remember values under a name; later step texts use them as `{name}`."""
    return Memory()


@pytest.fixture
def response() -> httpx.Response:
    """Stand for the last response until a When step makes a request (`target_fixture="response"`)."""
    pytest.fail("No request was made yet: a When step makes one.", pytrace=False)
