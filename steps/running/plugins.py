"""The options of a run, and the plugins that stand behind them; one that is not asked for is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steps.database.provision import PROVISION
from steps.running.garbage import PausedCollector
from steps.running.in_work import InWork, MarkInWork
from steps.running.lines import Lines
from steps.running.loops import OneLoop, has_other_loops
from steps.running.reruns import Reruns
from steps.running.tag_typos import TagTypos
from steps.running.unwritten import UnwrittenReports
from steps.settings import SETTINGS_OF_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator

STRICT = "a scenario tagged `@wip` that passes fails the run"


def declare(parser: pytest.Parser, plugins: pytest.PytestPluginManager) -> None:
    """Declare the options, and register what must be there before pytest loads the conftests."""
    group = parser.getgroup("acceptance")
    group.addoption("--tags", action="append", metavar="EXPR", help='a tag expression: --tags="@smoke and not @slow"')
    group.addoption("--bdd-dry-run", action="store_true", help="bind every step to its definition, and run none")
    group.addoption("--bdd-wip-strict", action="store_true", default=None, help=STRICT)
    parser.addini("bdd_wip_strict", STRICT, type="bool", default=False)
    plugins.register(Lines(), "feature-lines")
    plugins.register(PausedCollector(), "paused-collector")


def register(config: pytest.Config) -> None:
    """Register the plugins that the options ask for, and let the service reach the databases that are allowed.

    Raises `pytest.UsageError` when a tag expression is wrong.
    """
    config.stash[PROVISION].foreign.allow(config.stash[SETTINGS_OF_RUN].other_databases)
    for name, plugin in _plugins(config):
        config.pluginmanager.register(plugin, name)


def _plugins(config: pytest.Config) -> Iterator[tuple[str, object]]:
    option = config.option
    yield "tag-typos", TagTypos()
    yield "reruns-of-scenarios", Reruns()
    yield "unwritten-reports", UnwrittenReports()
    yield "mark-in-work", MarkInWork(strict=option.bdd_wip_strict or config.getini("bdd_wip_strict"))
    if has_other_loops(config):
        yield "one-loop", OneLoop(config)
    if getattr(option, "dist", "no") != "no":
        yield "in-work", InWork()
    if option.tags is not None:
        from steps.running.tag_selection import TagSelection, read_expression  # noqa: PLC0415

        yield "tag-selection", TagSelection([read_expression(each) for each in option.tags])
    if option.bdd_dry_run:
        from steps.running.dry_run import DryRun  # noqa: PLC0415

        yield "dry-run", DryRun()
    reports_itself = getattr(option, "gherkin_terminal_reporter", False)
    if config.get_verbosity(pytest.Config.VERBOSITY_TEST_CASES) > 0 and not reports_itself:
        from steps.running.narration import Narration  # noqa: PLC0415  the widths of characters take 25 ms to load

        yield "narration", Narration(config)
