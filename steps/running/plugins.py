"""The options of a run, and the plugins that stand behind them; one that is not asked for is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steps.running.lines import Lines
from steps.running.tag_selection import TagSelection, read_expression
from steps.running.tag_typos import TagTypos

if TYPE_CHECKING:
    from collections.abc import Iterator


def declare(parser: pytest.Parser, plugins: pytest.PytestPluginManager) -> None:
    """Declare the options, and take lines from the paths before pytest looks for conftests there."""
    group = parser.getgroup("acceptance")
    group.addoption("--tags", action="append", metavar="EXPR", help='a tag expression: --tags="@smoke and not @slow"')
    plugins.register(Lines(), "feature-lines")


def register(config: pytest.Config) -> None:
    """Register the plugins that the options ask for.

    Raises `pytest.UsageError` when a tag expression is wrong.
    """
    for name, plugin in _plugins(config):
        config.pluginmanager.register(plugin, name)


def _plugins(config: pytest.Config) -> Iterator[tuple[str, object]]:
    option = config.option
    yield "tag-typos", TagTypos()
    if option.tags is not None:
        yield "tag-selection", TagSelection([read_expression(each) for each in option.tags])
